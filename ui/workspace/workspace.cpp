// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/workspace.h"

#include "core/tree/memorytree.h"
#include "ui/workspace/contentcommand.h"

#include <algorithm>

namespace pamphlet::ui {

namespace {

constexpr std::uint32_t newFileMode = 0644;

std::optional<std::string> bytesOf(const FileSource &tree, const std::string &path)
{
    FileContent file = tree.read(path);
    if (file.status.kind != FileKind::Regular) {
        return std::nullopt;
    }
    return std::move(file.bytes);
}

} // namespace

Workspace::Workspace(QObject *parent)
    : QObject(parent)
    , m_snapshot(std::make_shared<MemoryTree>())
{
    rebuild();
}

void Workspace::load(std::shared_ptr<const FileSource> snapshot, pam::LibpamProfile profile, change::PathPolicy policy)
{
    m_snapshot = std::move(snapshot);
    m_profile = std::move(profile);
    m_policy = std::move(policy);
    m_pending.clear();
    m_modes.clear();
    m_touched.clear();
    m_undoStack.clear();
    m_loaded = true;
    rebuild();
    Q_EMIT loaded();
    Q_EMIT pendingChanged();
}

void Workspace::rebuild()
{
    m_tree = std::make_shared<OverlayTree>(m_snapshot, m_pending, m_modes);
}

std::vector<std::string> Workspace::pendingFiles() const
{
    std::vector<std::string> files;
    files.reserve(m_pending.size());
    for (const auto &[path, content] : m_pending) {
        files.push_back(path);
    }
    return files;
}

std::optional<std::string> Workspace::content(const std::string &path) const
{
    return bytesOf(*m_tree, path);
}

std::optional<std::string> Workspace::originalContent(const std::string &path) const
{
    return bytesOf(*m_snapshot, path);
}

Result<void> Workspace::checkEditable(const std::string &path) const
{
    if (auto allowed = m_policy.check(path); !allowed) {
        return fail(allowed.error());
    }
    const FileStatus status = m_snapshot->status(path);
    if (status.symlink) {
        return fail(ErrorCode::Unsafe, "a symbolic link to " + status.linkTarget, {path, 0, 0});
    }
    switch (status.kind) {
    case FileKind::Missing:
    case FileKind::Regular:
        return {};
    case FileKind::Unreadable:
        return fail(ErrorCode::Unreadable, status.detail, {path, 0, 0});
    case FileKind::Directory:
    case FileKind::Other:
        break;
    }
    return fail(ErrorCode::InvalidInput, "not a regular file", {path, 0, 0});
}

PendingContent Workspace::pendingContent(const std::string &path) const
{
    // The mode in so many words: what is on disk when somebody undoes this is another matter.
    std::optional<std::string> bytes = content(path);
    const std::optional<std::uint32_t> mode = bytes ? std::optional(m_tree->status(path).mode) : std::nullopt;
    return {std::move(bytes), mode};
}

std::uint32_t Workspace::usualMode(const std::string &path) const
{
    const FileStatus disk = m_snapshot->status(path);
    return disk.kind == FileKind::Regular ? disk.mode : newFileMode;
}

void Workspace::setContent(const std::string &path, std::optional<std::string> content, const QString &text, quint64 mergeKey)
{
    PendingContent before = pendingContent(path);
    PendingContent after = contentWithMode(path, std::move(content), before);
    if (before != after) {
        push({{path, std::move(before), std::move(after)}}, text, mergeKey);
    }
}

void Workspace::setContents(const OverlayTree::Changes &contents, const QString &text)
{
    std::vector<ContentChange> changes;
    for (const auto &[path, content] : contents) {
        PendingContent before = pendingContent(path);
        PendingContent after = contentWithMode(path, content, before);
        if (before != after) {
            changes.push_back({path, std::move(before), std::move(after)});
        }
    }
    push(std::move(changes), text, 0);
}

Result<void> Workspace::rewrite(const std::vector<change::FileRewrite> &rewrites, const QString &text)
{
    std::vector<ContentChange> changes;
    for (const change::FileRewrite &rewrite : rewrites) {
        if (auto editable = checkEditable(rewrite.path); !editable) {
            return editable;
        }
        if (rewrite.mode) {
            if (auto allowed = m_policy.checkMode(rewrite.path, *rewrite.mode); !allowed) {
                return allowed;
            }
        }
        PendingContent before = pendingContent(rewrite.path);
        PendingContent after = before;
        if (rewrite.bytes) {
            after.bytes = rewrite.bytes;
        }
        if (!after.bytes) {
            return fail(ErrorCode::NotFound, "no such file", {rewrite.path, 0, 0});
        }
        after.mode = rewrite.mode ? *rewrite.mode : before.mode.value_or(usualMode(rewrite.path));
        if (before != after) {
            changes.push_back({rewrite.path, std::move(before), std::move(after)});
        }
    }
    push(std::move(changes), text, 0);
    return {};
}

void Workspace::discard()
{
    std::vector<ContentChange> changes;
    for (const auto &[path, content] : m_pending) {
        changes.push_back({path, pendingContent(path), contentWithMode(path, originalContent(path), {})});
    }
    push(std::move(changes), tr("Discard all changes"), 0);
}

void Workspace::push(std::vector<ContentChange> changes, const QString &text, quint64 mergeKey)
{
    if (changes.empty()) {
        return;
    }
    for (const ContentChange &change : changes) {
        if (std::find(m_touched.begin(), m_touched.end(), change.path) == m_touched.end()) {
            m_touched.push_back(change.path);
        }
    }
    m_undoStack.push(new ContentCommand(std::move(changes), text, mergeKey,
                                        [this](const std::string &path, const PendingContent &content) { write(path, content); }));
}

PendingContent Workspace::contentWithMode(const std::string &path, std::optional<std::string> bytes, const PendingContent &before) const
{
    const std::optional<std::uint32_t> mode = bytes ? std::optional(before.mode.value_or(usualMode(path))) : std::nullopt;
    return {std::move(bytes), mode};
}

void Workspace::write(const std::string &path, const PendingContent &content)
{
    m_pending.erase(path);
    m_modes.erase(path);
    const std::uint32_t usual = usualMode(path);
    const std::uint32_t mode = content.bytes ? content.mode.value_or(usual) : usual;
    if (originalContent(path) != content.bytes || mode != usual) {
        m_pending.emplace(path, content.bytes);
        if (mode != usual) {
            m_modes.emplace(path, mode);
        }
    }
    rebuild();
    Q_EMIT changed(QString::fromStdString(path));
    Q_EMIT pendingChanged();
}

Result<change::ChangeSet> Workspace::changeSet(const QString &reason) const
{
    return change::changeSetBetween(*m_snapshot, m_pending, reason.simplified().toStdString(), m_policy, m_modes);
}

Result<change::ChangeSet> Workspace::stagedChanges() const
{
    OverlayTree::Changes changes = m_pending;
    std::erase_if(changes, [](const auto &item) { return !change::PathPolicy().check(item.first); });
    return change::changeSetBetween(*m_snapshot, changes, {}, {}, m_modes);
}

std::vector<std::string> Workspace::unstagedFiles() const
{
    std::vector<std::string> files = pendingFiles();
    std::erase_if(files, [](const std::string &path) { return change::PathPolicy().check(path).has_value(); });
    return files;
}

void Workspace::rebase(std::shared_ptr<const FileSource> snapshot, change::PathPolicy policy)
{
    const std::shared_ptr<const FileSource> oldSnapshot = m_snapshot;
    const std::shared_ptr<const FileSource> oldTree = m_tree;
    m_snapshot = std::move(snapshot);
    m_policy = std::move(policy);
    std::erase_if(m_modes, [this](const auto &item) { return usualMode(item.first) == item.second; });
    std::erase_if(m_pending,
                  [this](const auto &item) { return !m_modes.contains(item.first) && originalContent(item.first) == item.second; });
    rebuild();
    // Neither as it was, nor as it was to be: somebody else wrote it, and what Undo would bring back is older than that.
    const auto fileOf = [](const FileSource &tree, const std::string &path) {
        std::optional<std::string> bytes = bytesOf(tree, path);
        const std::uint32_t mode = bytes ? tree.status(path).mode : 0;
        return std::pair(std::move(bytes), mode);
    };
    const bool behindItsBack = std::any_of(m_touched.begin(), m_touched.end(), [&](const std::string &path) {
        const auto now = fileOf(*m_snapshot, path);
        return now != fileOf(*oldSnapshot, path) && now != fileOf(*oldTree, path);
    });
    if (behindItsBack) {
        m_undoStack.clear();
        m_touched = pendingFiles();
    }
    Q_EMIT loaded();
    Q_EMIT pendingChanged();
}

} // namespace pamphlet::ui
