// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/token/mint.h"
#include "core/token/registryverify.h"
#include "core/token/setup.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/** A token for trying: made as the token service would make it, and answered as the registry would answer it. */
namespace pamphlet::token {

/// What a registry of this version makes of bundle and jwks. Errors: of the files, or that nobody names them.
Result<RegistryTrust> trustOf(const TokenSetup &setup, RegistryVersion version);

/// What the registry compares a token with. InvalidInput with the place of what is missing, InvalidArgument without a registry.
Result<VerifyRequest> verifyRequestOf(const TokenSetup &setup, std::int64_t now, std::vector<RequestedAccess> access);

/// The key that signs. InvalidArgument if nobody says where it is; InvalidInput, with the reason, if it cannot be used.
Result<SigningKey> signingKeyOf(const TokenSetup &setup);

struct TrialAnswer {
    RegistryVersion version = RegistryVersion::V2;
    Result<Verdict> verdict; ///< an error: nothing can be said of this version
};

struct Trial {
    MintedToken token;
    std::vector<TrialAnswer> answers; ///< 2.8, 3.0, 3.1
};

/**
 * For this user and this scope (empty: for the catalog alone). InvalidArgument for a name that the service refuses or a scope that is
 * none; errors of signingKeyOf(); InvalidInput if issuer or audience is missing.
 */
Result<Trial> tryToken(const TokenSetup &setup, const std::string &user, const std::string &scope, std::int64_t now);

} // namespace pamphlet::token
