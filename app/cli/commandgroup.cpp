// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandgroup.h"

#include <algorithm>

namespace pamphlet::app::cli {

CLI::App *CommandGroup::defineGroup(CLI::App &parent, const std::string &name, const QString &description,
                                    std::vector<std::unique_ptr<Command>> commands)
{
    auto *app = parent.add_subcommand(name, description.toStdString());
    app->require_subcommand(1);
    for (std::unique_ptr<Command> &command : commands) {
        CLI::App *const member = command->define(*app);
        m_members.push_back({std::move(command), member});
    }
    return app;
}

void CommandGroup::run(Session &session)
{
    const auto chosen = std::find_if(m_members.begin(), m_members.end(), [](const Member &member) { return member.app->parsed(); });
    if (chosen != m_members.end()) // the parser lets nothing else pass
        chosen->command->run(session);
}

} // namespace pamphlet::app::cli
