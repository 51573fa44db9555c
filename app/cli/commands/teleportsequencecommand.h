// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "core/result.h"
#include "core/teleport/sequence.h"

#include <string>
#include <vector>

namespace pamphlet::app::cli {

/// pamphletctl teleport sequence: what Teleport does with PAM for one login.
class TeleportSequenceCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    Result<teleport::Login> login() const;

    std::string m_config;
    std::string m_user;
    std::string m_login;
    std::vector<std::string> m_roles;
    std::vector<std::string> m_traits;
    std::string m_request = "shell";
    std::string m_remoteHost;
    std::string m_tty;
    bool m_noItems = false;
};

} // namespace pamphlet::app::cli
