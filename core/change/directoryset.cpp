// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/directoryset.h"

#include "core/change/systemerror.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pamphlet::change {

std::string parentOf(const std::string &path)
{
    const auto slash = path.rfind('/');
    return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

std::string nameOf(const std::string &path)
{
    return path.substr(path.rfind('/') + 1);
}

DirectorySet::DirectorySet(std::shared_ptr<const RootDirectory> root)
    : m_root(std::move(root))
{ }

Result<void> DirectorySet::check(int directory, const std::string &path) const
{
    struct stat info {
    };
    if (::fstat(directory, &info) != 0)
        return fail(systemError(errno, "examine", path));
    if (!trust().owns(info.st_uid))
        return fail(ErrorCode::Unsafe, "directory owned by neither root nor the owner of the tree", {path, 0, 0});
    if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return fail(ErrorCode::Unsafe, "directory that others can write", {path, 0, 0});
    return {};
}

Result<int> DirectorySet::get(const std::string &path)
{
    if (const auto known = m_open.find(path); known != m_open.end())
        return known->second.get();

    Descriptor directory;
    if (path == "/") {
        directory = openInside(m_root->descriptor(), ".", O_RDONLY | O_DIRECTORY, Resolve::Beneath);
    } else {
        const Result<int> parent = get(parentOf(path));
        if (!parent)
            return parent;
        // Not O_NOFOLLOW, which would answer ENOTDIR for a link: Beneath refuses it anyway, with ELOOP.
        directory = openInside(*parent, nameOf(path), O_RDONLY | O_DIRECTORY, Resolve::Beneath);
    }
    if (!directory.valid()) {
        const int code = errno;
        if (code == ELOOP)
            return fail(ErrorCode::Unsafe, "a symbolic link in place of a directory", {path, 0, 0});
        return fail(systemError(code, "open the directory", path));
    }
    if (const Result<void> safe = check(directory.get(), path); !safe)
        return fail(safe.error());
    return m_open.emplace(path, std::move(directory)).first->second.get();
}

Result<int> DirectorySet::create(const std::string &path, std::uint32_t mode)
{
    const Result<int> parent = get(parentOf(path));
    if (!parent)
        return parent;
    struct stat above {
    };
    if (::fstat(*parent, &above) != 0)
        return fail(systemError(errno, "examine", parentOf(path)));
    const std::string name = nameOf(path);
    if (::mkdirat(*parent, name.c_str(), 0700) != 0) {
        if (errno == EEXIST) // somebody was faster; it is theirs, and get() judges it
            return get(path);
        return fail(systemError(errno, "make the directory", path));
    }
    const Result<int> made = get(path);
    if (!made)
        return made;
    struct stat info {
    };
    if (::fstat(*made, &info) != 0)
        return fail(systemError(errno, "examine", path));
    // Owner first: it may clear bits of the mode.
    if (::geteuid() == 0 && (info.st_uid != above.st_uid || info.st_gid != above.st_gid)
        && ::fchown(*made, above.st_uid, above.st_gid) != 0)
        return fail(systemError(errno, "set the owner", path));
    if (::fchmod(*made, mode) != 0)
        return fail(systemError(errno, "set the mode", path));
    if (const Result<void> synced = syncDirectory(*made, path); !synced)
        return fail(synced.error());
    if (const Result<void> synced = syncDirectory(*parent, parentOf(path)); !synced)
        return fail(synced.error());
    return made;
}

} // namespace pamphlet::change
