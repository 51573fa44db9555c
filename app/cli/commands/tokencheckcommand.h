// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/commands/tokenfiles.h"
#include "app/cli/exitcode.h"
#include "core/token/finding.h"

#include <string>
#include <vector>

namespace pamphlet::app::cli {

/// pamphletctl token check: what must hold inside and between the files of token service and registry.
class TokenCheckCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    ExitCode verdict(const std::vector<token::Finding> &findings) const;
    static void print(Session &session, const std::vector<token::Finding> &findings);

    TokenFiles m_files;
    std::vector<std::string> m_webRoots;
    std::string m_failOn = "warning";
};

} // namespace pamphlet::app::cli
