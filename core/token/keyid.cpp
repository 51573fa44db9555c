// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/keyid.h"

#include "core/token/base64url.h"
#include "core/token/sha256.h"

#include <string_view>

namespace pamphlet::token {

namespace {

std::string hashed(std::string_view text)
{
    return toBase64Url(sha256(text));
}

std::string ecInput(Curve curve, std::string_view x, std::string_view y)
{
    return "{\"crv\":\"" + std::string(curveName(curve)) + "\",\"kty\":\"EC\",\"x\":\"" + toBase64Url(x) + "\",\"y\":\"" + toBase64Url(y)
        + "\"}";
}

std::string ed25519Input(std::string_view keyType, std::string_view x)
{
    return "{\"crv\":\"Ed25519\",\"kty\":\"" + std::string(keyType) + "\",\"x\":\"" + toBase64Url(x) + "\"}";
}

std::string_view withoutLeadingZeros(std::string_view bytes)
{
    while (!bytes.empty() && bytes.front() == '\0')
        bytes.remove_prefix(1);
    return bytes;
}

struct Generator {
    std::string_view x;
    std::string_view y;
};

// FIPS 186-4 D.1.2
Generator generatorOf(Curve curve)
{
    using namespace std::string_view_literals;
    switch (curve) {
    case Curve::P224:
        return {"\xb7\x0e\x0c\xbd\x6b\xb4\xbf\x7f\x32\x13\x90\xb9\x4a\x03\xc1\xd3\x56\xc2\x11\x22\x34\x32\x80\xd6\x11\x5c\x1d\x21"sv,
                "\xbd\x37\x63\x88\xb5\xf7\x23\xfb\x4c\x22\xdf\xe6\xcd\x43\x75\xa0\x5a\x07\x47\x64\x44\xd5\x81\x99\x85\x00\x7e\x34"sv};
    case Curve::P256:
        return {
            "\x6b\x17\xd1\xf2\xe1\x2c\x42\x47\xf8\xbc\xe6\xe5\x63\xa4\x40\xf2\x77\x03\x7d\x81\x2d\xeb\x33\xa0\xf4\xa1\x39\x45\xd8\x98\xc2\x96"sv,
            "\x4f\xe3\x42\xe2\xfe\x1a\x7f\x9b\x8e\xe7\xeb\x4a\x7c\x0f\x9e\x16\x2b\xce\x33\x57\x6b\x31\x5e\xce\xcb\xb6\x40\x68\x37\xbf\x51\xf5"sv};
    case Curve::P384:
        return {"\xaa\x87\xca\x22\xbe\x8b\x05\x37\x8e\xb1\xc7\x1e\xf3\x20\xad\x74\x6e\x1d\x3b\x62\x8b\xa7\x9b\x98\x59\xf7\x41\xe0\x82\x54"
                "\x2a\x38"
                "\x55\x02\xf2\x5d\xbf\x55\x29\x6c\x3a\x54\x5e\x38\x72\x76\x0a\xb7"sv,
                "\x36\x17\xde\x4a\x96\x26\x2c\x6f\x5d\x9e\x98\xbf\x92\x92\xdc\x29\xf8\xf4\x1d\xbd\x28\x9a\x14\x7c\xe9\xda\x31\x13\xb5\xf0"
                "\xb8\xc0"
                "\x0a\x60\xb1\xce\x1d\x7e\x81\x9d\x7a\x43\x1d\x7c\x90\xea\x0e\x5f"sv};
    case Curve::P521:
        return {"\xc6\x85\x8e\x06\xb7\x04\x04\xe9\xcd\x9e\x3e\xcb\x66\x23\x95\xb4\x42\x9c\x64\x81\x39\x05\x3f\xb5\x21\xf8\x28\xaf\x60\x6b"
                "\x4d\x3d"
                "\xba\xa1\x4b\x5e\x77\xef\xe7\x59\x28\xfe\x1d\xc1\x27\xa2\xff\xa8\xde\x33\x48\xb3\xc1\x85\x6a\x42\x9b\xf9\x7e\x7e\x31\xc2"
                "\xe5\xbd"
                "\x66"sv,
                "\x01\x18\x39\x29\x6a\x78\x9a\x3b\xc0\x04\x5c\x8a\x5f\xb4\x2c\x7d\x1b\xd9\x98\xf5\x44\x49\x57\x9b\x44\x68\x17\xaf\xbd\x17"
                "\x27\x3e"
                "\x66\x2c\x97\xee\x72\x99\x5e\xf4\x26\x40\xc5\x50\xb9\x01\x3f\xad\x07\x61\x35\x3c\x70\x86\xa2\x72\xc2\x40\x88\xbe\x94\x76"
                "\x9f\xd1"
                "\x66\x50"sv};
    case Curve::None:
    case Curve::Other:
        break;
    }
    return {};
}

} // namespace

std::string libtrustKeyId(const PublicKey &key)
{
    const std::string text = toBase32(sha256(key.der()).substr(0, 30));
    std::string grouped;
    for (std::size_t i = 0; i < text.size(); i += 4) {
        if (i > 0)
            grouped += ':';
        grouped.append(text, i, 4);
    }
    return grouped;
}

std::optional<std::string> jwkThumbprintInput(const PublicKey &key)
{
    switch (key.type()) {
    case KeyType::Rsa:
        return "{\"e\":\"" + toBase64Url(key.exponent()) + "\",\"kty\":\"RSA\",\"n\":\"" + toBase64Url(key.modulus()) + "\"}";
    case KeyType::Ec:
        if (curveName(key.curve()).empty())
            return std::nullopt;
        return ecInput(key.curve(), key.x(), key.y());
    case KeyType::Ed25519:
        return ed25519Input("OKP", key.x());
    case KeyType::Other:
        break;
    }
    return std::nullopt;
}

std::optional<std::string> jwkThumbprint(const PublicKey &key)
{
    const std::optional<std::string> input = jwkThumbprintInput(key);
    if (!input)
        return std::nullopt;
    return hashed(*input);
}

std::vector<std::string> registryKeyIds(const PublicKey &key, RegistryVersion version)
{
    if (version == RegistryVersion::V2) {
        const bool known
            = key.type() == KeyType::Rsa || (key.type() == KeyType::Ec && key.curve() != Curve::P224 && key.curve() != Curve::Other);
        return known ? std::vector{libtrustKeyId(key)} : std::vector<std::string>();
    }
    switch (key.type()) {
    case KeyType::Rsa:
        return {hashed(*jwkThumbprintInput(key))};
    case KeyType::Ec: {
        if (curveName(key.curve()).empty())
            return {};
        const Generator generator = generatorOf(key.curve());
        const bool fixed = version != RegistryVersion::V30;
        return {hashed(ecInput(key.curve(), withoutLeadingZeros(fixed ? std::string_view(key.x()) : generator.x),
                               withoutLeadingZeros(fixed ? std::string_view(key.y()) : generator.y)))};
    }
    case KeyType::Ed25519:
        if (version == RegistryVersion::V30)
            return {};
        return {hashed(ed25519Input("OKP", key.x())), hashed(ed25519Input("OTP", key.x()))};
    case KeyType::Other:
        break;
    }
    return {};
}

} // namespace pamphlet::token
