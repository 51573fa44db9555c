// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/rootdirectory.h"

#include "core/change/descriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <system_error>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pamphlet::change {

namespace {

std::string errorText(int code)
{
    return std::generic_category().message(code);
}

/// Relative to the root's descriptor; "." is the root itself.
std::string inside(const std::string &path)
{
    const auto start = path.find_first_not_of('/');
    return start == std::string::npos ? "." : path.substr(start);
}

bool meansMissing(int code)
{
    // A name longer than the file system allows cannot be there.
    return code == ENOENT || code == ENOTDIR || code == ENAMETOOLONG;
}

void setUnreadable(FileStatus &status, std::string detail)
{
    status.kind = FileKind::Unreadable;
    status.detail = std::move(detail);
}

std::string tooLargeText(std::size_t limit)
{
    return "larger than " + std::to_string(limit) + " bytes";
}

std::string linkText(int fd)
{
    std::array<char, PATH_MAX> buffer{};
    const ssize_t length = ::readlinkat(fd, "", buffer.data(), buffer.size());
    return length > 0 ? std::string(buffer.data(), static_cast<std::size_t>(length)) : std::string();
}

void setFrom(FileStatus &status, const struct stat &info)
{
    status.mode = info.st_mode & 07777;
    status.uid = info.st_uid;
    status.gid = info.st_gid;
}

/// What there is to say of an opened regular file: its size may be too much for us.
void setRegular(FileStatus &status, const struct stat &info, std::size_t limit)
{
    setFrom(status, info);
    status.kind = FileKind::Regular;
    if (info.st_size > 0 && static_cast<std::size_t>(info.st_size) > limit)
        setUnreadable(status, tooLargeText(limit));
}

ssize_t readSome(int fd, char *bytes, std::size_t size)
{
    ssize_t got = 0;
    do
        got = ::read(fd, bytes, size);
    while (got < 0 && errno == EINTR);
    return got;
}

struct Opened {
    FileStatus status;
    Descriptor file; ///< readable; valid for Regular only
    off_t size = 0; ///< as it was a moment ago
};

Opened openForReading(int root, const std::string &path, std::size_t limit)
{
    Opened result;
    FileStatus &status = result.status;
    const std::string name = inside(path);

    Descriptor node = openInside(root, name, O_PATH | O_NOFOLLOW, Resolve::InRoot);
    struct stat info {
    };
    bool known = node.valid() && ::fstat(node.get(), &info) == 0;
    if (known && S_ISLNK(info.st_mode)) {
        status.symlink = true;
        status.linkTarget = linkText(node.get());
        node = openInside(root, name, O_PATH, Resolve::InRoot);
        known = node.valid() && ::fstat(node.get(), &info) == 0;
    }
    if (!known) {
        if (node.valid() || !meansMissing(errno))
            setUnreadable(status, errorText(errno));
        return result;
    }

    // Only what is known to be a regular file is opened: opening a device can act on it. O_NONBLOCK covers a swap for a FIFO in between.
    if (S_ISREG(info.st_mode)) {
        result.file = openInside(root, name, O_RDONLY | O_NONBLOCK | O_NOCTTY, Resolve::InRoot);
        if (!result.file.valid() || ::fstat(result.file.get(), &info) != 0) {
            setUnreadable(status, errorText(errno));
            setFrom(status, info);
            result.file.reset();
            return result;
        }
    }
    if (S_ISREG(info.st_mode)) {
        setRegular(status, info, limit);
        result.size = info.st_size;
    } else {
        setFrom(status, info);
        status.kind = S_ISDIR(info.st_mode) ? FileKind::Directory : FileKind::Other;
    }
    if (status.kind != FileKind::Regular)
        result.file.reset();
    return result;
}

/// Memory for what one read gives: most files fit, so that their bytes are allocated once and in the right size.
class ReadBuffer
{
public:
    ReadBuffer()
        : m_bytes(std::make_unique_for_overwrite<char[]>(size))
    { }

    /**
     * Reads to the end. The size that fstat gave is not trusted: the file may grow, and files of /proc say 0. But a regular
     * file that gave just that many bytes and had room for more has come to its end.
     */
    void readAll(const Opened &opened, std::size_t limit, FileContent &content)
    {
        const auto failed = [&content](std::string detail) {
            setUnreadable(content.status, std::move(detail));
            content.bytes = {};
        };
        for (;;) {
            const std::size_t want = std::min(size, limit - content.bytes.size() + 1);
            const ssize_t got = readSome(opened.file.get(), m_bytes.get(), want);
            if (got < 0)
                return failed(errorText(errno));
            content.bytes.append(m_bytes.get(), static_cast<std::size_t>(got));
            if (content.bytes.size() > limit)
                return failed(tooLargeText(limit));
            if (got == 0 || (static_cast<std::size_t>(got) < want && static_cast<off_t>(content.bytes.size()) == opened.size))
                return;
        }
    }

private:
    static constexpr std::size_t size = 64u << 10;

    std::unique_ptr<char[]> m_bytes;
};

/// A file by its name alone, relative to its directory. Not valid for anything but a regular file that can be opened.
Opened openListed(int directory, const char *name, std::size_t limit)
{
    Opened result;
    // A name without a slash and without a link to follow leads nowhere else, so it needs no openat2(2).
    result.file = Descriptor(::openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    struct stat info {
    };
    if (!result.file.valid() || ::fstat(result.file.get(), &info) != 0 || !S_ISREG(info.st_mode)) {
        result.file.reset();
        return result;
    }
    setRegular(result.status, info, limit);
    result.size = info.st_size;
    return result;
}

/// A directory that is being gone through.
class Listing
{
public:
    Listing(int root, const std::string &directory)
    {
        Descriptor fd = openInside(root, inside(directory), O_RDONLY | O_DIRECTORY, Resolve::InRoot);
        if (fd.valid())
            m_stream.reset(::fdopendir(fd.get()));
        if (m_stream)
            (void)fd.release(); // closedir() closes it
    }

    int descriptor() const { return ::dirfd(m_stream.get()); }

    /// Valid until the next call; null at the end. Leaves out "." and "..".
    const dirent *next() const
    {
        const dirent *entry = nullptr;
        do
            entry = m_stream ? ::readdir(m_stream.get()) : nullptr;
        while (entry && (std::strcmp(entry->d_name, ".") == 0 || std::strcmp(entry->d_name, "..") == 0));
        return entry;
    }

private:
    struct Close {
        void operator()(DIR *stream) const { ::closedir(stream); }
    };
    std::unique_ptr<DIR, Close> m_stream;
};

} // namespace

RootDirectory::RootDirectory(int fd, std::string path, std::size_t maxBytes)
    : m_fd(fd)
    , m_path(std::move(path))
    , m_maxBytes(maxBytes)
{ }

RootDirectory::~RootDirectory()
{
    Descriptor(m_fd).reset();
}

Result<std::shared_ptr<const RootDirectory>> RootDirectory::open(const std::string &path, std::size_t maxBytes)
{
    const auto failed = [&path](int code) {
        const ErrorCode kind = code == ENOENT ? ErrorCode::NotFound : code == ENOTDIR ? ErrorCode::NotADirectory : ErrorCode::Unreadable;
        return fail(kind, "cannot open the directory: " + errorText(code), {path, 0, 0});
    };
    if (path.find('\0') != std::string::npos)
        return failed(ENOENT);
    const std::unique_ptr<char, decltype(&std::free)> absolute(::realpath(path.c_str(), nullptr), &std::free);
    if (!absolute)
        return failed(errno);
    Descriptor directory(::open(absolute.get(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!directory.valid())
        return failed(errno);
    // O_PATH asks for no permission on the directory itself; without search permission nothing in it could be reached.
    struct stat info {
    };
    if (::fstatat(directory.get(), ".", &info, 0) != 0)
        return failed(errno);
    return std::shared_ptr<const RootDirectory>(new RootDirectory(directory.release(), absolute.get(), maxBytes));
}

std::uint32_t RootDirectory::owner() const
{
    struct stat info {
    };
    // Cannot fail on an open descriptor; were it to, the overflow uid owns nothing.
    return ::fstat(m_fd, &info) == 0 ? info.st_uid : 65534;
}

FileStatus RootDirectory::status(const std::string &path) const
{
    return openForReading(m_fd, path, m_maxBytes).status;
}

FileContent RootDirectory::read(const std::string &path) const
{
    Opened opened = openForReading(m_fd, path, m_maxBytes);
    FileContent content{std::move(opened.status), {}};
    if (content.status.kind == FileKind::Regular)
        ReadBuffer().readAll(opened, m_maxBytes, content);
    return content;
}

std::vector<std::string> RootDirectory::list(const std::string &directory) const
{
    std::vector<std::string> names;
    const Listing listing(m_fd, directory);
    while (const dirent *entry = listing.next())
        names.emplace_back(entry->d_name);
    std::sort(names.begin(), names.end());
    return names;
}

void RootDirectory::readAll(const std::string &directory, const FileVisitor &visit) const
{
    const std::string prefix = directory.ends_with('/') ? directory : directory + '/';
    const Listing listing(m_fd, directory);
    ReadBuffer buffer;
    std::string name;
    FileContent content;
    while (const dirent *entry = listing.next()) {
        name = entry->d_name;
        // As in openForReading(): opened is only what the directory says is a regular file. Whatever else comes up, a link or a
        // swap in between, is looked at in full.
        Opened opened = entry->d_type == DT_REG ? openListed(listing.descriptor(), entry->d_name, m_maxBytes) : Opened();
        if (opened.file.valid()) {
            content.status = std::move(opened.status);
            content.bytes.clear();
            if (content.status.kind == FileKind::Regular)
                buffer.readAll(opened, m_maxBytes, content);
        } else {
            content = read(prefix + name);
        }
        visit(name, content);
    }
}

} // namespace pamphlet::change
