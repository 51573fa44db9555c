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
        {"PAM021", Severity::Error,
         "include-not-found"}, // [target, directive, "abort", "vendor" or ""; with "vendor" the file that another libpam would take]
        {"PAM022", Severity::Warning, "include-unreadable"}, // [path and reason, directive]
        {"PAM023", Severity::Error, "include-too-deep"}, // [target]
        {"PAM024", Severity::Error, "include-broken"}, // [path, directive, "abort" or ""]
        {"PAM025", Severity::Error, "include-cycle"}, // [path]
        // What can happen
        {"PAM030", Severity::Warning, "never-runs"}, // [module or target, facility, "rule" or "include"]
        {"PAM031", Severity::Note, "risky-argument"}, // [argument, module, reason in English]
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
        // What is written and what libpam reads
        {"PAM049", Severity::Warning, "gap-in-line"}, // ["ends" or "goes-on"]
        {"PAM050", Severity::Warning, "comment-not-continued"}, // []
        {"PAM051", Severity::Warning, "comment-in-word"}, // [word]
        {"PAM052", Severity::Warning, "stray-backslash"}, // []
        {"PAM053", Severity::Error, "byte-order-mark"}, // []
        {"PAM054", Severity::Warning, "strange-character"}, // [character]
        {"PAM055", Severity::Warning, "words-not-kept-together"}, // [first word, quote or bracket]
        {"PAM056", Severity::Warning, "bracket-open"}, // [token]
        // Control lists
        {"PAM057", Severity::Error, "list-without-brackets"}, // [control, module]
        {"PAM058", Severity::Warning, "pairs-run-together"}, // [name of the second]
        {"PAM059", Severity::Warning, "default-twice"}, // ["default"]
        {"PAM060", Severity::Warning, "code-twice"}, // [name]
        {"PAM061", Severity::Warning, "list-empty"}, // []
        {"PAM062", Severity::Note, "list-without-default"}, // [control]
        {"PAM063", Severity::Warning, "failure-as-ok"}, // [name, action]
        {"PAM064", Severity::Warning, "ignore-as-ok"}, // [control]
        {"PAM065", Severity::Error, "jump-overflows"}, // [number]
        // Includes and jumps, again
        {"PAM066", Severity::Warning, "include-with-arguments"}, // [first argument, directive]
        {"PAM067", Severity::Warning, "include-of-directory"}, // [target, directive]
        {"PAM068", Severity::Note, "include-brings-nothing"}, // [facility, target, "other" or ""]
        {"PAM069", Severity::Warning, "jump-over-failed-substack"}, // [entries asked for, target]
        // Modules and their arguments
        {"PAM070", Severity::Warning, "module-removed"}, // [module, version, replacement or ""]
        {"PAM071", Severity::Note, "module-leaving"}, // [module, version, replacement or ""]
        {"PAM072", Severity::Warning, "module-misspelled"}, // [module, suggestion]
        {"PAM073", Severity::Warning, "module-without-suffix"}, // [module]
        {"PAM074", Severity::Note, "isa-variable"}, // [module]
        {"PAM075", Severity::Error, "type-not-served"}, // [module, facility]
        {"PAM076", Severity::Warning, "type-not-served-ignored"}, // [module, facility]
        {"PAM077", Severity::Note, "dash-does-not-excuse"}, // [module, facility]
        {"PAM078", Severity::Warning, "argument-unknown"}, // [argument, module, suggestion or ""]
        {"PAM079", Severity::Note, "argument-obsolete"}, // [argument, module]
        {"PAM080", Severity::Note, "argument-of-another-type"}, // [argument, module, facility]
        {"PAM081", Severity::Warning, "argument-value"}, // [argument, module, "number", "octal", "none", "some" or the choices]
        // Who gets in
        {"PAM082", Severity::Error, "nothing-contributes"}, // [facility]
        {"PAM083", Severity::Warning, "open-door"}, // [module]
        {"PAM084", Severity::Note, "open-to-some"}, // [module, "some" or "everyone"]
        {"PAM085", Severity::Warning, "open-when-ignored"}, // [module]
        {"PAM086", Severity::Warning, "restriction-skipped"}, // [module, module before, facility]
        {"PAM087", Severity::Warning, "second-factor-skipped"}, // [module, module before, facility]
        {"PAM088", Severity::Warning, "faillock-incomplete"}, // ["authfail", "preauth" or "authsucc"]
        {"PAM089", Severity::Warning, "faillock-skipped"}, // [password module]
        {"PAM090", Severity::Error, "faillock-counts-success"}, // [password module]
        // Order
        {"PAM091", Severity::Warning, "motd-twice"}, // [file or directory]
        {"PAM092", Severity::Note, "rule-twice"}, // [module or target, line of the first]
        {"PAM093", Severity::Error, "password-not-asked"}, // [module, argument]
        {"PAM094", Severity::Warning, "strength-not-binding"}, // [module, strength module]
        {"PAM095", Severity::Warning, "strength-too-late"}, // [strength module, module before]
        {"PAM096", Severity::Warning, "loginuid-changed"}, // [service]
        // Files
        {"PAM097", Severity::Warning, "vendor-file-hidden"}, // [service, vendor's file]
        {"PAM098", Severity::Note, "service-empty"}, // [service, "other" or ""]
        {"PAM099", Severity::Warning, "not-a-file"}, // ["directory" or "special", vendor's file or ""]
        {"PAM100", Severity::Warning, "dangling-link"}, // [target, vendor's file or ""]
        {"PAM101", Severity::Error, "writable-by-others"}, // [path, "file", "directory", "module" or "script", mode, "everyone" or "group"]
        {"PAM102", Severity::Error, "not-owned-by-root"}, // [path, "file", "directory", "module" or "script", uid]
        {"PAM103", Severity::Warning, "script-missing"}, // [script, module]
        {"PAM104", Severity::Warning, "script-path-relative"}, // [script, module]
        {"PAM105", Severity::Warning, "script-not-executable"}, // [script, module]
        {"PAM106", Severity::Note, "file-private"}, // [path]
        {"PAM107", Severity::Warning, "pam-conf-unused"}, // []
        {"PAM108", Severity::Note, "account-left-to-other"}, // [service, "other" or ""]
        {"PAM109", Severity::Note, "other-read-twice"}, // []
    };
    return catalogue;
}

} // namespace pamphlet::pam
