// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/teleportlogin.h"

#include <string>

namespace pamphlet::app::cli {

/// pamphletctl teleport sequence: what Teleport does with PAM for one login.
class TeleportSequenceCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    std::string m_config;
    std::string m_login;
    TeleportLoginOptions m_who;
    std::string m_request = "shell";
    std::string m_remoteHost;
    std::string m_tty;
    bool m_noItems = false;
};

} // namespace pamphlet::app::cli
