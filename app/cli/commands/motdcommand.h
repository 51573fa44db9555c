// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

#include <string>

namespace pamphlet::app::cli {

/// pamphletctl motd show | parts [SERVICE] | preview [FILE] [--service SERVICE] | set FILE
class MotdCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    void show(Session &session) const;
    void parts(Session &session) const;
    void preview(Session &session) const;
    Result<std::string> previewedBytes(Session &session) const;
    void set(Session &session);

    CLI::App *m_show = nullptr;
    CLI::App *m_parts = nullptr;
    CLI::App *m_preview = nullptr;
    CLI::App *m_set = nullptr;
    std::string m_partsService;
    std::string m_previewFile;
    std::string m_previewService;
    std::string m_setFile;
    std::string m_reason;
    bool m_dryRun = false;
};

} // namespace pamphlet::app::cli
