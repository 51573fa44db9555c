// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/writeoptions.h"
#include "core/teleport/provision.h"

#include <string>

namespace pamphlet::app::cli {

/// pamphletctl teleport provision: users that are created on login.
class TeleportProvisionCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    std::string m_config;
    teleport::ProvisionRequest m_request;
    bool m_noMotd = false;
    bool m_noHome = false;
    WriteOptions m_writing;
};

} // namespace pamphlet::app::cli
