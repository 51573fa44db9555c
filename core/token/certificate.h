// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/token/pem.h"
#include "core/token/publickey.h"
#include "core/token/signingkey.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct x509_st;

namespace pamphlet::token {

/// An X.509 certificate. Immutable; copies share it.
class Certificate
{
public:
    /// InvalidInput if the bytes are none, or more than one.
    static Result<Certificate> fromDer(std::string_view der);

    const std::string &der() const { return m_der; }
    /// RFC 2253, UTF-8, control characters escaped.
    const std::string &subject() const { return m_subject; }
    const std::string &issuer() const { return m_issuer; }
    /// Seconds since 1970, UTC.
    std::int64_t notBefore() const { return m_notBefore; }
    std::int64_t notAfter() const { return m_notAfter; }
    bool validAt(std::int64_t time) const { return time >= m_notBefore && time <= m_notAfter; }

    /// Subject and issuer are the same name and the signature is by its own key.
    bool selfSigned() const { return m_selfSigned; }
    /// It may sign certificates: basic constraints with CA set, or version 1, which knows no constraints.
    bool mayIssue() const { return m_mayIssue; }
    /// Basic constraints with CA set.
    bool authority() const { return m_authority; }
    /// How many certificates may stand between it and an end entity; nullopt: any number.
    std::optional<std::size_t> pathLength() const { return m_pathLength; }
    const PublicKey &publicKey() const { return m_public; }

    /// This certificate's subject is the other's issuer, byte for byte.
    bool namedAsIssuerOf(const Certificate &other) const;
    /// The other's signature is by this certificate's key. MD5 and SHA-1 do not count, as in Go since 1.18.
    bool signedTheSignatureOf(const Certificate &other) const;
    /// Has an extension that must be understood and that Go's crypto/x509 does not know.
    bool hasUnknownCriticalExtension() const { return m_unknownCritical; }

    bool operator==(const Certificate &other) const { return m_der == other.m_der; }

private:
    explicit Certificate(std::shared_ptr<x509_st> certificate, std::string der, PublicKey key);

    std::shared_ptr<x509_st> m_certificate; ///< never null
    std::string m_der;
    PublicKey m_public;
    std::string m_subject;
    std::string m_issuer;
    std::int64_t m_notBefore = 0;
    std::int64_t m_notAfter = 0;
    std::optional<std::size_t> m_pathLength;
    bool m_selfSigned = false;
    bool m_mayIssue = false;
    bool m_authority = false;
    bool m_unknownCritical = false;
};

/// One block of a bundle.
struct BundleBlock {
    PemBlock pem;
    std::optional<Certificate> certificate; ///< label CERTIFICATE that could be decoded
};

/// Every PEM block of a file, certificates decoded, others named. Registries take the certificates and skip the rest.
std::vector<BundleBlock> readBundle(std::string_view bytes);

/// The certificates alone.
std::vector<Certificate> certificatesOf(const std::vector<BundleBlock> &bundle);

struct CertificateRequest {
    std::string commonName; ///< 1 to 64 characters, no control characters
    std::int64_t now = 0; ///< valid from here
    int days = 365;
};

/// A self-signed certificate of the key, as PEM: end entity, SHA-256, serial number from the random generator. InvalidArgument for a bad
/// request.
Result<std::string> makeSelfSigned(const SigningKey &key, const CertificateRequest &request);

} // namespace pamphlet::token
