// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/signingkey.h"

#include "core/token/opensslhandles.h"
#include "core/token/pem.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <vector>

namespace pamphlet::token {

namespace {

/// Asked for a passphrase only if the key is encrypted; there is nobody to ask.
int noteQuestion(char *, int, int, void *asked)
{
    *static_cast<bool *>(asked) = true;
    return -1;
}

std::string whatItIs(std::string_view pem)
{
    const std::vector<PemBlock> blocks = findPemBlocks(pem);
    if (pem.empty())
        return "the file is empty";
    if (blocks.empty())
        return "there is no PEM block in it";
    for (const PemBlock &block : blocks) {
        if (isPrivateKeyLabel(block.label))
            return "the private key in it cannot be decoded";
    }
    return "it holds " + blocks.front().label + ", not a private key";
}

/// r and s, one behind the other, from OpenSSL's DER.
std::string rawSignature(const std::vector<unsigned char> &der, unsigned width)
{
    const unsigned char *position = der.data();
    const EcSignature pair(d2i_ECDSA_SIG(nullptr, &position, static_cast<long>(der.size())));
    std::string raw(std::size_t{2} * width, '\0');
    auto *out = reinterpret_cast<unsigned char *>(raw.data());
    if (!pair || BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out, static_cast<int>(width)) < 0
        || BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out + width, static_cast<int>(width)) < 0)
        return {};
    return raw;
}

Algorithm algorithmOfCurve(Curve curve)
{
    return curve == Curve::P521 ? Algorithm::ES512 : curve == Curve::P384 ? Algorithm::ES384 : Algorithm::ES256;
}

bool fits(const PublicKey &key, Algorithm algorithm)
{
    switch (algorithmFamily(algorithm)) {
    case AlgorithmFamily::RsaPkcs1:
    case AlgorithmFamily::RsaPss:
        return key.type() == KeyType::Rsa;
    case AlgorithmFamily::Ec:
        return key.type() == KeyType::Ec && algorithmOfCurve(key.curve()) == algorithm;
    case AlgorithmFamily::EdDsa:
        break;
    }
    return false;
}

} // namespace

SigningKey::SigningKey(std::shared_ptr<evp_pkey_st> key)
    : m_key(std::move(key))
    , m_public(m_key)
{ }

Result<SigningKey> SigningKey::fromPem(std::string_view pem)
{
    const BioHandle input(BIO_new_mem_buf(pem.data(), static_cast<int>(std::min<std::size_t>(pem.size(), 1U << 20))));
    bool asked = false;
    EVP_PKEY *raw = input ? PEM_read_bio_PrivateKey(input.get(), nullptr, &noteQuestion, &asked) : nullptr;
    ERR_clear_error();
    if (!raw && !asked) {
        // By its label, where OpenSSL does not get as far as asking.
        const std::vector<PemBlock> blocks = findPemBlocks(pem);
        const auto key = std::find_if(blocks.begin(), blocks.end(), [](const PemBlock &block) { return isPrivateKeyLabel(block.label); });
        asked = key != blocks.end() && key->encrypted;
    }
    if (asked) {
        EVP_PKEY_free(raw);
        return fail(ErrorCode::AccessDenied, "the private key is encrypted with a passphrase");
    }
    if (!raw)
        return fail(ErrorCode::InvalidInput, "not an unencrypted PEM private key: " + whatItIs(pem));
    SigningKey key(std::shared_ptr<EVP_PKEY>(raw, &EVP_PKEY_free));
    const PublicKey &open = key.publicKey();
    const bool curveKnown = open.curve() == Curve::P256 || open.curve() == Curve::P384 || open.curve() == Curve::P521;
    if (open.type() != KeyType::Rsa && !(open.type() == KeyType::Ec && curveKnown))
        return fail(ErrorCode::Unsupported,
                    "tokens are signed with RSA or EC (P-256, P-384, P-521) keys; this one is " + open.description());
    if (open.type() == KeyType::Rsa && open.bits() < minimumRsaBits)
        return fail(ErrorCode::Unsafe,
                    "the RSA key has " + std::to_string(open.bits()) + " bits; at least " + std::to_string(minimumRsaBits) + " are needed");
    return key;
}

Result<SigningKey> SigningKey::generate(KeyKind kind)
{
    EVP_PKEY *raw = nullptr;
    switch (kind) {
    case KeyKind::Rsa2048:
        raw = EVP_RSA_gen(2048);
        break;
    case KeyKind::Rsa3072:
        raw = EVP_RSA_gen(3072);
        break;
    case KeyKind::Rsa4096:
        raw = EVP_RSA_gen(4096);
        break;
    case KeyKind::EcP256:
        raw = EVP_EC_gen("P-256");
        break;
    case KeyKind::EcP384:
        raw = EVP_EC_gen("P-384");
        break;
    case KeyKind::EcP521:
        raw = EVP_EC_gen("P-521");
        break;
    }
    ERR_clear_error();
    if (!raw)
        return fail(ErrorCode::Internal, "OpenSSL made no key");
    return SigningKey(std::shared_ptr<EVP_PKEY>(raw, &EVP_PKEY_free));
}

Result<PrivateBytes> SigningKey::toPem() const
{
    // Memory BIOs grow by copying and wipe what they leave (BUF_MEM_grow_clean), and wipe the rest when freed.
    const BioHandle output(BIO_new(BIO_s_mem()));
    char *text = nullptr;
    if (!output || PEM_write_bio_PKCS8PrivateKey(output.get(), m_key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        ERR_clear_error();
        return fail(ErrorCode::Internal, "OpenSSL wrote no key");
    }
    const long size = BIO_get_mem_data(output.get(), &text);
    return PrivateBytes(std::string_view(text, static_cast<std::size_t>(size)));
}

Algorithm SigningKey::defaultAlgorithm() const
{
    return m_public.type() == KeyType::Rsa ? Algorithm::RS256 : algorithmOfCurve(m_public.curve());
}

Result<std::string> SigningKey::sign(Algorithm algorithm, std::string_view data) const
{
    if (!fits(m_public, algorithm))
        return fail(ErrorCode::InvalidArgument, std::string(algorithmName(algorithm)) + " does not fit a key of " + m_public.description());
    const DigestContext context(EVP_MD_CTX_new());
    const std::string digest(digestName(algorithm));
    EVP_PKEY_CTX *keyContext = nullptr; // the digest context's own
    bool good = context && EVP_DigestSignInit_ex(context.get(), &keyContext, digest.c_str(), nullptr, nullptr, m_key.get(), nullptr) == 1;
    if (good && algorithmFamily(algorithm) == AlgorithmFamily::RsaPss)
        good = EVP_PKEY_CTX_set_rsa_padding(keyContext, RSA_PKCS1_PSS_PADDING) == 1
            && EVP_PKEY_CTX_set_rsa_pss_saltlen(keyContext, RSA_PSS_SALTLEN_DIGEST) == 1;
    const auto *bytes = reinterpret_cast<const unsigned char *>(data.data());
    std::size_t size = 0;
    good = good && EVP_DigestSign(context.get(), nullptr, &size, bytes, data.size()) == 1;
    std::vector<unsigned char> signature(size);
    good = good && EVP_DigestSign(context.get(), signature.data(), &size, bytes, data.size()) == 1;
    ERR_clear_error();
    if (!good)
        return fail(ErrorCode::Internal, "OpenSSL made no signature");
    signature.resize(size);
    if (const unsigned width = coordinateBytes(algorithm); width > 0)
        return rawSignature(signature, width);
    return std::string(signature.begin(), signature.end());
}

} // namespace pamphlet::token
