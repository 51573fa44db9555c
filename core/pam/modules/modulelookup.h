// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/libpamprofile.h"
#include "core/tree/filesource.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

/// The file that libpam would load for a module path (semantics §2.7), or nullopt if none exists in the tree.
std::optional<std::string> findModule(const FileSource &tree, const LibpamProfile &profile, const std::string &module);

/// True if the tree has a module directory at all. A bare copy of /etc has none: then nothing can be said of modules.
bool hasModuleDirectory(const FileSource &tree, const LibpamProfile &profile);

/// Names of the `*.so` files in the module directories, sorted, each once.
std::vector<std::string> installedModules(const FileSource &tree, const LibpamProfile &profile);

} // namespace pamphlet::pam
