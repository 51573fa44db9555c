// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/ruleanswers.h"
#include "core/pam/dispatch/rungraph.h"

#include <cstddef>
#include <vector>

namespace pamphlet::pam {

/// A condition of a way, by position in the graph (Way in explain.h says what ways are).
struct WayCondition {
    std::uint32_t position = 0;
    int returned = 0;
    Outcomes codes = 0; ///< those that keep to the way
};

struct FoundWay {
    std::vector<WayCondition> needs; ///< by position
    std::vector<WayCondition> provisos; ///< by position; `codes` are those that do not spoil it
};

struct FoundWays {
    std::vector<FoundWay> ways;
    bool complete = true; ///< false: more than `limit`, or our work limit was met
};

/**
 * Ways to success that together are like every run that succeeds. Found one by one: a run that is like none of those so far,
 * and of what it did only that which mattered. Linear in the graph for each way.
 * `answers`: one element per position, matching the outcomes that the graph was built with.
 */
FoundWays findWays(const RunGraph &graph, const std::vector<RuleAnswers> &answers, std::size_t limit);

} // namespace pamphlet::pam
