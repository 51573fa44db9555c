// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tree/filesource.h"

#include <string>
#include <string_view>
#include <vector>

/** What pam_motd makes of the arguments of a rule, and of the scripts that write its dynamic file. */
namespace pamphlet::motd {

/// Where Debian's and Ubuntu's pam_motd puts what the scripts print, and where the scripts are.
inline constexpr const char *dynamicFile = "/run/motd.dynamic";
inline constexpr const char *scriptDirectory = "/etc/update-motd.d";

/// pam_motd(8): larger files are passed over in silence.
inline constexpr std::size_t maxMotdBytes = 0x10000;

/// Where the module looks without motd= and motd_dir=.
const std::vector<std::string> &defaultFiles();
const std::vector<std::string> &defaultDirectories();

/**
 * A rule's arguments, as Linux-PAM 1.5.2 was measured to take them: each option counts as it was given last; given empty it is taken
 * back; naming one of the two switches the default of the other off too.
 */
struct RuleArguments {
    std::vector<std::string> files; ///< the first that can be opened is shown
    std::vector<std::string> directories; ///< all, by name; of one name the first that can be opened
    bool named = false; ///< files or directories were named: a directory that is not there is complained of in the log
    bool update = true; ///< no `noupdate`: where the module knows how, it runs the scripts first
    /// The process dies: an empty item behind the first one in motd_dir=, as in "/etc/motd.d:" (a null pointer is listed; 1.5.2).
    bool crashes = false;
};

RuleArguments readArguments(const std::vector<std::string> &arguments);

/// A file of scriptDirectory.
struct UpdateScript {
    std::string path;
    bool runs = false; ///< its name and its mode let run-parts(8) --lsbsysinit run it
    bool badName = false; ///< else it is the mode
};

/// In the order in which they run.
std::vector<UpdateScript> updateScripts(const FileSource &tree);

/// run-parts(8) --lsbsysinit: lower-case letters, digits and hyphens; or parts with hyphens between them that may have dots and
/// underscores.
bool isScriptName(std::string_view name);

} // namespace pamphlet::motd
