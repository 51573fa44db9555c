// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/sentence.h"

#include <QCoreApplication>

namespace pamphlet::ui::text {

QString sentence(const char *source, const QStringList &arguments)
{
    const QString pattern = QCoreApplication::translate("text", source);
    QString result;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const int digit = pattern.at(i) == QLatin1Char('%') && i + 1 < pattern.size() ? pattern.at(i + 1).digitValue() : -1;
        if (digit < 1) {
            result += pattern.at(i);
            continue;
        }
        result += arguments.value(digit - 1);
        ++i;
    }
    return result;
}

} // namespace pamphlet::ui::text
