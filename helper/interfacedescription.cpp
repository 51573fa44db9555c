// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/interfacedescription.h"

#include "helper/dbus/interfacexml.h"

#include <QXmlStreamReader>

namespace pamphlet::helper {

InterfaceDescription::InterfaceDescription()
{
    const QString whole = QString::fromUtf8(interfaceXml);
    const qsizetype begin = whole.indexOf(QLatin1String("<interface "));
    const QLatin1String endTag("</interface>");
    const qsizetype end = whole.indexOf(endTag, begin);
    // Compiled in, so a failure here is one of the build and every test meets it.
    Q_ASSERT(begin >= 0 && end > begin);
    m_xml = whole.mid(begin, end - begin) + endTag + QLatin1Char('\n');

    QXmlStreamReader reader(m_xml);
    QString method;
    while (!reader.atEnd()) {
        reader.readNext();
        const auto attribute = [&](const char *name) { return reader.attributes().value(QLatin1String(name)).toString(); };
        if (reader.isStartElement() && reader.name() == QLatin1String("method")) {
            method = attribute("name");
            m_in.insert(method, QString());
            m_out.insert(method, QString());
        } else if (reader.isStartElement() && reader.name() == QLatin1String("arg") && !method.isEmpty()) {
            (attribute("direction") == QLatin1String("out") ? m_out : m_in)[method] += attribute("type");
        } else if (reader.isEndElement() && reader.name() == QLatin1String("method")) {
            method.clear();
        }
    }
    Q_ASSERT(!reader.hasError());
}

} // namespace pamphlet::helper
