// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace pamphlet::app::cli {

/// pamphletctl modules
class ModulesCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    std::string m_name;
    bool m_directory = false;
    bool m_all = false;
};

} // namespace pamphlet::app::cli
