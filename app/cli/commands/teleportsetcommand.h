// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/writeoptions.h"
#include "core/teleport/settings.h"

#include <string>
#include <vector>

namespace pamphlet::app::cli {

/// pamphletctl teleport set
class TeleportSetCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    Result<teleport::Settings> settings() const;

    std::string m_config;
    std::string m_enabled;
    std::string m_usePamAuth;
    std::string m_serviceName;
    std::vector<std::string> m_environment;
    std::vector<std::string> m_renamed;
    std::vector<std::string> m_removed;
    bool m_move = false;
    CLI::Option *m_serviceNameOption = nullptr;
    WriteOptions m_writing;
};

} // namespace pamphlet::app::cli
