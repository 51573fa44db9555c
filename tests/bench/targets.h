// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

namespace pamphlet::bench {

/// What a row must reach: our time over the peer's, at most.
struct Target {
    std::string_view what; ///< name of the row
    double most = 0;
};

inline constexpr std::array targets{
    Target{"tree: read and resolve", 1.5},        Target{"tree: against a parser", 1.0 / 20}, Target{"tree: against libpam", 1.0 / 50},
    Target{"simulate six primitives", 1.0 / 100}, Target{"explain, 400 rules", 1.25},         Target{"explain, 1600 rules", 1.25},
    Target{"explain, 6400 rules", 1.25},
};

} // namespace pamphlet::bench
