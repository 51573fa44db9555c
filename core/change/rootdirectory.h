// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/tree/filesource.h"

#include <cstddef>
#include <memory>
#include <string>

namespace pamphlet::change {

/**
 * A tree on disk. Paths are resolved by openat2(2) with RESOLVE_IN_ROOT: nothing outside the root is ever reached,
 * whatever links say. Reads never block on a FIFO or device and never exceed the limit. Not cached.
 */
class RootDirectory final : public FileSource
{
public:
    /// NotFound, NotADirectory, Unreadable. `path` may be relative to the working directory.
    static Result<std::shared_ptr<const RootDirectory>> open(const std::string &path, std::size_t maxBytes = 16u << 20);
    ~RootDirectory() override;
    RootDirectory(const RootDirectory &) = delete;
    RootDirectory &operator=(const RootDirectory &) = delete;

    int descriptor() const { return m_fd; } ///< O_PATH: a start for openat2(2), not for reading
    const std::string &path() const { return m_path; } ///< absolute
    std::uint32_t owner() const; ///< uid of the root directory itself

    FileStatus status(const std::string &path) const override;
    FileContent read(const std::string &path) const override;
    std::vector<std::string> list(const std::string &directory) const override;
    void readAll(const std::string &directory, const FileVisitor &visit) const override;

private:
    RootDirectory(int fd, std::string path, std::size_t maxBytes);

    int m_fd = -1;
    std::string m_path;
    std::size_t m_maxBytes = 0;
};

} // namespace pamphlet::change
