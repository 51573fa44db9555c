// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/outcomes.h"
#include "core/pam/stack/effectivestack.h"

#include <vector>

/**
 * What can happen in a chain at all, read off its RunGraph. For the chains that are not frozen: authenticate, acct_mgmt,
 * open_session and each pass of chauthtok.
 */
namespace pamphlet::pam {

struct Reach {
    bool complete = true; ///< false: our work limit was met, and nothing below may be relied on
    bool canSucceed = false; ///< PAM_SUCCESS is a possible result
    bool canAskForToken = false; ///< PAM_NEW_AUTHTOK_REQD is: after acct_mgmt the login goes on with a new password
    std::vector<bool> reached; ///< per entry of the chain: some run comes to it
};

/// `outcomes` has one element per entry (a MustFail entry yields PAM_PERM_DENIED whatever it says).
/// PAM_INCOMPLETE suspends a run and changes nothing in it, so it is not followed.
Reach reach(const std::vector<Entry> &chain, const std::vector<Outcomes> &outcomes);

} // namespace pamphlet::pam
