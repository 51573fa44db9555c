// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/treefile.h"

#include <filesystem>

namespace pamphlet::app::cli {

Result<std::string> treePath(std::string_view text)
{
    if (!text.starts_with('/'))
        return fail(ErrorCode::InvalidArgument, "an absolute path inside the root is needed: " + std::string(text));
    std::string path = std::filesystem::path(text).lexically_normal().string();
    while (path.size() > 1 && path.ends_with('/'))
        path.pop_back();
    return path;
}

Result<std::string> treeFile(const FileSource &files, const std::string &path)
{
    FileContent content = files.read(path);
    if (content.status.kind == FileKind::Missing)
        return fail(ErrorCode::NotFound, "no such file", {path, 0, 0});
    if (content.status.kind != FileKind::Regular)
        return fail(ErrorCode::Unreadable, content.status.detail.empty() ? "not a regular file" : content.status.detail, {path, 0, 0});
    return std::move(content.bytes);
}

} // namespace pamphlet::app::cli
