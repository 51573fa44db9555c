// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/syntax/document.h"
#include "core/tree/filesource.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/**
 * What OpenPAM (FreeBSD, NetBSD) does not read as Linux-PAM does: contrib/openpam of FreeBSD, openpam_configure.c, openpam_readword.c.
 * One line that it does not understand makes it refuse the whole service.
 */
namespace pamphlet::pam {

enum class PortabilityKind {
    ControlList, ///< `[success=1 …]`
    Substack,
    AtInclude,
    SilentType, ///< `-session`
    UnknownType,
    UnknownControl,
    IncludeArguments, ///< words behind the file of an include
    IncludeMissing, ///< includes a service that the tree does not have
    IncludeCycle, ///< OpenPAM does not notice
    PamStack, ///< pam_stack.so: an include in its place is understood by both
    LinuxModule, ///< not one of the three that every system has
    ModulePath, ///< a path; modules are elsewhere there
    Brackets, ///< a word in brackets
    Quotes, ///< `'` and `"` quote there, and are letters here
    Hash, ///< a `#` inside a word is a letter there, and starts a comment here
    MissingField, ///< no control or module
    Binding, ///< only OpenPAM knows this control
    ServiceName, ///< not of the portable characters of POSIX
};
/// "control-list", …
std::string_view portabilityName(PortabilityKind kind);

struct PortabilityProblem {
    PortabilityKind kind = PortabilityKind::ControlList;
    Place where; ///< line and column; line 0: the service's name
    std::string detail; ///< the word in question

    bool operator==(const PortabilityProblem &) const = default;
};

/// In the order of the lines.
std::vector<PortabilityProblem> portabilityProblems(std::string_view service, const Document &document);

/// The same with what the file includes, as far as it leads: missing files, circles, and the problems of the included files.
std::vector<PortabilityProblem> portabilityProblems(const FileSource &tree, const LibpamProfile &profile, const std::string &service);

} // namespace pamphlet::pam
