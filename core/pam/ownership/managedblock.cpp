// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/ownership/managedblock.h"

#include <array>

namespace pamphlet::pam {

namespace {

// What each part begins with, in order.
constexpr std::array<std::string_view, 4> markers{
    "# here are the per-package modules (the \"Primary\" block)", "# here's the fallback if no module succeeds",
    "# and here are more per-package modules (the \"Additional\" block)", "# end of pam-auth-update config"};
constexpr std::array<ManagedRegion, 5> regionsInOrder{ManagedRegion::Outside, ManagedRegion::Primary, ManagedRegion::Between,
                                                      ManagedRegion::Additional, ManagedRegion::Outside};

} // namespace

std::vector<ManagedRegion> managedRegions(std::string_view text)
{
    std::vector<ManagedRegion> regions;
    std::size_t state = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        // A marker itself belongs to what is kept.
        const bool isMarker = state < markers.size() && line.starts_with(markers[state]);
        state += isMarker ? 1 : 0;
        regions.push_back(isMarker ? ManagedRegion::Outside : regionsInOrder[state]);
    }
    if (state < markers.size())
        regions.assign(regions.size(), ManagedRegion::Outside);
    return regions;
}

ManagedRegion managedRegion(const std::vector<ManagedRegion> &regions, std::size_t line)
{
    return line == 0 || line > regions.size() ? ManagedRegion::Outside : regions[line - 1];
}

std::string managedBlockName(const std::string &path)
{
    constexpr std::string_view prefix = "/etc/pam.d/common-";
    return path.starts_with(prefix) ? path.substr(prefix.size()) : std::string();
}

} // namespace pamphlet::pam
