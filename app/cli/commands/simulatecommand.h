// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/outcomeoption.h"
#include "app/cli/simulationreport.h"
#include "app/cli/tree.h"

#include <string>
#include <vector>

namespace pamphlet::app::cli {

/// pamphletctl simulate SERVICE, simulate --all
class SimulateCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    /// A service, by the name that is asked for, and what libpam makes of its files.
    struct Service {
        std::string name;
        pam::EffectiveStack stack;
    };

    Result<std::vector<Service>> services(const Tree &tree) const;
    pam::Answers answers() const;

    std::string m_service;
    bool m_all = false;
    std::string m_primitives;
    std::vector<std::string> m_outcomes;
    std::string m_otherwise;
    std::string m_scenario;
};

} // namespace pamphlet::app::cli
