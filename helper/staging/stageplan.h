// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/rootdirectory.h"
#include "core/pam/libpamprofile.h"
#include "core/result.h"
#include "core/tree/filesource.h"
#include "helper/staging/stagedrule.h"

#include <map>
#include <string>
#include <vector>

namespace pamphlet::helper {

/// A rule whose module could not be traced, and why (English).
struct UntracedRule {
    StagedRule rule;
    std::string reason;
};

/// What is to be staged. The references must outlive the call.
struct StageRequest {
    const FileSource &configuration; ///< the tree, or the tree under a change set
    const pam::LibpamProfile &profile; ///< of the libpam that will read the stage: this machine's
    std::string service;
    const FileSource &modules; ///< where module files are looked for
    const change::RootDirectory *moduleRoot = nullptr; ///< the same on disk; null: this machine's own
    bool trace = false;
};

/// What a stage consists of; names are relative to its directory.
struct StagePlan {
    std::map<std::string, std::string> files; ///< "c/sudo", "i/0": name and bytes
    std::vector<std::string> links; ///< "m/pam_unix.so": symbolic links to the tracing module
    std::vector<StagedRule> rules; ///< the traced ones, by number
    std::vector<UntracedRule> untraced;
    std::vector<std::string> sources; ///< the files that were read, inside the configuration's root
    std::vector<std::string> modules; ///< the module files that are named, inside the root of a request that has one
};

/**
 * Rewrites everything that libpam would read for a service so that it means the same in `directory` and nothing outside it
 * is read any more: `c/` is what pam_start_confdir gets, each include names the absolute path of its copy in `i/` (some libpams
 * take a relative one from /etc/pam.d whatever the confdir is), a failed include names what is not there. With trace, the
 * module of a rule becomes a link in `m/` that bears the module's name, because that is what libpam's log lines say.
 * All other bytes stay.
 * A module of another root is named by the path that it has here, with every link resolved inside that root: libpam would follow
 * them on this machine.
 *
 * The outcome is read again and compared with the source, entry by entry. Unsupported, with the place if there is one, if it
 * would not be the same, or if what libpam does with the configuration is undefined.
 */
Result<StagePlan> planStage(const StageRequest &request, const std::string &directory);

/// The part of a plan's `directory` that pam_start_confdir gets.
inline constexpr const char *stageConfName = "c";

} // namespace pamphlet::helper
