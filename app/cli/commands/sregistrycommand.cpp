// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/sregistrycommand.h"

#include "app/cli/commands/sregistrycheckcommand.h"
#include "app/cli/commands/sregistryswitchcommand.h"

namespace pamphlet::app::cli {

CLI::App *SregistryCommand::define(CLI::App &parent)
{
    std::vector<std::unique_ptr<Command>> commands;
    commands.push_back(std::make_unique<SregistryCheckCommand>());
    commands.push_back(std::make_unique<SregistrySwitchCommand>(SregistrySwitchCommand::To::On));
    commands.push_back(std::make_unique<SregistrySwitchCommand>(SregistrySwitchCommand::To::Off));
    return defineGroup(parent, "sregistry", tr("Singularity Registry and PAM: its plugin, its image, the host's accounts"),
                       std::move(commands));
}

} // namespace pamphlet::app::cli
