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

void Workspace::load(std::shared_ptr<const FileSource> snapshot, pam::LibpamProfile profile)
{
    m_snapshot = std::move(snapshot);
    m_profile = std::move(profile);
    m_pending.clear();
    m_touched.clear();
    m_undoStack.clear();
    m_loaded = true;
    rebuild();
    Q_EMIT loaded();
    Q_EMIT pendingChanged();
}

void Workspace::rebuild()
{
    m_tree = std::make_shared<OverlayTree>(m_snapshot, m_pending);
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
    if (auto allowed = change::PathPolicy().check(path); !allowed) {
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

void Workspace::setContent(const std::string &path, std::optional<std::string> content, const QString &text, quint64 mergeKey)
{
    std::optional<std::string> before = this->content(path);
    if (before == content) {
        return;
    }
    if (std::find(m_touched.begin(), m_touched.end(), path) == m_touched.end()) {
        m_touched.push_back(path);
    }
    std::vector<ContentChange> changes{{path, std::move(before), std::move(content)}};
    m_undoStack.push(
        new ContentCommand(std::move(changes), text, mergeKey, [this](const auto &file, const auto &bytes) { write(file, bytes); }));
}

void Workspace::setContents(const OverlayTree::Changes &contents, const QString &text)
{
    std::vector<ContentChange> changes;
    for (const auto &[path, content] : contents) {
        std::optional<std::string> before = this->content(path);
        if (before == content) {
            continue;
        }
        if (std::find(m_touched.begin(), m_touched.end(), path) == m_touched.end()) {
            m_touched.push_back(path);
        }
        changes.push_back({path, std::move(before), content});
    }
    if (!changes.empty()) {
        m_undoStack.push(
            new ContentCommand(std::move(changes), text, 0, [this](const auto &file, const auto &bytes) { write(file, bytes); }));
    }
}

void Workspace::discard()
{
    std::vector<ContentChange> changes;
    for (const auto &[path, content] : m_pending) {
        changes.push_back({path, content, originalContent(path)});
    }
    if (!changes.empty()) {
        m_undoStack.push(new ContentCommand(std::move(changes), tr("Discard all changes"), 0,
                                            [this](const auto &file, const auto &bytes) { write(file, bytes); }));
    }
}

void Workspace::write(const std::string &path, const std::optional<std::string> &content)
{
    if (originalContent(path) == content) {
        m_pending.erase(path);
    } else {
        m_pending.insert_or_assign(path, content);
    }
    rebuild();
    Q_EMIT changed(QString::fromStdString(path));
    Q_EMIT pendingChanged();
}

Result<change::ChangeSet> Workspace::changeSet(const QString &reason) const
{
    return change::changeSetBetween(*m_snapshot, m_pending, reason.simplified().toStdString());
}

void Workspace::rebase(std::shared_ptr<const FileSource> snapshot)
{
    const std::shared_ptr<const FileSource> before = m_tree;
    m_snapshot = std::move(snapshot);
    std::erase_if(m_pending, [this](const auto &item) { return originalContent(item.first) == item.second; });
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
