// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/targets.h"

#include "core/change/changeset.h"
#include "core/change/digest.h"
#include "core/change/systemerror.h"

#include <algorithm>
#include <cerrno>

#include <sys/stat.h>
#include <sys/statvfs.h>

namespace pamphlet::change {

namespace {

constexpr std::uint32_t newFileMode = 0644;

Result<void> checkWritable(int directory, const std::string &path)
{
    struct statvfs fileSystem {
    };
    if (::fstatvfs(directory, &fileSystem) != 0)
        return fail(systemError(errno, "examine", path));
    if ((fileSystem.f_flag & ST_RDONLY) != 0)
        return fail(ErrorCode::ReadOnly, "on a file system that is mounted read-only", {path, 0, 0});
    const Result<bool> frozen = isFrozen(directory, path);
    if (!frozen)
        return fail(frozen.error());
    if (*frozen)
        return fail(ErrorCode::ReadOnly, "immutable or append-only directory", {path, 0, 0});
    return {};
}

Result<void> checkUnchanged(const WantedFile &wanted, const std::optional<FileSnapshot> &current)
{
    const Place place{wanted.path, 0, 0};
    if (wanted.before.has_value() != current.has_value())
        return fail(ErrorCode::Changed, current ? "exists by now" : "does not exist any more", place);
    if (current && sha256(current->bytes) != *wanted.before)
        return fail(ErrorCode::Changed, "has other content by now", place);
    return {};
}

Result<FileAttributes> attributesOfNewFile(int directory, const std::string &path)
{
    struct stat above {
    };
    if (::fstat(directory, &above) != 0)
        return fail(systemError(errno, "examine", path));
    return FileAttributes{newFileMode, above.st_uid, above.st_gid, {}};
}

Result<Target> examine(DirectorySet &directories, WantedFile wanted, std::vector<std::string> &missingDirectories)
{
    Target target;
    target.directory = parentOf(wanted.path);
    Result<int> directory = directories.get(target.directory);
    if (!directory && directory.error().code == ErrorCode::NotFound && target.directory != "/etc" && !wanted.before && wanted.content) {
        // /etc/motd.d and its like come into being with their first file; what is made takes after the directory above.
        if (std::find(missingDirectories.begin(), missingDirectories.end(), target.directory) == missingDirectories.end())
            missingDirectories.push_back(target.directory);
        directory = directories.get(parentOf(target.directory));
    } else if (directory) {
        const FileName name{*directory, nameOf(wanted.path), wanted.path};
        Result<std::optional<FileSnapshot>> current = takeSnapshot(name, directories.trust(), maxFileBytes);
        if (!current)
            return fail(current.error());
        target.current = std::move(*current);
    } else if (directory.error().code == ErrorCode::NotFound && wanted.before) {
        return fail(ErrorCode::Changed, "does not exist any more", {wanted.path, 0, 0});
    }
    if (!directory)
        return fail(directory.error());
    if (const Result<void> writable = checkWritable(*directory, target.directory); !writable)
        return fail(writable.error());
    if (const Result<void> unchanged = checkUnchanged(wanted, target.current); !unchanged)
        return fail(unchanged.error());

    if (target.current) {
        target.attributes = target.current->attributes;
    } else if (wanted.attributes) {
        target.attributes = *wanted.attributes;
    } else {
        const Result<FileAttributes> attributes = attributesOfNewFile(*directory, target.directory);
        if (!attributes)
            return fail(attributes.error());
        target.attributes = *attributes;
        target.how = Attributes::Inherit;
    }
    if (target.current && !directories.trust().mayKeep(target.attributes))
        return fail(ErrorCode::Unsafe, "may not be read by the owner of the tree, whose journal would keep a copy", {wanted.path, 0, 0});
    target.attributes.mode = wanted.mode.value_or(target.attributes.mode);
    if (wanted.content && !directories.trust().mayGive(target.attributes))
        return fail(ErrorCode::Unsafe, "has privileges (set-id bits or capabilities) that new content must not get", {wanted.path, 0, 0});
    target.wanted = std::move(wanted);
    return target;
}

} // namespace

Result<Targets> examineTargets(DirectorySet &directories, std::vector<WantedFile> wanted)
{
    Targets targets;
    targets.files.reserve(wanted.size());
    for (WantedFile &file : wanted) {
        Result<Target> target = examine(directories, std::move(file), targets.missingDirectories);
        if (!target)
            return fail(target.error());
        targets.files.push_back(std::move(*target));
    }
    return targets;
}

} // namespace pamphlet::change
