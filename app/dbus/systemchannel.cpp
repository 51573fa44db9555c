// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dbus/systemchannel.h"

#include <QDBusError>
#include <QDBusServiceWatcher>

#include <atomic>

namespace pamphlet::app {

namespace {
QString nextName()
{
    static std::atomic<int> count = 0;
    return QStringLiteral("pamphlet-system-%1").arg(++count);
}
} // namespace

SystemChannel::SystemChannel(QObject *parent)
    : HelperChannel(parent)
{ }

SystemChannel::~SystemChannel()
{
    drop();
}

QString SystemChannel::service() const
{
    return QStringLiteral("org.pamphlet.Helper1");
}

void SystemChannel::withConnection(Ready ready)
{
    QMetaObject::invokeMethod(
        this,
        [this, ready = std::move(ready)] {
            if (m_name.isEmpty()) {
                // A connection of our own and not QDBusConnection::systemBus(): that one never comes back after the bus was restarted.
                m_name = nextName();
                const QDBusConnection fresh = QDBusConnection::connectToBus(QDBusConnection::SystemBus, m_name);
                if (!fresh.isConnected()) {
                    const std::string detail = "no system bus: " + fresh.lastError().message().toStdString();
                    drop();
                    ready(pamphlet::fail(ErrorCode::HelperUnavailable, detail));
                    return;
                }
                QDBusConnection(fresh).connect(QString(), QStringLiteral("/org/freedesktop/DBus/Local"),
                                               QStringLiteral("org.freedesktop.DBus.Local"), QStringLiteral("Disconnected"), this,
                                               SLOT(disconnected()));
                m_watcher = std::make_unique<QDBusServiceWatcher>(service(), fresh, QDBusServiceWatcher::WatchForUnregistration);
                connect(m_watcher.get(), &QDBusServiceWatcher::serviceUnregistered, this, &HelperChannel::lost);
                Q_EMIT connected(fresh);
            }
            ready(QDBusConnection(m_name));
        },
        Qt::QueuedConnection);
}

void SystemChannel::disconnected()
{
    drop();
    Q_EMIT lost();
}

void SystemChannel::drop()
{
    if (m_watcher)
        m_watcher.release()->deleteLater(); // it may be the sender of what brought us here
    if (!m_name.isEmpty())
        QDBusConnection::disconnectFromBus(std::exchange(m_name, QString()));
}

} // namespace pamphlet::app
