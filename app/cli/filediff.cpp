// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/filediff.h"

#include "core/change/unifieddiff.h"
#include "core/tree/capturedtree.h"

#include <algorithm>
#include <cstdio>

namespace pamphlet::app::cli {

namespace {

std::string modeLine(const char *what, std::uint32_t mode)
{
    char digits[16];
    std::snprintf(digits, sizeof digits, "100%03o", static_cast<unsigned>(mode & 0777U));
    return std::string(what) + " mode " + digits + '\n';
}

/// A name that git writes without quotes.
bool isPlain(const std::string &path)
{
    return std::all_of(path.begin(), path.end(), [](char c) { return c > ' ' && c < '\x7f' && c != '"' && c != '\\'; });
}

} // namespace

std::string fileDiff(const std::string &path, const FileContent &before, const std::optional<std::string> &after,
                     std::optional<std::uint32_t> mode)
{
    const bool exists = before.status.kind == FileKind::Regular;
    if (holdsPrivateKey(before.bytes) || holdsPrivateKey(after.value_or(std::string())))
        return "--- " + (exists ? path : "/dev/null") + "\n+++ " + (after ? path : "/dev/null") + "\nprivate key, not shown\n";
    std::string diff = change::unifiedDiff(path, exists ? std::optional(before.bytes) : std::nullopt, after);
    const bool news = after && mode && (exists ? *mode != before.status.mode : *mode != 0644U);
    if (!news || !isPlain(path))
        return diff;
    if (diff.starts_with("diff --git ")) { // an empty file has its header already
        const std::string standard = modeLine("new file", 0644);
        const std::size_t at = diff.find(standard);
        return at == std::string::npos ? diff : diff.replace(at, standard.size(), modeLine("new file", *mode));
    }
    const std::string name = path.substr(std::min(path.find_first_not_of('/'), path.size()));
    return "diff --git a/" + name + " b/" + name + '\n'
        + (exists ? modeLine("old", before.status.mode) + modeLine("new", *mode) : modeLine("new file", *mode)) + diff;
}

} // namespace pamphlet::app::cli
