// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/token/setting.h"

#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::token {

/// The four keys that DockerAuthentication reads.
const std::vector<std::string> &serviceKeys();

/// The path under which DockerAuthentication answers; a realm ends in it.
inline constexpr std::string_view serviceTokenPath = "/docker/v2/token";

/// DockerAuthentication's config.yml, with its mistakes. Read as symfony/yaml reads it.
struct ServiceConfig {
    std::string file;
    yaml::Document document;
    bool isMap = true; ///< false: the whole file is something else
    Setting privateKey; ///< a path, relative to the file's directory
    Setting issuer;
    Setting audience;
    ListSetting blacklist;
    std::vector<UnknownKey> unknown;
    /// Another program's file: cesanta/docker_auth has server, token, acl, users at its top.
    bool otherProgram = false;

    /// Absolute, normalized; empty if there is no usable one.
    std::string privateKeyPath() const;
    /// Names of the blacklist's usable items.
    std::vector<std::string> blacklisted() const;
};

/// InvalidInput with file, line and column if it is no YAML; everything else is a value.
Result<ServiceConfig> readServiceConfig(std::string bytes, const std::string &file);

/// A path of a configuration file, from the directory of that file. No link is followed.
std::string resolvedPath(std::string_view path, std::string_view file);

} // namespace pamphlet::token
