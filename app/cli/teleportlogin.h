// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/teleport/sequence.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace pamphlet::app::cli {

/// Who logs in through Teleport, as options: a name there, roles, traits of the identity provider.
class TeleportLoginOptions
{
public:
    /// --role, --trait, and the name in Teleport under the option `userOption`.
    void define(CLI::App &app, const std::string &userOption);

    bool given() const { return !m_user.empty() || !m_roles.empty() || !m_traits.empty(); }

    /// `login`: the local user, who is also the one in Teleport if no other is named. InvalidArgument for a trait that is none.
    Result<teleport::Login> login(const std::string &login) const;

private:
    std::string m_user;
    std::vector<std::string> m_roles;
    std::vector<std::string> m_traits;
};

} // namespace pamphlet::app::cli
