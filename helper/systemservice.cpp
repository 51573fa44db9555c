// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/systemservice.h"

#include "helper/process.h"
#include "helper/verbs/allverbs.h"
#include "helper/verbs/transactions.h"

#include <QCoreApplication>
#include <QDBusConnectionInterface>
#include <QDBusError>

#include <syslog.h>

namespace pamphlet::helper {

SystemService::SystemService(std::chrono::milliseconds idleExit)
    : m_bus(QString())
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(idleExit);
    connect(&m_idle, &QTimer::timeout, this, &SystemService::leave);
    connect(&m_callers, &CallerRegistry::busy, &m_idle, &QTimer::stop);
    connect(&m_callers, &CallerRegistry::idle, this, [this] { m_leaving ? quitIfDrained() : m_idle.start(); });
}

SystemService::~SystemService() = default;

Result<void> SystemService::start()
{
    if (!hasGlibEventDispatcher())
        return fail(ErrorCode::Unsupported, "Qt runs without GLib's event loop, so polkit's answers could not arrive");
    auto root = change::RootDirectory::open("/");
    if (!root)
        return fail(root.error());
    m_services.mode = Mode::System;
    m_services.root = *root;

    // Before anybody can call. If it fails, every call that needs the journal tries again and says why; the rest works.
    const auto recovered = recoverTransactions(m_services);
    if (!recovered)
        syslog(LOG_AUTHPRIV | LOG_ERR, "the journal could not be recovered: %s", recovered.error().detail.c_str());
    else if (!recovered->empty())
        syslog(LOG_AUTHPRIV | LOG_WARNING, "unfinished transactions put back: %zu", recovered->size());

    m_bus = QDBusConnection::systemBus();
    if (!m_bus.isConnected())
        return fail(ErrorCode::Io, "no system bus: " + m_bus.lastError().message().toStdString());
    m_bus.connect(QString(), QStringLiteral("/org/freedesktop/DBus/Local"), QStringLiteral("org.freedesktop.DBus.Local"),
                  QStringLiteral("Disconnected"), this, SLOT(busGone()));

    m_dispatcher = std::make_unique<Dispatcher>(m_callers, m_authorizer, m_audit);
    m_tests = std::make_unique<TestRegistry>(m_services);
    m_services.tests = m_tests.get();
    addAllVerbs(*m_dispatcher, m_services);
    // The object before the name: who sees the name may call.
    if (!m_bus.registerVirtualObject(QLatin1String(InterfaceDescription::objectPath), m_dispatcher.get()))
        return fail(ErrorCode::Internal, "the object could not be registered");
    if (!m_bus.registerService(QLatin1String(InterfaceDescription::busName)))
        return fail(ErrorCode::Io, "the bus name could not be taken: " + m_bus.lastError().message().toStdString());

    connect(new TerminationSignals(this), &TerminationSignals::received, this, [this] {
        if (m_dispatcher)
            m_dispatcher->cancelAll();
        leave();
        QCoreApplication::quit();
    });
    m_idle.start();
    return {};
}

void SystemService::leave()
{
    if (m_leaving)
        return;
    m_leaving = true;
    m_idle.stop();
    // The manager first, so that it starts a new helper for calls after the name is released, and does not count on this one.
    notifyServiceManager("STOPPING=1");
    // Returns when the bus has released it. What came before was posted to the dispatcher by then and is still served;
    // what comes after starts a new helper.
    m_bus.interface()->unregisterService(QLatin1String(InterfaceDescription::busName));
    QCoreApplication::sendPostedEvents(m_dispatcher.get());
    quitIfDrained();
}

void SystemService::quitIfDrained()
{
    if (m_callers.isIdle())
        QCoreApplication::quit();
}

void SystemService::busGone()
{
    QCoreApplication::exit(1);
}

} // namespace pamphlet::helper
