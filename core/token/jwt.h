// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/** JSON Web Tokens in compact serialization (RFC 7515 §3.1, RFC 7519), with the claims of the Docker registry's token specification. */
namespace pamphlet::token {

struct TokenHeader {
    std::optional<std::string> type; ///< typ
    std::string algorithm; ///< alg, as text: a foreign token may name any
    std::optional<std::string> keyId; ///< kid
    std::vector<std::string> chain; ///< x5c: standard base64 of DER
    std::optional<std::string> jwk; ///< JSON text of the object

    bool operator==(const TokenHeader &) const = default;
};

/// What a token lets its bearer do with one thing.
struct AccessEntry {
    std::string type; ///< "repository", "registry"
    std::string name;
    std::vector<std::string> actions; ///< "pull", "push", "delete", "*"

    bool operator==(const AccessEntry &) const = default;
};

struct TokenClaims {
    std::optional<std::string> issuer;
    std::vector<std::string> audience;
    bool audienceIsList = false; ///< written as a list, of whatever length
    std::optional<std::int64_t> issuedAt;
    std::optional<std::int64_t> notBefore;
    std::optional<std::int64_t> expires;
    std::optional<std::string> subject;
    std::optional<std::string> id;
    std::optional<std::vector<AccessEntry>> access;

    bool operator==(const TokenClaims &) const = default;
};

struct Token {
    TokenHeader header;
    TokenClaims claims;
    std::string headerJson; ///< as it stands in the token
    std::string claimsJson;
    std::string signature; ///< bytes; empty for an unsigned token

    bool operator==(const Token &) const = default;
};

/// Larger tokens are refused: registries take none whose request headers exceed it.
inline constexpr std::size_t maximumTokenBytes = 1U << 20;

/// What is signed: base64url of both documents, joined by a dot.
std::string signingInput(std::string_view headerJson, std::string_view claimsJson);
std::string compact(std::string_view signedText, std::string_view signature);

/// One line, members in a fixed order, absent ones left out.
std::string headerText(const TokenHeader &header);
std::string claimsText(const TokenClaims &claims);

/**
 * Strict: three parts of canonical base64url, JSON objects without a member twice, members of their documented types (times are integers,
 * the audience a string or a list of strings). InvalidInput names the part and the member. Members that are not known are left alone.
 * What a registry makes of a sloppier token is registryverify.h's matter.
 */
Result<Token> parseToken(std::string_view text);

/// The same document, indented, for people; the text as it is if it is no JSON.
std::string prettyJson(std::string_view json);

/// "repository:name:pull,push": the type up to the first colon, the actions behind the last one. InvalidArgument if it is none.
Result<AccessEntry> parseScope(std::string_view scope);
/// The way back.
std::string scopeText(const AccessEntry &entry);

} // namespace pamphlet::token
