// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pamphlet::teleport {

/// What is to be said of PAM in a file configuration; what is not given stays.
struct Settings {
    std::optional<bool> enabled;
    std::optional<std::string> serviceName;
    std::optional<bool> usePamAuth;
    std::vector<std::pair<std::string, std::string>> renamedEnvironment; ///< old name, new name; the value and the place in the file stay
    std::vector<std::pair<std::string, std::string>> environment; ///< name, text or template
    std::vector<std::string> removedEnvironment;
    bool move = false; ///< sections in the wrong place are moved; otherwise they refuse the edit

    bool empty() const
    {
        return !enabled && !serviceName && !usePamAuth && renamedEnvironment.empty() && environment.empty() && removedEnvironment.empty()
            && !move;
    }
};

/**
 * The file with these settings, read back as Teleport reads it. What is so already keeps its bytes. InvalidArgument for a name or a value
 * that Teleport or libpam would not take; EditRefused with the place where the file has none for it, or has it in a wrong one
 * (misplacedKey()).
 */
Result<std::string> withSettings(const std::string &bytes, const std::string &file, const Settings &settings);

} // namespace pamphlet::teleport
