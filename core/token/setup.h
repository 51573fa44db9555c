// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/token/certificate.h"
#include "core/token/keyid.h"
#include "core/token/registryconfig.h"
#include "core/token/serviceconfig.h"
#include "core/token/signingkey.h"
#include "core/tree/filesource.h"

#include <optional>
#include <string>
#include <vector>

namespace pamphlet::token {

/// Which files belong together. Empty: not given, or where the configurations say.
struct SetupPaths {
    std::string serviceConfig; ///< DockerAuthentication's config.yml
    std::string registryConfig; ///< the registry's
    std::string keyFile; ///< where private_key is here
    std::string bundleFile; ///< where rootcertbundle is here: a registry in a container names a path of its own
    std::string jwksFile; ///< the same for jwks
    std::vector<std::string> webRoots; ///< directories that a web server serves
    std::optional<RegistryVersion> version; ///< nullopt: not known, and all are spoken of
};

/// Everything that token service and registry read, as far as it could be read.
struct TokenSetup {
    SetupPaths paths;

    FileStatus serviceStatus;
    std::optional<Error> serviceError; ///< missing, unreadable, no YAML
    std::optional<ServiceConfig> service;

    FileStatus registryStatus;
    std::optional<Error> registryError;
    std::optional<RegistryConfig> registry;

    std::string keyPath; ///< empty: nobody says where it is
    FileStatus keyStatus;
    std::optional<Error> keyError;
    std::optional<SigningKey> key;

    std::string bundlePath;
    FileStatus bundleStatus;
    std::optional<Error> bundleError;
    std::string bundleBytes; ///< as it is, but for private keys in it, which are blanked
    std::vector<BundleBlock> bundle;

    std::string jwksPath;
    std::optional<Error> jwksError;
    std::optional<std::string> jwks;

    /// The bundle's certificate that holds the public half of the key.
    const BundleBlock *certificateOfKey() const;
};

TokenSetup readSetup(const FileSource &tree, const SetupPaths &paths);

} // namespace pamphlet::token
