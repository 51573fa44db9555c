// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/tokennewfile.h"

#include "core/change/systemerror.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pamphlet::app::cli {

TokenNewFile::TokenNewFile(change::Descriptor directory, change::Descriptor file, std::string path)
    : m_directory(std::move(directory))
    , m_file(std::move(file))
    , m_path(std::move(path))
{ }

Result<TokenNewFile> TokenNewFile::create(const change::RootDirectory &root, const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    const std::string name = path.substr(slash + 1);
    if (name.empty())
        return fail(ErrorCode::InvalidArgument, "the name of a file is needed", Place{path, 0, 0});
    const std::string parent = slash == 0 ? "/" : path.substr(0, slash);
    change::Descriptor directory = change::openInside(root.descriptor(), parent, O_PATH | O_DIRECTORY, change::Resolve::InRoot);
    if (!directory.valid()) {
        if (errno == ENOENT || errno == ENOTDIR)
            return fail(ErrorCode::NotFound, "there is no such directory", Place{parent, 0, 0});
        return fail(change::systemError(errno, "open the directory", parent));
    }
    change::Descriptor file
        = change::openInside(directory.get(), name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_NOCTTY, change::Resolve::Beneath, 0600);
    if (!file.valid()) {
        if (errno == EEXIST)
            return fail(ErrorCode::Conflict, "there is a file of that name", Place{path, 0, 0});
        return fail(change::systemError(errno, "create", path));
    }
    return TokenNewFile(std::move(directory), std::move(file), path);
}

TokenNewFile::~TokenNewFile()
{
    if (m_directory.valid())
        ::unlinkat(m_directory.get(), m_path.c_str() + m_path.rfind('/') + 1, 0);
}

Result<void> TokenNewFile::write(std::string_view bytes, mode_t mode)
{
    while (!bytes.empty()) {
        const ssize_t count = ::write(m_file.get(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(change::systemError(errno, "write", m_path));
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    // The umask has had its say; what was asked for counts.
    if (::fchmod(m_file.get(), mode) != 0 || ::fsync(m_file.get()) != 0)
        return fail(change::systemError(errno, "write", m_path));
    return {};
}

} // namespace pamphlet::app::cli
