// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/stack/effectivestack.h"

#include "core/pam/stack/stackset.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace pamphlet::pam {

std::string_view viaName(Via via)
{
    constexpr std::array<std::string_view, 5> names{"", "include", "substack", "@include", "other"};
    return names.at(static_cast<std::size_t>(via));
}

std::string_view startName(StartOutcome start)
{
    constexpr std::array<std::string_view, 5> names{"success", "abort", "hang", "crash", "undefined"};
    return names.at(static_cast<std::size_t>(start));
}

std::vector<Entry> EffectiveStack::chain(Facility facility) const
{
    std::vector<Entry> entries;
    const auto ofFacility = [facility](const Entry &entry) { return entry.facility == facility; };
    std::copy_if(serviceEntries.begin(), serviceEntries.end(), std::back_inserter(entries), ofFacility);
    if (entries.empty())
        std::copy_if(otherEntries.begin(), otherEntries.end(), std::back_inserter(entries), ofFacility);
    return entries;
}

bool EffectiveStack::hasProblem(ProblemKind kind) const
{
    return std::any_of(problems.begin(), problems.end(), [kind](const Problem &problem) { return problem.kind == kind; });
}

EffectiveStack effectiveStack(const FileSource &tree, const LibpamProfile &profile, std::string_view service)
{
    return StackSet(tree, profile).effectiveStack(service);
}

} // namespace pamphlet::pam
