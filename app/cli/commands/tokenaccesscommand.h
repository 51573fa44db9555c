// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/commands/tokenfiles.h"
#include "core/token/access.h"

#include <string>
#include <vector>

namespace pamphlet::app::cli {

/// pamphletctl token access [USER…]: who gets a token.
class TokenAccessCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    void print(Session &session, const std::vector<token::EffectiveAccess> &list, const token::PamAnswer &pam) const;
    static void noteBlacklist(Session &session, const std::vector<token::BlacklistEntry> &entries);

    TokenFiles m_files;
    std::vector<std::string> m_users;
    std::string m_service = "php";
};

} // namespace pamphlet::app::cli
