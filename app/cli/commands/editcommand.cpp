// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/editcommand.h"

#include "app/cli/changerun.h"
#include "app/cli/difftext.h"
#include "app/cli/editreport.h"
#include "app/cli/rulename.h"
#include "app/cli/session.h"
#include "app/cli/tree.h"
#include "app/dbus/helperforroot.h"
#include "core/pam/stack/servicelookup.h"

#include <QFile>

#include <algorithm>

namespace pamphlet::app::cli {

CLI::App *EditCommand::define(CLI::App &parent)
{
    auto *app
        = parent.add_subcommand("edit", tr("Add, remove, replace or move one rule; jumps go on landing where they landed").toStdString());
    app->require_subcommand(1);
    defineAdd(*app);
    m_remove = app->add_subcommand("remove", tr("Remove a rule").toStdString());
    m_remove->add_option("PLACE", m_place, tr("The rule, as FILE:LINE: sudo:3, /etc/pam.d/sudo:3").toStdString())
        ->type_name("")
        ->required();
    defineEnd(*m_remove);
    defineReplace(*app);
    m_move = app->add_subcommand("move", tr("Move a rule inside its file").toStdString());
    m_move->add_option("PLACE", m_place, tr("The rule, as FILE:LINE: sudo:3, /etc/pam.d/sudo:3").toStdString())->type_name("")->required();
    definePosition(*m_move, true);
    defineEnd(*m_move);
    return app;
}

void EditCommand::defineAdd(CLI::App &parent)
{
    m_add = parent.add_subcommand("add", tr("Add a rule").toStdString());
    m_add->add_option("FILE", m_place, tr("Where to: sudo, /etc/pam.d/sudo").toStdString())->type_name("")->required();
    m_add
        ->add_option("RULE", m_rule,
                     tr("TYPE CONTROL MODULE [ARGUMENT…], or @include FILE; after -- words may begin with a dash").toStdString())
        ->type_name("")
        ->required();
    m_add->add_flag("--silent", m_silent, tr("Write the type with a “-”: a module that is not there is not logged").toStdString());
    definePosition(*m_add, false);
    defineEnd(*m_add);
}

void EditCommand::defineReplace(CLI::App &parent)
{
    m_replace = parent.add_subcommand("replace", tr("Change fields of a rule").toStdString());
    m_replace->add_option("PLACE", m_place, tr("The rule, as FILE:LINE: sudo:3, /etc/pam.d/sudo:3").toStdString())
        ->type_name("")
        ->required();
    m_replace->add_option("--type", m_type, tr("auth, account, password, session, or with a “-”: --type=-session").toStdString())
        ->type_name("TYPE");
    m_replace->add_option("--control", m_control, tr("required, …, or a list: \"[success=1 default=ignore]\"").toStdString())
        ->type_name("CONTROL");
    m_replace->add_option("--module", m_module, tr("The module, or the file of an include").toStdString())->type_name("MODULE");
    m_argsOption = m_replace->add_option("--args", m_args, tr("All arguments anew; none: no arguments").toStdString())
                       ->type_name("ARGUMENT")
                       ->expected(0, -1);
    m_replace->add_option("--add-arg", m_addArgs, tr("One argument more").toStdString())->type_name("ARGUMENT")->allow_extra_args(false);
    m_replace->add_option("--remove-arg", m_removeArgs, tr("One argument less").toStdString())
        ->type_name("ARGUMENT")
        ->allow_extra_args(false);
    defineEnd(*m_replace);
}

void EditCommand::definePosition(CLI::App &app, bool required)
{
    auto *group = app.add_option_group("position");
    group->add_option("--before", m_before, tr("Before the rule on this line").toStdString())->type_name("LINE");
    group->add_option("--after", m_after, tr("Behind the rule on this line").toStdString())->type_name("LINE");
    group->add_flag("--first", m_first, tr("Before the first rule").toStdString());
    group->add_flag("--last", m_last, tr("At the end of the file").toStdString());
    group->require_option(required ? 1 : 0, 1);
    app.add_flag("--catch-jumps", m_catchJumps, tr("Jumps to what follows land on the rule; else they jump over it").toStdString());
}

void EditCommand::defineEnd(CLI::App &app)
{
    auto *write = app.add_flag("--write", m_write, tr("Write it, to a tree of one's own").toStdString());
    app.add_flag("--apply", m_apply, tr("Write it, through the helper").toStdString())->excludes(write);
    app.add_option("--reason", m_reason, tr("One line for the history").toStdString())->type_name("TEXT");
    app.add_flag("--dry-run", m_dryRun, tr("With --write or --apply: whether it could be written; write nothing").toStdString());
}

Result<std::optional<std::size_t>> EditCommand::position(const pam::Document &document, const std::string &file) const
{
    const auto isRule = [](const pam::Node &node) { return node.kind == pam::NodeKind::Rule; };
    if (m_before != 0 || m_after != 0) {
        const Result<std::size_t> rule = ruleAt(document, file, m_before != 0 ? m_before : m_after);
        if (!rule)
            return pamphlet::fail(rule.error());
        const std::size_t node = *rule + (m_before != 0 ? 0 : 1);
        return node < document.nodes().size() ? std::optional(node) : std::nullopt;
    }
    const auto first = std::find_if(document.nodes().begin(), document.nodes().end(), isRule);
    if (m_first && first != document.nodes().end())
        return static_cast<std::size_t>(first - document.nodes().begin());
    return std::nullopt;
}

Result<pam::RuleFields> EditCommand::addedFields() const
{
    pam::RuleFields fields;
    fields.type = m_rule.front();
    std::size_t next = 1;
    if (fields.type.front() != '@')
        fields.control = next < m_rule.size() ? m_rule[next++] : std::string();
    if (next >= m_rule.size())
        return pamphlet::fail(ErrorCode::InvalidArgument, "a rule needs a type, a control and a module; @include needs a file");
    fields.target = m_rule[next++];
    fields.arguments.assign(m_rule.begin() + static_cast<std::ptrdiff_t>(next), m_rule.end());
    if (fields.type.front() != '@' && !pam::facilityFromName(fields.type.front() == '-' ? fields.type.substr(1) : fields.type))
        return pamphlet::fail(ErrorCode::InvalidArgument, "not a type: " + fields.type);
    if (m_silent && fields.type.front() != '-')
        fields.type.insert(0, "-");
    return fields;
}

pam::RuleFields EditCommand::replacedFields(pam::RuleFields fields) const
{
    if (!m_type.empty())
        fields.type = m_type;
    if (!m_control.empty())
        fields.control = m_control;
    if (!m_module.empty())
        fields.target = m_module;
    if (m_argsOption->count() > 0) // without a word behind it: one empty word
        fields.arguments = m_args == std::vector<std::string>{""} ? std::vector<std::string>{} : m_args;
    for (const std::string &argument : m_removeArgs)
        std::erase(fields.arguments, argument);
    fields.arguments.insert(fields.arguments.end(), m_addArgs.begin(), m_addArgs.end());
    return fields;
}

Result<pam::EditRequest> EditCommand::request(const Tree &tree) const
{
    const bool add = m_add->parsed();
    const Result<RuleName> name = add ? fileName(tree, m_place) : ruleName(tree, m_place);
    if (!name)
        return pamphlet::fail(name.error());
    const Result<pam::Document> document = documentOf(tree, name->file);
    if (!document)
        return pamphlet::fail(document.error());

    pam::EditRequest request;
    request.file = name->file;
    request.catchJumps = m_catchJumps;
    request.kind = add        ? pam::EditKind::Add
        : m_remove->parsed()  ? pam::EditKind::Remove
        : m_replace->parsed() ? pam::EditKind::Replace
                              : pam::EditKind::Move;
    if (!add) {
        const Result<std::size_t> node = ruleAt(*document, name->file, name->line);
        if (!node)
            return pamphlet::fail(node.error());
        request.node = *node;
    }
    if (add || m_move->parsed()) {
        const auto before = position(*document, name->file);
        if (!before)
            return pamphlet::fail(before.error());
        request.before = *before;
    }
    if (add) {
        const auto fields = addedFields();
        if (!fields)
            return pamphlet::fail(fields.error());
        request.fields = *fields;
    } else if (m_replace->parsed()) {
        request.fields = replacedFields(pam::fieldsOf(document->nodes()[request.node]));
    }
    return request;
}

void EditCommand::run(Session &session)
{
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    if (m_write) {
        const auto place = helperPlace(QFile::decodeName(QByteArray::fromStdString(session.options().root)));
        if (!place)
            return session.fail(place.error());
        if (*place == HelperPlace::System)
            return session.fail(
                Error{ErrorCode::InvalidArgument, "--write is for a tree of one's own: --root DIR, or --apply for the system", {}});
    }
    const auto edit = request(*tree);
    if (!edit)
        return session.fail(edit.error());
    const auto outcome = pam::planEdit(*tree->files, tree->profile, *edit);
    if (!outcome)
        return session.fail(outcome.error());
    const auto ownership = pam::ownershipWarnings(*tree->files, tree->profile, *edit, *outcome);

    OverlayTree::Changes changes;
    for (const pam::FileEdit &file : outcome->files)
        changes[file.file] = file.after;
    const bool writes = m_write || m_apply;
    const pam::TreeComparison comparison
        = pam::compareTrees(*tree->files, tree->profile, OverlayTree(tree->files, changes), tree->profile, pam::ModuleCatalogue::builtin());
    EditReport report{edit->file, *outcome, ownership, comparison.services};
    if (!session.options().json || writes)
        report.note(session.console());
    if (writes) {
        const auto set = change::changeSetBetween(*tree->files, changes, m_reason);
        if (!set)
            return session.fail(set.error());
        if (const auto valid = change::validate(*set); !valid)
            return session.fail(valid.error());
        return (new ChangeRun(this))->start(session, *tree, *set, m_dryRun, report.json());
    }
    if (session.options().json) {
        session.console().document(report.json());
    } else {
        printDiff(session.console(), report.diff());
        if (outcome->files.empty())
            session.console().note(tr("Nothing to change."));
    }
    session.finish(ExitCode::Yes);
}

} // namespace pamphlet::app::cli
