// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/cli/cliprogram.h"

/** A tree with Teleport's files, for tests of `pamphletctl teleport`. */
namespace pamphlet::test::teleporttree {

inline const QByteArray good = "ssh_service:\n  enabled: yes\n  pam:\n    enabled: yes\n    service_name: teleport\n";
inline const QByteArray service = "account required pam_permit.so\nsession required pam_permit.so\n";
inline const QByteArray misplaced
    = "teleport:\n  nodename: a\n  ssh_service:\n    pam:\n      enabled: yes # here\n      service_name: sshd\n";
inline const QString config = QStringLiteral("etc/teleport.yaml");

/// A tree in which everything is right.
inline void fill(const Tree &tree, const QByteArray &bytes = good)
{
    tree.write(config, bytes);
    tree.write(QStringLiteral("etc/pam.d/teleport"), service);
    tree.write(QStringLiteral("etc/pam.d/other"),
               "auth required pam_deny.so\naccount required pam_deny.so\nsession required pam_deny.so\n");
    for (const char *facility : {"auth", "account", "password", "session"})
        tree.write(QStringLiteral("etc/pam.d/common-") + QLatin1String(facility), QByteArray(facility) + " required pam_unix.so\n");
    for (const char *module : {"pam_permit.so", "pam_deny.so", "pam_unix.so", "pam_exec.so", "pam_motd.so"})
        tree.write(QStringLiteral("usr/lib/x86_64-linux-gnu/security/") + QLatin1String(module), "x");
}

inline void list(const Tree &tree, const QByteArray &lines)
{
    tree.write(QStringLiteral("etc/pamphlet/paths.d/teleport.conf"), lines);
}

inline QStringList idsOf(const QJsonArray &findings)
{
    QStringList ids;
    for (const QJsonValue finding : findings)
        ids << finding[QStringLiteral("id")].toString();
    return ids;
}

inline QStringList argumentsOf(const char *command, const QStringList &more = {})
{
    return words(command) + more;
}

} // namespace pamphlet::test::teleporttree
