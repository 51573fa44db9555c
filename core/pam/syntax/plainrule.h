// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/facility.h"
#include "core/pam/syntax/control.h"

#include <optional>
#include <string_view>

namespace pamphlet::pam {

/// The first fields of a rule that is written as nearly every rule is.
struct PlainRule {
    Facility facility = Facility::Auth; ///< not for an `@include`
    bool atInclude = false;
    ControlKind control = ControlKind::List; ///< not for an `@include`
    std::string_view list; ///< of a List: what stands between the brackets
    std::string_view target;
    std::string_view fileName; ///< of the target: what follows its last slash
};

/**
 * Reads a physical line of pam.d that has nothing unusual: type and keyword in lower case, no `-`, a list in brackets without
 * a backslash, a target without brackets, all of them there, and no comment before they end. `line`: from its first byte to
 * its newline, both included, without a NUL. nullopt for anything else, a continued line too: that is for readHead(), whose
 * answer this only gives sooner.
 */
std::optional<PlainRule> readPlainRule(std::string_view line, bool atInclude);

} // namespace pamphlet::pam
