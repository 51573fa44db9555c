// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "helper/auditlog.h"
#include "helper/authorizer/polkitauthorizer.h"
#include "helper/callerregistry.h"
#include "helper/dispatcher.h"
#include "helper/services.h"
#include "helper/testregistry.h"

#include <QDBusConnection>
#include <QTimer>

#include <chrono>

namespace pamphlet::helper {

/// org.pamphlet.Helper1 on the system bus.
class SystemService final : public QObject
{
    Q_OBJECT
public:
    explicit SystemService(std::chrono::milliseconds idleExit);
    ~SystemService() override;

    /// Brings unfinished transactions to an end, then takes the name. Quits the application when idle, when told to, and
    /// (with status 1) when the bus goes away.
    Result<void> start();

private Q_SLOTS:
    void busGone();

private:
    void leave();
    void quitIfDrained();

    SyslogAudit m_audit;
    Services m_services;
    CallerRegistry m_callers;
    PolkitAuthorizer m_authorizer;
    std::unique_ptr<Dispatcher> m_dispatcher;
    std::unique_ptr<TestRegistry> m_tests; ///< holds callers, so it goes before their registry
    QDBusConnection m_bus;
    QTimer m_idle;
    bool m_leaving = false;
};

} // namespace pamphlet::helper
