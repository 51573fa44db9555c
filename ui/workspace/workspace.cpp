// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/workspace.h"

#include "core/tree/memorytree.h"
#include "ui/workspace/contentcommand.h"

#include <algorithm>

namespace pamphlet::ui {

namespace {

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
    const auto mode = m_modes.find(path);
    return {content(path), mode == m_modes.end() ? std::nullopt : std::optional(mode->second)};
}

void Workspace::setContent(const std::string &path, std::optional<std::string> content, const QString &text, quint64 mergeKey)
{
    PendingContent before = pendingContent(path);
    PendingContent after{std::move(content), before.mode};
    if (before != after) {
        push({{path, std::move(before), std::move(after)}}, text, mergeKey);
    }
}

void Workspace::setContents(const OverlayTree::Changes &contents, const QString &text)
{
    std::vector<ContentChange> changes;
    for (const auto &[path, content] : contents) {
        PendingContent before = pendingContent(path);
        PendingContent after{content, before.mode};
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
        if (rewrite.mode) {
            const FileStatus disk = m_snapshot->status(rewrite.path);
            after.mode = disk.kind == FileKind::Regular && disk.mode == *rewrite.mode ? std::nullopt : rewrite.mode;
        }
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
        changes.push_back({path, pendingContent(path), {originalContent(path), std::nullopt}});
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

bool Workspace::isOriginal(const std::string &path, const PendingContent &content) const
{
    return !content.mode && originalContent(path) == content.bytes;
}

void Workspace::write(const std::string &path, const PendingContent &content)
{
    m_pending.erase(path);
    m_modes.erase(path);
    if (!isOriginal(path, content)) {
        m_pending.emplace(path, content.bytes);
        if (content.mode) {
            m_modes.emplace(path, *content.mode);
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
    const std::shared_ptr<const FileSource> before = m_tree;
    m_snapshot = std::move(snapshot);
    m_policy = std::move(policy);
    std::erase_if(m_modes, [this](const auto &item) {
        const FileStatus disk = m_snapshot->status(item.first);
        return disk.kind == FileKind::Regular && disk.mode == item.second;
    });
    std::erase_if(m_pending,
                  [this](const auto &item) { return !m_modes.contains(item.first) && originalContent(item.first) == item.second; });
    rebuild();
    const bool behindItsBack
        = std::any_of(m_touched.begin(), m_touched.end(), [&](const std::string &path) { return bytesOf(*before, path) != content(path); });
    if (behindItsBack) {
        m_undoStack.clear();
        m_touched = pendingFiles();
    }
    Q_EMIT loaded();
    Q_EMIT pendingChanged();
}

} // namespace pamphlet::ui
