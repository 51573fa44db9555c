// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/tree/filesource.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/** Which Singularity Registry a directory holds: where plugins are listed, and how the image is made, changed twice. */
namespace pamphlet::sregistry {

inline constexpr std::string_view pluginName = "pam_auth";
inline constexpr std::string_view pluginsName = "PLUGINS_ENABLED";

enum class Era {
    Commented, ///< before July 2019: plugins are uncommented in shub/settings/config.py and in the Dockerfile
    BuildArgument, ///< 1.1.x: the same list, and `ARG ENABLE_PAM` in the Dockerfile
    SettingsFile, ///< 2.x: settings.yaml, the environment, or shub/settings.py
};
/// "2019", "1.1", "2".
std::string_view eraName(Era era);

/// What decides over the plugins of a 2.x registry.
enum class PluginSource {
    ConfigModule, ///< shub/settings/config.py
    SettingsYaml, ///< settings.yaml, which is stronger than the environment
    SettingsModule, ///< shub/settings.py up to 2.1.1: settings.yaml is not asked for plugins (issue 431 of sregistry)
};

/// Files of a registry: absolute paths inside the tree.
struct Layout {
    Era era = Era::SettingsFile;
    PluginSource source = PluginSource::SettingsYaml;
    std::string directory;
    std::string dockerfile;
    std::string plugins; ///< the file that `source` speaks of
    std::vector<std::string> compose; ///< docker-compose.yml, https/docker-compose.yml
    std::string settingsModule; ///< shub/settings.py; empty: not there
    std::string settingsYaml; ///< empty: not there
};

enum class LayoutProblem {
    Missing, ///< a file that this era has
    Unreadable,
    Contradiction, ///< files of two eras
    NoRegistry, ///< nothing that tells an era
};

struct LayoutFinding {
    LayoutProblem problem = LayoutProblem::Missing;
    std::string path;
    std::string detail; ///< English
};

struct Recognition {
    std::optional<Layout> layout; ///< nullopt: no era can be told
    std::vector<LayoutFinding> findings;

    /// Nothing that an edit needs is missing.
    bool complete() const;
    Error error() const; ///< the first finding as an error
};

/// Files are also found where somebody keeps them side by side in one directory (`config.py`, `https-docker-compose.yml`).
Recognition recognize(const FileSource &tree, const std::string &directory);

} // namespace pamphlet::sregistry
