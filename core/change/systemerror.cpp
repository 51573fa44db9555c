// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/systemerror.h"

#include <cerrno>
#include <system_error>

namespace pamphlet::change {

namespace {

ErrorCode codeOf(int code)
{
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        return ErrorCode::NoSpace;
    case EROFS:
        return ErrorCode::ReadOnly;
    case EACCES:
    case EPERM:
        return ErrorCode::AccessDenied;
    case ENOENT:
        return ErrorCode::NotFound;
    case ENOTDIR:
        return ErrorCode::NotADirectory;
    case EFBIG:
        return ErrorCode::TooLarge;
    case ELOOP: // a link where none may be
    case EXDEV: // a mount point in place of a file
    case EBUSY:
        return ErrorCode::Unsafe;
    case EOPNOTSUPP:
    case ENOSYS:
    case EMLINK:
        return ErrorCode::Unsupported;
    default:
        return ErrorCode::Io;
    }
}

} // namespace

Error systemError(int code, const std::string &what, const std::string &path)
{
    return {codeOf(code), "cannot " + what + ": " + std::generic_category().message(code), {path, 0, 0}};
}

} // namespace pamphlet::change
