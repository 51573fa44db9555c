// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/jwt.h"

#include "core/token/base64url.h"
#include "core/token/jsonmembers.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace pamphlet::token {

namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json &json, int indent = -1)
{
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

tl::unexpected<Error> bad(std::string_view part, std::string_view what)
{
    return fail(ErrorCode::InvalidInput, std::string(part) + ": " + std::string(what));
}

/// An object in which no object has a member twice: readers differ in which one they take.
Result<Json> parseObject(std::string_view part, std::string_view text)
{
    Json document = Json::parse(text, nullptr, false);
    if (document.is_discarded())
        return bad(part, "not JSON");
    if (!document.is_object())
        return bad(part, "not a JSON object");
    if (const std::optional<std::string> twice = repeatedMember(text))
        return bad(part, '"' + *twice + "\" is there twice");
    return document;
}

Result<std::optional<std::string>> stringMember(std::string_view part, const Json &object, const char *name)
{
    const auto member = object.find(name);
    if (member == object.end())
        return std::optional<std::string>();
    if (!member->is_string())
        return bad(part, '"' + std::string(name) + "\" must be a string");
    return std::optional(member->get<std::string>());
}

Result<std::optional<std::int64_t>> timeMember(const Json &object, const char *name)
{
    const auto member = object.find(name);
    if (member == object.end())
        return std::optional<std::int64_t>();
    const bool fits = member->is_number_integer()
        && (!member->is_number_unsigned() || member->get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX));
    if (!fits)
        return bad("claims", '"' + std::string(name) + "\" must be an integer: seconds since 1970");
    return std::optional(member->get<std::int64_t>());
}

Result<std::vector<std::string>> stringList(std::string_view part, const Json &value, const char *name)
{
    std::vector<std::string> list;
    const auto wrong = [&] { return bad(part, '"' + std::string(name) + "\" must be a list of strings"); };
    if (!value.is_array())
        return wrong();
    for (const Json &item : value) {
        if (!item.is_string())
            return wrong();
        list.push_back(item.get<std::string>());
    }
    return list;
}

Result<TokenHeader> readHeader(const Json &object)
{
    TokenHeader header;
    Result<std::optional<std::string>> algorithm = stringMember("header", object, "alg");
    if (!algorithm)
        return fail(algorithm.error());
    if (!*algorithm)
        return bad("header", "\"alg\" is missing");
    header.algorithm = std::move(**algorithm);
    for (const auto &[name, field] : {std::pair{"typ", &header.type}, std::pair{"kid", &header.keyId}}) {
        Result<std::optional<std::string>> member = stringMember("header", object, name);
        if (!member)
            return fail(member.error());
        *field = std::move(*member);
    }
    if (object.contains("x5c")) {
        Result<std::vector<std::string>> chain = stringList("header", object["x5c"], "x5c");
        if (!chain)
            return fail(chain.error());
        header.chain = std::move(*chain);
    }
    if (object.contains("jwk")) {
        if (!object["jwk"].is_object())
            return bad("header", "\"jwk\" must be an object");
        header.jwk = dumped(object["jwk"]);
    }
    return header;
}

Result<AccessEntry> readAccess(const Json &item)
{
    if (!item.is_object())
        return bad("claims", "\"access\" must be a list of objects");
    AccessEntry entry;
    for (const auto &[name, field] : {std::pair{"type", &entry.type}, std::pair{"name", &entry.name}}) {
        Result<std::optional<std::string>> member = stringMember("claims", item, name);
        if (!member)
            return fail(member.error());
        *field = std::move(*member).value_or(std::string());
    }
    if (item.contains("actions") && !item["actions"].is_null()) {
        Result<std::vector<std::string>> actions = stringList("claims", item["actions"], "actions");
        if (!actions)
            return fail(actions.error());
        entry.actions = std::move(*actions);
    }
    return entry;
}

Result<TokenClaims> readClaims(const Json &object)
{
    TokenClaims claims;
    for (const auto &[name, field] : {std::pair{"iss", &claims.issuer}, std::pair{"sub", &claims.subject}, std::pair{"jti", &claims.id}}) {
        Result<std::optional<std::string>> member = stringMember("claims", object, name);
        if (!member)
            return fail(member.error());
        *field = std::move(*member);
    }
    for (const auto &[name, field] :
         {std::pair{"iat", &claims.issuedAt}, std::pair{"nbf", &claims.notBefore}, std::pair{"exp", &claims.expires}}) {
        const Result<std::optional<std::int64_t>> member = timeMember(object, name);
        if (!member)
            return fail(member.error());
        *field = *member;
    }
    if (const auto audience = object.find("aud"); audience != object.end()) {
        claims.audienceIsList = audience->is_array();
        Result<std::vector<std::string>> list
            = audience->is_string() ? std::vector{audience->get<std::string>()} : stringList("claims", *audience, "aud");
        if (!list)
            return fail(list.error());
        claims.audience = std::move(*list);
    }
    if (const auto access = object.find("access"); access != object.end() && !access->is_null()) {
        if (!access->is_array())
            return bad("claims", "\"access\" must be a list of objects");
        claims.access.emplace();
        for (const Json &item : *access) {
            Result<AccessEntry> entry = readAccess(item);
            if (!entry)
                return fail(entry.error());
            claims.access->push_back(std::move(*entry));
        }
    }
    return claims;
}

} // namespace

std::string signingInput(std::string_view headerJson, std::string_view claimsJson)
{
    return toBase64Url(headerJson) + '.' + toBase64Url(claimsJson);
}

std::string compact(std::string_view signedText, std::string_view signature)
{
    return std::string(signedText) + '.' + toBase64Url(signature);
}

std::string headerText(const TokenHeader &header)
{
    Json object = Json::object();
    if (header.type)
        object["typ"] = *header.type;
    object["alg"] = header.algorithm;
    if (header.keyId)
        object["kid"] = *header.keyId;
    if (!header.chain.empty())
        object["x5c"] = header.chain;
    if (header.jwk)
        object["jwk"] = Json::parse(*header.jwk, nullptr, false);
    return dumped(object);
}

std::string claimsText(const TokenClaims &claims)
{
    Json object = Json::object();
    if (claims.issuer)
        object["iss"] = *claims.issuer;
    if (claims.audienceIsList)
        object["aud"] = claims.audience;
    else if (!claims.audience.empty())
        object["aud"] = claims.audience.front();
    if (claims.issuedAt)
        object["iat"] = *claims.issuedAt;
    if (claims.notBefore)
        object["nbf"] = *claims.notBefore;
    if (claims.subject)
        object["sub"] = *claims.subject;
    if (claims.id)
        object["jti"] = *claims.id;
    if (claims.expires)
        object["exp"] = *claims.expires;
    if (claims.access) {
        Json list = Json::array();
        for (const AccessEntry &entry : *claims.access)
            list.push_back(Json{{"type", entry.type}, {"name", entry.name}, {"actions", entry.actions}});
        object["access"] = std::move(list);
    }
    return dumped(object);
}

Result<Token> parseToken(std::string_view text)
{
    if (text.size() > maximumTokenBytes)
        return fail(ErrorCode::TooLarge, "a token of more than " + std::to_string(maximumTokenBytes) + " bytes");
    const std::size_t first = text.find('.');
    const std::size_t second = first == std::string_view::npos ? first : text.find('.', first + 1);
    if (second == std::string_view::npos || text.find('.', second + 1) != std::string_view::npos)
        return fail(ErrorCode::InvalidInput, "a token has three parts, joined by two dots");
    std::optional<std::string> header = fromBase64Url(text.substr(0, first));
    if (!header)
        return bad("header", "not base64url without padding");
    std::optional<std::string> claims = fromBase64Url(text.substr(first + 1, second - first - 1));
    if (!claims)
        return bad("claims", "not base64url without padding");
    std::optional<std::string> signature = fromBase64Url(text.substr(second + 1));
    if (!signature)
        return bad("signature", "not base64url without padding");

    const Result<Json> headerObject = parseObject("header", *header);
    if (!headerObject)
        return fail(headerObject.error());
    Result<TokenHeader> headerValue = readHeader(*headerObject);
    if (!headerValue)
        return fail(headerValue.error());
    const Result<Json> claimsObject = parseObject("claims", *claims);
    if (!claimsObject)
        return fail(claimsObject.error());
    Result<TokenClaims> claimsValue = readClaims(*claimsObject);
    if (!claimsValue)
        return fail(claimsValue.error());
    return Token{std::move(*headerValue), std::move(*claimsValue), std::move(*header), std::move(*claims), std::move(*signature)};
}

std::string prettyJson(std::string_view json)
{
    const Json document = Json::parse(json, nullptr, false);
    return document.is_discarded() ? std::string(json) : dumped(document, 2);
}

Result<AccessEntry> parseScope(std::string_view scope)
{
    const std::size_t first = scope.find(':');
    const std::size_t last = scope.rfind(':');
    if (first == std::string_view::npos || first == last || first == 0 || last == first + 1 || last + 1 == scope.size())
        return fail(ErrorCode::InvalidArgument, "a scope is TYPE:NAME:ACTION[,ACTION…], as in repository:team/app:pull,push");
    for (const char c : scope) {
        if (static_cast<unsigned char>(c) <= ' ' || c == '\x7f')
            return fail(ErrorCode::InvalidArgument, "a scope holds no blanks and no control characters");
    }
    AccessEntry entry{std::string(scope.substr(0, first)), std::string(scope.substr(first + 1, last - first - 1)), {}};
    std::string_view actions = scope.substr(last + 1);
    while (true) {
        const std::size_t comma = actions.find(',');
        const std::string_view action = actions.substr(0, comma);
        if (action.empty())
            return fail(ErrorCode::InvalidArgument, "an action of the scope is empty");
        entry.actions.emplace_back(action);
        if (comma == std::string_view::npos)
            return entry;
        actions.remove_prefix(comma + 1);
    }
}

std::string scopeText(const AccessEntry &entry)
{
    std::string text = entry.type + ':' + entry.name + ':';
    for (std::size_t i = 0; i < entry.actions.size(); ++i)
        text += (i > 0 ? "," : "") + entry.actions[i];
    return text;
}

} // namespace pamphlet::token
