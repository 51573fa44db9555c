// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sregistrydirectory.h"

#include "app/cli/treefile.h"

namespace pamphlet::app::cli {

Result<sregistry::Recognition> openSregistry(const FileSource &files, const std::string &directory)
{
    const auto path = treePath(directory);
    if (!path)
        return fail(path.error());
    const FileStatus status = files.status(*path);
    switch (status.kind) {
    case FileKind::Directory:
        break;
    case FileKind::Missing:
        return fail(ErrorCode::NotFound, "no such directory", {*path, 0, 0});
    case FileKind::Unreadable:
        return fail(ErrorCode::Unreadable, status.detail, {*path, 0, 0});
    case FileKind::Regular:
    case FileKind::Other:
        return fail(ErrorCode::NotADirectory, {}, {*path, 0, 0});
    }
    sregistry::Recognition recognition = sregistry::recognize(files, *path);
    if (!recognition.layout)
        return fail(recognition.error());
    return recognition;
}

} // namespace pamphlet::app::cli
