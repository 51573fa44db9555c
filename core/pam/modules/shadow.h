// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/libpamprofile.h"
#include "core/result.h"
#include "core/tree/filesource.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

/** What shadow(5) decides for pam_unix. Compared with the real module in tests/system/tst_shadowlive.cpp. */
namespace pamphlet::pam {

/// A user's line without its hash. Days count from 1970; nullopt: the field is empty.
struct ShadowEntry {
    enum class Password {
        Usable, ///< a hash that a password can fit
        Empty, ///< no password is needed, if the rule has `nullok`
        None, ///< "!", "*" and the like: no password fits
    };
    Password password = Password::None;
    std::optional<std::int64_t> lastChange;
    std::optional<std::int64_t> maximum; ///< days a password lasts
    std::optional<std::int64_t> inactive; ///< days after that
    std::optional<std::int64_t> expires; ///< the account

    bool operator==(const ShadowEntry &) const = default;
};

/// The users of /etc/shadow; of a name that is there twice, the first; lines that glibc does not read
/// are left out. NotFound, Unreadable (it is root's).
Result<std::map<std::string, ShadowEntry>> readShadow(const FileSource &tree);

/// What pam_unix's acct_mgmt returns on this day (PAM_SUCCESS, PAM_ACCT_EXPIRED, PAM_NEW_AUTHTOK_REQD, PAM_AUTHTOK_EXPIRED). From 1.6 on a
/// password ends a day earlier, and without a date of its change never (modules/pam_unix/passverify.c).
int unixAccountCode(const ShadowEntry &entry, std::int64_t today, const LibpamProfile &profile);

/// What its authenticate returns to the right password, if there is one: PAM_SUCCESS or PAM_AUTH_ERR. nullopt for an empty one, where the
/// rule's arguments and the program decide.
std::optional<int> unixRightPasswordCode(const ShadowEntry &entry);

} // namespace pamphlet::pam
