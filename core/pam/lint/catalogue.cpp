// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/check.h"

namespace pamphlet::pam {

std::string_view severityName(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Note:
        return "note";
    }
    return "note";
}

// Ids are for ever: a lint that goes leaves a gap. In brackets: the arguments of a finding.
const std::vector<LintInfo> &lintCatalogue()
{
    static const std::vector<LintInfo> catalogue{
        // Modules
        {"PAM001", Severity::Error, "module-not-installed"}, // [module, facility, "silent" or ""]
        {"PAM002", Severity::Warning, "module-without-effect"}, // [module, facility]
        {"PAM003", Severity::Note, "optional-module-not-installed"}, // [module, facility]
        // Lines
        {"PAM010", Severity::Error, "type-unknown"}, // [type]
        {"PAM011", Severity::Error, "control-unknown"}, // [control]
        {"PAM012", Severity::Error, "jump-zero"}, // [control]
        {"PAM013", Severity::Error, "control-missing"}, // [type]
        {"PAM014", Severity::Error, "module-missing"}, // [control]
        {"PAM015", Severity::Error, "module-name-unusable"}, // [module]
        {"PAM016", Severity::Error, "line-unfinished"}, // []
        {"PAM017", Severity::Error, "line-too-long"}, // ["comment" or "rule"]
        {"PAM018", Severity::Warning, "null-byte"}, // []
        {"PAM019", Severity::Error, "carriage-returns"}, // []
        // Includes
        {"PAM020", Severity::Error, "include-without-file"}, // [directive, "crash" or ""]
        {"PAM021", Severity::Error, "include-not-found"}, // [target, directive, "abort" or ""]
        {"PAM022", Severity::Warning, "include-unreadable"}, // [path and reason, directive]
        {"PAM023", Severity::Error, "include-too-deep"}, // [target]
        {"PAM024", Severity::Error, "include-broken"}, // [path, directive, "abort" or ""]
        {"PAM025", Severity::Error, "include-cycle"}, // [path]
        // What can happen
        {"PAM030", Severity::Warning, "never-runs"}, // [module or target, facility, "rule" or "include"]
        {"PAM032", Severity::Error, "jump-too-far"}, // [entries asked for, entries there are, facility]
        {"PAM033", Severity::Error, "nobody-passes"}, // [facilities, module or "", "missing", "denies", "certain", "line", "control" or ""]
        {"PAM034", Severity::Note, "refuses-everyone"}, // [facility]
        // Services
        {"PAM040", Severity::Error, "libpam-hangs"}, // []
        {"PAM042", Severity::Error, "undefined-behaviour"}, // []
        {"PAM043", Severity::Error, "service-not-found"}, // [service]
        {"PAM044", Severity::Note, "service-uses-other"}, // [service]
        {"PAM045", Severity::Error, "other-broken"}, // []
        {"PAM046", Severity::Warning, "name-with-capitals"}, // [name, name in lower case]
        {"PAM047", Severity::Warning, "too-large-to-check"}, // [limit]
        {"PAM048", Severity::Warning, "service-unreadable"}, // [path and reason]
    };
    return catalogue;
}

} // namespace pamphlet::pam
