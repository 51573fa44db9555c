// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/libpamprofile.h"
#include "core/tree/memorytree.h"

#include <memory>
#include <string>

/** A small Debian-like tree. */
namespace pamphlet::test {

inline const char *const sudoText = "#%PAM-1.0\n"
                                    "# who may become root\n"
                                    "auth\trequired\tpam_env.so\treadenv=1\n"
                                    "@include common-auth\n"
                                    "@include common-account\n"
                                    "session required pam_limits.so\n";
inline const char *const commonAuthText = "auth\t[success=1 default=ignore]\tpam_unix.so nullok\n"
                                          "auth\trequisite\tpam_deny.so\n"
                                          "auth\trequired\tpam_permit.so\n";

inline std::shared_ptr<MemoryTree> smallTree()
{
    auto tree = std::make_shared<MemoryTree>();
    tree->setFile("/etc/pam.d/sudo", sudoText);
    tree->setFile("/etc/pam.d/login", "@include common-auth\n@include common-account\n");
    tree->setFile("/etc/pam.d/common-auth", commonAuthText);
    tree->setFile("/etc/pam.d/common-account", "account required pam_unix.so\n");
    tree->setFile("/etc/pam.d/other", "auth required pam_deny.so\naccount required pam_deny.so\n");
    tree->setFile("/etc/pam.d/broken", "auth frob pam_unix.so\n");
    tree->setFile("/etc/motd", "hello\n");
    for (const char *module : {"unix", "deny", "permit", "env", "limits"}) {
        tree->setFile(std::string("/lib/x86_64-linux-gnu/security/pam_") + module + ".so", "");
    }
    return tree;
}

inline pam::LibpamProfile debian12()
{
    return *pam::libpamProfile("debian-12");
}

} // namespace pamphlet::test
