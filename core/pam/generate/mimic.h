// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/facility.h"
#include "core/pam/generate/portability.h"
#include "core/pam/libpamprofile.h"
#include "core/result.h"
#include "core/tree/filesource.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/** Service files that follow the system's own stack, as the pamd_mimic functions of Gentoo's pam.eclass write them. */
namespace pamphlet::pam {

/// How a stub pulls the system's stack in.
enum class MimicStyle {
    Include, ///< `auth include system-auth`: what every libpam reads, OpenPAM too (Gentoo until 2015)
    Substack, ///< `auth substack system-auth`: a done or die inside ends only the inside (Gentoo since 2019); Linux-PAM alone
    AtInclude, ///< `@include common-auth`: how Debian's own services do it
};

/// The stack that services of a tree follow.
struct SystemStack {
    /// The file for each facility, in the order of allFacilities; the same name four times where one file serves all.
    std::vector<std::string> names;
    MimicStyle habit = MimicStyle::Include; ///< how the tree's own services pull it in
};

/// system-auth (Gentoo, Fedora, Arch), else common-* (Debian, SUSE), else base-* (Alpine); nullopt: none of them is there.
std::optional<SystemStack> findSystemStack(const FileSource &tree, const LibpamProfile &profile);

struct MimicRequest {
    std::string name; ///< of the service; only its characters are looked at
    std::vector<Facility> facilities; ///< in the order of the lines
    std::optional<MimicStyle> style; ///< nullopt: the tree's habit, Include with `portable`
    std::string target; ///< the file to follow; empty: the tree's system stack
    bool portable = false; ///< OpenPAM has to read it, too
};

struct Stub {
    std::string text;
    MimicStyle style = MimicStyle::Include;
    std::vector<std::string> targets; ///< in the order of the lines
    std::vector<std::string> missing; ///< targets that the tree does not have
    std::vector<PortabilityProblem> problems; ///< with `portable` only
};

/// InvalidArgument: a name that cannot be one of a service or a file, no facility, or one twice. NotFound: the tree has no system
/// stack, and no target was named. Unsupported: this libpam does not know the style.
Result<Stub> mimic(const FileSource &tree, const LibpamProfile &profile, const MimicRequest &request);

/// Whether this can be the name of a service file that libpam and the helper accept: ASCII letters in lower case, digits and `._-+@`.
bool isServiceName(std::string_view name);

} // namespace pamphlet::pam
