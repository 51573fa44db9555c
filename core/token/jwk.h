// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/token/certificate.h"
#include "core/token/publickey.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::token {

/// A JSON Web Key (RFC 7517) that holds a public key.
struct Jwk {
    std::optional<PublicKey> key; ///< nullopt: symmetric, or of a type that no registry verifies with
    std::optional<std::string> keyId;
    std::vector<Certificate> certificates; ///< x5c
    bool privatePart = false; ///< it holds a private key as well
};

/// Members in the order of RFC 7638, kid behind them if given.
std::string jwkText(const PublicKey &key, const std::optional<std::string> &keyId = std::nullopt);

/// A set of that one key: the file that lets 3.x find a key by the id that DockerAuthentication writes.
std::string jwksText(const PublicKey &key, const std::string &keyId);

/// InvalidInput says which member is wrong.
Result<Jwk> parseJwk(std::string_view json);

/// The file of auth.token.jwks: {"keys":[…]}. InvalidInput if it is no such document or a key of it is broken.
Result<std::vector<Jwk>> parseJwks(std::string_view json);

} // namespace pamphlet::token
