// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::change {

struct DiffLine {
    enum class Kind { Context, Removed, Added };
    Kind kind = Kind::Context;
    std::string text; ///< without its newline
    bool noNewline = false; ///< last line of its file, which does not end in a newline
    std::size_t oldLine = 0; ///< from 1; 0 for Added
    std::size_t newLine = 0; ///< from 1; 0 for Removed
};

struct DiffHunk {
    std::size_t oldStart = 0, oldCount = 0, newStart = 0, newCount = 0;
    std::vector<DiffLine> lines;
};

/// Hunks with `context` lines around each change (dtl). Bytes are compared, not characters.
std::vector<DiffHunk> diffHunks(std::string_view before, std::string_view after, std::size_t context = 3);

/// What `diff -u` prints and patch(1) takes, with /dev/null for a file that does not exist (nullopt). Empty if equal.
std::string unifiedDiff(const std::string &path, const std::optional<std::string> &before, const std::optional<std::string> &after,
                        std::size_t context = 3);

} // namespace pamphlet::change
