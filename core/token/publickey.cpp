// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/publickey.h"

#include "core/token/opensslhandles.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>
#include <vector>

namespace pamphlet::token {

namespace {

using ParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, FreeWith<&OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, FreeWith<&OSSL_PARAM_free>>;

struct CurveRow {
    Curve curve;
    std::string_view name;
    const char *group; ///< OpenSSL's
    std::size_t fieldBytes;
    std::string_view prefix; ///< DER of a SubjectPublicKeyInfo up to the 04 of the uncompressed point
};

using namespace std::string_view_literals;
constexpr std::array<CurveRow, 4> curves{{
    {Curve::P224, "P-224", "secp224r1", 28,
     "\x30\x4e\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x21\x03\x3a\x00"sv},
    {Curve::P256, "P-256", "prime256v1", 32,
     "\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00"sv},
    {Curve::P384, "P-384", "secp384r1", 48,
     "\x30\x76\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22\x03\x62\x00"sv},
    {Curve::P521, "P-521", "secp521r1", 66,
     "\x30\x81\x9b\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x23\x03\x81\x86\x00"sv},
}};

const CurveRow *rowOf(Curve curve)
{
    const auto row = std::find_if(curves.begin(), curves.end(), [curve](const CurveRow &entry) { return entry.curve == curve; });
    return row == curves.end() ? nullptr : &*row;
}

const unsigned char *bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

/// A number of the key, at least `width` bytes long.
std::string number(const EVP_PKEY *key, const char *name, std::size_t width)
{
    BIGNUM *raw = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &raw) != 1)
        return {};
    const BigNumber value(raw);
    std::string bytes(std::max<std::size_t>(width, static_cast<std::size_t>(BN_num_bytes(value.get()))), '\0');
    if (BN_bn2binpad(value.get(), reinterpret_cast<unsigned char *>(bytes.data()), static_cast<int>(bytes.size())) < 0)
        return {};
    return bytes;
}

std::string derOf(EVP_PKEY *key)
{
    unsigned char *der = nullptr;
    const int size = i2d_PUBKEY(key, &der);
    if (size <= 0)
        return {};
    std::string bytes(reinterpret_cast<const char *>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return bytes;
}

Result<PublicKey> keyFromParams(const char *type, OSSL_PARAM_BLD *builder)
{
    const Params params(OSSL_PARAM_BLD_to_param(builder));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY *raw = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1
        || EVP_PKEY_fromdata(context.get(), &raw, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
        ERR_clear_error();
        return fail(ErrorCode::InvalidInput, "the numbers make no public key");
    }
    return PublicKey(std::shared_ptr<EVP_PKEY>(raw, &EVP_PKEY_free));
}

/// r and s, one behind the other, as the DER that OpenSSL takes.
std::vector<unsigned char> derSignature(std::string_view signature)
{
    const auto half = static_cast<int>(signature.size() / 2);
    const EcSignature pair(ECDSA_SIG_new());
    BigNumber r(BN_bin2bn(bytesOf(signature), half, nullptr));
    BigNumber s(BN_bin2bn(bytesOf(signature) + half, half, nullptr));
    if (!pair || !r || !s || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1)
        return {};
    // The pair owns them from here.
    (void)r.release();
    (void)s.release();
    unsigned char *der = nullptr;
    const int size = i2d_ECDSA_SIG(pair.get(), &der);
    if (size <= 0)
        return {};
    std::vector<unsigned char> bytes(der, der + size);
    OPENSSL_free(der);
    return bytes;
}

bool fits(KeyType type, AlgorithmFamily family)
{
    switch (family) {
    case AlgorithmFamily::RsaPkcs1:
    case AlgorithmFamily::RsaPss:
        return type == KeyType::Rsa;
    case AlgorithmFamily::Ec:
        return type == KeyType::Ec;
    case AlgorithmFamily::EdDsa:
        return type == KeyType::Ed25519;
    }
    return false;
}

} // namespace

std::string_view curveName(Curve curve)
{
    const CurveRow *row = rowOf(curve);
    return row ? row->name : std::string_view();
}

PublicKey::PublicKey(std::shared_ptr<evp_pkey_st> key)
    : m_key(std::move(key))
    , m_bits(EVP_PKEY_get_bits(m_key.get()))
    , m_der(derOf(m_key.get()))
{
    const int id = EVP_PKEY_get_base_id(m_key.get());
    if (id == EVP_PKEY_RSA) {
        m_type = KeyType::Rsa;
        m_first = number(m_key.get(), OSSL_PKEY_PARAM_RSA_N, 0);
        m_second = number(m_key.get(), OSSL_PKEY_PARAM_RSA_E, 0);
    } else if (id == EVP_PKEY_EC) {
        m_type = KeyType::Ec;
        std::array<char, 80> group{};
        std::size_t length = 0;
        m_curve = Curve::Other;
        if (EVP_PKEY_get_group_name(m_key.get(), group.data(), group.size(), &length) == 1) {
            for (const CurveRow &row : curves) {
                if (std::string_view(group.data(), length) == row.group)
                    m_curve = row.curve;
            }
        }
        if (const CurveRow *row = rowOf(m_curve)) {
            m_first = number(m_key.get(), OSSL_PKEY_PARAM_EC_PUB_X, row->fieldBytes);
            m_second = number(m_key.get(), OSSL_PKEY_PARAM_EC_PUB_Y, row->fieldBytes);
            m_der = std::string(row->prefix) + '\x04' + m_first + m_second;
        }
    } else if (id == EVP_PKEY_ED25519) {
        m_type = KeyType::Ed25519;
        m_first.resize(32);
        std::size_t size = m_first.size();
        if (EVP_PKEY_get_raw_public_key(m_key.get(), reinterpret_cast<unsigned char *>(m_first.data()), &size) != 1)
            m_first.clear();
    }
    ERR_clear_error();
}

Result<PublicKey> PublicKey::fromDer(std::string_view der)
{
    const unsigned char *position = bytesOf(der);
    EVP_PKEY *raw = d2i_PUBKEY(nullptr, &position, static_cast<long>(der.size()));
    if (!raw || position != bytesOf(der) + der.size()) {
        EVP_PKEY_free(raw);
        ERR_clear_error();
        return fail(ErrorCode::InvalidInput, "not the DER of a public key");
    }
    return PublicKey(std::shared_ptr<EVP_PKEY>(raw, &EVP_PKEY_free));
}

Result<PublicKey> PublicKey::fromRsa(std::string_view modulus, std::string_view exponent)
{
    constexpr std::size_t maximum = 16384 / 8;
    if (modulus.empty() || exponent.empty() || modulus.size() > maximum || exponent.size() > maximum)
        return fail(ErrorCode::InvalidInput, "the numbers make no public key");
    const BigNumber n(BN_bin2bn(bytesOf(modulus), static_cast<int>(modulus.size()), nullptr));
    const BigNumber e(BN_bin2bn(bytesOf(exponent), static_cast<int>(exponent.size()), nullptr));
    const ParamBuilder builder(OSSL_PARAM_BLD_new());
    if (!n || !e || !builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1
        || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
        return fail(ErrorCode::Internal, "out of memory");
    return keyFromParams("RSA", builder.get());
}

Result<PublicKey> PublicKey::fromEc(Curve curve, std::string_view x, std::string_view y)
{
    const CurveRow *row = rowOf(curve);
    if (!row || x.size() > row->fieldBytes || y.size() > row->fieldBytes)
        return fail(ErrorCode::InvalidInput, "the numbers make no public key");
    // Through DER, which makes OpenSSL check that the point is on the curve.
    std::string der(row->prefix);
    der += '\x04';
    der.append(row->fieldBytes - x.size(), '\0').append(x);
    der.append(row->fieldBytes - y.size(), '\0').append(y);
    return fromDer(der);
}

Result<PublicKey> PublicKey::fromEd25519(std::string_view bytes)
{
    EVP_PKEY *raw = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytesOf(bytes), bytes.size());
    if (!raw) {
        ERR_clear_error();
        return fail(ErrorCode::InvalidInput, "the numbers make no public key");
    }
    return PublicKey(std::shared_ptr<EVP_PKEY>(raw, &EVP_PKEY_free));
}

std::string PublicKey::description() const
{
    switch (m_type) {
    case KeyType::Rsa:
        return "RSA " + std::to_string(m_bits);
    case KeyType::Ec:
        return m_curve == Curve::Other ? std::string("EC with another curve") : "EC " + std::string(curveName(m_curve));
    case KeyType::Ed25519:
        return "Ed25519";
    case KeyType::Other:
        break;
    }
    const char *name = EVP_PKEY_get0_type_name(m_key.get());
    return name ? name : "unknown";
}

bool PublicKey::verifies(Algorithm algorithm, std::string_view data, std::string_view signature) const
{
    const AlgorithmFamily family = algorithmFamily(algorithm);
    if (!fits(m_type, family))
        return false;
    std::vector<unsigned char> bytes(signature.begin(), signature.end());
    if (family == AlgorithmFamily::Ec) {
        if (signature.size() != std::size_t{2} * coordinateBytes(algorithm))
            return false;
        bytes = derSignature(signature);
    }
    const DigestContext context(EVP_MD_CTX_new());
    const std::string digest(digestName(algorithm));
    EVP_PKEY_CTX *keyContext = nullptr; // the digest context's own
    bool good = context
        && EVP_DigestVerifyInit_ex(context.get(), &keyContext, digest.empty() ? nullptr : digest.c_str(), nullptr, nullptr, m_key.get(),
                                   nullptr)
            == 1;
    if (good && family == AlgorithmFamily::RsaPss)
        good = EVP_PKEY_CTX_set_rsa_padding(keyContext, RSA_PKCS1_PSS_PADDING) == 1
            && EVP_PKEY_CTX_set_rsa_pss_saltlen(keyContext, RSA_PSS_SALTLEN_AUTO) == 1;
    good = good && EVP_DigestVerify(context.get(), bytes.data(), bytes.size(), bytesOf(data), data.size()) == 1;
    ERR_clear_error();
    return good;
}

} // namespace pamphlet::token
