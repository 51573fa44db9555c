// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/token/certificate.h"
#include "core/token/jwk.h"
#include "core/token/keyid.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/**
 * What a Docker registry answers to a token. 2.8 is registry/auth/token of distribution 2.8.2 with libtrust and Go 1.19 (every row of its
 * behaviour is compared with Debian's docker-registry in the tests); 3.0 and 3.1 follow the sources of distribution v3 with go-jose v4.
 */
namespace pamphlet::token {

/// Why a registry does not start with its bundle and jwks file.
enum class StartFault {
    None,
    NoKeys, ///< no CERTIFICATE block (2.8), neither certificates nor keys (3.x)
    BrokenCertificate, ///< a CERTIFICATE block that is none
    UnsupportedKey, ///< 2.8: a certificate whose key libtrust does not know
    BrokenJwks, ///< 3.x
};

/// Keys and roots as a registry holds them in memory.
struct RegistryTrust {
    RegistryVersion version = RegistryVersion::V2;
    std::vector<Certificate> roots; ///< of rootcertbundle, also what an x5c chain may end in
    std::map<std::string, PublicKey> keys; ///< by kid
    std::vector<std::string> algorithms; ///< 3.x: signingalgorithms; empty: all
    StartFault fault = StartFault::None;
    std::string faultWords; ///< as the registry writes them, as far as they are known; empty if there is no fault
};

/// Reads them as this registry does at its start. `jwks` and `algorithms` count for 3.x only.
RegistryTrust loadTrust(RegistryVersion version, std::string_view bundle, const std::optional<std::string> &jwks = std::nullopt,
                        std::vector<std::string> algorithms = {});

enum class Decision {
    Accepted, ///< the request goes through
    TokenRequired, ///< 401, the challenge has no error: there is no token
    InvalidToken, ///< 401, error="invalid_token" (see Verdict::challengeNamesError)
    InsufficientScope, ///< 401, error="insufficient_scope"
    NotStarted, ///< the registry does not run with this trust
};

enum class Reason {
    None, ///< accepted
    NoToken,
    RegistryNotStarted,
    NotThreeParts,
    HeaderEncoding,
    ClaimsEncoding,
    SignatureEncoding,
    HeaderJson, ///< not JSON, or no object
    ClaimsJson,
    HeaderType, ///< a member of another type than the registry reads: detail names it
    ClaimsType,
    AudienceIsList, ///< 2.8 reads one string
    TimeNotInteger,
    AlgorithmNotAllowed, ///< 3.x: none, HS* beside a public key, one that signingalgorithms leaves out
    CriticalHeader, ///< 3.x: crit
    IssuerDiffers,
    AudienceDiffers,
    Expired, ///< more than 60 seconds ago
    ExpiryMissing, ///< counts as 1970
    NotYetValid, ///< more than 60 seconds ahead
    NoSignature,
    NoKeyNamed, ///< neither x5c nor jwk nor kid
    UnknownKeyId,
    KeyIdIsThumbprint, ///< 2.8: the kid is the RFC 7638 thumbprint of a trusted key
    KeyIdIsLibtrust, ///< 3.x: the kid is libtrust's id of a trusted key
    ChainEncoding, ///< x5c: not base64 of a certificate
    ChainUntrusted,
    ChainExpired,
    ChainNotYetValid,
    ChainNotAuthority, ///< a certificate on the way may not issue others
    ChainUnknownExtension,
    ChainKeyUnsupported,
    JwkBroken,
    JwkUntrusted,
    JwkChainBroken,
    AlgorithmDoesNotFitKey,
    SignatureLength,
    SignatureWrong,
    NullAccessEntry, ///< a null in access: the registry's handler panics, and the connection is cut
    ScopeOfOtherName, ///< access is for other things
    ScopeNameWildcard, ///< a "*" as name, which stands for nothing
    ScopeLacksAction,
    ScopeMissing, ///< no access at all
    ChainTooLong, ///< more certificates below one than its path length allows
    JwkKeyDiffers, ///< the jwk is not the key of its own x5c
};

/// Stable, for --json: "unknown-key-id".
std::string_view reasonName(Reason reason);
/// "accepted", "token_required", "invalid_token", "insufficient_scope", "not_started".
std::string_view decisionName(Decision decision);

/// One thing that a route needs: GET /v2/NAME/tags/list is repository, NAME, pull. /v2/ itself needs none.
struct RequestedAccess {
    std::string type;
    std::string name;
    std::string action;

    bool operator==(const RequestedAccess &) const = default;
};

struct VerifyRequest {
    std::string issuer; ///< auth.token.issuer
    std::string service; ///< auth.token.service
    std::int64_t time = 0; ///< seconds since 1970
    std::vector<RequestedAccess> access;
};

struct Verdict {
    Decision decision = Decision::InvalidToken;
    Reason reason = Reason::None;
    std::string detail; ///< the member, kid or name that it is about; may be empty
    /// A part of what the registry writes to its log at level info; UTC for times. Empty if nothing is written.
    std::string log;
    /// False where the challenge shows no error although the token is bad (3.x: a wrong signature of a trusted key).
    bool challengeNamesError = false;
    std::string subject; ///< whom an accepted token is for

    bool accepted() const { return decision == Decision::Accepted; }
};

/// What the route of a repository needs: pull to read, pull and push to write, delete to delete. Empty for a method that no route has.
std::vector<RequestedAccess> accessForRepository(std::string_view method, const std::string &name);
/// What GET /v2/_catalog needs.
RequestedAccess accessForCatalog();

/// The token is what follows "Bearer ".
Verdict verifyAsRegistry(const RegistryTrust &trust, const VerifyRequest &request, std::string_view token);

} // namespace pamphlet::token
