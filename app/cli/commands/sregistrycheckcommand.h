// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

#include <string>

namespace pamphlet::app::cli {

/// pamphletctl sregistry check DIR
class SregistryCheckCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    std::string m_directory;
    std::string m_failOn = "warning";
};

} // namespace pamphlet::app::cli
