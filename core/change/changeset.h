// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/pathpolicy.h"
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

/// Everything that can be said of a change set without looking at files: paths and modes (`policy`: of the tree that it is for), order,
/// duplicates, sizes, digests, reason without control characters.
Result<void> validate(const ChangeSet &changeSet, const PathPolicy &policy = {});

/// The documented JSON form (docs/changeset.md): UTF-8, contents in base64. serialize() of a valid set parses back equal.
std::string serialize(const ChangeSet &changeSet);
/// Strict: unknown keys, duplicates, wrong types and anything validate() refuses are InvalidChangeSet.
Result<ChangeSet> parseChangeSet(std::string_view json, const PathPolicy &policy = {});

/// The change set that makes `tree` look like the overlay. Files whose bytes and mode are equal are left out; a mode counts for a file of
/// `changes` only. What a link leads to counts as the file, so that such a change can be staged; TransactionLog then refuses to replace the
/// link.
Result<ChangeSet> changeSetBetween(const FileSource &tree, const OverlayTree::Changes &changes, std::string reason = {},
                                   const PathPolicy &policy = {}, const OverlayTree::Modes &modes = {});

/// A file as it is to be.
struct FileRewrite {
    std::string path;
    std::optional<std::string> bytes; ///< nullopt: they stay
    std::optional<std::uint32_t> mode; ///< nullopt: it stays, 0644 for a new file
};

/// The change set that makes the tree's files so; what is so already is left out. NotFound: bytes that are to stay, and no file.
Result<ChangeSet> changeSetOf(const FileSource &tree, const std::vector<FileRewrite> &rewrites, std::string reason = {},
                              const PathPolicy &policy = {});

/// Whether a file that the other tree does not have is to go.
enum class Absent {
    Keep, ///< the other tree may hold nothing but the files that change
    Remove, ///< if the other tree has its directory
};

/**
 * The lines that a list of paths (pathListDirectory) needs so that these rewrites are allowed: "file /etc/teleport.yaml"; empty if nothing
 * is missing. NotAllowed: a path that cannot be listed.
 */
Result<std::vector<std::string>> missingListLines(const PathPolicy &policy, const std::vector<FileRewrite> &rewrites);

/// The change set from one tree to another, over the paths that the policy allows: what `apply --from DIR [--delete]` does. Listed paths
/// that the other tree does not have stay.
Result<ChangeSet> changeSetFromTree(const FileSource &tree, const FileSource &to, Absent absent, std::string reason = {},
                                    const PathPolicy &policy = {});

/// The other way round: the new contents of a staged tree.
OverlayTree::Changes overlayOf(const ChangeSet &changeSet);

} // namespace pamphlet::change
