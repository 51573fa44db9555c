// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tree/filesource.h"

#include <map>

namespace pamphlet {

/// A tree held in memory: an immutable snapshot once it is filled. Parents of a path exist as directories.
class MemoryTree final : public FileSource
{
public:
    MemoryTree();

    void setFile(const std::string &path, std::string bytes, std::uint32_t mode = 0644);
    void set(const std::string &path, FileContent content);
    /// Parents that are not there yet are made, owned by root.
    void addDirectory(const std::string &path);
    void addDirectory(const std::string &path, FileStatus status);
    void remove(const std::string &path);

    /// Paths of everything that is not a directory, sorted.
    std::vector<std::string> paths() const;

    FileStatus status(const std::string &path) const override;
    FileContent read(const std::string &path) const override;
    std::vector<std::string> list(const std::string &directory) const override;

    bool operator==(const MemoryTree &other) const { return m_files == other.m_files && m_directories == other.m_directories; }

private:
    std::map<std::string, FileContent> m_files;
    std::map<std::string, FileStatus> m_directories;
};

} // namespace pamphlet
