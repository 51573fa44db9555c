// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/directoryset.h"
#include "core/change/safefile.h"
#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::change {

/// What a file is to become, and what it must be now.
struct WantedFile {
    std::string path;
    std::optional<std::string> before; ///< digest; nullopt: no file
    std::optional<std::string> content; ///< nullopt: remove
    std::optional<std::uint32_t> mode; ///< nullopt: keep, 0644 for a new file
    std::optional<FileAttributes> attributes; ///< for a file that comes back: all it had
};

/// A wanted file, looked at and found fit to be changed.
struct Target {
    WantedFile wanted;
    std::string directory;
    std::optional<FileSnapshot> current;
    FileAttributes attributes; ///< of the new file
    Attributes how = Attributes::Exact;
};

struct Targets {
    std::vector<Target> files;
    std::vector<std::string> missingDirectories; ///< to be made first
};

/// Digests, links, owners, flags: everything that speaks against the change, without a write. The first objection in the order of the
/// files.
Result<Targets> examineTargets(DirectorySet &directories, std::vector<WantedFile> wanted);

} // namespace pamphlet::change
