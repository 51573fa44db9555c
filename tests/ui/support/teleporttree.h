// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/rootdirectory.h"
#include "tests/ui/support/smalltree.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

/** Trees with Teleport's files, for its page and its wizard. */
namespace pamphlet::test::teleporttree {

inline const std::string config = "/etc/teleport.yaml";
inline const std::string script = "/etc/pam-exec.d/teleport_acct";
inline const std::string serviceFile = "/etc/pam.d/teleport";

inline const std::string good = "# ours\n"
                                "ssh_service:\n"
                                "  enabled: yes\n"
                                "  pam:\n"
                                "    enabled: no # for now\n"
                                "    service_name: \"teleport\"\n";
inline const std::string on = "ssh_service:\n"
                              "  enabled: yes\n"
                              "  pam:\n"
                              "    enabled: yes\n"
                              "    service_name: teleport\n"
                              "    environment:\n"
                              "      MAIL: \"{{external.email}}\"\n"
                              "      KIND: node # of this machine\n";
/// As the guides of Teleport have it.
inline const std::string misplaced = "teleport:\n"
                                     "  nodename: a\n"
                                     "  ssh_service:\n"
                                     "    enabled: yes\n"
                                     "    pam:\n"
                                     "      enabled: yes\n"
                                     "      service_name: \"teleport\"\n";
inline const std::string service = "account required pam_exec.so /etc/pam-exec.d/teleport_acct\n"
                                   "session required pam_motd.so\n"
                                   "session required pam_permit.so\n";
/// What the published here-document leaves of the published script, under dash.
inline const std::string publishedScript
    = "#!/bin/sh\n"
      "COMMENT=\"User ${TELEPORT_USERNAME} with roles ${TELEPORT_ROLES} created by Teleport.\"\n"
      "id -u \"${TELEPORT_LOGIN}\" &>/dev/null  || /sbin/useradd -m -g teleport-admin -c \"${COMMENT}\" "
      "\"${TELEPORT_LOGIN}\" 2> /tmp/pam.error\n"
      "exit 0\n";

inline std::shared_ptr<MemoryTree> tree(const std::string &yaml)
{
    auto made = smallTree();
    FileStatus root;
    root.kind = FileKind::Directory;
    root.mode = 0755;
    made->addDirectory("/", root);
    made->setFile("/etc/pam.d/common-session", "session required pam_unix.so\n");
    made->setFile("/etc/pam.d/common-password", "password required pam_unix.so\n");
    made->setFile(serviceFile, service);
    made->setFile(script, "#!/bin/sh\n/usr/bin/getent passwd \"$PAM_USER\" >/dev/null 2>&1 || exec /usr/sbin/useradd -m \"$PAM_USER\"\n",
                  0755);
    for (const char *module : {"exec", "motd"}) {
        made->setFile(std::string("/lib/x86_64-linux-gnu/security/pam_") + module + ".so", "");
    }
    if (!yaml.empty()) {
        made->setFile(config, yaml, 0600);
    }
    return made;
}

/// What a tree that lists these lines allows: read from a real list, as the window does.
inline change::PathPolicy listing(const QByteArray &lines)
{
    QTemporaryDir directory;
    const QString list = directory.path() + QLatin1String(change::pathListDirectory);
    if (!QDir().mkpath(list)) {
        qFatal("no directory for the list");
    }
    QFile file(list + QStringLiteral("/teleport.conf"));
    if (!file.open(QIODevice::WriteOnly) || file.write(lines) != lines.size()) {
        qFatal("no list");
    }
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    file.close();
    auto root = change::RootDirectory::open(directory.path().toStdString());
    if (!root) {
        qFatal("no tree for the list");
    }
    return change::PathPolicy::of(*root);
}

inline change::PathPolicy allListed()
{
    return listing("file /etc/teleport.yaml\nprogram /etc/pam-exec.d/teleport_acct\n");
}

} // namespace pamphlet::test::teleporttree
