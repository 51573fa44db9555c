// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/registrytoken.h"

#include "core/token/base64url.h"
#include "core/token/jsonmembers.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace pamphlet::token {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view logPrefix = "error while unmarshalling raw token: ";
/// All that 3.x says of a token that it cannot read, and what 2.8 says beside its reason.
constexpr std::string_view malformed = "malformed token";

tl::unexpected<ReadFault> faulty(Reason reason, std::string detail, std::string log)
{
    return tl::unexpected(ReadFault{reason, std::move(detail), std::move(log)});
}

/// Go's decoder goes on after a value of the wrong type and reports the first one.
class GoDecoder
{
public:
    GoDecoder(RegistryVersion version, std::string_view source)
        : m_version(version)
        , m_source(source)
    { }

    /// encoding/json takes members in any case; go-jose's copy of it does not.
    bool named(const std::string &key, std::string_view field) const
    {
        if (m_version != RegistryVersion::V2)
            return key == field;
        return key.size() == field.size()
            && std::equal(key.begin(), key.end(), field.begin(), [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
    }

    void text(const Json &value, const char *field, std::string &target)
    {
        if (value.is_string())
            target = value.get<std::string>();
        else if (!value.is_null())
            wrong(value, field, "string");
    }

    void integer(const Json &value, const char *field, std::int64_t &target)
    {
        const bool fits = value.is_number_integer()
            && (!value.is_number_unsigned() || value.get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX));
        if (fits)
            target = value.get<std::int64_t>();
        else if (!value.is_null())
            wrong(value, field, "int64");
    }

    void texts(const Json &value, const char *field, std::vector<std::string> &target)
    {
        if (value.is_null()) {
            target.clear();
        } else if (!value.is_array()) {
            wrong(value, field, "[]string");
        } else {
            target.assign(value.size(), {});
            for (std::size_t i = 0; i < value.size(); ++i)
                text(value[i], field, target[i]);
        }
    }

    void wrong(const Json &value, const char *field, std::string_view type)
    {
        if (m_fault)
            return;
        std::string kind = value.is_string() ? "string" : value.is_boolean() ? "bool" : value.is_array() ? "array" : "object";
        bool known = true;
        if (value.is_number()) {
            kind = "number";
            if (type == "int64") {
                // Go repeats the number as it is written.
                const std::string literal = value.dump();
                known = m_source.find(literal) != std::string_view::npos;
                kind += ' ' + literal;
            }
        }
        const std::string where = std::string(m_struct) + '.' + m_prefix + field;
        m_fault = ReadFault{Reason::None, m_prefix + field,
                            known ? "json: cannot unmarshal " + kind + " into Go struct field " + where + " of type " + std::string(type)
                                  : "json: cannot unmarshal number"};
    }

    void enter(std::string_view structure, std::string prefix)
    {
        m_struct = structure;
        m_prefix = std::move(prefix);
    }

    const std::optional<ReadFault> &fault() const { return m_fault; }

private:
    RegistryVersion m_version;
    std::string_view m_source;
    std::string_view m_struct;
    std::string m_prefix;
    std::optional<ReadFault> m_fault;
};

std::string logged(RegistryVersion version, std::string_view words)
{
    return version == RegistryVersion::V2 ? std::string(logPrefix) + std::string(words) : std::string(malformed);
}

ReadResult<Json> parseObject(RegistryVersion version, Reason reason, std::string_view structure, std::string_view text)
{
    Json document = Json::parse(text, nullptr, false);
    // go-jose refuses a member that is there twice; Go takes the last one.
    if (document.is_discarded() || (version != RegistryVersion::V2 && repeatedMember(text)))
        return faulty(reason, "not JSON", logged(version, ""));
    if (document.is_null())
        return Json::object();
    if (!document.is_object())
        return faulty(reason, "not a JSON object",
                      logged(version,
                             "json: cannot unmarshal " + std::string(document.type_name()) + " into Go value of type token."
                                 + std::string(structure)));
    return document;
}

void readAccess(GoDecoder &decoder, const Json &value, ReadClaims &claims)
{
    claims.access.clear();
    claims.nullEntry = false;
    if (value.is_null())
        return;
    if (!value.is_array()) {
        decoder.wrong(value, "access", "[]*token.ResourceActions");
        return;
    }
    for (const Json &item : value) {
        if (item.is_null()) {
            claims.nullEntry = true;
            continue;
        }
        if (!item.is_object()) {
            decoder.wrong(item, "access", "token.ResourceActions");
            continue;
        }
        AccessEntry entry;
        std::string ignored;
        decoder.enter("ResourceActions", "access.");
        for (const auto &[key, member] : item.items()) {
            if (decoder.named(key, "type"))
                decoder.text(member, "type", entry.type);
            else if (decoder.named(key, "class"))
                decoder.text(member, "class", ignored);
            else if (decoder.named(key, "name"))
                decoder.text(member, "name", entry.name);
            else if (decoder.named(key, "actions"))
                decoder.texts(member, "actions", entry.actions);
        }
        decoder.enter("ClaimSet", {});
        claims.access.push_back(std::move(entry));
    }
}

void readAudience(RegistryVersion version, GoDecoder &decoder, const Json &value, ReadClaims &claims)
{
    if (version == RegistryVersion::V2 || !value.is_array()) {
        std::string audience;
        decoder.text(value, "aud", audience);
        claims.audience = {audience};
        if (version != RegistryVersion::V2 && value.is_null())
            claims.audience.clear();
        return;
    }
    claims.audience.clear();
    for (const Json &item : value) {
        if (item.is_string())
            claims.audience.push_back(item.get<std::string>());
        else
            decoder.wrong(item, "aud", "string");
    }
}

} // namespace

ReadResult<TokenParts> splitToken(RegistryVersion version, std::string_view token)
{
    const std::size_t first = token.find('.');
    const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
    if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos)
        return faulty(Reason::NotThreeParts, {}, std::string(malformed));
    TokenParts parts;
    parts.signedText = token.substr(0, second);
    const auto decode = [version](std::string_view text, std::string &target) {
        std::optional<std::string> bytes;
        if (version == RegistryVersion::V2) {
            // The registry adds what padding is missing by the length.
            std::string padded(text);
            if (text.size() % 4 >= 2)
                padded.append(4 - text.size() % 4, '=');
            if (text.size() % 4 != 1)
                bytes = fromBase64AsGo(padded, Base64Alphabet::Url, Base64Padding::Required);
        } else {
            bytes = fromBase64AsGo(text, Base64Alphabet::Url, Base64Padding::Forbidden);
        }
        if (bytes)
            target = std::move(*bytes);
        return bytes.has_value();
    };
    if (!decode(token.substr(0, first), parts.header))
        return faulty(Reason::HeaderEncoding, {}, logged(version, "unable to decode header: illegal base64"));
    if (!decode(token.substr(first + 1, second - first - 1), parts.claims))
        return faulty(Reason::ClaimsEncoding, {}, logged(version, "unable to decode claims: illegal base64"));
    if (!decode(token.substr(second + 1), parts.signature))
        return faulty(Reason::SignatureEncoding, {}, logged(version, "unable to decode signature: illegal base64"));
    return parts;
}

ReadResult<ReadHeader> readHeader(RegistryVersion version, std::string_view json)
{
    const ReadResult<Json> object = parseObject(version, Reason::HeaderJson, "Header", json);
    if (!object)
        return tl::unexpected(object.error());
    ReadHeader header;
    GoDecoder decoder(version, json);
    decoder.enter("Header", {});
    std::string ignored;
    for (const auto &[key, value] : object->items()) {
        if (decoder.named(key, "typ") && version == RegistryVersion::V2)
            decoder.text(value, "typ", ignored);
        else if (decoder.named(key, "alg"))
            decoder.text(value, "alg", header.algorithm);
        else if (decoder.named(key, "kid"))
            decoder.text(value, "kid", header.keyId);
        else if (decoder.named(key, "x5c"))
            decoder.texts(value, "x5c", header.chain);
        else if (decoder.named(key, "jwk"))
            header.jwk = value.is_null() ? std::nullopt : std::optional(value.dump(-1, ' ', false, Json::error_handler_t::replace));
        else if (key == "crit")
            header.critical = true;
    }
    if (decoder.fault())
        return faulty(Reason::HeaderType, decoder.fault()->detail, logged(version, decoder.fault()->log));
    return header;
}

ReadResult<ReadClaims> readClaims(RegistryVersion version, std::string_view json)
{
    const ReadResult<Json> object = parseObject(version, Reason::ClaimsJson, "ClaimSet", json);
    if (!object)
        return tl::unexpected(object.error());
    ReadClaims claims;
    if (version == RegistryVersion::V2)
        claims.audience = {std::string()};
    GoDecoder decoder(version, json);
    decoder.enter("ClaimSet", {});
    std::string ignored;
    std::int64_t ignoredTime = 0;
    for (const auto &[key, value] : object->items()) {
        if (decoder.named(key, "iss")) {
            decoder.text(value, "iss", claims.issuer);
        } else if (decoder.named(key, "sub")) {
            decoder.text(value, "sub", claims.subject);
        } else if (decoder.named(key, "aud")) {
            readAudience(version, decoder, value, claims);
        } else if (decoder.named(key, "exp")) {
            decoder.integer(value, "exp", claims.expires);
            claims.expiryGiven = !value.is_null();
        } else if (decoder.named(key, "nbf")) {
            decoder.integer(value, "nbf", claims.notBefore);
        } else if (decoder.named(key, "iat")) {
            decoder.integer(value, "iat", ignoredTime);
        } else if (decoder.named(key, "jti")) {
            decoder.text(value, "jti", ignored);
        } else if (decoder.named(key, "access")) {
            readAccess(decoder, value, claims);
        }
    }
    if (decoder.fault()) {
        const std::string &member = decoder.fault()->detail;
        const bool time = member == "exp" || member == "nbf" || member == "iat";
        const Reason reason = time ? Reason::TimeNotInteger
            : member == "aud" && version == RegistryVersion::V2 && decoder.fault()->log.find("array") != std::string::npos
            ? Reason::AudienceIsList
            : Reason::ClaimsType;
        return faulty(reason, member,
                      version == RegistryVersion::V2 ? logged(version, decoder.fault()->log) : std::string("json: cannot unmarshal"));
    }
    return claims;
}

} // namespace pamphlet::token
