// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/pass.h"
#include "core/pam/dispatch/reach.h"
#include "core/pam/libpamprofile.h"
#include "core/tree/filesource.h"

#include <optional>

namespace pamphlet::pam {

/// The codes that an entry may yield in a pass: one where the module has no choice (pam_permit(8), pam_deny(8),
/// pam_debug(8), pam_echo(8), a module file that is not there), any otherwise.
/// `modulesKnown`: the tree has its modules, so that a missing file means something (hasModuleDirectory()).
Outcomes certainOutcomes(const Entry &entry, Pass pass, const FileSource &tree, const LibpamProfile &profile, bool modulesKnown);

/// The one code that an entry yields to an application that passes no flags, gives a user name and has a conversation that
/// works; nullopt if the module has a choice, or if it depends on a file that cannot be seen.
std::optional<int> certainAnswer(const Entry &entry, Pass pass, const FileSource &tree, const LibpamProfile &profile, bool modulesKnown);

/// The same of a module whose file is there.
std::optional<int> answerIfLoaded(const Entry &entry, Pass pass, const FileSource &tree, const LibpamProfile &profile);

/// The possible runs of a facility's chain, both passes of chauthtok taken together.
Reach reachOf(const std::vector<Entry> &chain, Facility facility, const FileSource &tree, const LibpamProfile &profile, bool modulesKnown);

} // namespace pamphlet::pam
