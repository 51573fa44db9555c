// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pamphlet::pam {

/// Number of return codes, 0…31 (security/_pam_types.h: _PAM_RETURN_VALUES).
inline constexpr int returnCodeCount = 32;

/// Return codes by number (security/_pam_types.h); only those that our own code speaks of.
namespace rc {
inline constexpr int success = 0;
inline constexpr int permDenied = 6;
inline constexpr int authErr = 7;
inline constexpr int newAuthtokReqd = 12;
inline constexpr int ignore = 25;
inline constexpr int abort = 26;
inline constexpr int moduleUnknown = 28;
inline constexpr int incomplete = 31;
} // namespace rc

/// "PAM_AUTH_ERR"; "PAM_<n>" for a number that has no name.
std::string returnCodeConstant(int code);

/// The word of the control lists: "auth_err"; the number as text where there is none.
std::string returnCodeWord(int code);

/// By word ("auth_err"), constant ("PAM_AUTH_ERR") or number ("7").
std::optional<int> returnCodeFromText(std::string_view text);

} // namespace pamphlet::pam
