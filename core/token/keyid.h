// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/token/publickey.h"

#include <optional>
#include <string>
#include <vector>

/** The names that token services and registries give to a key: the `kid` of a token's header. */
namespace pamphlet::token {

/// Whose rules. They differ in how a token's key is found.
enum class RegistryVersion {
    V2, ///< 2.8: libtrust
    V30, ///< 3.0.0: go-jose
    V31, ///< 3.1 and later: go-jose
};

/**
 * libtrust's fingerprint: SHA-256 over the DER SubjectPublicKeyInfo, its first 30 bytes in base32, in 12 groups of 4 joined by ":".
 * What DockerAuthentication writes and registry 2.8 looks for.
 */
std::string libtrustKeyId(const PublicKey &key);

/// RFC 7638, SHA-256, base64url; nullopt for a key that has no such form (RSA, EC with a P curve and Ed25519 have).
std::optional<std::string> jwkThumbprint(const PublicKey &key);

/// The members that are hashed, in order and without blanks (RFC 7638 §3.2, RFC 8037 §2); nullopt as above.
std::optional<std::string> jwkThumbprintInput(const PublicKey &key);

/**
 * The ids under which this registry finds the key of a certificate in rootcertbundle; empty if it finds it under none.
 * 3.0.0 hashes the curve's generator instead of the key's point: every EC key of a curve has one id there. Registries strip leading
 * zero bytes of x and y, which RFC 7638 does not. 3.0 gives Ed25519 keys no id; sources of 3.1 spell their kty in two ways.
 */
std::vector<std::string> registryKeyIds(const PublicKey &key, RegistryVersion version);

} // namespace pamphlet::token
