// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/changeset.h"
#include "core/change/digest.h"

#include <QByteArray>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

/// For tests inside tests/system/in-namespace.sh.
namespace pamphlet::test {

/// A connection to the system bus as this user: the bus, hence polkit, sees the user's uid.
QDBusConnection connectAs(const char *user);

/// A call of org.pamphlet.Helper1 on its way.
QDBusPendingCall callHelper(const QDBusConnection &connection, const QString &method, const QVariantList &arguments);
/// The same, waited for.
QDBusMessage askHelper(const QDBusConnection &connection, const QString &method, const QVariantList &arguments);

/// The helper's process, or 0 if it does not run. Never starts it.
qint64 helperPid();
/// Starts it through D-Bus if it does not run.
qint64 activateHelper();
/// Ends it and returns when the bus has seen it go.
void endHelper(int signal);

QByteArray contentOf(const QString &path);
bool write(const QString &path, const QByteArray &content, int mode = 0644);

/// Every file below these directories: path → type, owner, mode, digest of the content or link target.
using Listing = QMap<QString, QString>;
Listing listingOf(const QStringList &directories);

/// A change of files from what they are now; nullopt removes.
change::ChangeSet changeTo(const std::vector<std::pair<QString, std::optional<QByteArray>>> &files);

} // namespace pamphlet::test
