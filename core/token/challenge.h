// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace pamphlet::token {

/// A registry's WWW-Authenticate header: Bearer realm="…",service="…"[,scope="…"][,error="…"].
struct Challenge {
    std::string realm;
    std::string service;
    std::string scope; ///< actions come in any order
    std::string error; ///< "invalid_token", "insufficient_scope" or empty

    bool operator==(const Challenge &) const = default;
};

/// InvalidInput if it is no Bearer challenge with a realm (RFC 6750 §3).
Result<Challenge> parseChallenge(std::string_view header);

} // namespace pamphlet::token
