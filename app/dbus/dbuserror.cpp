// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dbus/dbuserror.h"

#include <QRegularExpression>

namespace pamphlet::app {

Error errorFromParts(const QString &name, const QString &text)
{
    Error error;
    error.code = errorFromName(name.toStdString());
    static const QRegularExpression placed(QStringLiteral("\\A(/.*?):(\\d{1,9}):(\\d{1,9}): "),
                                           QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = placed.match(text);
    if (match.hasMatch()) {
        error.where.file = match.captured(1).toStdString();
        error.where.line = match.captured(2).toULong();
        error.where.column = match.captured(3).toULong();
        error.detail = text.mid(match.capturedEnd()).toStdString();
    } else {
        error.detail = text.toStdString();
    }
    return error;
}

Error errorFromDbus(const QDBusError &error)
{
    const QString prefix = QStringLiteral("org.pamphlet.Error.");
    if (error.name().startsWith(prefix))
        return errorFromParts(error.name().mid(prefix.size()), error.message());

    const auto as = [&error](ErrorCode code) { return Error{code, error.name().toStdString() + ": " + error.message().toStdString(), {}}; };
    if (error.name().startsWith(QStringLiteral("org.freedesktop.DBus.Error.Spawn.")))
        return as(ErrorCode::HelperUnavailable);
    if (error.name() == QStringLiteral("org.freedesktop.DBus.Error.InteractiveAuthorizationRequired"))
        return as(ErrorCode::AccessDenied);
    if (error.name() == QStringLiteral("org.freedesktop.DBus.Error.NameHasNoOwner"))
        return as(ErrorCode::HelperUnavailable);
    switch (error.type()) {
    case QDBusError::AccessDenied:
        return as(ErrorCode::AccessDenied);
    case QDBusError::ServiceUnknown:
    case QDBusError::NoReply:
    case QDBusError::NoServer:
    case QDBusError::NoNetwork:
    case QDBusError::Timeout:
    case QDBusError::TimedOut:
    case QDBusError::Disconnected:
        return as(ErrorCode::HelperUnavailable);
    case QDBusError::LimitsExceeded:
    case QDBusError::NoMemory:
        return as(ErrorCode::LimitExceeded);
    case QDBusError::UnknownMethod:
    case QDBusError::UnknownInterface:
    case QDBusError::UnknownObject:
    case QDBusError::InvalidSignature:
        return as(ErrorCode::Unsupported); // a helper of another version
    default:
        return as(ErrorCode::Internal);
    }
}

} // namespace pamphlet::app
