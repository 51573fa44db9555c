// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QString>
#include <QVariantList>

#include <cstdint>
#include <string>

namespace pamphlet::helper {

/**
 * Who is at the other end, as the bus (or the kernel, on a private connection) says: never from an argument.
 * The same sender is the same object for as long as somebody holds it, so work is bound to its caller by comparing pointers.
 * Holding one also keeps the helper from exiting for idleness. Made by CallerRegistry.
 */
class Caller final : public QObject
{
    Q_OBJECT
public:
    /// busName: the unique name (":1.42"), or empty on a private connection.
    Caller(QDBusConnection connection, QString busName, std::uint32_t uid);

    const QString &busName() const { return m_busName; }
    std::uint32_t uid() const { return m_uid; }
    /// From the user database; the uid in digits if it has no entry.
    std::string userName() const;
    bool isGone() const { return m_gone; }

    /// A signal of org.pamphlet.Helper1 to this caller and to nobody else. Dropped if the caller is gone.
    void sendSignal(const QString &name, const QVariantList &arguments) const;

    /// Called by the registry when the name has no owner any more.
    void setGone();

Q_SIGNALS:
    /// Once. Whatever is done for this caller ends now.
    void vanished();

private:
    QDBusConnection m_connection;
    QString m_busName;
    std::uint32_t m_uid;
    bool m_gone = false;
};

} // namespace pamphlet::helper
