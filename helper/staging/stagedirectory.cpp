// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/staging/stagedirectory.h"

#include "core/change/systemerror.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pamphlet::helper {

using change::Descriptor;
using change::PrivateDirectory;

namespace {

constexpr std::string_view prefix = "stage-";
constexpr mode_t ownerOnly = 0700;

tl::unexpected<Error> failed(const std::string &name)
{
    return fail(change::systemError(errno, "stage", name));
}

/// With the lock that making and sweeping stages share, so that a stage is never seen between its making and its locking.
Result<PrivateDirectory> lockParent(const std::string &path)
{
    auto parent = change::openPrivateDirectory(path);
    if (!parent)
        return fail(ErrorCode::Unsafe, path + " cannot be used for staging: " + parent.error().detail);
    if (::flock(parent->descriptor.get(), LOCK_EX) != 0)
        return failed(path);
    return parent;
}

} // namespace

Result<std::string> stagingParent(bool system)
{
    const uid_t user = system ? 0 : ::geteuid();
    auto made = change::makePrivateDirectory(change::privatePlaces(user, std::getenv("XDG_RUNTIME_DIR")));
    if (!made)
        return fail(made.error());
    return std::move(made->path);
}

StageDirectory::StageDirectory(change::TemporaryDirectory directory)
    : m_directory(std::move(directory))
{ }

Result<StageDirectory> StageDirectory::create(const std::string &path)
{
    const auto parent = lockParent(path);
    if (!parent)
        return fail(parent.error());
    auto directory = change::TemporaryDirectory::create(*parent, prefix);
    if (!directory)
        return fail(directory.error());
    if (::flock(directory->descriptor(), LOCK_EX | LOCK_NB) != 0)
        return failed(directory->path());
    return StageDirectory(std::move(*directory));
}

Result<void> StageDirectory::addDirectory(const std::string &name)
{
    if (::mkdirat(m_directory.descriptor(), name.c_str(), ownerOnly) != 0 && errno != EEXIST)
        return failed(name);
    return {};
}

Result<void> StageDirectory::addFile(const std::string &name, const std::string &bytes)
{
    if (auto directory = addDirectory(name.substr(0, name.find('/'))); !directory)
        return directory;
    const Descriptor file(::openat(m_directory.descriptor(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
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
    if (::symlinkat(target.c_str(), m_directory.descriptor(), name.c_str()) != 0)
        return failed(name);
    return {};
}

Result<std::size_t> sweepStages(const std::string &path)
{
    const auto parent = lockParent(path);
    if (!parent)
        return fail(parent.error());
    std::size_t swept = 0;
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(parent->path, error)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(prefix))
            continue;
        const Descriptor stage(::openat(parent->descriptor.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (stage.get() < 0 || ::flock(stage.get(), LOCK_EX | LOCK_NB) != 0)
            continue; // not a stage, or one in use
        std::error_code ignored; // what cannot be removed now is swept later
        std::filesystem::remove_all(entry.path(), ignored);
        ++swept;
    }
    if (error)
        return fail(ErrorCode::Io, path + ": " + error.message());
    return swept;
}

} // namespace pamphlet::helper
