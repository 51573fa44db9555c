// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/certain.h"
#include "core/pam/modules/modulecatalogue.h"

#include <string>
#include <vector>

namespace pamphlet::pam {

/// Answers that neither grant nor refuse: PAM_NEW_AUTHTOK_REQD, PAM_IGNORE, PAM_MODULE_UNKNOWN, PAM_CONV_AGAIN, PAM_INCOMPLETE.
inline constexpr Outcomes oddOutcomes
    = outcome(12) | outcome(rc::ignore) | outcome(rc::moduleUnknown) | outcome(30) | outcome(rc::incomplete);
inline constexpr Outcomes refusals = anyOutcome & ~oddOutcomes & ~outcome(rc::success);

/// What is known of the answers of one rule in one pass.
struct RuleAnswers {
    Outcomes possible = anyOutcome; ///< every code that libpam may see
    /// What to reckon with: every refusal, and those of the other answers that the module is documented to give; success, where
    /// nothing is documented. Part of `possible`, and empty only where that is.
    Outcomes likely = anyOutcome;
    Credential credential = Credential::None;
    std::string factor; ///< where it checks a credential

    bool operator==(const RuleAnswers &) const = default;
};

/// One element per entry of the chain. A line that libpam cannot use answers PAM_PERM_DENIED.
/// `modulesKnown`: as in certainOutcomes().
std::vector<RuleAnswers> ruleAnswers(const std::vector<Entry> &chain, Pass pass, const FileSource &tree, const LibpamProfile &profile,
                                     const ModuleCatalogue &catalogue, bool modulesKnown);

/// How well somebody vouches for the user; the worse comes first.
enum class Vouching {
    Nobody, ///< no rule that checks a credential returned success
    UnknownModule, ///< only modules that nobody knows did, or one of them stood aside (PAM_IGNORE and the like)
    UndocumentedAnswer, ///< nobody, but then a module that checks one gave an odd answer that it is not known to give
    Checked, ///< a module that checks a credential returned success
};

/// What one answer of a rule says of the user.
Vouching vouchingOf(const RuleAnswers &answers, int code);

} // namespace pamphlet::pam
