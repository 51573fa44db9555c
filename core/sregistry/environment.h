// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sregistry/compose.h"
#include "core/tree/filesource.h"

#include <string>
#include <string_view>
#include <vector>

/** SREGISTRY_PLUGINS_ENABLED, which a 2.x registry asks where settings.yaml has no list. */
namespace pamphlet::sregistry {

/// What the service uwsgi of a compose file is given: by `environment`, then by its environment files, which docker takes as they are. The
/// first is what counts: of several files, and of several lines of one, the last.
std::vector<PlacedText> pluginVariables(const FileSource &tree, const std::string &composeFile, const Compose &compose);

/// Names that commas separate, as the program splits them.
std::vector<std::string> pluginNames(std::string_view value);

} // namespace pamphlet::sregistry
