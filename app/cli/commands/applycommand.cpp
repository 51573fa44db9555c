// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/applycommand.h"

#include "app/cli/changerun.h"
#include "app/cli/session.h"
#include "app/cli/tree.h"

namespace pamphlet::app::cli {

Result<change::ChangeSet> changeSetFrom(const Tree &tree, const std::string &directory, change::Absent absent, const std::string &reason)
{
    const auto to = change::RootDirectory::open(directory);
    if (!to)
        return fail(to.error());
    return change::changeSetFromTree(*tree.files, **to, absent, reason, change::PathPolicy::of(tree.files));
}

CLI::App *ApplyCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("apply", tr("Change the tree: everything, or nothing").toStdString());
    auto *source = app->add_option_group("source");
    auto *from = source->add_option("--from", m_from, tr("Take over the files of this tree; others stay").toStdString())->type_name("DIR");
    source->add_option("--changeset", m_file, tr("Apply a change set; - reads standard input").toStdString())->type_name("FILE");
    source->require_option(1);
    app->add_flag("--delete", m_delete,
                  tr("With --from: remove what that tree does not have, from the directories that it has").toStdString())
        ->needs(from);
    app->add_option("--reason", m_reason, tr("One line for the history").toStdString())->type_name("TEXT");
    app->add_flag("--dry-run", m_dryRun, tr("Show what would change and whether it could; change nothing").toStdString());
    return app;
}

void ApplyCommand::run(Session &session)
{
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    const auto set = changeSet(*tree);
    if (!set)
        return session.fail(set.error());
    (new ChangeRun(this))->start(session, *tree, *set, m_dryRun);
}

Result<change::ChangeSet> ApplyCommand::changeSet(const Tree &tree) const
{
    if (!m_from.empty())
        return changeSetFrom(tree, m_from, m_delete ? change::Absent::Remove : change::Absent::Keep, m_reason);
    const auto bytes = readArgumentFile(m_file, change::maxChangeSetBytes);
    if (!bytes)
        return fail(bytes.error());
    const change::PathPolicy policy = change::PathPolicy::of(tree.files);
    auto set = change::parseChangeSet(*bytes, policy);
    if (!set) {
        Error error = set.error();
        if (error.where.file.empty())
            error.where.file = m_file == "-" ? tr("standard input").toStdString() : m_file;
        return fail(error);
    }
    if (!m_reason.empty())
        set->reason = m_reason;
    if (const auto valid = change::validate(*set, policy); !valid)
        return fail(valid.error());
    return set;
}

} // namespace pamphlet::app::cli
