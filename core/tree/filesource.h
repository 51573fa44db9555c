// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace pamphlet {

/// What stands at a path of a tree.
enum class FileKind {
    Missing, ///< nothing, or a dangling link
    Regular,
    Directory, ///< libpam reads a directory as an empty file (semantics §1.1)
    Unreadable, ///< exists, but open or read failed
    Other, ///< a device, a FIFO, a socket: never opened
};

/// Everything but the bytes.
struct FileStatus {
    FileKind kind = FileKind::Missing;
    std::uint32_t mode = 0; ///< permission bits of the file that a link leads to
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    bool symlink = false; ///< the path itself is a symbolic link
    std::string linkTarget; ///< its text
    std::string detail; ///< Unreadable: why, in English ("Permission denied")

    bool operator==(const FileStatus &) const = default;
};

/// A file's status with its bytes (Regular only).
struct FileContent {
    FileStatus status;
    std::string bytes;

    bool operator==(const FileContent &) const = default;
};

/**
 * A tree of files as core sees it: absolute paths, `/` being the root of the tree, links resolved inside it.
 * An implementation is a value (MemoryTree, OverlayTree) or reads a directory (change/RootDirectory).
 */
class FileSource
{
public:
    virtual ~FileSource() = default;

    virtual FileStatus status(const std::string &path) const = 0;

    /// Regular files larger than the source's limit are Unreadable with a detail that says so.
    virtual FileContent read(const std::string &path) const = 0;

    /// Names in a directory, sorted by byte, without "." and ".."; empty if it is not a readable directory.
    virtual std::vector<std::string> list(const std::string &directory) const = 0;

    /// The content is the visitor's to take; what it leaves is reused for the next file.
    using FileVisitor = std::function<void(const std::string &name, FileContent &content)>;

    /// What list() and read() of each name would give, in any order, one at a time; cheaper where that is possible.
    virtual void readAll(const std::string &directory, const FileVisitor &visit) const;

protected:
    FileSource() = default;
    FileSource(const FileSource &) = default;
    FileSource &operator=(const FileSource &) = default;
    FileSource(FileSource &&) = default;
    FileSource &operator=(FileSource &&) = default;
};

} // namespace pamphlet
