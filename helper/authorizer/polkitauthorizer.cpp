// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/authorizer/polkitauthorizer.h"

#include <PolkitQt1/Authority>
#include <PolkitQt1/Subject>

#include <QAbstractEventDispatcher>
#include <QTimer>

#include <polkit/polkit.h>

namespace pamphlet::helper {

namespace {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template<class T>
using GRef = std::unique_ptr<T, Unref>;

std::string takeMessage(GError *error)
{
    std::string message = error ? error->message : "no answer";
    g_clear_error(&error);
    return message;
}

/// One question. GLib's callbacks come also after a cancellation, so they hold the state and not the check.
class PolkitCheck final : public Authorizer::Check
{
public:
    PolkitCheck(const AuthorizationRequest &request, std::chrono::milliseconds limit, Authorizer::Done done)
        : m_state(std::make_shared<State>(request, std::move(done)))
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [state = m_state] {
            g_cancellable_cancel(state->cancellable.get());
            state->answer(fail(ErrorCode::AccessDenied, "polkit did not answer in time"));
        });
        m_timer.setSingleShot(true);
        m_timer.start(limit);
        // The library's own singleton is fetched without blocking and handed to polkit-qt, which by itself would fetch it once,
        // synchronously, and keep a failure for good.
        polkit_authority_get_async(m_state->cancellable.get(), haveAuthority, new std::shared_ptr<State>(m_state));
    }

    ~PolkitCheck() override
    {
        m_state->done = nullptr;
        g_cancellable_cancel(m_state->cancellable.get()); // also takes the dialog away
    }

private:
    struct State {
        State(const AuthorizationRequest &asked, Authorizer::Done callback)
            : request(asked)
            , done(std::move(callback))
            , cancellable(g_cancellable_new())
        { }

        void answer(const Result<void> &result)
        {
            // Once, and safe against the check being destroyed by it.
            if (const Authorizer::Done callback = std::exchange(done, nullptr))
                callback(result);
        }

        AuthorizationRequest request;
        Authorizer::Done done;
        GRef<GCancellable> cancellable;
    };
    using Handle = std::unique_ptr<std::shared_ptr<State>>;

    static void haveAuthority(GObject *, GAsyncResult *result, gpointer data)
    {
        const Handle handle(static_cast<std::shared_ptr<State> *>(data));
        const std::shared_ptr<State> state = *handle;
        GError *error = nullptr;
        PolkitAuthority *fetched = polkit_authority_get_finish(result, &error);
        if (!fetched) {
            state->answer(fail(ErrorCode::AccessDenied, "polkit cannot be reached: " + takeMessage(error)));
            return;
        }
        // The first one is adopted, reference and all; it is the same object each time.
        PolkitAuthority *authority = PolkitQt1::Authority::instance(fetched)->polkitAuthority();
        static PolkitAuthority *adopted = nullptr;
        if (adopted)
            g_object_unref(fetched);
        adopted = authority;
        if (!state->done || !authority) {
            state->answer(fail(ErrorCode::AccessDenied, "polkit cannot be reached"));
            return;
        }
        ask(authority, state);
    }

    static void ask(PolkitAuthority *authority, const std::shared_ptr<State> &state)
    {
        const AuthorizationRequest &request = state->request;
        PolkitQt1::SystemBusNameSubject subject(request.caller->busName());
        const GRef<PolkitDetails> details(polkit_details_new());
        for (auto it = request.details.cbegin(); it != request.details.cend(); ++it)
            polkit_details_insert(details.get(), it.key().toUtf8().constData(), it.value().toUtf8().constData());
        polkit_authority_check_authorization(authority, subject.subject(), request.actionId.toUtf8().constData(), details.get(),
                                             request.interactive ? POLKIT_CHECK_AUTHORIZATION_FLAGS_ALLOW_USER_INTERACTION
                                                                 : POLKIT_CHECK_AUTHORIZATION_FLAGS_NONE,
                                             state->cancellable.get(), haveAnswer, new std::shared_ptr<State>(state));
    }

    static void haveAnswer(GObject *source, GAsyncResult *result, gpointer data)
    {
        const Handle handle(static_cast<std::shared_ptr<State> *>(data));
        const std::shared_ptr<State> state = *handle;
        GError *error = nullptr;
        const GRef<PolkitAuthorizationResult> answer(polkit_authority_check_authorization_finish(POLKIT_AUTHORITY(source), result, &error));
        if (!answer) {
            state->answer(fail(ErrorCode::AccessDenied, "polkit answered with an error: " + takeMessage(error)));
            return;
        }
        if (polkit_authorization_result_get_is_authorized(answer.get())) {
            state->answer({});
            return;
        }
        state->answer(fail(ErrorCode::AccessDenied,
                           polkit_authorization_result_get_is_challenge(answer.get()) ? "authentication is needed" : "polkit said no"));
    }

    std::shared_ptr<State> m_state;
    QTimer m_timer;
};

} // namespace

PolkitAuthorizer::PolkitAuthorizer()
    : PolkitAuthorizer(TimeLimits())
{ }

PolkitAuthorizer::PolkitAuthorizer(TimeLimits limits)
    : m_limits(limits)
{ }

std::unique_ptr<Authorizer::Check> PolkitAuthorizer::check(const AuthorizationRequest &request, Done done)
{
    return std::make_unique<PolkitCheck>(request, request.interactive ? m_limits.interactive : m_limits.silent, std::move(done));
}

bool hasGlibEventDispatcher()
{
    const QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
    return dispatcher && dispatcher->inherits("QEventDispatcherGlib");
}

} // namespace pamphlet::helper
