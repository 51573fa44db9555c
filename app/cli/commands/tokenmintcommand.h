// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/commands/tokenfiles.h"
#include "core/token/mint.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pamphlet::app::cli {

/// pamphletctl token mint: a token for trying, as the token service would make it.
class TokenMintCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    /// Everything but the key. InvalidArgument, InvalidInput.
    Result<token::MintRequest> request(const token::TokenSetup &setup) const;

    TokenFiles m_files;
    std::string m_user;
    std::vector<std::string> m_scopes;
    std::optional<std::string> m_issuer;
    std::optional<std::string> m_audience;
    std::int64_t m_lifetime = token::serviceTokenSeconds;
    std::string m_keyId = "libtrust";
    bool m_noCatalog = false;
};

} // namespace pamphlet::app::cli
