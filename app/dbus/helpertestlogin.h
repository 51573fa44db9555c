// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ports/helperport.h"

#include <QPointer>

QT_BEGIN_NAMESPACE
class QDBusMessage;
QT_END_NAMESPACE

namespace pamphlet::app {

class HelperClient;

/// A login that the helper runs. Lives as long as its holder wants; outliving the client is fine.
class HelperTestLogin final : public ui::TestLogin
{
    Q_OBJECT
public:
    explicit HelperTestLogin(HelperClient *client);
    ~HelperTestLogin() override;

    void answer(unsigned prompt, Secret secret) override;
    void cancel() override;

private:
    friend class HelperClient;

    void setRunning(const QString &id);
    /// One of the helper's signals for this login. True if it was the last one.
    bool handle(const QDBusMessage &signal);
    void fail(const Error &error);

    QPointer<HelperClient> m_client;
    QString m_id; ///< empty until the helper has started it
    bool m_cancelled = false;
    bool m_over = false;
};

} // namespace pamphlet::app
