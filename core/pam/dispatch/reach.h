// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/stack/effectivestack.h"

#include <cstddef>
#include <cstdint>
#include <vector>

/**
 * What can happen in a chain at all: an exact walk over the states of libpam's dispatcher (position, impression, the
 * impressions saved at the entry of each substack), not over the 32ⁿ outcomes. For the chains that are not frozen:
 * authenticate, acct_mgmt, open_session and each pass of chauthtok.
 */
namespace pamphlet::pam {

/// The codes that an entry may yield: bit n for code n.
using Outcomes = std::uint32_t;
inline constexpr Outcomes anyOutcome = 0xffffffffU;
inline constexpr Outcomes outcome(int code)
{
    return code >= 0 && code < returnCodeCount ? Outcomes(1) << code : Outcomes(0);
}

struct Reach {
    bool complete = true; ///< false: our work limit was met, and nothing below may be relied on
    bool canSucceed = false; ///< PAM_SUCCESS is a possible result
    bool canAskForToken = false; ///< PAM_NEW_AUTHTOK_REQD is: after acct_mgmt the login goes on with a new password
    std::vector<bool> reached; ///< per entry of the chain: the walk comes to it in some run
};

/// Walks a chain; `outcomes` has one element per entry (a MustFail entry yields PAM_PERM_DENIED whatever it says).
/// PAM_INCOMPLETE suspends a run and changes nothing in it, so it is not followed.
Reach reach(const std::vector<Entry> &chain, const std::vector<Outcomes> &outcomes);

/// How many of the entries that a jump of `count` from `index` should skip are not there: 0 means that it lands.
int jumpRemainder(const std::vector<Entry> &chain, std::size_t index, int count);

} // namespace pamphlet::pam
