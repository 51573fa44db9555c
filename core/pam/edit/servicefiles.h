// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/edit/editplan.h"
#include "core/pam/generate/mimic.h"

#include <string>
#include <string_view>
#include <vector>

/** Service files as a whole: a new one, another name, none any more. Nothing is written: bytes out. */
namespace pamphlet::pam {

enum class ServiceTemplate {
    Blank, ///< a comment; everything is left to `other` until there are rules
    Copy, ///< the bytes of another service's file
    FollowSystem, ///< mimic() of the system's own stack
};

struct NewService {
    std::string name;
    ServiceTemplate kind = ServiceTemplate::Blank;
    std::string copyOf; ///< Copy: the name of the service
    MimicRequest mimic; ///< FollowSystem; its name is not looked at
};

enum class ServiceWarningKind {
    UsesOther, ///< programs that ask for the name get the rules of `other`
    RefusesAll, ///< there is no rule for it any more, in `other` neither: libpam refuses everything
    VendorTakesOver, ///< the file of the same name in a vendor directory is used
    HidesVendor, ///< the file of the same name in a vendor directory is not used any more
    StillIncluded, ///< another file includes it: there libpam counts a failure
    IncludeNotWritable, ///< an include of the old name is in a file that is not the administrator's
    IncludeNotRewritable, ///< an include of the old name cannot be rewritten (a comment inside, a line too long)
};
/// "uses-other", …
std::string_view serviceWarningName(ServiceWarningKind kind);

struct ServiceWarning {
    ServiceWarningKind kind = ServiceWarningKind::UsesOther;
    Place where; ///< includes: the line; else the file that is meant
    std::vector<std::string> services; ///< includes: what reads the line, sorted

    bool operator==(const ServiceWarning &) const = default;
};

struct ServiceFilePlan {
    std::vector<FileEdit> files;
    std::vector<ServiceWarning> warnings;
};

/// InvalidArgument: a name that no service can have. Conflict: there is such a file. NotFound: nothing to copy. Errors of mimic().
Result<ServiceFilePlan> planNewService(const FileSource &tree, const LibpamProfile &profile, const NewService &service);

/// `followIncludes`: lines of the administrator's files that include the old name include the new one.
Result<ServiceFilePlan> planRenameService(const FileSource &tree, const LibpamProfile &profile, const std::string &from,
                                          const std::string &to, bool followIncludes);

Result<ServiceFilePlan> planDeleteService(const FileSource &tree, const LibpamProfile &profile, const std::string &name);

} // namespace pamphlet::pam
