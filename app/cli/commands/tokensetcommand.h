// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/commands/tokenfiles.h"
#include "app/cli/commands/tokennewkey.h"
#include "app/cli/writeoptions.h"
#include "core/result.h"
#include "core/token/coupledchange.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pamphlet::app::cli {

/// pamphletctl token set: what must agree in both configurations is changed in both at once.
class TokenSetCommand final : public Command
{
    Q_OBJECT
public:
    CLI::App *define(CLI::App &parent) override;
    void run(Session &session) override;

private:
    /// InvalidArgument if nothing is asked for, or a file that would have to change is not named.
    Result<void> checkWish() const;
    /// The members of the groups that are given join those to be added. NotFound for a group that is none.
    Result<void> addGroups(const FileSource &files);
    /// What is odd about the names that are given.
    void noteNames(Session &session, const FileSource &files, const token::ServiceConfig &service) const;
    /// What will be wrong and is not now.
    static std::vector<token::Finding> newFindings(const std::shared_ptr<const FileSource> &files, const token::SetupPaths &paths,
                                                   const token::CoupledChange &change);

    TokenFiles m_files;
    WriteOptions m_write;
    std::optional<std::string> m_issuer;
    std::optional<std::string> m_audience;
    std::optional<std::string> m_realm;
    TokenNewKey m_newKey;
    std::vector<std::string> m_groups;
    std::vector<std::string> m_add;
    std::vector<std::string> m_remove;
};

} // namespace pamphlet::app::cli
