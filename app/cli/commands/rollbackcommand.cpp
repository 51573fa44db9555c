// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/rollbackcommand.h"

#include "app/cli/session.h"
#include "app/cli/signalwatcher.h"

#include <QFuture>

namespace pamphlet::app::cli {

CLI::App *RollbackCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("rollback", tr("Undo what was applied").toStdString());
    app->add_option("ID", m_transaction, tr("The transaction; the last one if left out").toStdString())->type_name("");
    return app;
}

void RollbackCommand::run(Session &session)
{
    const auto helper = session.helper();
    if (!helper)
        return session.fail(helper.error());
    connect(&session.watchSignals(), &SignalWatcher::interrupted, this, [&session] { session.interrupt(); });
    (*helper)->rollback(QString::fromStdString(m_transaction)).then(this, [&session](const Result<ui::Applied> &undone) {
        if (!undone)
            return session.fail(undone.error());
        Json files = Json::array();
        for (const QString &file : undone->files) {
            files.push_back(jsonString(file));
            if (!session.options().json)
                session.console().line(shown(file));
        }
        if (session.options().json)
            session.console().document(Json{{"transaction", jsonString(undone->transaction)}, {"state", "rolled-back"}, {"files", files}});
        session.console().note(tr("Transaction %1 was undone.").arg(shown(undone->transaction)));
        session.finish(ExitCode::Yes);
    });
}

} // namespace pamphlet::app::cli
