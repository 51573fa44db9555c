// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tree/filesource.h"

#include <cstdint>
#include <optional>
#include <string>

namespace pamphlet::app::cli {

/// What one file becomes, as a unified diff. A mode that is not what the file has (0644 for a new one) stands above it in git's extended
/// header, which patch(1) takes too.
std::string fileDiff(const std::string &path, const FileContent &before, const std::optional<std::string> &after,
                     std::optional<std::uint32_t> mode);

} // namespace pamphlet::app::cli
