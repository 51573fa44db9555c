// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

#include <string>

namespace pamphlet::app::cli {

/// pamphletctl explain SERVICE [FACILITY], explain --all
class ExplainCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    std::string m_service;
    std::string m_facility;
    bool m_all = false;
};

} // namespace pamphlet::app::cli
