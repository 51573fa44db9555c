// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

#include <string>
#include <vector>

namespace pamphlet::app::cli {

/// pamphletctl check [SERVICE…]
class CheckCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    std::vector<std::string> m_services;
    std::string m_failOn = "warning";
    bool m_sarif = false;
};

} // namespace pamphlet::app::cli
