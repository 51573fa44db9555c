// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

namespace pamphlet::helper {

/// What helper/dbus/org.pamphlet.Helper1.xml says; the file itself is compiled in.
class InterfaceDescription
{
public:
    static constexpr const char *busName = "org.pamphlet.Helper1";
    static constexpr const char *interfaceName = "org.pamphlet.Helper1";
    static constexpr const char *objectPath = "/org/pamphlet/Helper1";

    InterfaceDescription();

    /// The <interface> element, for Introspect.
    const QString &xml() const { return m_xml; }
    QStringList methods() const { return m_in.keys(); }
    bool hasMethod(const QString &method) const { return m_in.contains(method); }
    /// D-Bus signatures: "h" and "sas" for Apply.
    QString inSignature(const QString &method) const { return m_in.value(method); }
    QString outSignature(const QString &method) const { return m_out.value(method); }

private:
    QString m_xml;
    QMap<QString, QString> m_in;
    QMap<QString, QString> m_out;
};

} // namespace pamphlet::helper
