// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/lint/check.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace pamphlet::test {

/// A line each: "TEL004 /etc/teleport.yaml:3 argument …".
inline QString findingLines(const std::vector<pam::Finding> &findings)
{
    QStringList result;
    for (const pam::Finding &finding : findings) {
        result << QStringLiteral("%1 %2:%3")
                      .arg(QString::fromStdString(finding.id), QString::fromStdString(finding.where.file))
                      .arg(finding.where.line);
        for (const std::string &argument : finding.arguments)
            result.last() += QLatin1Char(' ') + QString::fromStdString(argument);
    }
    return result.join(QLatin1Char('\n'));
}

} // namespace pamphlet::test
