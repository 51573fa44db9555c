// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"

#include "app/cli/commands/applycommand.h"
#include "app/cli/commands/checkcommand.h"
#include "app/cli/commands/comparecommand.h"
#include "app/cli/commands/editcommand.h"
#include "app/cli/commands/explaincommand.h"
#include "app/cli/commands/listcommand.h"
#include "app/cli/commands/mimiccommand.h"
#include "app/cli/commands/modulescommand.h"
#include "app/cli/commands/motdcommand.h"
#include "app/cli/commands/rollbackcommand.h"
#include "app/cli/commands/showcommand.h"
#include "app/cli/commands/simulatecommand.h"
#include "app/cli/commands/sregistrycommand.h"
#include "app/cli/commands/teleportcommand.h"
#include "app/cli/commands/testlogincommand.h"
#include "app/cli/commands/tokencommand.h"

#include <algorithm>
#include <cstdio>

namespace pamphlet::app::cli {

CommandLine::CommandLine()
    : m_app(tr("See, change and try the PAM configuration: who may log in to this machine.").toStdString(), "pamphletctl")
{
    m_app.fallthrough();
    m_app.require_subcommand(0, 1);
    m_app.get_formatter()->column_width(34);
    m_app.set_help_flag("-h,--help", tr("Show this help and end").toStdString());
    m_app.set_version_flag("--version", std::string("pamphletctl ") + PAMPHLET_VERSION, tr("Show the version and end").toStdString());
    m_app.add_option("--root", m_options.root, tr("The tree to work on (default: /)").toStdString())->type_name("DIR");
    m_app
        .add_option("--libpam", m_options.libpam,
                    tr("Whose libpam reads the tree: auto, debian-12, upstream-1.7, … (default: auto)").toStdString())
        ->type_name("NAME");
    m_app.add_flag("--json", m_options.json, tr("Answer with one JSON document").toStdString());
    m_app.add_flag("--no-color", m_options.noColor, tr("No colours").toStdString());
    m_app.add_flag("--quiet", m_options.quiet, tr("Only answers and errors, no remarks").toStdString());

    const auto add = [this](std::unique_ptr<Command> command) {
        CLI::App *app = command->define(m_app);
        app->footer(tr("Global options (--root, --json, …): pamphletctl --help").toStdString());
        m_commands.push_back({std::move(command), app});
    };
    add(std::make_unique<ListCommand>());
    add(std::make_unique<ShowCommand>());
    add(std::make_unique<CheckCommand>());
    add(std::make_unique<SimulateCommand>());
    add(std::make_unique<ExplainCommand>());
    add(std::make_unique<CompareCommand>());
    add(std::make_unique<ModulesCommand>());
    add(std::make_unique<EditCommand>());
    add(std::make_unique<MimicCommand>());
    add(std::make_unique<ApplyCommand>());
    add(std::make_unique<RollbackCommand>());
    add(std::make_unique<TestLoginCommand>());
    add(std::make_unique<MotdCommand>());
    add(std::make_unique<TokenCommand>());
    add(std::make_unique<TeleportCommand>());
    add(std::make_unique<SregistryCommand>());
}

CommandLine::~CommandLine() = default;

CommandLine::Parsed CommandLine::parse(int argc, const char *const *argv)
{
    const auto usage = [this](const QString &text) {
        Console console({m_options.noColor, m_options.quiet});
        console.complaint(text);
        console.note(tr("Try \"pamphletctl --help\"."));
        return Parsed{nullptr, m_options, ExitCode::Usage};
    };
    try {
        m_app.parse(argc, argv);
    } catch (const CLI::Success &wish) { // --help, --version
        m_app.exit(wish);
        return {nullptr, m_options, std::fflush(stdout) == 0 ? ExitCode::Yes : ExitCode::Failure};
    } catch (const CLI::Error &error) {
        return usage(shown(error.what()));
    }
    for (const Entry &entry : m_commands) {
        if (entry.app->parsed())
            return {entry.command.get(), m_options, ExitCode::Yes};
    }
    return usage(tr("A command is needed."));
}

} // namespace pamphlet::app::cli
