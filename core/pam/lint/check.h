// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/pam/libpamprofile.h"
#include "core/tree/filesource.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

enum class Severity { Error, Warning, Note };
/// "error", "warning", "note".
std::string_view severityName(Severity severity);

/// A change to one file that repairs a finding: the whole new bytes.
struct Fix {
    std::string file;
    std::string bytes;
};

/**
 * A finding. Its text is made in ui/text from id and arguments; ids are stable and documented in docs/lints.md.
 * The same place found through several services is one finding that names them all.
 */
struct Finding {
    std::string id; ///< "PAM001"
    Severity severity = Severity::Warning;
    Place where;
    std::vector<std::string> arguments; ///< what the text of this id speaks of (documented beside the id)
    std::vector<std::string> services; ///< sorted
    std::optional<Fix> fix;
};

struct LintInfo {
    std::string_view id;
    Severity severity;
    std::string_view name; ///< short stable slug: "module-missing"
};
/// Every id there is.
const std::vector<LintInfo> &lintCatalogue();

/// Findings of these services (all of listServices() if empty), sorted by file, line, column, id.
std::vector<Finding> check(const FileSource &tree, const LibpamProfile &profile, const std::vector<std::string> &services = {});

} // namespace pamphlet::pam
