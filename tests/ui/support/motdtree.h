// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/smalltree.h"

/** A tree whose logins show a message of the day. */
namespace pamphlet::test {

inline const char *const motdRules = "session optional pam_motd.so motd=/run/motd.dynamic\n"
                                     "session optional pam_motd.so noupdate\n"
                                     "session required pam_permit.so\n";

/// Debian as it comes, with a part of each kind.
inline std::shared_ptr<MemoryTree> motdTree()
{
    auto tree = smallTree();
    tree->setFile("/etc/pam.d/login", motdRules);
    tree->setFile("/etc/pam.d/sshd", motdRules);
    tree->setFile("/etc/motd", "hello\n");
    tree->setFile("/etc/motd.d/10-rules", "be kind\n");
    tree->setFile("/usr/lib/motd.d/20-vendor", "vendor\n");
    tree->setFile("/run/motd.dynamic", "Linux\n");
    tree->setFile("/etc/update-motd.d/10-uname", "#!/bin/sh\nuname\n", 0755);
    return tree;
}

} // namespace pamphlet::test
