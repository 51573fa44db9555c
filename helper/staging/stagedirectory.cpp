// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/staging/stagedirectory.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <string.h> // strerrordesc_np
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pamphlet::helper {

namespace {

constexpr std::string_view prefix = "stage-";
constexpr mode_t ownerOnly = 0700;

class Descriptor
{
public:
    explicit Descriptor(int fd)
        : m_fd(fd)
    { }
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int get() const { return m_fd; }
    int release() { return std::exchange(m_fd, -1); }

private:
    int m_fd;
};

tl::unexpected<Error> failed(const std::string &what)
{
    const int error = errno;
    const char *why = ::strerrordesc_np(error);
    return fail(error == ENOSPC || error == EDQUOT ? ErrorCode::NoSpace : ErrorCode::Io, what + ": " + (why ? why : std::to_string(error)));
}

/// Nobody but this process's user can have put anything into it.
Result<void> checkOwn(int directory, const std::string &path)
{
    struct stat status {
    };
    if (::fstat(directory, &status) != 0)
        return failed(path);
    if (!S_ISDIR(status.st_mode) || status.st_uid != ::geteuid() || (status.st_mode & 077) != 0)
        return fail(ErrorCode::Unsafe, path + " is not a directory of this user's alone");
    return {};
}

int openDirectory(int at, const std::string &path)
{
    return ::openat(at, path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/// The lock that making and sweeping stages share, so that a stage is never seen between its making and its locking.
int lockParent(const std::string &parent)
{
    Descriptor directory(openDirectory(AT_FDCWD, parent));
    if (directory.get() < 0 || !checkOwn(directory.get(), parent) || ::flock(directory.get(), LOCK_EX) != 0)
        return -1;
    return directory.release();
}

void removeAll(const std::string &path)
{
    std::error_code ignored; // what cannot be removed now is swept later
    std::filesystem::remove_all(path, ignored);
}

} // namespace

Result<std::string> stagingParent(bool system)
{
    std::string path = "/run/pamphlet";
    if (!system) {
        const char *runtime = std::getenv("XDG_RUNTIME_DIR");
        const bool usable = runtime && *runtime == '/';
        path = usable ? std::string(runtime) + "/pamphlet" : "/tmp/pamphlet-" + std::to_string(::geteuid());
    }
    if (::mkdir(path.c_str(), ownerOnly) != 0 && errno != EEXIST)
        return failed(path);
    const Descriptor directory(openDirectory(AT_FDCWD, path));
    if (directory.get() < 0)
        return failed(path);
    if (auto own = checkOwn(directory.get(), path); !own)
        return fail(own.error());
    return path;
}

StageDirectory::StageDirectory(std::string path, int descriptor)
    : m_path(std::move(path))
    , m_descriptor(descriptor)
{ }

StageDirectory::StageDirectory(StageDirectory &&other) noexcept
    : m_path(std::exchange(other.m_path, {}))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
{ }

StageDirectory &StageDirectory::operator=(StageDirectory &&other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

StageDirectory::~StageDirectory()
{
    if (!m_path.empty())
        removeAll(m_path);
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<StageDirectory> StageDirectory::create(const std::string &parent)
{
    const Descriptor lock(lockParent(parent));
    if (lock.get() < 0)
        return fail(ErrorCode::Unsafe, parent + " cannot be used for staging");
    std::string path = parent + "/" + std::string(prefix) + "XXXXXX";
    if (!::mkdtemp(path.data()))
        return failed(parent);
    StageDirectory stage(path, openDirectory(AT_FDCWD, path));
    if (stage.m_descriptor < 0 || ::flock(stage.m_descriptor, LOCK_EX | LOCK_NB) != 0)
        return failed(path);
    return stage;
}

Result<void> StageDirectory::addDirectory(const std::string &name)
{
    if (::mkdirat(m_descriptor, name.c_str(), ownerOnly) != 0 && errno != EEXIST)
        return failed(name);
    return {};
}

Result<void> StageDirectory::addFile(const std::string &name, const std::string &bytes)
{
    if (auto directory = addDirectory(name.substr(0, name.find('/'))); !directory)
        return directory;
    const Descriptor file(::openat(m_descriptor, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (file.get() < 0)
        return failed(name);
    for (std::size_t written = 0; written < bytes.size();) {
        const ssize_t size = ::write(file.get(), bytes.data() + written, bytes.size() - written);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return failed(name);
        written += static_cast<std::size_t>(size);
    }
    return {};
}

Result<void> StageDirectory::addLink(const std::string &name, const std::string &target)
{
    if (auto directory = addDirectory(name.substr(0, name.find('/'))); !directory)
        return directory;
    if (::symlinkat(target.c_str(), m_descriptor, name.c_str()) != 0)
        return failed(name);
    return {};
}

Result<std::size_t> sweepStages(const std::string &parent)
{
    const Descriptor lock(lockParent(parent));
    if (lock.get() < 0)
        return fail(ErrorCode::Unsafe, parent + " cannot be used for staging");
    std::size_t swept = 0;
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(parent, error)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(prefix))
            continue;
        const Descriptor stage(openDirectory(lock.get(), name));
        if (stage.get() < 0 || ::flock(stage.get(), LOCK_EX | LOCK_NB) != 0)
            continue; // not a stage, or one in use
        removeAll(entry.path().string());
        ++swept;
    }
    if (error)
        return fail(ErrorCode::Io, parent + ": " + error.message());
    return swept;
}

} // namespace pamphlet::helper
