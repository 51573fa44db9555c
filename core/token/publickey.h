// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/token/algorithm.h"

#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace pamphlet::token {

enum class KeyType {
    Rsa,
    Ec,
    Ed25519,
    Other, ///< DSA, X25519, RSA-PSS, …: no registry signs tokens with it
};

enum class Curve { None, P224, P256, P384, P521, Other };

/// "P-256"; empty for None and Other.
std::string_view curveName(Curve curve);

/// A public key. Immutable; copies share it.
class PublicKey
{
public:
    /// DER of a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). InvalidInput if it is none.
    static Result<PublicKey> fromDer(std::string_view der);
    /// Big-endian integers. InvalidInput if they make no key.
    static Result<PublicKey> fromRsa(std::string_view modulus, std::string_view exponent);
    static Result<PublicKey> fromEc(Curve curve, std::string_view x, std::string_view y);
    static Result<PublicKey> fromEd25519(std::string_view bytes);
    /// Shares the object.
    explicit PublicKey(std::shared_ptr<evp_pkey_st> key);

    KeyType type() const { return m_type; }
    Curve curve() const { return m_curve; }
    /// Of the modulus or the field.
    int bits() const { return m_bits; }
    /// "RSA 2048", "EC P-256", "Ed25519", or OpenSSL's name of the type.
    std::string description() const;

    /// SubjectPublicKeyInfo as Go writes it: an EC point is uncompressed, however the certificate spells it.
    const std::string &der() const { return m_der; }
    /// RSA: big-endian, shortest.
    const std::string &modulus() const { return m_first; }
    const std::string &exponent() const { return m_second; }
    /// EC: as long as the field. Ed25519: x alone.
    const std::string &x() const { return m_first; }
    const std::string &y() const { return m_second; }

    /// A token's signature (EC: r and s, one behind the other). False too if the algorithm does not fit the key.
    bool verifies(Algorithm algorithm, std::string_view data, std::string_view signature) const;

    bool operator==(const PublicKey &other) const { return m_der == other.m_der; }

private:
    std::shared_ptr<evp_pkey_st> m_key; ///< never null
    KeyType m_type = KeyType::Other;
    Curve m_curve = Curve::None;
    int m_bits = 0;
    std::string m_der;
    std::string m_first;
    std::string m_second;
};

} // namespace pamphlet::token
