// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/privatedirectory.h"

#include "core/change/directoryset.h"
#include "core/change/systemerror.h"
#include "core/change/trustedpath.h"

#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pamphlet::change {

namespace {

constexpr mode_t ownerOnly = 0700;
constexpr int maxAttempts = 100;

/// A Place is inside a tree; these paths are the machine's, so they go into the text.
tl::unexpected<Error> ofMachine(const Error &error)
{
    const std::string &path = error.where.file;
    return fail(error.code, path.empty() || error.detail.find(path) != std::string::npos ? error.detail : path + ": " + error.detail);
}

/// A name in a directory that was reached safely.
Result<PrivateDirectory> openIn(int parent, const std::string &name, std::string path)
{
    // Not O_NOFOLLOW, which would answer ENOTDIR for a link: Beneath refuses it anyway, with ELOOP.
    PrivateDirectory opened{openInside(parent, name, O_RDONLY | O_DIRECTORY, Resolve::Beneath), std::move(path)};
    struct stat status {
    };
    if (!opened.descriptor.valid() || ::fstat(opened.descriptor.get(), &status) != 0)
        return ofMachine(systemError(errno, "open the directory", opened.path));
    if (status.st_uid != ::geteuid() || (status.st_mode & 077) != 0)
        return fail(ErrorCode::Unsafe, opened.path + " is not a directory of this user's alone");
    return opened;
}

std::string joined(const std::string &directory, const std::string &name)
{
    return (directory == "/" ? std::string() : directory) + "/" + name;
}

Result<PrivateDirectory> makeOne(const std::string &path)
{
    const auto parent = openTrusted(parentOf(path), ::geteuid());
    if (!parent)
        return ofMachine(parent.error());
    const std::string name = nameOf(path);
    if (::mkdirat(parent->descriptor.get(), name.c_str(), ownerOnly) != 0 && errno != EEXIST)
        return ofMachine(systemError(errno, "make the directory", path));
    return openIn(parent->descriptor.get(), name, joined(parent->path, name));
}

/// Empty if the kernel has no random bytes.
std::string randomName()
{
    std::array<unsigned char, 8> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        return {};
    std::string name;
    for (const unsigned char byte : bytes) {
        name += "0123456789abcdef"[byte >> 4];
        name += "0123456789abcdef"[byte & 15];
    }
    return name;
}

} // namespace

std::vector<std::string> privatePlaces(std::uint32_t user, const char *runtimeDirectory)
{
    if (user == 0)
        return {"/run/pamphlet"};
    std::vector<std::string> places;
    if (runtimeDirectory && *runtimeDirectory == '/')
        places.push_back(std::string(runtimeDirectory) + "/pamphlet");
    places.push_back("/tmp/pamphlet-" + std::to_string(user));
    return places;
}

Result<PrivateDirectory> makePrivateDirectory(const std::vector<std::string> &places)
{
    std::optional<Error> first;
    for (const std::string &place : places) {
        auto made = makeOne(place);
        if (made)
            return made;
        if (!first)
            first = made.error();
    }
    return fail(first ? *first : Error{ErrorCode::Internal, "no place for a private directory", {}});
}

Result<PrivateDirectory> openPrivateDirectory(const std::string &path)
{
    const auto reached = openTrusted(path, ::geteuid());
    if (!reached)
        return ofMachine(reached.error());
    if (!S_ISDIR(reached->status.st_mode))
        return fail(ErrorCode::NotADirectory, path + " is not a directory");
    return openIn(reached->descriptor.get(), ".", reached->path);
}

TemporaryDirectory::TemporaryDirectory(std::string path, Descriptor descriptor)
    : m_path(std::move(path))
    , m_descriptor(std::move(descriptor))
{ }

TemporaryDirectory::TemporaryDirectory(TemporaryDirectory &&other) noexcept
    : m_path(std::exchange(other.m_path, {}))
    , m_descriptor(std::move(other.m_descriptor))
{ }

TemporaryDirectory &TemporaryDirectory::operator=(TemporaryDirectory &&other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

TemporaryDirectory::~TemporaryDirectory()
{
    std::error_code ignored; // what cannot be removed now is for a later sweep
    if (!m_path.empty())
        std::filesystem::remove_all(m_path, ignored);
}

Result<TemporaryDirectory> TemporaryDirectory::create(const PrivateDirectory &parent, std::string_view prefix)
{
    for (int attempt = 0; attempt < maxAttempts; ++attempt) {
        const std::string random = randomName();
        if (random.empty())
            return ofMachine(systemError(errno, "get random bytes for", parent.path));
        const std::string name = std::string(prefix) + random;
        if (::mkdirat(parent.descriptor.get(), name.c_str(), ownerOnly) != 0) {
            if (errno == EEXIST)
                continue;
            return ofMachine(systemError(errno, "make a directory in", parent.path));
        }
        auto made = openIn(parent.descriptor.get(), name, joined(parent.path, name));
        if (!made)
            return fail(made.error());
        return TemporaryDirectory(std::move(made->path), std::move(made->descriptor));
    }
    return fail(ErrorCode::Io, "every name is taken in " + parent.path);
}

} // namespace pamphlet::change
