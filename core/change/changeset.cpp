// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/changeset.h"

#include "core/change/digest.h"
#include "core/change/text.h"

#include <algorithm>
#include <set>

namespace pamphlet::change {

namespace {

/// The names of our own temporary files (TransactionLog).
constexpr std::string_view reservedPrefix = ".pamphlet-";

constexpr std::uint32_t newFileMode = 0644;

/// What stands at a path, for a change against it.
Result<FileContent> readForChange(const FileSource &tree, const std::string &path)
{
    FileContent content = tree.read(path);
    switch (content.status.kind) {
    case FileKind::Missing:
    case FileKind::Regular:
        return content;
    case FileKind::Unreadable:
        return fail(ErrorCode::Unreadable, content.status.detail, {path, 0, 0});
    case FileKind::Directory:
    case FileKind::Other:
        break;
    }
    return fail(ErrorCode::Unsafe, "not a regular file", {path, 0, 0});
}

std::optional<std::string> digestOf(const FileContent &content)
{
    return content.status.kind == FileKind::Regular ? std::optional(sha256(content.bytes)) : std::nullopt;
}

bool sameFile(const FileContent &a, const FileContent &b)
{
    return a.status.kind == b.status.kind && a.bytes == b.bytes;
}

/// Both sides are the same broken link, or one and the same directory entry of no interest: nothing that a change set could say.
bool isSameLink(const FileStatus &a, const FileStatus &b)
{
    return a.symlink && b.symlink && a.linkTarget == b.linkTarget && a.kind == b.kind;
}

/// Adds what turns `path` of one tree into that of the other.
Result<void> addDifference(ChangeSet &set, const FileSource &tree, const FileSource &to, const std::string &path, bool listedInTarget,
                           const PathPolicy &policy)
{
    const FileStatus oldStatus = tree.status(path);
    const FileStatus newStatus = to.status(path);
    if (isSameLink(oldStatus, newStatus) && newStatus.kind != FileKind::Regular)
        return {};
    // Directories below a configuration directory are nobody's service; only one in place of a file is a difference.
    if (newStatus.kind == FileKind::Directory && (oldStatus.kind == FileKind::Missing || oldStatus.kind == FileKind::Directory))
        return {};
    if (oldStatus.kind == FileKind::Directory && !listedInTarget)
        return {};
    if (listedInTarget && newStatus.kind == FileKind::Missing)
        return fail(ErrorCode::Unsafe, "a link that leads nowhere cannot be carried over", {path, 0, 0});

    const Result<FileContent> before = readForChange(tree, path);
    if (!before)
        return fail(before.error());
    Result<FileContent> after = readForChange(to, path);
    if (!after)
        return fail(after.error());
    if (sameFile(*before, *after))
        return {};
    if (const Result<void> allowed = policy.check(path); !allowed)
        return fail(allowed.error());

    FileChange change;
    change.path = path;
    change.before = digestOf(*before);
    if (after->status.kind == FileKind::Regular) {
        change.content = std::move(after->bytes);
        // A new file is not made readable for more people than its author let read it.
        const auto listed = policy.listed().find(path);
        const std::uint32_t most = listed != policy.listed().end() && listed->second ? 0755 : newFileMode;
        const std::uint32_t mode = (after->status.mode & most) | 0600;
        if (!change.before && mode != newFileMode)
            change.mode = mode;
    }
    set.changes.push_back(std::move(change));
    return {};
}

} // namespace

Result<void> validate(const ChangeSet &changeSet, const PathPolicy &policy)
{
    if (changeSet.changes.size() > maxChanges)
        return fail(ErrorCode::TooLarge, "more than " + std::to_string(maxChanges) + " changes");
    if (changeSet.reason.size() > maxReasonBytes)
        return fail(ErrorCode::TooLarge, "reason longer than " + std::to_string(maxReasonBytes) + " bytes");
    if (!isPlainLine(changeSet.reason))
        return fail(ErrorCode::InvalidChangeSet, "reason is not one line of plain UTF-8");

    // An upper bound of what serialize() makes: a plain line at most doubles when it is quoted.
    std::size_t serialized = 2 * changeSet.reason.size() + 128;
    const std::string *previous = nullptr;
    for (const FileChange &change : changeSet.changes) {
        if (const Result<void> allowed = policy.check(change.path); !allowed)
            return allowed;
        const Place place{change.path, 0, 0};
        if (previous && *previous >= change.path)
            return fail(ErrorCode::InvalidChangeSet, "paths are not sorted, or one comes twice", place);
        previous = &change.path;
        if (change.before && !isHex(*change.before, 64))
            return fail(ErrorCode::InvalidChangeSet, "malformed digest", place);
        if (!change.before && !change.content)
            return fail(ErrorCode::InvalidChangeSet, "neither a file before nor after", place);
        if (change.mode && !change.content)
            return fail(ErrorCode::InvalidChangeSet, "a mode for a file that is removed", place);
        if (change.mode) {
            if (const Result<void> allowed = policy.checkMode(change.path, *change.mode); !allowed)
                return allowed;
        }
        const std::size_t size = change.content ? change.content->size() : 0;
        if (size > maxFileBytes)
            return fail(ErrorCode::TooLarge, "file larger than " + std::to_string(maxFileBytes) + " bytes", place);
        serialized += (size + 2) / 3 * 4 + 2 * change.path.size() + 192;
    }
    if (serialized > maxChangeSetBytes)
        return fail(ErrorCode::TooLarge, "change set larger than " + std::to_string(maxChangeSetBytes) + " bytes");
    return {};
}

Result<ChangeSet> changeSetBetween(const FileSource &tree, const OverlayTree::Changes &changes, std::string reason,
                                   const PathPolicy &policy, const OverlayTree::Modes &modes)
{
    ChangeSet set;
    set.reason = std::move(reason);
    for (const auto &[path, content] : changes) {
        if (const Result<void> allowed = policy.check(path); !allowed)
            return fail(allowed.error());
        const Result<FileContent> before = readForChange(tree, path);
        if (!before)
            return fail(before.error());
        const bool exists = before->status.kind == FileKind::Regular;
        const auto wanted = modes.find(path);
        const std::optional<std::uint32_t> mode = wanted == modes.end() || !content || (exists && wanted->second == before->status.mode)
            ? std::nullopt
            : std::optional(wanted->second);
        if (exists == content.has_value() && (!exists || (before->bytes == *content && !mode)))
            continue;
        set.changes.push_back({path, digestOf(*before), content, mode});
    }
    if (const Result<void> valid = validate(set, policy); !valid)
        return fail(valid.error());
    return set;
}

Result<ChangeSet> changeSetOf(const FileSource &tree, const std::vector<FileRewrite> &rewrites, std::string reason,
                              const PathPolicy &policy)
{
    ChangeSet set;
    set.reason = std::move(reason);
    for (const FileRewrite &rewrite : rewrites) {
        if (const Result<void> allowed = policy.check(rewrite.path); !allowed)
            return fail(allowed.error());
        const Result<FileContent> before = readForChange(tree, rewrite.path);
        if (!before)
            return fail(before.error());
        const bool exists = before->status.kind == FileKind::Regular;
        if (!exists && !rewrite.bytes)
            return fail(ErrorCode::NotFound, "no such file", {rewrite.path, 0, 0});
        const bool sameBytes = exists && (!rewrite.bytes || *rewrite.bytes == before->bytes);
        const bool sameMode = exists && (!rewrite.mode || *rewrite.mode == before->status.mode);
        if (!sameBytes || !sameMode)
            set.changes.push_back({rewrite.path, digestOf(*before), rewrite.bytes ? *rewrite.bytes : before->bytes, rewrite.mode});
    }
    std::sort(set.changes.begin(), set.changes.end(), [](const FileChange &one, const FileChange &other) { return one.path < other.path; });
    if (const Result<void> valid = validate(set, policy); !valid)
        return fail(valid.error());
    return set;
}

Result<std::vector<std::string>> missingListLines(const PathPolicy &policy, const std::vector<FileRewrite> &rewrites)
{
    std::vector<std::string> lines;
    for (const FileRewrite &rewrite : rewrites) {
        const bool fine = policy.check(rewrite.path) && (!rewrite.mode || policy.checkMode(rewrite.path, *rewrite.mode));
        if (fine)
            continue;
        if (!PathPolicy::anywhere().check(rewrite.path))
            return fail(ErrorCode::NotAllowed, "a path that cannot be listed for changes", {rewrite.path, 0, 0});
        const bool program = rewrite.mode && (*rewrite.mode & 0111U) != 0;
        lines.push_back((program ? "program " : "file ") + rewrite.path);
    }
    return lines;
}

Result<ChangeSet> changeSetFromTree(const FileSource &tree, const FileSource &to, Absent absent, std::string reason,
                                    const PathPolicy &policy)
{
    ChangeSet set;
    set.reason = std::move(reason);

    std::set<std::string> listedInTarget;
    std::set<std::string> paths;
    const auto collect = [&](const std::string &directory, const std::vector<std::string> &wanted) {
        const bool removes = absent == Absent::Remove && to.status(directory).kind == FileKind::Directory;
        const auto names = [&](const FileSource &source) {
            std::vector<std::string> found = source.list(directory);
            std::erase_if(found, [&](const std::string &name) {
                return name.starts_with(reservedPrefix)
                    || (!wanted.empty() && std::find(wanted.begin(), wanted.end(), name) == wanted.end());
            });
            return found;
        };
        for (const std::string &name : names(to)) {
            listedInTarget.insert(directory + '/' + name);
            paths.insert(directory + '/' + name);
        }
        if (!removes)
            return;
        for (const std::string &name : names(tree)) {
            // What no change set may name is not ours to remove either.
            if (const std::string path = directory + '/' + name; policy.check(path))
                paths.insert(path);
        }
    };
    collect("/etc", {"motd", "pam.conf"});
    collect("/etc/pam.d", {});
    collect("/etc/motd.d", {});
    for (const auto &[path, program] : policy.listed()) {
        if (to.status(path).kind != FileKind::Missing && paths.insert(path).second)
            listedInTarget.insert(path);
    }

    for (const std::string &path : paths) {
        if (const Result<void> added = addDifference(set, tree, to, path, listedInTarget.contains(path), policy); !added)
            return fail(added.error());
    }
    if (const Result<void> valid = validate(set, policy); !valid)
        return fail(valid.error());
    return set;
}

OverlayTree::Changes overlayOf(const ChangeSet &changeSet)
{
    OverlayTree::Changes changes;
    for (const FileChange &change : changeSet.changes)
        changes.insert_or_assign(change.path, change.content);
    return changes;
}

} // namespace pamphlet::change
