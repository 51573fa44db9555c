// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "helper/authorizer/authorizer.h"

#include <QObject>

#include <list>

namespace pamphlet::test {

/// An authority that does as it is told: answers at once (through the event loop), or when the test says so, or never.
class FakeAuthorizer final : public helper::Authorizer
{
public:
    enum class Behaviour { Allow, Deny, Error, Hang };

    Behaviour behaviour = Behaviour::Deny;
    std::vector<helper::AuthorizationRequest> asked;

    std::unique_ptr<Check> check(const helper::AuthorizationRequest &request, Done done) override
    {
        asked.push_back(request);
        auto check = std::make_unique<Waiting>(*this, request, std::move(done));
        switch (behaviour) {
        case Behaviour::Allow:
            check->answerLater({});
            break;
        case Behaviour::Deny:
            check->answerLater(fail(ErrorCode::AccessDenied, "denied by the test"));
            break;
        case Behaviour::Error:
            check->answerLater(fail(ErrorCode::Io, "the authority is broken"));
            break;
        case Behaviour::Hang:
            break;
        }
        return check;
    }

    /// Questions that have no answer yet.
    std::size_t waiting() const { return m_waiting.size(); }

    /// Answers the oldest waiting question of this action by this caller. False if there is none.
    bool answer(const QString &actionId, const QString &busName, const Result<void> &result)
    {
        for (Waiting *check : m_waiting) {
            if (check->request.actionId == actionId && check->request.caller->busName() == busName) {
                check->answer(result);
                return true;
            }
        }
        return false;
    }

private:
    struct Waiting final : Check {
        Waiting(FakeAuthorizer &owner, const helper::AuthorizationRequest &about, Done callback)
            : m_owner(owner)
            , request(about)
            , m_done(std::move(callback))
        {
            m_owner.m_waiting.push_back(this);
        }
        ~Waiting() override { m_owner.m_waiting.remove(this); }

        void answer(Result<void> result)
        {
            const Done done = std::exchange(m_done, nullptr);
            m_owner.m_waiting.remove(this);
            if (done)
                done(std::move(result));
        }
        void answerLater(Result<void> result)
        {
            QMetaObject::invokeMethod(
                &m_context, [this, result] { answer(result); }, Qt::QueuedConnection);
        }

    private:
        FakeAuthorizer &m_owner;
        QObject m_context;

    public:
        const helper::AuthorizationRequest request;

    private:
        Done m_done;
    };

    std::list<Waiting *> m_waiting;
};

} // namespace pamphlet::test
