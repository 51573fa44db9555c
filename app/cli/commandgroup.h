// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace pamphlet::app::cli {

/// A command whose first word names another one: `teleport check`.
class CommandGroup : public Command
{
public:
    void run(Session &session) final;

protected:
    CLI::App *defineGroup(CLI::App &parent, const std::string &name, const QString &description,
                          std::vector<std::unique_ptr<Command>> commands);

private:
    struct Member {
        std::unique_ptr<Command> command;
        CLI::App *app = nullptr;
    };
    std::vector<Member> m_members;
};

} // namespace pamphlet::app::cli
