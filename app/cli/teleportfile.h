// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/tree/filesource.h"

#include <CLI/CLI.hpp>

#include <string>

namespace pamphlet::app::cli {

/// Teleport's file configuration.
struct TeleportFile {
    std::string path; ///< absolute inside the tree
    std::string bytes;
};

/// --config PATH, with its default.
void defineTeleportFile(CLI::App &app, std::string &path);

/// InvalidArgument; NotFound with the path; Unreadable.
Result<TeleportFile> readTeleportFile(const FileSource &files, const std::string &path);

} // namespace pamphlet::app::cli
