// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tree/filesource.h"

#include <optional>
#include <string>
#include <vector>

/** The user and the group that nginx of the registry runs as: the host's account files hide those of its image. */
namespace pamphlet::sregistry {

struct HostAccount {
    bool group = false; ///< else the user
    bool there = false;
    std::string command; ///< makes it
};

/// The group, then the user, as they have to be made. nullopt: the host's files cannot be read.
std::optional<std::vector<HostAccount>> hostAccounts(const FileSource &host);

} // namespace pamphlet::sregistry
