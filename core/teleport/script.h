// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

/** The script that creates the local user on login, run by pam_exec(8). */
namespace pamphlet::teleport {

/// Programs by absolute path: a script of root looks nothing up.
struct ScriptTools {
    std::string useradd = "/usr/sbin/useradd";
    std::string groupadd = "/usr/sbin/groupadd";
    std::string getent = "/usr/bin/getent";
    std::string makeHome = "/usr/sbin/mkhomedir_helper"; ///< pam_mkhomedir(8)'s helper; used if it is there
    std::string logger = "/usr/bin/logger"; ///< used if it is there
};

struct ScriptOptions {
    std::string shell; ///< login shell; empty: what useradd(8) gives
    std::vector<std::string> groups; ///< supplementary groups of a new user
    bool createGroups = false; ///< groups that are not there are created (groupadd -f)
    bool createHome = true;
    std::string homeBase; ///< directory of homes; empty: what useradd(8) gives
    bool comment = true; ///< the Teleport user's name goes into the comment field
    ScriptTools tools;
};

/// What the script's exit status says; pam_exec logs the number.
enum class ScriptExit : int {
    Done = 0, ///< the user is there
    NoName = 10,
    BadName = 11,
    OtherName = 12, ///< TELEPORT_LOGIN is not the user who logs in
    LookupFailed = 13,
    GroupFailed = 14,
    UserFailed = 15,
    HomeFailed = 16,
};

/// A line for each exit status: "11: the name is not one that useradd(8) should get".
std::vector<std::pair<ScriptExit, std::string_view>> scriptExits();

/**
 * A POSIX shell script: idempotent, as account rules run on every connection; safe under dash; writes to no file but through useradd(8).
 * InvalidArgument for a shell, group, directory or tool that cannot be one.
 */
Result<std::string> provisioningScript(const ScriptOptions &options = {});

/// `text` as one word of a shell.
std::string shellQuoted(std::string_view text);

} // namespace pamphlet::teleport
