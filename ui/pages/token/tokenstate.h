// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/libpamprofile.h"
#include "core/token/access.h"
#include "core/token/finding.h"
#include "core/token/machineusers.h"
#include "core/token/setup.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pamphlet::ui {

/// Everything that the page of the token service shows of a tree, read once. Without the private key: what is to be told of it is told.
struct TokenState {
    token::SetupPaths paths;
    token::TokenSetup setup; ///< setup.key is never there
    std::string keyKind; ///< "RSA 2048"; empty: no key that could be read
    bool keyCertified = false; ///< the bundle has a certificate of it
    std::size_t certificates = 0; ///< in the bundle
    std::optional<std::int64_t> expires; ///< the key's certificate, else the one of the bundle that expires first
    std::vector<token::Finding> findings;
    std::vector<std::string> configs; ///< the configurations, unless one holds a private key
    std::vector<std::string> texts; ///< files beside the configurations whose text may be shown: never one with a private key

    std::vector<token::MachineUser> users;
    std::optional<Error> usersError;
    std::vector<token::MachineGroup> groups;
    token::PamAnswer pam;
    std::optional<Error> pamError;
    std::vector<token::EffectiveAccess> access; ///< one a user
    std::vector<token::BlacklistEntry> blacklist;
    std::int64_t now = 0;

    /// Errors and warnings among the findings.
    int attention() const;
    bool hasService() const { return setup.service && setup.service->isMap && !setup.service->otherProgram; }
    bool hasRegistry() const { return setup.registry && setup.registry->token.good(); }
};

/// For any thread. `now`: seconds since 1970.
std::shared_ptr<const TokenState> readTokenState(const FileSource &tree, const pam::LibpamProfile &profile, const token::SetupPaths &paths,
                                                 std::int64_t now);

} // namespace pamphlet::ui
