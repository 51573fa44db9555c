// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/auditlog.h"

#include "helper/printable.h"

#include <syslog.h>

#include <cstdio>

namespace pamphlet::helper {

namespace {

// A name with a quote or a backslash must not be able to look like the end of its field.
QString quoted(const QString &text)
{
    QString escaped = text;
    escaped.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
    return QLatin1Char('"') + escaped + QLatin1Char('"');
}

} // namespace

QString auditLine(const AuditEntry &entry)
{
    const QString uid = entry.uid ? QString::number(*entry.uid) : QStringLiteral("?");
    QString line = QStringLiteral("uid=%1 verb=").arg(uid) + printable(entry.verb, 64) + QStringLiteral(" object=")
        + quoted(printable(entry.object, 400)) + QStringLiteral(" outcome=") + printable(entry.outcome, 64);
    if (!entry.detail.isEmpty())
        line += QStringLiteral(" detail=") + quoted(printable(entry.detail, 400));
    return line;
}

void SyslogAudit::write(const AuditEntry &entry)
{
    syslog(LOG_AUTHPRIV | LOG_NOTICE, "%s", auditLine(entry).toUtf8().constData());
}

void StderrAudit::write(const AuditEntry &entry)
{
    std::fprintf(stderr, "pamphlet-helper: %s\n", auditLine(entry).toUtf8().constData());
}

} // namespace pamphlet::helper
