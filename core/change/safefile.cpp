// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/safefile.h"

#include "core/change/systemerror.h"

#include <algorithm>
#include <cerrno>
#include <vector>

#include <fcntl.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace pamphlet::change {

namespace {

constexpr std::string_view accessAcl = "system.posix_acl_access";

/// Integrity measurements of the bytes: wrong on any other bytes, so they are never carried over.
bool vouchesForBytes(std::string_view name)
{
    return name == "security.ima" || name == "security.evm";
}

Result<std::string> readAll(int fd, const std::string &path, std::size_t maxBytes)
{
    std::string bytes;
    constexpr std::size_t step = 64u << 10;
    for (;;) {
        const std::size_t used = bytes.size();
        const std::size_t want = std::min(step, maxBytes - used + 1);
        bytes.resize(used + want);
        ssize_t got = 0;
        do
            got = ::read(fd, bytes.data() + used, want);
        while (got < 0 && errno == EINTR);
        if (got < 0)
            return fail(systemError(errno, "read", path));
        bytes.resize(used + static_cast<std::size_t>(got));
        if (got == 0)
            return bytes;
        if (bytes.size() > maxBytes)
            return fail(ErrorCode::TooLarge, "larger than " + std::to_string(maxBytes) + " bytes", {path, 0, 0});
    }
}

/// Names, then values, each asked for its size first; a change in between is asked again.
Result<std::string> readAttribute(int fd, const std::string &path, const char *name)
{
    const auto ask
        = [&](char *buffer, std::size_t size) { return name ? ::fgetxattr(fd, name, buffer, size) : ::flistxattr(fd, buffer, size); };
    for (int attempt = 0; attempt < 8; ++attempt) {
        const ssize_t size = ask(nullptr, 0);
        if (size < 0)
            return fail(systemError(errno, "read an extended attribute", path));
        std::string value(static_cast<std::size_t>(size), '\0');
        if (size == 0)
            return value;
        const ssize_t got = ask(value.data(), value.size());
        if (got >= 0) {
            value.resize(static_cast<std::size_t>(got));
            return value;
        }
        if (errno != ERANGE)
            return fail(systemError(errno, "read an extended attribute", path));
    }
    return fail(ErrorCode::Changed, "extended attributes keep changing", {path, 0, 0});
}

Result<std::map<std::string, std::string>> readExtended(int fd, const std::string &path)
{
    std::map<std::string, std::string> extended;
    const Result<std::string> names = readAttribute(fd, path, nullptr);
    if (!names) {
        if (names.error().code == ErrorCode::Unsupported)
            return extended;
        return fail(names.error());
    }
    for (std::size_t start = 0; start < names->size();) {
        const std::string name = names->c_str() + start;
        start += name.size() + 1;
        if (vouchesForBytes(name))
            continue;
        Result<std::string> value = readAttribute(fd, path, name.c_str());
        if (!value)
            return fail(value.error());
        extended.emplace(name, std::move(*value));
    }
    return extended;
}

Result<void> writeExtended(int fd, const std::string &path, const std::map<std::string, std::string> &wanted)
{
    const Result<std::map<std::string, std::string>> present = readExtended(fd, path);
    if (!present)
        return fail(present.error());
    for (const auto &[name, value] : wanted) {
        // Setting the label that is there already may need a privilege that keeping it does not.
        const auto same = present->find(name);
        if (same != present->end() && same->second == value)
            continue;
        if (::fsetxattr(fd, name.c_str(), value.data(), value.size(), 0) != 0)
            return fail(systemError(errno, "keep an extended attribute", path));
    }
    // The directory's default ACL must not open a file that had none.
    const std::string acl(accessAcl);
    if (present->contains(acl) && !wanted.contains(acl) && ::fremovexattr(fd, acl.c_str()) != 0)
        return fail(systemError(errno, "remove an inherited ACL", path));
    return {};
}

Result<void> writeAll(int fd, const std::string &path, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return fail(systemError(written == 0 ? ENOSPC : errno, "write", path));
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> fill(int fd, const std::string &path, std::string_view bytes, const FileAttributes &attributes, Attributes how)
{
    if (const Result<void> written = writeAll(fd, path, bytes); !written)
        return written;

    struct stat made {
    };
    if (::fstat(fd, &made) != 0)
        return fail(systemError(errno, "examine", path));
    const bool setOwner = how == Attributes::Exact || ::geteuid() == 0;
    if (setOwner && (made.st_uid != attributes.uid || made.st_gid != attributes.gid) && ::fchown(fd, attributes.uid, attributes.gid) != 0)
        return fail(systemError(errno, "keep the owner", path));
    if (how == Attributes::Exact) {
        if (const Result<void> kept = writeExtended(fd, path, attributes.extended); !kept)
            return kept;
    }
    // Last: a new owner clears bits, and an ACL rewrites the group's.
    if (::fchmod(fd, attributes.mode) != 0)
        return fail(systemError(errno, "set the mode", path));
    if (::fsync(fd) != 0)
        return fail(systemError(errno, "write to the disk", path));
    return {};
}

/// The name without following a link; not valid with errno ENOENT if there is nothing.
Descriptor openNode(const FileName &file)
{
    return openInside(file.directory, file.name, O_PATH | O_NOFOLLOW, Resolve::Beneath);
}

Descriptor openForReading(const FileName &file)
{
    return openInside(file.directory, file.name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW, Resolve::Beneath);
}

bool sameInode(const struct stat &a, const struct stat &b)
{
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

} // namespace

bool Trust::mayGive(const FileAttributes &attributes) const
{
    return owner == 0 || ((attributes.mode & ~0777U) == 0 && owns(attributes.uid) && !attributes.extended.contains("security.capability"));
}

bool Trust::mayKeep(const FileAttributes &attributes) const
{
    constexpr std::uint32_t othersRead = 0004;
    return owner == 0 || attributes.uid == owner || (attributes.mode & othersRead) != 0;
}

Result<bool> isFrozen(int descriptor, const std::string &path)
{
    struct statx info {
    };
    if (::statx(descriptor, "", AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &info) != 0)
        return fail(systemError(errno, "examine", path));
    return (info.stx_attributes & info.stx_attributes_mask & (STATX_ATTR_IMMUTABLE | STATX_ATTR_APPEND)) != 0;
}

Result<std::optional<FileSnapshot>> takeSnapshot(const FileName &file, const Trust &trust, std::size_t maxBytes)
{
    const Place place{file.path, 0, 0};
    const Descriptor node = openNode(file);
    if (!node.valid()) {
        if (errno == ENOENT)
            return std::optional<FileSnapshot>();
        return fail(systemError(errno, "examine", file.path));
    }
    FileSnapshot snapshot;
    if (::fstat(node.get(), &snapshot.status) != 0)
        return fail(systemError(errno, "examine", file.path));
    const struct stat seen = snapshot.status;
    if (S_ISLNK(seen.st_mode))
        return fail(ErrorCode::Unsafe, "a symbolic link, which is not replaced by a file", place);
    if (!S_ISREG(seen.st_mode))
        return fail(ErrorCode::Unsafe, "not a regular file", place);
    if (!trust.owns(seen.st_uid))
        return fail(ErrorCode::Unsafe, "owned by neither root nor the owner of the tree", place);
    if (seen.st_nlink > 1)
        return fail(ErrorCode::Unsafe, "has other names (hard links), which would keep the old content", place);
    const Result<bool> frozen = isFrozen(node.get(), file.path);
    if (!frozen)
        return fail(frozen.error());
    if (*frozen)
        return fail(ErrorCode::ReadOnly, "immutable or append-only", place);

    const Descriptor open = openForReading(file);
    if (!open.valid())
        return fail(systemError(errno, "open", file.path));
    if (::fstat(open.get(), &snapshot.status) != 0)
        return fail(systemError(errno, "examine", file.path));
    if (!sameInode(seen, snapshot.status))
        return fail(ErrorCode::Changed, "replaced while it was looked at", place);
    Result<std::string> bytes = readAll(open.get(), file.path, maxBytes);
    if (!bytes)
        return fail(bytes.error());
    snapshot.bytes = std::move(*bytes);
    Result<std::map<std::string, std::string>> extended = readExtended(open.get(), file.path);
    if (!extended)
        return fail(extended.error());
    snapshot.attributes = {snapshot.status.st_mode & 07777, snapshot.status.st_uid, snapshot.status.st_gid, std::move(*extended)};
    return std::optional(std::move(snapshot));
}

Result<std::optional<std::string>> readBytes(const FileName &file, std::size_t maxBytes)
{
    const Descriptor node = openNode(file);
    struct stat seen {
    };
    if (!node.valid()) {
        if (errno == ENOENT)
            return std::optional<std::string>();
        return fail(systemError(errno, "examine", file.path));
    }
    if (::fstat(node.get(), &seen) != 0)
        return fail(systemError(errno, "examine", file.path));
    if (!S_ISREG(seen.st_mode))
        return std::optional<std::string>();
    const Descriptor open = openForReading(file);
    if (!open.valid())
        return fail(systemError(errno, "open", file.path));
    struct stat opened {
    };
    if (::fstat(open.get(), &opened) != 0 || !sameInode(seen, opened))
        return fail(ErrorCode::Changed, "replaced while it was looked at", {file.path, 0, 0});
    Result<std::string> bytes = readAll(open.get(), file.path, maxBytes);
    if (!bytes)
        return fail(bytes.error());
    return std::optional(std::move(*bytes));
}

Result<void> writeNewFile(const FileName &file, std::string_view bytes, const FileAttributes &attributes, Attributes how)
{
    const Descriptor open
        = openInside(file.directory, file.name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_NOCTTY, Resolve::Beneath, 0600);
    if (!open.valid())
        return fail(systemError(errno, "create", file.path));
    Result<void> filled = fill(open.get(), file.path, bytes, attributes, how);
    if (!filled)
        ::unlinkat(file.directory, file.name.c_str(), 0);
    return filled;
}

Result<void> syncDirectory(int directory, const std::string &path)
{
    if (::fsync(directory) != 0)
        return fail(systemError(errno, "write to the disk", path));
    return {};
}

} // namespace pamphlet::change
