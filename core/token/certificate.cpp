// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/certificate.h"

#include "core/token/opensslhandles.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>

namespace pamphlet::token {

namespace {

std::string nameText(const X509_NAME *name)
{
    const BioHandle output(BIO_new(BIO_s_mem()));
    // RFC 2253 with UTF-8 left readable; control characters stay escaped.
    constexpr unsigned long flags = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
    if (!output || X509_NAME_print_ex(output.get(), name, 0, flags) < 0)
        return {};
    char *text = nullptr;
    const long size = BIO_get_mem_data(output.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

std::int64_t secondsOf(const ASN1_TIME *time)
{
    // Both ends in the same calendar: ASN1_TIME_diff() gives days and seconds, beyond what a tm or a time_t of 32 bits holds.
    const std::unique_ptr<ASN1_TIME, FreeWith<&ASN1_TIME_free>> epoch(ASN1_TIME_set(nullptr, 0));
    int days = 0;
    int seconds = 0;
    if (!epoch || ASN1_TIME_diff(&days, &seconds, epoch.get(), time) != 1)
        return 0;
    return std::int64_t{days} * 86400 + seconds;
}

/// What Go's crypto/x509 reads.
bool known(const ASN1_OBJECT *object)
{
    constexpr std::array<int, 9> ids{NID_key_usage,
                                     NID_basic_constraints,
                                     NID_ext_key_usage,
                                     NID_subject_alt_name,
                                     NID_name_constraints,
                                     NID_certificate_policies,
                                     NID_crl_distribution_points,
                                     NID_authority_key_identifier,
                                     NID_subject_key_identifier};
    return std::find(ids.begin(), ids.end(), OBJ_obj2nid(object)) != ids.end();
}

bool weakDigest(const X509 *certificate)
{
    int digest = NID_undef;
    if (X509_get_signature_info(const_cast<X509 *>(certificate), &digest, nullptr, nullptr, nullptr) != 1) // NOLINT: it caches
        return false;
    return digest == NID_md5 || digest == NID_sha1 || digest == NID_md2 || digest == NID_md4;
}

} // namespace

Certificate::Certificate(std::shared_ptr<x509_st> certificate, std::string der, PublicKey key)
    : m_certificate(std::move(certificate))
    , m_der(std::move(der))
    , m_public(std::move(key))
    , m_subject(nameText(X509_get_subject_name(m_certificate.get())))
    , m_issuer(nameText(X509_get_issuer_name(m_certificate.get())))
    , m_notBefore(secondsOf(X509_get0_notBefore(m_certificate.get())))
    , m_notAfter(secondsOf(X509_get0_notAfter(m_certificate.get())))
{
    const std::uint32_t flags = X509_get_extension_flags(m_certificate.get());
    m_authority = (flags & EXFLAG_CA) != 0;
    m_mayIssue = m_authority || ((flags & EXFLAG_BCONS) == 0 && X509_get_version(m_certificate.get()) != X509_VERSION_3);
    if ((flags & EXFLAG_KUSAGE) != 0 && (X509_get_key_usage(m_certificate.get()) & KU_KEY_CERT_SIGN) == 0)
        m_mayIssue = false;
    if (const long length = X509_get_pathlen(m_certificate.get()); m_authority && length >= 0)
        m_pathLength = static_cast<std::size_t>(length);
    m_selfSigned = X509_self_signed(m_certificate.get(), 1) == 1;
    for (int i = 0; i < X509_get_ext_count(m_certificate.get()); ++i) {
        X509_EXTENSION *extension = X509_get_ext(m_certificate.get(), i);
        if (X509_EXTENSION_get_critical(extension) == 1 && !known(X509_EXTENSION_get_object(extension)))
            m_unknownCritical = true;
    }
    ERR_clear_error();
}

Result<Certificate> Certificate::fromDer(std::string_view der)
{
    const auto *start = reinterpret_cast<const unsigned char *>(der.data());
    const unsigned char *position = start;
    CertificateHandle certificate(d2i_X509(nullptr, &position, static_cast<long>(der.size())));
    EVP_PKEY *key = certificate && position == start + der.size() ? X509_get0_pubkey(certificate.get()) : nullptr;
    if (!key) {
        ERR_clear_error();
        return fail(ErrorCode::InvalidInput, "not an X.509 certificate");
    }
    EVP_PKEY_up_ref(key);
    PublicKey publicKey(std::shared_ptr<EVP_PKEY>(key, &EVP_PKEY_free));
    return Certificate(std::shared_ptr<X509>(certificate.release(), &X509_free), std::string(der), std::move(publicKey));
}

bool Certificate::namedAsIssuerOf(const Certificate &other) const
{
    const unsigned char *mine = nullptr;
    const unsigned char *theirs = nullptr;
    std::size_t mineSize = 0;
    std::size_t theirsSize = 0;
    if (X509_NAME_get0_der(X509_get_subject_name(m_certificate.get()), &mine, &mineSize) != 1
        || X509_NAME_get0_der(X509_get_issuer_name(other.m_certificate.get()), &theirs, &theirsSize) != 1)
        return false;
    return std::equal(mine, mine + mineSize, theirs, theirs + theirsSize);
}

bool Certificate::signedTheSignatureOf(const Certificate &other) const
{
    const bool good
        = !weakDigest(other.m_certificate.get()) && X509_verify(other.m_certificate.get(), X509_get0_pubkey(m_certificate.get())) == 1;
    ERR_clear_error();
    return good;
}

std::vector<BundleBlock> readBundle(std::string_view bytes)
{
    std::vector<BundleBlock> bundle;
    for (PemBlock &block : findPemBlocks(bytes)) {
        BundleBlock entry{std::move(block), std::nullopt};
        if (entry.pem.label == "CERTIFICATE" && !entry.pem.broken) {
            if (Result<Certificate> certificate = Certificate::fromDer(entry.pem.der))
                entry.certificate = std::move(*certificate);
        }
        bundle.push_back(std::move(entry));
    }
    return bundle;
}

std::vector<Certificate> certificatesOf(const std::vector<BundleBlock> &bundle)
{
    std::vector<Certificate> certificates;
    for (const BundleBlock &block : bundle) {
        if (block.certificate)
            certificates.push_back(*block.certificate);
    }
    return certificates;
}

} // namespace pamphlet::token
