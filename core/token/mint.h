// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/token/certificate.h"
#include "core/token/jwt.h"
#include "core/token/keyid.h"
#include "core/token/signingkey.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pamphlet::token {

/// DockerAuthentication's expires_in: three days.
inline constexpr std::int64_t serviceTokenSeconds = 259200;

/// What the header says of the key.
enum class KeyIdStyle {
    Libtrust, ///< what DockerAuthentication writes; registry 2.8
    Thumbprint, ///< RFC 7638; registry 3.1 and later
    None,
};

struct MintRequest {
    std::string issuer;
    std::string audience;
    std::string subject; ///< the user
    std::int64_t now = 0; ///< seconds since 1970
    std::int64_t lifetime = serviceTokenSeconds; ///< 1 second to 10 years
    std::vector<std::string> scopes; ///< "repository:team/app:pull,push"
    bool catalog = true; ///< also registry:catalog:*, which DockerAuthentication gives to everybody
    KeyIdStyle keyId = KeyIdStyle::Libtrust;
    std::optional<Algorithm> algorithm; ///< nullopt: RS256, or the one of the curve
    std::vector<Certificate> chain; ///< x5c, the key's own certificate first; empty: none
    bool embedKey = false; ///< jwk
};

struct MintedToken {
    TokenHeader header;
    TokenClaims claims;
    std::string text; ///< compact
};

/// Signed. InvalidArgument for a scope that is none, a lifetime out of range, an algorithm that does not fit the key.
Result<MintedToken> mint(const SigningKey &key, const MintRequest &request);

/// Signs any header and claims as they are: for what a real service would never write.
Result<std::string> signToken(const SigningKey &key, Algorithm algorithm, const std::string &headerJson, const std::string &claimsJson);

/**
 * What DockerAuthentication makes of the query's scope: one entry, cut at the first two colons, whatever is asked; a query with several
 * scopes in it, or a name with a port, gives an entry that fits nothing. nullopt: there is no scope, and the token is for the catalog
 * alone.
 */
std::optional<AccessEntry> scopeAsServiceReadsIt(const std::string &scope);

/// The token that DockerAuthentication would give this user for this query: RS256, libtrust's key id, its claims. Unsupported for an EC
/// key.
Result<MintedToken> mintAsService(const SigningKey &key, const MintRequest &request, const std::string &scope);

} // namespace pamphlet::token
