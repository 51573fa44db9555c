// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/caller.h"

#include "helper/interfacedescription.h"

#include <QDBusMessage>

#include <pwd.h>

#include <cerrno>
#include <vector>

namespace pamphlet::helper {

Caller::Caller(QDBusConnection connection, QString busName, std::uint32_t uid)
    : m_connection(std::move(connection))
    , m_busName(std::move(busName))
    , m_uid(uid)
{ }

std::string Caller::userName() const
{
    passwd entry = {};
    passwd *found = nullptr;
    std::vector<char> buffer(1u << 14);
    while (getpwuid_r(m_uid, &entry, buffer.data(), buffer.size(), &found) == ERANGE && buffer.size() < (1u << 20))
        buffer.resize(buffer.size() * 2);
    return found ? std::string(found->pw_name) : std::to_string(m_uid);
}

void Caller::sendSignal(const QString &name, const QVariantList &arguments) const
{
    if (m_gone)
        return;
    const QString path = QLatin1String(InterfaceDescription::objectPath);
    const QString interface = QLatin1String(InterfaceDescription::interfaceName);
    // Over the bus a signal without a destination would go to everyone who listens.
    QDBusMessage signal = m_busName.isEmpty() ? QDBusMessage::createSignal(path, interface, name)
                                              : QDBusMessage::createTargetedSignal(m_busName, path, interface, name);
    signal.setArguments(arguments);
    m_connection.send(signal);
}

void Caller::setGone()
{
    if (m_gone)
        return;
    m_gone = true;
    Q_EMIT vanished();
}

} // namespace pamphlet::helper
