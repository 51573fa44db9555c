// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tree.h"

#include "core/pam/stack/servicelookup.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pamphlet::app::cli {

namespace {

pam::LibpamProfile newestProfile()
{
    return pam::libpamProfiles().back();
}

Result<void> checkSearchable(const change::RootDirectory &files, const std::string &directory)
{
    if (files.status(directory).kind == FileKind::Missing)
        return {};
    const std::string relative = directory.substr(directory.find_first_not_of('/'));
    if (::faccessat(files.descriptor(), relative.c_str(), R_OK | X_OK, AT_EACCESS) == 0 || (errno != EACCES && errno != EPERM))
        return {};
    return fail(ErrorCode::Unreadable, std::strerror(errno), Place{directory, 0, 0});
}

} // namespace

std::optional<pam::LibpamProfile> machineLibpam()
{
    const auto machine = change::RootDirectory::open("/");
    if (!machine)
        return std::nullopt;
    pam::LibpamProfile profile = pam::detectLibpam(**machine, {});
    return profile.name.empty() ? std::nullopt : std::optional(std::move(profile));
}

Result<Tree> openTree(const std::string &root, const std::string &libpam)
{
    auto files = change::RootDirectory::open(root);
    if (!files)
        return fail(files.error());
    Tree tree{*files, {}};
    if (libpam == "auto") {
        tree.profile = pam::detectLibpam(**files, machineLibpam().value_or(newestProfile()));
    } else if (const auto profile = pam::libpamProfile(libpam)) {
        tree.profile = *profile;
    } else {
        return fail(ErrorCode::InvalidArgument, "no libpam of that name is known: " + libpam);
    }
    for (const std::string &directory : tree.profile.directories) {
        if (const auto searchable = checkSearchable(**files, directory); !searchable)
            return fail(searchable.error());
    }
    return tree;
}

std::vector<Error> unreadableFiles(const FileSource &files, const pam::LibpamProfile &profile)
{
    std::vector<Error> result;
    const auto check = [&](const std::string &path) {
        const FileStatus status = files.read(path).status;
        if (status.kind == FileKind::Unreadable)
            result.push_back(Error{ErrorCode::Unreadable, status.detail, Place{path, 0, 0}});
    };
    for (const std::string &directory : profile.directories) {
        for (const std::string &name : files.list(directory))
            check(directory + "/" + name);
    }
    check("/etc/pam.conf");
    return result;
}

std::optional<Error> unreadableFileOf(const Tree &tree, const std::optional<std::string> &service)
{
    for (const Error &error : unreadableFiles(*tree.files, tree.profile)) {
        const std::string file = error.where.file.substr(error.where.file.rfind('/') + 1);
        if (!service || file == pam::normalizedServiceName(*service) || file == "other" || file == "pam.conf")
            return error;
    }
    return std::nullopt;
}

Result<std::string> readArgumentFile(const std::string &path, std::size_t maxBytes)
{
    struct Descriptor {
        int fd = -1;
        ~Descriptor()
        {
            if (fd > STDERR_FILENO)
                ::close(fd);
        }
    };
    const Place where{path == "-" ? std::string() : path, 0, 0};
    // O_NONBLOCK only so that a FIFO nobody writes to is not waited for; regular files do not know it.
    const Descriptor file{path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (file.fd < 0) {
        const bool missing = errno == ENOENT || errno == ENOTDIR;
        return fail(missing ? ErrorCode::NotFound : ErrorCode::Unreadable, std::strerror(errno), where);
    }
    struct stat status = {};
    if (path != "-" && (::fstat(file.fd, &status) != 0 || !S_ISREG(status.st_mode)))
        return fail(ErrorCode::Unreadable, "not a regular file", where);
    std::string bytes;
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t count = ::read(file.fd, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(ErrorCode::Unreadable, std::strerror(errno), where);
        if (count == 0)
            return bytes;
        bytes.append(buffer.data(), static_cast<std::size_t>(count));
        if (bytes.size() > maxBytes)
            return fail(ErrorCode::TooLarge, "more than " + std::to_string(maxBytes) + " bytes", where);
    }
}

} // namespace pamphlet::app::cli
