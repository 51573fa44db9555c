// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/rungraph.h"

#include <cstddef>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace pamphlet::pam {

/// Which entry of the one chain is the same rule as which of the other: per entry of the first chain the index in the second.
/// A rule without a partner answers for itself alone. Substack lines and lines that libpam cannot use need none.
using RuleMatch = std::vector<std::optional<std::size_t>>;

/// Rules of the same module with the same arguments, the n-th of the one side with the n-th of the other; then, of what is left,
/// those of the same module. Where they stand, and their controls, do not count.
RuleMatch matchRules(const std::vector<Entry> &before, const std::vector<Entry> &after);

/// In place of a result: the rule cannot give this answer on that side.
inline constexpr int impossibleResult = -1;

/// What two chains make of the same answers.
struct ChainDifference {
    bool complete = true; ///< false: our work limit was met, and nothing is known
    /// Every pair (result of the first, result of the second) that some answers lead to: codes of libpam, or impossibleResult.
    std::set<std::pair<int, int>> results;

    /// The same answers always give the same result.
    bool same() const;
};

/**
 * Two chains as functions from their rules' answers to the facility's result, each run on the same answers: exact, by decision
 * diagrams, not by enumeration. Linear where the matched rules stand in the same order on both sides.
 * Outcomes have one element per entry.
 */
ChainDifference difference(const std::vector<Entry> &chainA, const std::vector<Outcomes> &outcomesA, const std::vector<Entry> &chainB,
                           const std::vector<Outcomes> &outcomesB, const RuleMatch &match, ResultDetail detail = ResultDetail::Code);

/// True if the chains mean the same for whatever the rules return. False also where our work limit was met.
bool equivalent(const std::vector<Entry> &chainA, const std::vector<Entry> &chainB, const RuleMatch &match);
bool equivalent(const std::vector<Entry> &chainA, const std::vector<Entry> &chainB);

} // namespace pamphlet::pam
