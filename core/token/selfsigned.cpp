// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/certificate.h"
#include "core/token/opensslhandles.h"

#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>

namespace pamphlet::token {

namespace {

constexpr int maximumDays = 36500;

/// ub-common-name of RFC 5280 is 64 characters.
bool usableName(std::string_view name)
{
    std::size_t characters = 0;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f)
            return false;
        if ((byte & 0xc0) != 0x80)
            ++characters;
    }
    return characters >= 1 && characters <= 64;
}

bool setTime(ASN1_TIME *time, std::int64_t seconds)
{
    return ASN1_TIME_adj(time, 0, static_cast<int>(seconds / 86400), static_cast<long>(seconds % 86400)) != nullptr;
}

/// 159 bits, positive: within the 20 bytes of RFC 5280 §4.1.2.2.
bool setSerial(X509 *certificate)
{
    std::array<unsigned char, 20> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        return false;
    bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7f) | 0x40);
    const BigNumber number(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool setName(X509 *certificate, const std::string &commonName)
{
    const std::unique_ptr<X509_NAME, FreeWith<&X509_NAME_free>> name(X509_NAME_new());
    return name
        && X509_NAME_add_entry_by_NID(name.get(), NID_commonName, MBSTRING_UTF8, reinterpret_cast<const unsigned char *>(commonName.data()),
                                      static_cast<int>(commonName.size()), -1, 0)
        == 1
        && X509_set_subject_name(certificate, name.get()) == 1 && X509_set_issuer_name(certificate, name.get()) == 1;
}

bool addExtension(X509 *certificate, int id, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, FreeWith<&X509_EXTENSION_free>> extension(X509V3_EXT_conf_nid(nullptr, &context, id, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

} // namespace

Result<std::string> makeSelfSigned(const SigningKey &key, const CertificateRequest &request)
{
    if (!usableName(request.commonName))
        return fail(ErrorCode::InvalidArgument, "the common name must have 1 to 64 characters and no control characters");
    if (request.days < 1 || request.days > maximumDays)
        return fail(ErrorCode::InvalidArgument, "the days must be from 1 to " + std::to_string(maximumDays));
    if (request.now < 0 || request.now / 86400 + request.days > 2932896) // 9999-12-31
        return fail(ErrorCode::InvalidArgument, "the dates do not fit a certificate");
    const CertificateHandle certificate(X509_new());
    // An end entity: it signs tokens, never certificates, so that nobody can mint by x5c with a certificate that it issued.
    const bool good = certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1 && setSerial(certificate.get())
        && setTime(X509_getm_notBefore(certificate.get()), request.now)
        && setTime(X509_getm_notAfter(certificate.get()), request.now + std::int64_t{request.days} * 86400)
        && setName(certificate.get(), request.commonName) && X509_set_pubkey(certificate.get(), key.handle()) == 1
        && addExtension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE")
        && addExtension(certificate.get(), NID_key_usage, "critical,digitalSignature")
        && addExtension(certificate.get(), NID_subject_key_identifier, "hash")
        && X509_sign(certificate.get(), key.handle(), EVP_sha256()) > 0;
    unsigned char *der = nullptr;
    const int size = good ? i2d_X509(certificate.get(), &der) : 0;
    ERR_clear_error();
    if (size <= 0)
        return fail(ErrorCode::InvalidArgument, "OpenSSL made no certificate; is the name UTF-8?");
    const std::string text = toPem("CERTIFICATE", {reinterpret_cast<const char *>(der), static_cast<std::size_t>(size)});
    OPENSSL_free(der);
    return text;
}

} // namespace pamphlet::token
