// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/session.h"

#include <QCoreApplication>

#include <memory>
#include <vector>

namespace pamphlet::app::cli {

/// The command line of pamphletctl: global options, which may stand before or after the command, and the commands.
class CommandLine
{
    Q_DECLARE_TR_FUNCTIONS(pamphlet::app::cli::CommandLine)

public:
    CommandLine();
    ~CommandLine();

    /// What was asked for: a command to run, or a code to end with (help, the version and usage errors are printed).
    struct Parsed {
        Command *command = nullptr;
        Options options;
        ExitCode code = ExitCode::Yes;
    };
    Parsed parse(int argc, const char *const *argv);

private:
    struct Entry {
        std::unique_ptr<Command> command;
        CLI::App *app = nullptr;
    };

    CLI::App m_app;
    Options m_options;
    std::vector<Entry> m_commands;
};

} // namespace pamphlet::app::cli
