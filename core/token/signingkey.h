// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/token/privatebytes.h"
#include "core/token/publickey.h"

#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace pamphlet::token {

enum class KeyKind { Rsa2048, Rsa3072, Rsa4096, EcP256, EcP384, EcP521 };

/// RSA keys below this are not taken (NIST SP 800-131A).
inline constexpr int minimumRsaBits = 2048;

/// A private key that signs tokens. Its numbers live in OpenSSL's memory, which is wiped with the last copy.
class SigningKey
{
public:
    /**
     * The first private key of a PEM file: PKCS#8, PKCS#1 or SEC 1, RSA or EC with a P-256, P-384 or P-521 curve.
     * Errors, told apart by their codes: InvalidInput (no private key in it, or a broken one), AccessDenied (it is encrypted: no
     * token service asks for a passphrase), Unsupported (another type of key), Unsafe (RSA below minimumRsaBits).
     */
    static Result<SigningKey> fromPem(std::string_view pem);

    /// A new one from OpenSSL's random generator.
    static Result<SigningKey> generate(KeyKind kind);

    /// PKCS#8, unencrypted: what every reader takes.
    Result<PrivateBytes> toPem() const;

    const PublicKey &publicKey() const { return m_public; }

    /// RS256, or the one of the curve.
    Algorithm defaultAlgorithm() const;
    /// A token's signature (EC: r and s, one behind the other). InvalidArgument if the algorithm does not fit the key.
    Result<std::string> sign(Algorithm algorithm, std::string_view data) const;

    /// For certificates; never null.
    evp_pkey_st *handle() const { return m_key.get(); }

private:
    explicit SigningKey(std::shared_ptr<evp_pkey_st> key);

    std::shared_ptr<evp_pkey_st> m_key;
    PublicKey m_public;
};

} // namespace pamphlet::token
