// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/pass.h"
#include "core/pam/dispatch/reach.h"
#include "core/pam/lint/family.h"

/// What is known of modules beside what is certain: from the catalogue.
namespace pamphlet::pam {

/// The pass that decides over a facility; for a change of the password the one that changes it.
Pass passOf(Facility facility);

/// Who vouches for the user when the entry succeeds. Of a module that is not in the catalogue: Unknown.
Credential credentialOf(const Entry &entry, const LintContext &context);

/// True if the entry asks for a password and checks it.
bool checksPassword(const Entry &entry, const LintContext &context);

/// Its answer hangs on who asks, from where or when: for some it is yes, for others no.
bool isCondition(const Entry &entry);

/// The codes an entry may yield: what is certain, else any; PAM_SUCCESS, PAM_NEW_AUTHTOK_REQD and PAM_IGNORE are left out where the
/// module's documentation says all that it returns and does not name them.
Outcomes possibleOutcomes(const Entry &entry, Facility facility, const LintContext &context);

/// An answer of this code counts as a failure here.
bool refuses(const Entry &entry, int code);

/// Which argument of that name the rule has; npos without one. Of `name=value` the name is meant.
std::size_t argumentIndex(const Entry &entry, std::string_view name);
bool hasArgument(const Entry &entry, std::string_view name);

} // namespace pamphlet::pam
