// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/tokencommand.h"

#include "app/cli/commands/tokenaccesscommand.h"
#include "app/cli/commands/tokencheckcommand.h"
#include "app/cli/commands/tokenkeycommand.h"
#include "app/cli/commands/tokenmintcommand.h"
#include "app/cli/commands/tokensetcommand.h"
#include "app/cli/commands/tokenverifycommand.h"

#include <utility>

namespace pamphlet::app::cli {

CLI::App *TokenCommand::define(CLI::App &parent)
{
    std::vector<std::unique_ptr<Command>> commands;
    commands.push_back(std::make_unique<TokenCheckCommand>());
    commands.push_back(std::make_unique<TokenSetCommand>());
    commands.push_back(std::make_unique<TokenAccessCommand>());
    commands.push_back(std::make_unique<TokenMintCommand>());
    commands.push_back(std::make_unique<TokenVerifyCommand>());
    commands.push_back(std::make_unique<TokenKeyCommand>());
    return defineGroup(parent, "token", tr("The Docker token service, and the registry that trusts its tokens"), std::move(commands));
}

} // namespace pamphlet::app::cli
