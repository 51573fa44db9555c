// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pamphlet::app::cli {

/// What is to be said of PAM in a file configuration of Teleport; what is not given stays.
struct TeleportSettings {
    std::optional<bool> enabled;
    std::optional<std::string> serviceName;
    std::optional<bool> usePamAuth;
    std::vector<std::pair<std::string, std::string>> environment; ///< name, text or template
    std::vector<std::string> removedEnvironment;
    bool move = false; ///< sections in the wrong place are moved; otherwise they refuse the edit

    bool empty() const { return !enabled && !serviceName && !usePamAuth && environment.empty() && removedEnvironment.empty() && !move; }
};

/**
 * The file with these settings, read back as Teleport reads it. What is so already keeps its bytes. InvalidArgument for a name or a value
 * that Teleport or libpam would not take; EditRefused with the place where the file has none for it.
 */
Result<std::string> withSettings(const std::string &bytes, const std::string &file, const TeleportSettings &settings);

} // namespace pamphlet::app::cli
