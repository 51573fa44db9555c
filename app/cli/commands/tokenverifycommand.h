// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/commands/tokenfiles.h"
#include "core/token/registryverify.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pamphlet::app::cli {

/// pamphletctl token verify [TOKEN|-]: what a registry would answer to it.
class TokenVerifyCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    Result<token::VerifyRequest> request(const token::TokenSetup &setup) const;
    Result<std::string> readToken() const;
    static void print(Session &session, token::RegistryVersion version, const token::Verdict &verdict);

    TokenFiles m_files;
    std::string m_token = "-";
    std::vector<std::string> m_access;
    std::optional<std::string> m_issuer;
    std::optional<std::string> m_audience;
    std::optional<std::int64_t> m_time;
};

} // namespace pamphlet::app::cli
