// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/dbuserror.h"

#include "helper/printable.h"

namespace pamphlet::helper {

QString dbusErrorName(ErrorCode code)
{
    const std::string_view name = errorName(code);
    return QStringLiteral("org.pamphlet.Error.") + QLatin1String(name.data(), static_cast<qsizetype>(name.size()));
}

QString dbusErrorMessage(const Error &error)
{
    QString message = QString::fromStdString(error.detail);
    if (!error.where.file.empty()) {
        message = QStringLiteral("%1:%2:%3: ").arg(QString::fromStdString(error.where.file)).arg(error.where.line).arg(error.where.column)
            + message;
    }
    return printable(message, 4096);
}

} // namespace pamphlet::helper
