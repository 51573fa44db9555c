// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/teleportcommand.h"

#include "app/cli/commands/teleportcheckcommand.h"
#include "app/cli/commands/teleportprovisioncommand.h"
#include "app/cli/commands/teleportsequencecommand.h"
#include "app/cli/commands/teleportsetcommand.h"

namespace pamphlet::app::cli {

CLI::App *TeleportCommand::define(CLI::App &parent)
{
    std::vector<std::unique_ptr<Command>> commands;
    commands.push_back(std::make_unique<TeleportCheckCommand>());
    commands.push_back(std::make_unique<TeleportSetCommand>());
    commands.push_back(std::make_unique<TeleportProvisionCommand>());
    commands.push_back(std::make_unique<TeleportSequenceCommand>());
    return defineGroup(parent, "teleport", tr("Teleport and PAM: its file configuration, and users created on login"), std::move(commands));
}

} // namespace pamphlet::app::cli
