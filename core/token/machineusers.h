// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/tree/filesource.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/** Users and groups as a tree's own files name them (passwd(5), group(5)). Those of directory services are not in them. */
namespace pamphlet::token {

struct MachineUser {
    std::string name;
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;

    /// Made by the distribution and not for a person, by the usual border of login.defs(5). root is not meant by it.
    bool isSystem() const { return uid != 0 && (uid < 1000 || uid == 65534); }

    bool operator==(const MachineUser &) const = default;
};

struct MachineGroup {
    std::string name;
    std::vector<std::string> members; ///< sorted: those listed, and the users who have it as their own

    bool operator==(const MachineGroup &) const = default;
};

/// Of /etc/passwd, in its order, each name once. NotFound, Unreadable.
Result<std::vector<MachineUser>> machineUsers(const FileSource &files);
/// The names alone.
Result<std::vector<std::string>> passwdUsers(const FileSource &files);

/// Of /etc/group, sorted by name; without members it is left out, and so is the private group of a single user. Empty if there is no file.
std::vector<MachineGroup> machineGroups(const FileSource &files, const std::vector<MachineUser> &users);

} // namespace pamphlet::token
