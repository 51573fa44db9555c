// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/jwk.h"

#include "core/token/base64url.h"

#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace pamphlet::token {

namespace {

using Json = nlohmann::ordered_json;

/// Members as RFC 7518 writes them: base64url without padding. go-jose and libtrust take no other.
Result<std::string> binaryMember(const Json &object, const char *name)
{
    const auto member = object.find(name);
    if (member == object.end())
        return fail(ErrorCode::InvalidInput, '"' + std::string(name) + "\" value not specified");
    if (!member->is_string())
        return fail(ErrorCode::InvalidInput, '"' + std::string(name) + "\" value must be a string");
    std::optional<std::string> bytes
        = fromBase64AsGo(member->get_ref<const std::string &>(), Base64Alphabet::Url, Base64Padding::Forbidden);
    if (!bytes)
        return fail(ErrorCode::InvalidInput, '"' + std::string(name) + "\" is not base64url");
    return std::move(*bytes);
}

Curve curveFromName(std::string_view name)
{
    constexpr std::array known{Curve::P224, Curve::P256, Curve::P384, Curve::P521};
    for (const Curve curve : known) {
        if (curveName(curve) == name)
            return curve;
    }
    return Curve::Other;
}

Result<std::optional<PublicKey>> keyOf(const Json &object)
{
    const std::string type = object.value("kty", Json()).is_string() ? object["kty"].get<std::string>() : std::string();
    if (type.empty())
        return fail(ErrorCode::InvalidInput, "\"kty\" value not specified");
    if (type == "RSA") {
        const Result<std::string> n = binaryMember(object, "n");
        if (!n)
            return fail(n.error());
        const Result<std::string> e = binaryMember(object, "e");
        if (!e)
            return fail(e.error());
        Result<PublicKey> key = PublicKey::fromRsa(*n, *e);
        if (!key)
            return fail(key.error());
        return std::optional(std::move(*key));
    }
    if (type == "EC") {
        const Result<std::string> x = binaryMember(object, "x");
        if (!x)
            return fail(x.error());
        const Result<std::string> y = binaryMember(object, "y");
        if (!y)
            return fail(y.error());
        const std::string crv = object.value("crv", Json()).is_string() ? object["crv"].get<std::string>() : std::string();
        Result<PublicKey> key = PublicKey::fromEc(curveFromName(crv), *x, *y);
        if (!key)
            return fail(key.error());
        return std::optional(std::move(*key));
    }
    if (type == "OKP" && object.value("crv", Json()) == "Ed25519") {
        const Result<std::string> x = binaryMember(object, "x");
        if (!x)
            return fail(x.error());
        Result<PublicKey> key = PublicKey::fromEd25519(*x);
        if (!key)
            return fail(key.error());
        return std::optional(std::move(*key));
    }
    if (type == "oct")
        return std::optional<PublicKey>();
    return fail(ErrorCode::InvalidInput, "the type of the key is not known");
}

Result<Jwk> readJwk(const Json &object)
{
    if (!object.is_object())
        return fail(ErrorCode::InvalidInput, "a JWK is a JSON object");
    Jwk jwk;
    Result<std::optional<PublicKey>> key = keyOf(object);
    if (!key)
        return fail(key.error());
    jwk.key = std::move(*key);
    jwk.privatePart = object.contains("d");
    if (const auto id = object.find("kid"); id != object.end() && !id->is_null()) {
        if (!id->is_string())
            return fail(ErrorCode::InvalidInput, "\"kid\" value must be a string");
        jwk.keyId = id->get<std::string>();
    }
    if (const auto chain = object.find("x5c"); chain != object.end() && !chain->is_null()) {
        if (!chain->is_array())
            return fail(ErrorCode::InvalidInput, "\"x5c\" must be a list");
        for (const Json &item : *chain) {
            const std::optional<std::string> der = item.is_string()
                ? fromBase64AsGo(item.get_ref<const std::string &>(), Base64Alphabet::Standard, Base64Padding::Required)
                : std::nullopt;
            Result<Certificate> certificate = der ? Certificate::fromDer(*der) : fail(ErrorCode::InvalidInput, "\"x5c\" is not base64");
            if (!certificate)
                return fail(certificate.error());
            jwk.certificates.push_back(std::move(*certificate));
        }
        if (!jwk.certificates.empty() && jwk.key && !(jwk.certificates.front().publicKey() == *jwk.key))
            return fail(ErrorCode::InvalidInput, "\"x5c\" is not of this key");
    }
    return jwk;
}

} // namespace

std::string jwkText(const PublicKey &key, const std::optional<std::string> &keyId)
{
    Json object = Json::object();
    switch (key.type()) {
    case KeyType::Rsa:
        object["e"] = toBase64Url(key.exponent());
        object["kty"] = "RSA";
        object["n"] = toBase64Url(key.modulus());
        break;
    case KeyType::Ec:
        object["crv"] = curveName(key.curve());
        object["kty"] = "EC";
        object["x"] = toBase64Url(key.x());
        object["y"] = toBase64Url(key.y());
        break;
    case KeyType::Ed25519:
        object["crv"] = "Ed25519";
        object["kty"] = "OKP";
        object["x"] = toBase64Url(key.x());
        break;
    case KeyType::Other:
        break;
    }
    if (keyId)
        object["kid"] = *keyId;
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string jwksText(const PublicKey &key, const std::string &keyId)
{
    return "{\"keys\":[" + jwkText(key, keyId) + "]}\n";
}

Result<Jwk> parseJwk(std::string_view json)
{
    const Json object = Json::parse(json, nullptr, false);
    if (object.is_discarded())
        return fail(ErrorCode::InvalidInput, "not JSON");
    return readJwk(object);
}

Result<std::vector<Jwk>> parseJwks(std::string_view json)
{
    const Json document = Json::parse(json, nullptr, false);
    if (document.is_discarded())
        return fail(ErrorCode::InvalidInput, "not JSON");
    if (!document.is_object())
        return fail(ErrorCode::InvalidInput, "a JWK set is an object with a list \"keys\"");
    std::vector<Jwk> keys;
    const auto list = document.find("keys");
    if (list == document.end() || list->is_null())
        return keys;
    if (!list->is_array())
        return fail(ErrorCode::InvalidInput, "\"keys\" must be a list");
    for (std::size_t i = 0; i < list->size(); ++i) {
        Result<Jwk> jwk = readJwk((*list)[i]);
        if (!jwk)
            return fail(jwk.error().code, "key " + std::to_string(i + 1) + ": " + jwk.error().detail);
        keys.push_back(std::move(*jwk));
    }
    return keys;
}

} // namespace pamphlet::token
