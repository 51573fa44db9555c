// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/token/keyid.h"
#include "core/token/setting.h"

#include <optional>
#include <string>
#include <vector>

namespace pamphlet::token {

/// Keys of auth.token; those of 3.x are ignored by 2.8 without a word.
const std::vector<std::string> &registryTokenKeys(RegistryVersion version);

/// Names that signingalgorithms of 3.x takes.
const std::vector<std::string> &registryAlgorithmNames();

/// The auth section of a registry's config.yml, with its mistakes. Read as yaml.v2 reads it. Environment variables
/// (REGISTRY_AUTH_TOKEN_ISSUER, …) override the file; they are not seen here.
struct RegistryConfig {
    std::string file;
    yaml::Document document;

    struct AuthType {
        std::string name; ///< "token", "htpasswd", "silly", …
        Place where;
    };
    bool isMap = true; ///< false: the whole file is something else
    Setting auth; ///< Good: a map, or the name of a type alone
    std::vector<AuthType> types; ///< exactly one is allowed
    Setting token; ///< auth.token; Good if it is a map (or nothing, an empty one)

    Setting realm;
    Setting service;
    Setting issuer;
    Setting rootCertBundle;
    BoolSetting autoRedirect;
    // 3.x
    Setting autoRedirectPath;
    Setting jwks;
    ListSetting signingAlgorithms;
    std::vector<UnknownKey> unknown; ///< of auth.token; known in no version
    bool uses3 = false; ///< has a key that only 3.x knows

    bool usesToken() const { return token.present(); }
    std::vector<std::string> algorithms() const;
};

/// InvalidInput with file, line and column if it is no YAML; everything else is a value.
Result<RegistryConfig> readRegistryConfig(std::string bytes, const std::string &file);

} // namespace pamphlet::token
