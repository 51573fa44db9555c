// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/sregistry/compose.h"

#include <optional>
#include <string>
#include <vector>

/** PLUGINS_ENABLED in the settings.yaml of Singularity Registry 2.x. */
namespace pamphlet::sregistry {

enum class PluginsKey {
    Absent,
    Empty, ///< there without a value: the program passes it over
    List,
    Other, ///< a string or a map: the program would take it for a list of letters or keys
};

struct SettingsYaml {
    PluginsKey key = PluginsKey::Absent;
    std::vector<PlacedText> plugins; ///< items that are strings to PyYAML
    bool odd = false; ///< there are items that are not
    bool empty = false; ///< nothing is in the file: the program does not start with it
    Place where; ///< of the value, if the key is there

    bool contains(std::string_view plugin) const;
};

/// InvalidInput with line and column: no YAML, or not a map.
Result<SettingsYaml> readSettings(const std::string &bytes, const std::string &file);

/// The file with the plugin in PLUGINS_ENABLED; the key is added at the end if it is not there. removePlugin() gives the old bytes back.
Result<std::string> addPlugin(const std::string &bytes, const std::string &plugin, const std::string &file);
Result<std::string> removePlugin(const std::string &bytes, const std::string &plugin, const std::string &file);

} // namespace pamphlet::sregistry
