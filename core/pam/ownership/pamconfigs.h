// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/syntax/document.h"
#include "core/tree/filesource.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/** The profiles from which Debian's pam-auth-update puts /etc/pam.d/common-* together (pam-auth-update(8), its parse_pam_profile()). */
namespace pamphlet::pam {

/// What a profile has for one of the common-* files.
struct PamConfigBlock {
    bool additional = false; ///< in the "Additional" block, else in the "Primary" one
    std::vector<std::string> lines; ///< rules without their type; `end` stands for a jump behind the block
    std::vector<std::string> initial; ///< the same for the first profile of the block; empty: as `lines`
};

struct PamConfig {
    std::string id; ///< the name of the file
    std::string name; ///< as pam-auth-update shows it
    bool byDefault = false;
    int priority = 0;
    std::set<std::string> conflicts;
    std::map<std::string, PamConfigBlock> blocks; ///< by what follows "common-": "auth", … "session-noninteractive"
};

inline constexpr const char *pamConfigsDirectory = "/usr/share/pam-configs";

PamConfig parsePamConfig(const std::string &id, std::string_view text);

/// Every profile of a tree, by falling priority as pam-auth-update sorts them.
std::vector<PamConfig> readPamConfigs(const FileSource &tree);

/// The profiles that pam-auth-update took for enabled when it last wrote (its record in /var/lib/pam).
std::set<std::string> enabledPamConfigs(const FileSource &tree);

/// True if the profile brings this rule to common-`block`: same control but for jumps, same module.
bool bringsRule(const PamConfig &config, const std::string &block, const Rule &rule);

/// True if the profile has a rule of this module for common-`block`.
bool bringsModule(const PamConfig &config, const std::string &block, std::string_view module);

} // namespace pamphlet::pam
