// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/changeset.h"
#include "core/pam/libpamprofile.h"
#include "core/tree/filesource.h"
#include "core/tree/overlaytree.h"
#include "ui/workspace/contentcommand.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pamphlet::ui {

/**
 * The one editing state that every page shares: an immutable snapshot of the tree, what is pending against it, and the undo stack.
 * Nothing is written to disk here. Lives in the GUI thread; the trees it hands out never change and may go to other threads.
 */
class Workspace : public QObject
{
    Q_OBJECT
public:
    explicit Workspace(QObject *parent = nullptr);

    /// Starts anew with this tree: nothing pending, nothing to undo. `policy`: which files may be changed in it.
    void load(std::shared_ptr<const FileSource> snapshot, pam::LibpamProfile profile, change::PathPolicy policy = {});
    bool isLoaded() const { return m_loaded; }

    const std::shared_ptr<const FileSource> &snapshot() const { return m_snapshot; }
    const pam::LibpamProfile &profile() const { return m_profile; }
    const change::PathPolicy &policy() const { return m_policy; }
    /// The snapshot with what is pending laid over it.
    const std::shared_ptr<const FileSource> &effectiveTree() const { return m_tree; }
    const OverlayTree::Changes &pending() const { return m_pending; }
    /// Of pending files whose permission bits are to be others than on disk, or than 0644 of a new file.
    const OverlayTree::Modes &pendingModes() const { return m_modes; }
    bool hasPending() const { return !m_pending.empty(); }
    /// Sorted.
    std::vector<std::string> pendingFiles() const;

    /// The bytes as they would be after an apply; nullopt: no readable file.
    std::optional<std::string> content(const std::string &path) const;
    std::optional<std::string> originalContent(const std::string &path) const;

    /// Whether an edit of this path could ever be applied: NotAllowed (a path that the helper does not write), Unreadable,
    /// Unsafe (a link), InvalidInput (not a regular file).
    Result<void> checkEditable(const std::string &path) const;

    /**
     * The one way to edit. `text` names the step for Undo. Steps on one file with the same `mergeKey` become one step;
     * 0 never merges. A content that is already there is no step.
     */
    void setContent(const std::string &path, std::optional<std::string> content, const QString &text, quint64 mergeKey = 0);

    /// Several files as one step.
    void setContents(const OverlayTree::Changes &contents, const QString &text);
    /**
     * The same with modes; what a rewrite leaves out stays. Nothing is done, and the error is of the first file, if one of them could never
     * be applied (checkEditable()), or has no bytes and is not there (NotFound).
     */
    Result<void> rewrite(const std::vector<change::FileRewrite> &rewrites, const QString &text);

    /// A merge key that nobody has used yet.
    quint64 nextMergeKey() { return ++m_lastMergeKey; }

    /// Takes everything pending back, as one step that can be undone.
    void discard();

    /// What Apply sends. Against the snapshot, so that a file that changed on disk meanwhile is noticed.
    Result<change::ChangeSet> changeSet(const QString &reason = {}) const;

    /// What a test login is staged with: of what is pending, PAM's own files, which are all that libpam reads. The others count when they
    /// are installed.
    Result<change::ChangeSet> stagedChanges() const;
    /// Pending files that a test login does not see, sorted.
    std::vector<std::string> unstagedFiles() const;

    /**
     * A newer snapshot (after an apply, a rollback, or a reload). Pending contents that the new snapshot has are pending no more, the
     * others stay. The undo stack stays if none of its files was changed behind its back.
     */
    void rebase(std::shared_ptr<const FileSource> snapshot, change::PathPolicy policy = {});

    QUndoStack *undoStack() { return &m_undoStack; }

Q_SIGNALS:
    void loaded();
    /// The effective bytes of this path are others now.
    void changed(const QString &path);
    /// The set of pending files, or what is in them, is another now. Also after load() and rebase().
    void pendingChanged();

private:
    PendingContent pendingContent(const std::string &path) const;
    void push(std::vector<ContentChange> changes, const QString &text, quint64 mergeKey);
    void write(const std::string &path, const PendingContent &content);
    /// On disk, or of a new file.
    std::uint32_t usualMode(const std::string &path) const;
    /// A file keeps the mode that it had before the edit.
    PendingContent contentWithMode(const std::string &path, std::optional<std::string> bytes, const PendingContent &before) const;
    void rebuild();

    std::shared_ptr<const FileSource> m_snapshot;
    std::shared_ptr<const FileSource> m_tree;
    pam::LibpamProfile m_profile;
    change::PathPolicy m_policy;
    OverlayTree::Changes m_pending;
    OverlayTree::Modes m_modes;
    std::vector<std::string> m_touched; ///< files that the undo stack speaks of
    QUndoStack m_undoStack;
    quint64 m_lastMergeKey = 0;
    bool m_loaded = false;
};

} // namespace pamphlet::ui
