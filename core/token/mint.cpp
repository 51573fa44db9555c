// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/mint.h"

#include "core/token/base64url.h"
#include "core/token/jwk.h"

#include <openssl/rand.h>

#include <array>
#include <utility>

namespace pamphlet::token {

namespace {

constexpr std::int64_t maximumLifetime = std::int64_t{10} * 366 * 86400;

Result<std::string> randomId()
{
    std::array<unsigned char, 16> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        return fail(ErrorCode::Internal, "OpenSSL gave no random bytes");
    return toBase64Url({reinterpret_cast<const char *>(bytes.data()), bytes.size()});
}

TokenHeader headerFor(const SigningKey &key, const MintRequest &request, Algorithm algorithm)
{
    TokenHeader header;
    header.type = "JWT";
    header.algorithm = algorithmName(algorithm);
    switch (request.keyId) {
    case KeyIdStyle::Libtrust:
        header.keyId = libtrustKeyId(key.publicKey());
        break;
    case KeyIdStyle::Thumbprint:
        header.keyId = jwkThumbprint(key.publicKey());
        break;
    case KeyIdStyle::None:
        break;
    }
    for (const Certificate &certificate : request.chain)
        header.chain.push_back(toBase64(certificate.der()));
    if (request.embedKey)
        header.jwk = jwkText(key.publicKey(), header.keyId);
    return header;
}

Result<MintedToken> mintWith(const SigningKey &key, const MintRequest &request, std::vector<AccessEntry> access)
{
    if (request.lifetime < 1 || request.lifetime > maximumLifetime)
        return fail(ErrorCode::InvalidArgument, "a token lives from 1 second to 10 years");
    Result<std::string> id = randomId();
    if (!id)
        return fail(id.error());
    const Algorithm algorithm = request.algorithm.value_or(key.defaultAlgorithm());
    MintedToken token;
    token.header = headerFor(key, request, algorithm);
    token.claims.issuer = request.issuer;
    token.claims.audience = {request.audience};
    token.claims.issuedAt = request.now;
    token.claims.notBefore = request.now;
    token.claims.subject = request.subject;
    token.claims.id = std::move(*id);
    token.claims.expires = request.now + request.lifetime;
    token.claims.access = std::move(access);
    Result<std::string> text = signToken(key, algorithm, headerText(token.header), claimsText(token.claims));
    if (!text)
        return fail(text.error());
    token.text = std::move(*text);
    return token;
}

const AccessEntry catalogEntry{"registry", "catalog", {"*"}};

} // namespace

Result<std::string> signToken(const SigningKey &key, Algorithm algorithm, const std::string &headerJson, const std::string &claimsJson)
{
    const std::string input = signingInput(headerJson, claimsJson);
    const Result<std::string> signature = key.sign(algorithm, input);
    if (!signature)
        return fail(signature.error());
    return compact(input, *signature);
}

Result<MintedToken> mint(const SigningKey &key, const MintRequest &request)
{
    std::vector<AccessEntry> access;
    if (request.catalog)
        access.push_back(catalogEntry);
    for (const std::string &scope : request.scopes) {
        Result<AccessEntry> entry = parseScope(scope);
        if (!entry)
            return fail(entry.error());
        access.push_back(std::move(*entry));
    }
    return mintWith(key, request, std::move(access));
}

std::optional<AccessEntry> scopeAsServiceReadsIt(const std::string &scope)
{
    if (scope.empty())
        return std::nullopt;
    AccessEntry entry;
    const std::size_t first = scope.find(':');
    entry.type = scope.substr(0, first);
    std::string actions;
    if (first != std::string::npos) {
        const std::size_t second = scope.find(':', first + 1);
        entry.name = scope.substr(first + 1, second == std::string::npos ? second : second - first - 1);
        if (second != std::string::npos)
            actions = scope.substr(second + 1);
    }
    while (true) {
        const std::size_t comma = actions.find(',');
        entry.actions.push_back(actions.substr(0, comma));
        if (comma == std::string::npos)
            return entry;
        actions.erase(0, comma + 1);
    }
}

Result<MintedToken> mintAsService(const SigningKey &key, const MintRequest &request, const std::string &scope)
{
    if (key.publicKey().type() != KeyType::Rsa)
        return fail(ErrorCode::Unsupported, "DockerAuthentication signs with RSA keys only; this one is " + key.publicKey().description());
    std::vector<AccessEntry> access{catalogEntry};
    if (std::optional<AccessEntry> entry = scopeAsServiceReadsIt(scope))
        access.push_back(std::move(*entry));
    MintRequest plain = request;
    plain.keyId = KeyIdStyle::Libtrust;
    plain.algorithm = Algorithm::RS256;
    plain.chain.clear();
    plain.embedKey = false;
    plain.lifetime = serviceTokenSeconds;
    return mintWith(key, plain, std::move(access));
}

} // namespace pamphlet::token
