// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace pamphlet::test {

/// A message bus of one's own: a real dbus-daemon in a temporary directory that lets everybody own and call everything.
/// Ends with the object.
class PrivateBus
{
public:
    PrivateBus();
    ~PrivateBus();

    /// False where there is no dbus-daemon: skip.
    bool isRunning() const { return !m_address.isEmpty(); }
    const QString &address() const { return m_address; }

    /// A new connection with its own unique name. Close it with QDBusConnection::disconnectFromBus(connection.name()).
    QDBusConnection connect() const;

private:
    QTemporaryDir m_directory;
    QProcess m_daemon;
    QString m_address;
};

} // namespace pamphlet::test
