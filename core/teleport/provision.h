// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/libpamprofile.h"
#include "core/result.h"
#include "core/teleport/script.h"
#include "core/tree/filesource.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/** The wizard "create local users on login": one list of changes. */
namespace pamphlet::teleport {

struct ProvisionRequest {
    std::string configFile = "/etc/teleport.yaml";
    std::string configBytes; ///< as it is now
    std::string service = "teleport"; ///< of the service file
    std::string scriptFile = "/etc/pam-exec.d/teleport_acct";
    ScriptOptions script; ///< its tools are looked for in the tree
    bool motd = true; ///< the message of the day is shown
    bool followSystem = false; ///< account and session rules of the system's own stack, too (expiry, limits)
    bool replace = false; ///< a service file or a script of these names that is there already is replaced
};

struct ProvisionedFile {
    std::string path;
    std::string bytes;
    std::optional<std::uint32_t> mode; ///< nullopt: as it is; of a new file configuration 0600

    bool operator==(const ProvisionedFile &) const = default;
};

/**
 * The service file, the script (0755) and the file configuration with `enabled: true` and the service's name, misplaced blocks moved.
 * What is as it should be is left out. Before they are returned the three are checked together: a finding that is an error is refused
 * (EditRefused, with its id and place), but for keys that this program does not know (TEL005). Conflict: a file of that name is there, and
 * is another.
 */
Result<std::vector<ProvisionedFile>> provision(const FileSource &tree, const pam::LibpamProfile &profile, const ProvisionRequest &request);

} // namespace pamphlet::teleport
