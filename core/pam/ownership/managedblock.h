// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

/// Where a line of common-* stands, seen from pam-auth-update (its create_from_template()).
enum class ManagedRegion {
    Outside, ///< before the block and behind it: kept
    Primary, ///< written anew from the profiles
    Between, ///< the rules between the two parts of the block: kept
    Additional, ///< written anew from the profiles
};

/// The region of each line, the first line first. Without all four markers nothing is managed: every line is outside.
std::vector<ManagedRegion> managedRegions(std::string_view text);

/// The region of a line, counted from 1.
ManagedRegion managedRegion(const std::vector<ManagedRegion> &regions, std::size_t line);

/// "auth" for /etc/pam.d/common-auth; empty for other files.
std::string managedBlockName(const std::string &path);

} // namespace pamphlet::pam
