// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "core/pam/stack/effectivestack.h"

#include <string>
#include <vector>

namespace pamphlet::app::cli {

/// pamphletctl show SERVICE [FACILITY]
class ShowCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    void printText(Session &session, const pam::EffectiveStack &stack, const std::vector<pam::Facility> &facilities) const;

    std::string m_service;
    std::string m_facility;
};

} // namespace pamphlet::app::cli
