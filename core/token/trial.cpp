// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/trial.h"

#include "core/token/access.h"

#include <utility>

namespace pamphlet::token {

namespace {

Result<std::string> neededText(const Setting &setting)
{
    if (!setting.good())
        return fail(ErrorCode::InvalidInput, "the value is missing, or no text", setting.where);
    return setting.text;
}

Result<Verdict> verdictOf(const TokenSetup &setup, RegistryVersion version, std::int64_t now, const std::vector<RequestedAccess> &access,
                          const std::string &token)
{
    const Result<VerifyRequest> request = verifyRequestOf(setup, now, access);
    if (!request)
        return fail(request.error());
    const Result<RegistryTrust> trust = trustOf(setup, version);
    if (!trust)
        return fail(trust.error());
    return verifyAsRegistry(*trust, *request, token);
}

} // namespace

Result<RegistryTrust> trustOf(const TokenSetup &setup, RegistryVersion version)
{
    if (setup.bundleError)
        return fail(*setup.bundleError);
    const bool two = version == RegistryVersion::V2;
    if (!two && setup.jwksError)
        return fail(*setup.jwksError);
    if (setup.bundlePath.empty() && (two || !setup.jwks)) {
        if (!setup.registry)
            return fail(ErrorCode::InvalidArgument, "needed: --registry-config or --bundle");
        return fail(ErrorCode::InvalidInput, "rootcertbundle is missing, or no text: the registry does not start",
                    setup.registry->rootCertBundle.where);
    }
    return loadTrust(version, setup.bundleBytes, setup.jwks, setup.registry ? setup.registry->algorithms() : std::vector<std::string>());
}

Result<VerifyRequest> verifyRequestOf(const TokenSetup &setup, std::int64_t now, std::vector<RequestedAccess> access)
{
    if (setup.registryError)
        return fail(*setup.registryError);
    if (!setup.registry)
        return fail(ErrorCode::InvalidArgument, "the configuration of the registry is not given");
    Result<std::string> issuer = neededText(setup.registry->issuer);
    if (!issuer)
        return fail(issuer.error());
    Result<std::string> service = neededText(setup.registry->service);
    if (!service)
        return fail(service.error());
    return VerifyRequest{std::move(*issuer), std::move(*service), now, std::move(access)};
}

Result<SigningKey> signingKeyOf(const TokenSetup &setup)
{
    if (setup.key)
        return *setup.key;
    if (!setup.keyError)
        return fail(ErrorCode::InvalidArgument, "a private key is needed: --key, or --service-config with private_key in it");
    Error error = *setup.keyError;
    // These speak of the file, not of what the caller may do.
    if (error.code == ErrorCode::AccessDenied || error.code == ErrorCode::Unsupported || error.code == ErrorCode::Unsafe)
        error.code = ErrorCode::InvalidInput;
    return fail(std::move(error));
}

Result<Trial> tryToken(const TokenSetup &setup, const std::string &user, const std::string &scope, std::int64_t now)
{
    if (user.empty() || user.size() > maximumUserBytes)
        return fail(ErrorCode::InvalidArgument, "a user's name has 1 to " + std::to_string(maximumUserBytes) + " bytes");
    std::vector<RequestedAccess> access;
    if (!scope.empty()) {
        const Result<AccessEntry> entry = parseScope(scope);
        if (!entry)
            return fail(entry.error());
        for (const std::string &action : entry->actions)
            access.push_back({entry->type, entry->name, action});
    }
    if (setup.serviceError)
        return fail(*setup.serviceError);
    if (!setup.service)
        return fail(ErrorCode::InvalidArgument, "the configuration of the token service is not given");
    const Result<SigningKey> key = signingKeyOf(setup);
    if (!key)
        return fail(key.error());
    Result<std::string> issuer = neededText(setup.service->issuer);
    if (!issuer)
        return fail(issuer.error());
    Result<std::string> audience = neededText(setup.service->audience);
    if (!audience)
        return fail(audience.error());
    MintRequest request;
    request.issuer = std::move(*issuer);
    request.audience = std::move(*audience);
    request.subject = user;
    request.now = now;
    Result<MintedToken> minted = mintAsService(*key, request, scope);
    if (!minted)
        return fail(minted.error());
    Trial trial;
    for (const RegistryVersion version : {RegistryVersion::V2, RegistryVersion::V30, RegistryVersion::V31})
        trial.answers.push_back({version, verdictOf(setup, version, now, access, minted->text)});
    trial.token = std::move(*minted);
    return trial;
}

} // namespace pamphlet::token
