// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ports/helperport.h"

#include <QPointer>
#include <QPromise>

#include <memory>
#include <optional>
#include <vector>

/** A helper that does what the test says, and keeps what it was asked. */
namespace pamphlet::test {

class FakeLogin final : public ui::TestLogin
{
public:
    explicit FakeLogin(ui::TestRequest asked)
        : request(std::move(asked))
    { }

    void answer(unsigned prompt, Secret secret) override { answers.emplace_back(prompt, std::string(secret.view())); }
    void cancel() override
    {
        cancelled = true;
        Q_EMIT failed(Error{ErrorCode::Cancelled, {}, {}});
    }

    ui::TestRequest request;
    std::vector<std::pair<unsigned, std::string>> answers;
    bool cancelled = false;
};

class FakeHelper final : public ui::HelperPort
{
public:
    QFuture<Result<ui::Applied>> apply(const change::ChangeSet &changeSet) override
    {
        applied.push_back(changeSet);
        return next();
    }

    QFuture<Result<ui::Applied>> rollback(const QString &transaction) override
    {
        rolledBack << transaction;
        return next();
    }

    std::unique_ptr<ui::TestLogin> startTest(const ui::TestRequest &request) override
    {
        auto made = std::make_unique<FakeLogin>(request);
        login = made.get();
        return made;
    }

    /// Answers the oldest call that waits.
    void reply(Result<ui::Applied> result)
    {
        const std::shared_ptr<QPromise<Result<ui::Applied>>> promise = waiting.front();
        waiting.erase(waiting.begin());
        promise->addResult(std::move(result));
        promise->finish();
    }

    std::vector<change::ChangeSet> applied;
    QStringList rolledBack;
    QPointer<FakeLogin> login;
    std::vector<std::shared_ptr<QPromise<Result<ui::Applied>>>> waiting;

private:
    QFuture<Result<ui::Applied>> next()
    {
        auto promise = std::make_shared<QPromise<Result<ui::Applied>>>();
        promise->start();
        waiting.push_back(promise);
        return promise->future();
    }
};

} // namespace pamphlet::test
