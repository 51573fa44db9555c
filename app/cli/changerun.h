// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/session.h"
#include "core/change/changeset.h"

#include <QObject>

#include <string>

namespace pamphlet::app::cli {

/// What the files of a change set become, as one unified diff, with the modes that it gives them.
std::string changeDiff(const FileSource &files, const change::ChangeSet &changeSet);

/// The common end of every command that changes the tree: shows the diff, asks the helper to apply the set, says what came of it,
/// and ends the session.
class ChangeRun final : public QObject
{
    Q_OBJECT
public:
    explicit ChangeRun(QObject *parent);

    /// dryRun: without the helper, only what an apply would refuse now. `more`: members that the document gets besides its own.
    void start(Session &session, const Tree &tree, const change::ChangeSet &changeSet, bool dryRun, Json more = Json::object());

private:
    void report(Session &session, const char *state, const QString &transaction, const QStringList &files);

    std::string m_diff;
    Json m_more;
};

} // namespace pamphlet::app::cli
