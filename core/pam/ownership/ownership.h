// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/edit/editplan.h"
#include "core/pam/ownership/generator.h"

#include <string>
#include <string_view>
#include <vector>

/** What becomes of an edit in a file that a program writes, and what to run instead. */
namespace pamphlet::pam {

enum class OwnershipWarningKind {
    StopsManaging, ///< pam-auth-update will see local changes and leave all of common-* alone; --force drops the edit
    ComesBack, ///< pam-auth-update writes the rule again while its profile is enabled
    JumpRegenerated, ///< the jump is in the managed block: pam-auth-update writes its own number again
    Overwritten, ///< the program's next run writes the whole file
    ConffileQuestion, ///< a package's configuration file: its next new version is not installed without a question
    MergedByHand, ///< the next version of the package has to be merged by hand
    VendorFile, ///< the file is the vendor's; the administrator's place is /etc/pam.d
};
/// "stops-managing", …
std::string_view ownershipWarningName(OwnershipWarningKind kind);

enum class RouteKind {
    None,
    EnableProfile, ///< a profile of the program brings the rule: `what`
    DisableProfile, ///< a profile of the program brought the rule: `what`
    OwnProfile, ///< write a profile of one's own first: `file`
    EditProfile, ///< the selected profile is one's own already: edit `file`, then apply
    OwnFile, ///< make the file one's own first
    Merge, ///< edit, and merge what updates bring
};

/// The program's own way to the same end.
struct NativeRoute {
    RouteKind kind = RouteKind::None;
    std::string what; ///< profile, feature or module
    std::string file; ///< to write or edit before the commands are run
    std::vector<std::vector<std::string>> commands; ///< argument vectors, in order; for a person to run, as root

    bool operator==(const NativeRoute &) const = default;
};

struct OwnershipWarning {
    OwnershipWarningKind kind = OwnershipWarningKind::Overwritten;
    Generator generator = Generator::None;
    Place where; ///< in the new text; for a rule that was removed in the old one
    std::string profile; ///< that brought the rule, as far as it is known
    NativeRoute route;

    bool operator==(const OwnershipWarning &) const = default;
};

/// What the owners of the files that an edit changes will make of it. `tree` is the one from before the edit.
std::vector<OwnershipWarning> ownershipWarnings(const FileSource &tree, const LibpamProfile &profile, const EditRequest &request,
                                                const EditOutcome &outcome);

/// A command as one types it in a shell.
std::string shellCommand(const std::vector<std::string> &arguments);

} // namespace pamphlet::pam
