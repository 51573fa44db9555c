// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/skippablefactors.h"

#include <algorithm>

namespace pamphlet::pam {

namespace {

bool asks(const Way &way, const Condition &condition)
{
    return std::any_of(way.needs.begin(), way.needs.end(), [&condition](const Condition &other) {
        return other.rule.entry == condition.rule.entry && other.returned == condition.returned && other.updatePass == condition.updatePass;
    });
}

/// Where the runs part. Of two ways neither contains the other, so there is such a rule, unless they differ only in what spoils
/// them: then it is the one that the full way asks and the shorter does not.
const Condition *parting(const Way &full, const Way &shorter)
{
    for (const Condition &condition : shorter.needs) {
        if (!asks(full, condition))
            return &condition;
    }
    for (const Condition &condition : full.needs) {
        if (!asks(shorter, condition))
            return &condition;
    }
    return nullptr;
}

} // namespace

std::vector<SkippableFactor> skippableFactors(const std::vector<Way> &ways)
{
    std::vector<SkippableFactor> result;
    for (std::size_t full = 0; full < ways.size(); ++full) {
        if (ways[full].factors.size() < 2 || !ways[full].likely)
            continue;
        for (std::size_t shorter = 0; shorter < ways.size(); ++shorter) {
            const std::vector<std::string> &all = ways[full].factors, &some = ways[shorter].factors;
            if (!ways[shorter].likely || some.empty() || some.size() >= all.size()
                || !std::includes(all.begin(), all.end(), some.begin(), some.end()))
                continue;
            const bool known = std::any_of(result.begin(), result.end(),
                                           [&](const SkippableFactor &other) { return other.demanded == all && other.left == some; });
            const Condition *through = known ? nullptr : parting(ways[full], ways[shorter]);
            if (through != nullptr)
                result.push_back({all, some, full, shorter, *through});
        }
    }
    return result;
}

} // namespace pamphlet::pam
