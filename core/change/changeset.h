// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/tree/filesource.h"
#include "core/tree/overlaytree.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::change {

/// One file of a change set.
struct FileChange {
    std::string path; ///< absolute inside the root, normalized
    std::optional<std::string> before; ///< sha256 of what the change was made against; nullopt: no file
    std::optional<std::string> content; ///< the new bytes; nullopt: remove
    std::optional<std::uint32_t> mode; ///< permission bits; nullopt: keep, 0644 for a new file

    bool operator==(const FileChange &) const = default;
};

/// What is applied whole or not at all.
struct ChangeSet {
    std::vector<FileChange> changes; ///< sorted by path, each path once
    std::string reason; ///< one line for the history; may be empty

    bool operator==(const ChangeSet &) const = default;
};

// Small, because the helper reads a change set before it knows whether the caller may do anything.
inline constexpr std::size_t maxFileBytes = 2u << 20; ///< a single file
inline constexpr std::size_t maxChangeSetBytes = 4u << 20; ///< a serialized change set
inline constexpr std::size_t maxChanges = 1024;
inline constexpr std::size_t maxReasonBytes = 1024;

/**
 * Which paths a change set may name: /etc/pam.d/NAME, /etc/pam.conf, /etc/motd, /etc/motd.d/NAME. NAME is made of ASCII
 * letters, digits and `._-+@`, is at most 255 bytes and not "." or "..": it stands in prompts, where it must not be able to
 * look like anything but a name. NotAllowed for anything else.
 */
Result<void> checkPath(std::string_view path);

/// Everything that can be said of a change set without looking at files: paths, order, duplicates, sizes, modes
/// (0600…0644 without set-id, execute or write for others), digests, reason without control characters.
Result<void> validate(const ChangeSet &changeSet);

/// The documented JSON form (docs/changeset.md): UTF-8, contents in base64. serialize() of a valid set parses back equal.
std::string serialize(const ChangeSet &changeSet);
/// Strict: unknown keys, duplicates, wrong types and anything validate() refuses are InvalidChangeSet.
Result<ChangeSet> parseChangeSet(std::string_view json);

/// The change set that makes `tree` look like the overlay. Files whose bytes are equal are left out. What a link leads to counts
/// as the file, so that such a change can be staged; TransactionLog then refuses to replace the link.
Result<ChangeSet> changeSetBetween(const FileSource &tree, const OverlayTree::Changes &changes, std::string reason = {});

/// Whether a file that the other tree does not have is to go.
enum class Absent {
    Keep, ///< the other tree may hold nothing but the files that change
    Remove, ///< if the other tree has its directory
};

/// The change set from one tree to another, over the paths that checkPath() allows: what `apply --from DIR [--delete]` does.
Result<ChangeSet> changeSetFromTree(const FileSource &tree, const FileSource &to, Absent absent, std::string reason = {});

/// The other way round: the new contents of a staged tree.
OverlayTree::Changes overlayOf(const ChangeSet &changeSet);

} // namespace pamphlet::change
