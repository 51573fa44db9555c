// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/replacement.h"

#include "core/change/digest.h"
#include "core/change/systemerror.h"
#include "core/change/text.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <memory>
#include <set>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pamphlet::change {

namespace {

constexpr std::string_view temporaryPrefix = ".pamphlet-";
constexpr std::string_view oldSuffix = ".old";
constexpr std::array<const char *, 3> configDirectories{"/etc", "/etc/pam.d", "/etc/motd.d"};
constexpr std::uint32_t newDirectoryMode = 0755;

std::string newName(const JournalEntry &entry, std::size_t file)
{
    return std::string(temporaryPrefix) + entry.id + '-' + std::to_string(file);
}

std::string oldName(const JournalEntry &entry, std::size_t file)
{
    return newName(entry, file) + std::string(oldSuffix);
}

bool isTemporary(std::string_view name)
{
    constexpr std::size_t idLength = 32;
    if (!name.starts_with(temporaryPrefix))
        return false;
    name.remove_prefix(temporaryPrefix.size());
    if (name.size() < idLength + 2 || !isHex(name.substr(0, idLength), idLength, true) || name[idLength] != '-')
        return false;
    name.remove_prefix(idLength + 1);
    if (name.ends_with(oldSuffix))
        name.remove_suffix(oldSuffix.size());
    return !name.empty() && name.find_first_not_of("0123456789") == std::string_view::npos;
}

Result<bool> exists(int directory, const std::string &name, const std::string &path)
{
    struct stat info {
    };
    if (::fstatat(directory, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0)
        return true;
    if (errno == ENOENT)
        return false;
    return fail(systemError(errno, "examine", path));
}

Result<void> removeName(int directory, const std::string &name, const std::string &path)
{
    if (::unlinkat(directory, name.c_str(), 0) != 0 && errno != ENOENT)
        return fail(systemError(errno, "remove", path));
    return {};
}

Result<void> syncAll(DirectorySet &directories, const std::set<std::string> &paths)
{
    for (const std::string &path : paths) {
        const Result<int> directory = directories.get(path);
        if (!directory)
            return fail(directory.error());
        if (const Result<void> synced = syncDirectory(*directory, path); !synced)
            return synced;
    }
    return {};
}

std::set<std::string> directoriesOf(const JournalEntry &entry)
{
    std::set<std::string> paths;
    for (const JournalFile &file : entry.files)
        paths.insert(parentOf(file.path));
    return paths;
}

/// Best effort: a directory that is not empty has got another purpose by now.
void removeDirectories(DirectorySet &directories, const std::vector<std::string> &paths)
{
    for (const std::string &path : paths) {
        const Result<int> parent = directories.get(parentOf(path));
        if (parent && ::unlinkat(*parent, nameOf(path).c_str(), AT_REMOVEDIR) == 0)
            (void)syncDirectory(*parent, parentOf(path));
    }
}

/// linkat() has changed the time of the inode, so that alone does not count.
Result<void> checkStillThere(int directory, const Target &target)
{
    struct stat now {
    };
    const std::string &path = target.wanted.path;
    if (::fstatat(directory, nameOf(path).c_str(), &now, AT_SYMLINK_NOFOLLOW) != 0)
        return fail(errno == ENOENT ? Error{ErrorCode::Changed, "removed while it was being changed", {path, 0, 0}}
                                    : systemError(errno, "examine", path));
    const struct stat &seen = target.current->status;
    if (now.st_dev != seen.st_dev || now.st_ino != seen.st_ino || now.st_size != seen.st_size || now.st_mtim.tv_sec != seen.st_mtim.tv_sec
        || now.st_mtim.tv_nsec != seen.st_mtim.tv_nsec)
        return fail(ErrorCode::Changed, "changed while it was being changed", {path, 0, 0});
    return {};
}

Result<void> swapOne(int directory, const std::string &temporary, const Target &target)
{
    const std::string &path = target.wanted.path;
    const std::string name = nameOf(path);
    if (target.current) {
        if (const Result<void> same = checkStillThere(directory, target); !same)
            return same;
    }
    if (!target.wanted.content) {
        if (::unlinkat(directory, name.c_str(), 0) != 0)
            return fail(systemError(errno, "remove", path));
        return {};
    }
    if (target.current) {
        if (::renameat(directory, temporary.c_str(), directory, name.c_str()) != 0)
            return fail(systemError(errno, "replace", path));
        return {};
    }
    if (::renameat2(directory, temporary.c_str(), directory, name.c_str(), RENAME_NOREPLACE) != 0) {
        if (errno == EEXIST)
            return fail(ErrorCode::Changed, "came into being while it was being made", {path, 0, 0});
        return fail(systemError(errno, "create", path));
    }
    return {};
}

/// Whether the name now holds what neither side of the transaction put there.
Result<bool> isForeign(const FileName &name, const JournalFile &file)
{
    const Result<std::optional<std::string>> bytes = readBytes(name, maxFileBytes);
    if (!bytes) {
        if (bytes.error().code == ErrorCode::TooLarge)
            return true;
        return fail(bytes.error());
    }
    if (!*bytes) {
        // Nothing at all is what a removal leaves; anything that is not a regular file is somebody else's.
        return exists(name.directory, name.name, name.path);
    }
    const std::string digest = sha256(**bytes);
    return !(file.before && digest == file.before->digest) && !(file.after && digest == file.after->digest);
}

/// Whether the swap has come to this file: until then the new one has its temporary name, and one that is to go is there.
Result<bool> isSwapped(const FileName &name, const JournalEntry &entry, std::size_t index)
{
    const Result<bool> waiting = exists(name.directory, entry.files[index].after ? newName(entry, index) : name.name, name.path);
    return waiting.map([](bool there) { return !there; });
}

/// The second name of the old file is gone although the transaction was never marked: the journal has the bytes.
Result<void> restoreFromJournal(const FileName &name, const Trust &trust, const Journal &journal, const JournalEntry &entry,
                                std::size_t index)
{
    const JournalFile &file = entry.files[index];
    const Result<std::optional<std::string>> bytes = readBytes(name, maxFileBytes);
    if (!bytes)
        return fail(bytes.error());
    const std::optional<std::string> digest = *bytes ? std::optional(sha256(**bytes)) : std::nullopt;
    const bool isAfter = digest.has_value() == file.after.has_value() && (!digest || *digest == file.after->digest);
    if (!isAfter || digest == file.before->digest)
        return {};
    const Result<std::string> old = journal.beforeBytes(entry, index);
    if (!old)
        return fail(old.error());
    if (sha256(*old) != file.before->digest)
        return fail(ErrorCode::Io, "the old content is damaged in the journal", {file.path, 0, 0});
    if (!trust.mayGive(file.before->attributes))
        return fail(ErrorCode::Unsafe, "the journal gives privileges to a file", {file.path, 0, 0});
    const FileName temporary{name.directory, oldName(entry, index), file.path};
    if (const Result<void> written = writeNewFile(temporary, *old, file.before->attributes); !written)
        return written;
    if (::renameat(name.directory, temporary.name.c_str(), name.directory, name.name.c_str()) != 0)
        return fail(systemError(errno, "put back", file.path));
    return {};
}

Result<void> restoreReplaced(const FileName &name, const Trust &trust, const Journal &journal, const JournalEntry &entry, std::size_t index)
{
    const JournalFile &file = entry.files[index];
    const std::string old = oldName(entry, index);
    const Result<bool> kept = exists(name.directory, old, file.path);
    if (!kept)
        return fail(kept.error());
    if (!*kept)
        return restoreFromJournal(name, trust, journal, entry, index);
    // Without the swap both names are one file: nothing to put back (and overlayfs answers ESTALE to the attempt).
    const Result<bool> swapped = isSwapped(name, entry, index);
    if (!swapped)
        return fail(swapped.error());
    const Result<bool> foreign = *swapped ? isForeign(name, file) : Result<bool>(true);
    if (!foreign)
        return fail(foreign.error());
    if (!*foreign && ::renameat(name.directory, old.c_str(), name.directory, name.name.c_str()) != 0)
        return fail(systemError(errno, "put back", file.path));
    return removeName(name.directory, old, file.path);
}

Result<void> restoreCreated(const FileName &name, const JournalEntry &entry, std::size_t index)
{
    const JournalFile &file = entry.files[index];
    const Result<bool> swapped = isSwapped(name, entry, index);
    if (!swapped)
        return fail(swapped.error());
    if (!*swapped)
        return {};
    const Result<bool> foreign = isForeign(name, file);
    if (!foreign)
        return fail(foreign.error());
    return *foreign ? Result<void>() : removeName(name.directory, name.name, file.path);
}

} // namespace

Result<void> stageFiles(DirectorySet &directories, const JournalEntry &entry, const Targets &targets)
{
    for (const std::string &path : entry.createdDirectories) {
        const Result<int> made = directories.create(path, newDirectoryMode);
        if (!made)
            return fail(made.error());
    }
    for (std::size_t i = 0; i < targets.files.size(); ++i) {
        const Target &target = targets.files[i];
        const std::string &path = target.wanted.path;
        const Result<int> directory = directories.get(target.directory);
        if (!directory)
            return fail(directory.error());
        if (target.wanted.content) {
            const FileName temporary{*directory, newName(entry, i), path};
            if (const Result<void> written = writeNewFile(temporary, *target.wanted.content, target.attributes, target.how); !written)
                return written;
        }
        if (target.current && ::linkat(*directory, nameOf(path).c_str(), *directory, oldName(entry, i).c_str(), 0) != 0) {
            if (errno == EPERM) // link(2): the file system has no hard links
                return fail(ErrorCode::Unsupported, "cannot give the old file a second name", {path, 0, 0});
            return fail(systemError(errno, "give the old file a second name", path));
        }
    }
    return syncAll(directories, directoriesOf(entry));
}

Result<void> swapFiles(DirectorySet &directories, const JournalEntry &entry, const Targets &targets)
{
    for (std::size_t i = 0; i < targets.files.size(); ++i) {
        const Result<int> directory = directories.get(targets.files[i].directory);
        if (!directory)
            return fail(directory.error());
        if (const Result<void> swapped = swapOne(*directory, newName(entry, i), targets.files[i]); !swapped)
            return swapped;
    }
    return syncAll(directories, directoriesOf(entry));
}

Result<void> restoreFiles(DirectorySet &directories, const Journal &journal, const JournalEntry &entry)
{
    std::set<std::string> touched;
    for (std::size_t i = 0; i < entry.files.size(); ++i) {
        const JournalFile &file = entry.files[i];
        const std::string path = parentOf(file.path);
        const Result<int> directory = directories.get(path);
        if (!directory) {
            if (directory.error().code == ErrorCode::NotFound)
                continue; // killed before the directory was made, or somebody has removed it with all that was in it
            return fail(directory.error());
        }
        touched.insert(path);
        const FileName name{*directory, nameOf(file.path), file.path};
        const Result<void> restored
            = file.before ? restoreReplaced(name, directories.trust(), journal, entry, i) : restoreCreated(name, entry, i);
        if (!restored)
            return restored;
        if (const Result<void> removed = removeName(*directory, newName(entry, i), file.path); !removed)
            return removed;
    }
    if (const Result<void> synced = syncAll(directories, touched); !synced)
        return synced;
    removeDirectories(directories, entry.createdDirectories);
    return {};
}

void tidyUp(DirectorySet &directories, const JournalEntry &entry)
{
    for (std::size_t i = 0; i < entry.files.size(); ++i) {
        if (const Result<int> directory = directories.get(parentOf(entry.files[i].path)); directory)
            (void)removeName(*directory, oldName(entry, i), entry.files[i].path);
    }
    removeDirectories(directories, entry.removedDirectories);
}

Result<void> sweep(DirectorySet &directories, const PathPolicy &policy)
{
    std::set<std::string> paths(configDirectories.begin(), configDirectories.end());
    for (const auto &[file, program] : policy.listed())
        paths.insert(parentOf(file));
    for (const std::string &path : paths) {
        const Result<int> directory = directories.get(path);
        if (!directory)
            continue; // not there, or not safe, and then never written in
        Descriptor own = openInside(*directory, ".", O_RDONLY | O_DIRECTORY, Resolve::Beneath);
        const std::unique_ptr<DIR, int (*)(DIR *)> stream(own.valid() ? ::fdopendir(own.get()) : nullptr, &::closedir);
        if (!stream)
            return fail(systemError(errno, "list", path));
        (void)own.release();
        std::vector<std::string> stale;
        while (const dirent *item = ::readdir(stream.get())) {
            if (isTemporary(item->d_name))
                stale.emplace_back(item->d_name);
        }
        for (const std::string &name : stale) {
            if (const Result<void> removed = removeName(*directory, name, path); !removed)
                return removed;
        }
    }
    return {};
}

} // namespace pamphlet::change
