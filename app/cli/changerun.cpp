// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/changerun.h"

#include "app/cli/difftext.h"
#include "app/cli/filediff.h"
#include "app/cli/signalwatcher.h"
#include "core/change/transaction.h"

#include <QFuture>

#include <utility>

namespace pamphlet::app::cli {

std::string changeDiff(const FileSource &files, const change::ChangeSet &changeSet)
{
    std::string diff;
    for (const change::FileChange &change : changeSet.changes)
        diff += fileDiff(change.path, files.read(change.path), change.content, change.mode);
    return diff;
}

ChangeRun::ChangeRun(QObject *parent)
    : QObject(parent)
{ }

void ChangeRun::start(Session &session, const Tree &tree, const change::ChangeSet &changeSet, bool dryRun, Json more)
{
    m_more = std::move(more);
    QStringList files;
    for (const change::FileChange &change : changeSet.changes)
        files.append(QString::fromStdString(change.path));
    m_diff = changeDiff(*tree.files, changeSet);
    if (changeSet.changes.empty()) {
        session.console().note(tr("Nothing to change."));
        return report(session, "unchanged", {}, {});
    }
    if (!session.options().json)
        printDiff(session.console(), m_diff);

    if (dryRun) {
        const auto applicable = change::checkApplicable(*tree.files, changeSet);
        if (!applicable)
            return session.fail(applicable.error());
        session.console().note(tr("Could be applied. Nothing was changed."));
        return report(session, "dry-run", {}, files);
    }
    const auto helper = session.helper();
    if (!helper)
        return session.fail(helper.error());
    connect(&session.watchSignals(), &SignalWatcher::interrupted, this, [&session] { session.interrupt(); });
    (*helper)->apply(changeSet).then(this, [this, &session](const Result<ui::Applied> &applied) {
        if (!applied)
            return session.fail(applied.error());
        session.console().note(tr("Applied as transaction %1.").arg(shown(applied->transaction)));
        report(session, "applied", applied->transaction, applied->files);
    });
}

void ChangeRun::report(Session &session, const char *state, const QString &transaction, const QStringList &files)
{
    if (session.options().json) {
        Json names = Json::array();
        for (const QString &file : files)
            names.push_back(jsonString(file));
        Json document{{"transaction", transaction.isEmpty() ? Json(nullptr) : jsonString(transaction)},
                      {"state", state},
                      {"files", names},
                      {"deadline", nullptr},
                      {"diff", m_diff}};
        document.update(m_more);
        session.console().document(document);
    }
    session.finish(ExitCode::Yes);
}

} // namespace pamphlet::app::cli
