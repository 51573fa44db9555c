// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/yaml/document.h"
#include "core/yaml/path.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/** What a compose file of Singularity Registry says of the uwsgi service: the host's accounts, the plugins, how its image is made. */
namespace pamphlet::sregistry {

/// The host's files that PAM in the container reads.
inline constexpr std::array<std::string_view, 2> accountFiles{"/etc/passwd", "/etc/shadow"};
inline constexpr std::string_view pluginsVariable = "SREGISTRY_PLUGINS_ENABLED";

/// A volume of uwsgi that has to do with the account files.
struct Bind {
    std::string source;
    std::string target;
    bool readOnly = false;
    std::size_t index = 0; ///< of the item in `volumes`
    Place where;
};

/// Another service that gets the volumes of uwsgi.
struct VolumesFrom {
    std::string service;
    bool readOnly = false; ///< `uwsgi:ro`
    Place where;
};

struct PlacedText {
    std::string text;
    Place where;
};

struct Compose {
    yaml::Path service; ///< of uwsgi: below `services`, or at the top as in version 1
    bool hasVolumes = false;
    std::vector<Bind> binds;
    std::vector<VolumesFrom> volumesFrom;
    bool builds = false; ///< uwsgi has `build`; otherwise its image comes ready made
    std::optional<PlacedText> image;
    std::optional<PlacedText> buildArgument; ///< ENABLE_PAM
    std::optional<PlacedText> plugins; ///< SREGISTRY_PLUGINS_ENABLED
    std::vector<std::string> environmentFiles; ///< as written
    Place where; ///< of the service

    /// The bind that mounts this file of the host at the same place.
    const Bind *bindOf(std::string_view path) const;
};

/// NotFound: no service uwsgi. InvalidInput with line and column: not a compose file.
Result<Compose> readCompose(const yaml::Document &document, const std::string &file);

/**
 * The file with both account files among the volumes of uwsgi: commented lines are uncommented where that needs no other change, else
 * lines are added (read-only). removeBinds() gives the old bytes back. EditRefused if the result is not the old tree with these items.
 */
Result<std::string> addBinds(const std::string &bytes, const std::string &file);
Result<std::string> removeBinds(const std::string &bytes, const std::string &file);

/// "/etc/passwd:/etc/passwd:ro"
std::string bindText(std::string_view path);

} // namespace pamphlet::sregistry
