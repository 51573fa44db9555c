// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/descriptor.h"
#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <sys/stat.h>

namespace pamphlet::change {

/// What a file has beside its bytes.
struct FileAttributes {
    std::uint32_t mode = 0; ///< permission bits
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    /// Extended attributes, ACLs and the SELinux label among them; not security.ima and security.evm, which vouch for bytes.
    std::map<std::string, std::string> extended;

    bool operator==(const FileAttributes &) const = default;
};

/// A regular file as it stood when it was looked at.
struct FileSnapshot {
    FileAttributes attributes;
    std::string bytes;
    struct stat status {
    };
};

/// A name in an open directory, and its path for error messages.
struct FileName {
    int directory = -1;
    std::string name;
    std::string path; ///< absolute inside the root
};

/// Who may own what a transaction touches, beside root.
struct Trust {
    std::uint32_t owner = 0; ///< of the tree

    bool owns(std::uint32_t uid) const { return uid == 0 || uid == owner; }

    /// Whether new content may be given these attributes. In a tree that is not root's, its owner could have moved a set-id program
    /// in place of the file, or have forged the journal: root must not lend privileges to what is written there.
    [[nodiscard]] bool mayGive(const FileAttributes &attributes) const;

    /// Whether the tree's owner may come to know the content of a file with these attributes: the journal, which is the owner's,
    /// keeps a copy of it.
    [[nodiscard]] bool mayKeep(const FileAttributes &attributes) const;
};

/**
 * The file at a name; nullopt: nothing there. Never follows a link, never opens what is not a regular file.
 * Unsafe: a link, not a regular file, a foreign owner, more than one name (replacing one of them would silently separate them).
 * ReadOnly: immutable or append-only. TooLarge.
 */
Result<std::optional<FileSnapshot>> takeSnapshot(const FileName &file, const Trust &trust, std::size_t maxBytes);

/// The bytes of a regular file, for the journal and for comparing: takes any owner and any number of names.
/// nullopt: nothing there, or something that is not a regular file.
Result<std::optional<std::string>> readBytes(const FileName &file, std::size_t maxBytes);

/// How much of a new file's attributes is decided by the caller.
enum class Attributes {
    Exact, ///< all of them: the file takes the place of another one
    Inherit, ///< mode, and as root the owner; the rest as the directory's default says
};

/// Makes a new file, with attributes, written and fsynced. It does not exist afterwards if it could not be made so.
Result<void> writeNewFile(const FileName &file, std::string_view bytes, const FileAttributes &attributes,
                          Attributes how = Attributes::Exact);

/// fsync of a directory.
Result<void> syncDirectory(int directory, const std::string &path);

/// Immutable or append-only, as chattr(1) sets it; false where the file system does not say.
Result<bool> isFrozen(int descriptor, const std::string &path);

} // namespace pamphlet::change
