// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/showcommand.h"

#include "app/cli/problemreport.h"
#include "app/cli/session.h"
#include "app/cli/table.h"
#include "core/pam/stack/servicelookup.h"
#include "ui/text/text.h"

#include <algorithm>

namespace pamphlet::app::cli {

namespace {

std::string kindName(pam::EntryKind kind)
{
    switch (kind) {
    case pam::EntryKind::Module:
        return "module";
    case pam::EntryKind::MustFail:
        return "must-fail";
    case pam::EntryKind::Marker:
        return "marker";
    }
    return "module";
}

Json entryJson(const pam::Entry &entry)
{
    const std::string_view via = pam::viaName(entry.via);
    return Json{{"facility", pam::facilityName(entry.facility)},
                {"file", entry.file},
                {"line", entry.line},
                {"depth", entry.depth},
                {"silent", entry.silent},
                {"control", entry.control},
                {"module", entry.module.empty() ? Json(nullptr) : Json(entry.module)},
                {"args", entry.arguments},
                {"via", via.empty() ? Json(nullptr) : Json(via)},
                {"kind", kindName(entry.kind)},
                {"level", entry.level},
                {"fallback", entry.fallback}};
}

/// What libpam calls, in order: a marker is not run.
std::vector<pam::Entry> running(const pam::EffectiveStack &stack, pam::Facility facility)
{
    std::vector<pam::Entry> entries = stack.chain(facility);
    std::erase_if(entries, [](const pam::Entry &entry) { return entry.kind == pam::EntryKind::Marker; });
    return entries;
}

QString joined(const std::vector<std::string> &arguments)
{
    QStringList words;
    for (const std::string &argument : arguments) {
        const bool bracketed = argument.empty() || argument.find_first_of(" \t[]") != std::string::npos;
        words.append(bracketed ? u'[' + shown(argument) + u']' : shown(argument));
    }
    return words.join(u' ');
}

} // namespace

CLI::App *ShowCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("show", tr("Show the effective stack of a service").toStdString());
    app->add_option("SERVICE", m_service, tr("As in pam_start(3): sudo, sshd, login, …").toStdString())->type_name("")->required();
    app->add_option("FACILITY", m_facility, tr("auth, account, password or session; all four if left out").toStdString())
        ->type_name("")
        ->check([](const std::string &name) {
            return pam::facilityFromName(name) ? std::string() : tr("\"%1\" is not a facility").arg(shown(name)).toStdString();
        });
    return app;
}

void ShowCommand::run(Session &session)
{
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    // As root libpam reads what we may not: then what follows would not be what it does.
    if (const auto error = unreadableFileOf(*tree, m_service))
        return session.fail(*error);

    const pam::EffectiveStack stack = pam::effectiveStack(*tree->files, tree->profile, m_service);
    if (stack.hasProblem(pam::ProblemKind::ServiceNotFound))
        return session.fail(Error{ErrorCode::NotFound, "neither the service nor \"other\" has a file",
                                  Place{"/etc/pam.d/" + pam::normalizedServiceName(m_service), 0, 0}});

    std::vector<pam::Facility> facilities(pam::allFacilities.begin(), pam::allFacilities.end());
    if (const auto facility = pam::facilityFromName(m_facility))
        facilities = {*facility};

    if (session.options().json) {
        Json entries = Json::array();
        for (const pam::Facility facility : facilities) {
            for (const pam::Entry &entry : running(stack, facility))
                entries.push_back(entryJson(entry));
        }
        session.console().document(Json{{"service", stack.service},
                                        {"start", pam::startName(stack.start)},
                                        {"file", stack.serviceFile.empty() ? Json(nullptr) : Json(stack.serviceFile)},
                                        {"entries", entries},
                                        {"problems", problemsJson(stack.problems)}});
    } else {
        printText(session, stack, facilities);
    }
    session.finish(stack.hasProblem(pam::ProblemKind::IncludeUnreadable) ? ExitCode::BadInput : ExitCode::Yes);
}

void ShowCommand::printText(Session &session, const pam::EffectiveStack &stack, const std::vector<pam::Facility> &facilities) const
{
    Console &console = session.console();
    const QString service = shown(stack.service);
    const std::string &file = stack.serviceFile.empty() ? stack.otherFile : stack.serviceFile;
    console.line(console.styled(Style::Heading, service) + QStringLiteral("  ") + shown(file));
    switch (stack.start) {
    case pam::StartOutcome::Success:
        break;
    case pam::StartOutcome::Abort:
        console.line(console.styled(Style::Bad, tr("libpam refuses this configuration: nobody can log in through it.")));
        break;
    case pam::StartOutcome::Hang:
        console.line(console.styled(Style::Bad, tr("libpam never returns from reading this configuration.")));
        break;
    case pam::StartOutcome::Crash:
        console.line(console.styled(Style::Bad, tr("libpam crashes on this configuration.")));
        break;
    case pam::StartOutcome::Undefined:
        console.line(console.styled(Style::Bad, tr("What this libpam does with this configuration is undefined.")));
        break;
    }
    for (const pam::Facility facility : facilities) {
        const std::vector<pam::Entry> entries = running(stack, facility);
        console.line();
        QString heading = console.styled(Style::Heading, shown(pam::facilityName(facility)));
        if (!entries.empty() && entries.front().fallback && stack.service != "other")
            heading += QStringLiteral("  ") + console.styled(Style::Warning, tr("from \"other\": %1 has no rules for it").arg(service));
        console.line(heading);
        if (entries.empty())
            console.line(QStringLiteral("  ") + console.styled(Style::Faint, tr("no rules: always refused")));
        Table table({}, 2);
        for (const pam::Entry &entry : entries) {
            const QString module = entry.kind == pam::EntryKind::MustFail ? tr("(always fails)") : shown(entry.module);
            table.addRow({QString(entry.depth * 2, u' ') + ui::text::shortPlace(entry.file, entry.line),
                          (entry.silent ? QStringLiteral("-") : QString()) + shown(entry.control), module, joined(entry.arguments)},
                         entry.kind == pam::EntryKind::MustFail ? Style::Bad : Style::Plain);
        }
        table.print(console);
    }
    if (!stack.problems.empty()) {
        console.line();
        console.line(console.styled(Style::Heading, tr("Problems")));
        printProblems(console, stack.problems);
    }
}

} // namespace pamphlet::app::cli
