// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

/** Where jumps land (semantics §4). A chain is a vector of anything with a `level`. */
namespace pamphlet::pam {

/// The index behind what a jump at `level` counts next, from `at` on: an entry, or a substack as a whole. `at` itself where its
/// stack or substack ends.
template<class Chain>
std::size_t behindNextCounted(const Chain &chain, std::size_t at, int level)
{
    if (at >= chain.size() || chain[at].level < level)
        return at;
    for (++at; at < chain.size() && chain[at].level > level; ++at) { }
    return at;
}

struct Landing {
    std::size_t next = 0; ///< index of the entry that is run next; the chain's size for its end
    int remainder = 0; ///< how many of those to skip are not there: unless it is 0 libpam counts a failure
};

/// Of a jump over `count`, 0 or more, from the entry at `from`.
template<class Chain>
Landing landingOf(const Chain &chain, std::size_t from, int count)
{
    Landing landing{from + 1, count};
    while (landing.remainder > 0) {
        const std::size_t next = behindNextCounted(chain, landing.next, chain[from].level);
        if (next == landing.next)
            break;
        landing.next = next;
        --landing.remainder;
    }
    return landing;
}

} // namespace pamphlet::pam
