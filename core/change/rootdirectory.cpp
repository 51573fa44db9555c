// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/rootdirectory.h"

#include "core/change/descriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
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

struct Opened {
    FileStatus status;
    Descriptor file; ///< readable; valid for Regular only
};

Opened openForReading(int root, const std::string &path, std::size_t limit)
{
    Opened result;
    FileStatus &status = result.status;
    const std::string name = inside(path);

    Descriptor node = openInside(root, name, O_PATH | O_NOFOLLOW, Resolve::InRoot);
    struct stat info {
    };
    if (node.valid() && ::fstat(node.get(), &info) == 0 && S_ISLNK(info.st_mode)) {
        status.symlink = true;
        status.linkTarget = linkText(node.get());
        node = openInside(root, name, O_PATH, Resolve::InRoot);
    }
    if (!node.valid()) {
        if (!meansMissing(errno))
            setUnreadable(status, errorText(errno));
        return result;
    }
    if (::fstat(node.get(), &info) != 0) {
        setUnreadable(status, errorText(errno));
        return result;
    }

    // Only what is known to be a regular file is opened: opening a device can act on it. O_NONBLOCK covers a swap for a FIFO in between.
    if (S_ISREG(info.st_mode)) {
        result.file = openInside(root, name, O_RDONLY | O_NONBLOCK | O_NOCTTY, Resolve::InRoot);
        if (!result.file.valid())
            setUnreadable(status, errorText(errno));
        else if (::fstat(result.file.get(), &info) != 0)
            setUnreadable(status, errorText(errno));
    }
    status.mode = info.st_mode & 07777;
    status.uid = info.st_uid;
    status.gid = info.st_gid;
    if (status.kind == FileKind::Unreadable) {
        result.file.reset();
        return result;
    }
    if (S_ISREG(info.st_mode))
        status.kind = FileKind::Regular;
    else
        status.kind = S_ISDIR(info.st_mode) ? FileKind::Directory : FileKind::Other;
    if (status.kind != FileKind::Regular)
        result.file.reset();
    else if (info.st_size > 0 && static_cast<std::size_t>(info.st_size) > limit) {
        setUnreadable(status, tooLargeText(limit));
        result.file.reset();
    }
    return result;
}

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
    if (content.status.kind != FileKind::Regular)
        return content;

    // The size that fstat gave is not trusted: the file may grow, and files of /proc say 0.
    std::string &bytes = content.bytes;
    constexpr std::size_t step = 64u << 10;
    for (;;) {
        const std::size_t used = bytes.size();
        const std::size_t want = std::min(step, m_maxBytes - used + 1);
        bytes.resize(used + want);
        ssize_t got = 0;
        do
            got = ::read(opened.file.get(), bytes.data() + used, want);
        while (got < 0 && errno == EINTR);
        bytes.resize(used + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got == 0)
            return content;
        if (got < 0 || bytes.size() > m_maxBytes) {
            setUnreadable(content.status, got < 0 ? errorText(errno) : tooLargeText(m_maxBytes));
            bytes.clear();
            return content;
        }
    }
}

std::vector<std::string> RootDirectory::list(const std::string &directory) const
{
    std::vector<std::string> names;
    Descriptor fd = openInside(m_fd, inside(directory), O_RDONLY | O_DIRECTORY, Resolve::InRoot);
    if (!fd.valid())
        return names;
    const std::unique_ptr<DIR, int (*)(DIR *)> stream(::fdopendir(fd.get()), &::closedir);
    if (!stream)
        return names;
    (void)fd.release(); // closedir() closes it
    while (const dirent *entry = ::readdir(stream.get())) {
        std::string name = entry->d_name;
        if (name != "." && name != "..")
            names.push_back(std::move(name));
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace pamphlet::change
