// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace pamphlet::token {

/// Signature algorithms of RFC 7518 §3.1 and RFC 8037 that a public key verifies. HS* (a shared secret) and none are not among them.
enum class Algorithm { RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA };

enum class AlgorithmFamily { RsaPkcs1, RsaPss, Ec, EdDsa };

/// As in a token's header: "RS256".
std::string_view algorithmName(Algorithm algorithm);
std::optional<Algorithm> algorithmFromName(std::string_view name);
AlgorithmFamily algorithmFamily(Algorithm algorithm);

/// OpenSSL's name of the digest ("SHA256"); empty for EdDSA.
std::string_view digestName(Algorithm algorithm);

/// Bytes of r, and of s, in an EC signature; 0 for the others.
unsigned coordinateBytes(Algorithm algorithm);

} // namespace pamphlet::token
