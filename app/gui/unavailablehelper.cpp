// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/unavailablehelper.h"

#include <QPromise>
#include <QTimer>

namespace pamphlet::app::gui {

namespace {

class FailedLogin final : public ui::TestLogin
{
public:
    explicit FailedLogin(Error reason)
    {
        QTimer::singleShot(0, this, [this, reason = std::move(reason)] { Q_EMIT failed(reason); });
    }

    void answer(unsigned, Secret) override { }
    void cancel() override { }
};

QFuture<Result<ui::Applied>> failed(const Error &reason)
{
    QPromise<Result<ui::Applied>> promise;
    promise.start();
    promise.addResult(Result<ui::Applied>(fail(reason)));
    promise.finish();
    return promise.future();
}

} // namespace

UnavailableHelper::UnavailableHelper(Error reason)
    : m_reason(std::move(reason))
{ }

QFuture<Result<ui::Applied>> UnavailableHelper::apply(const change::ChangeSet &)
{
    return failed(m_reason);
}

QFuture<Result<ui::Applied>> UnavailableHelper::rollback(const QString &)
{
    return failed(m_reason);
}

std::unique_ptr<ui::TestLogin> UnavailableHelper::startTest(const ui::TestRequest &)
{
    return std::make_unique<FailedLogin>(m_reason);
}

} // namespace pamphlet::app::gui
