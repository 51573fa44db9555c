// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/libpamprofile.h"
#include "core/pam/lint/check.h"
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
    std::optional<std::uint32_t> mode; ///< nullopt: as it is

    bool operator==(const ProvisionedFile &) const = default;
};

/// What the wizard would do, and what is to be said of it.
struct ProvisionPlan {
    std::vector<ProvisionedFile> files; ///< what is as it should be is left out
    std::vector<std::string> conflicts; ///< of the files those that are there, are others, and must not be replaced
    std::vector<pam::Finding> findings; ///< of the three together, as they would be
};

/// InvalidArgument, Unsafe: a request that cannot be. NotFound: `followSystem`, and no system stack. InvalidInput, EditRefused: a file
/// configuration that cannot be changed, with the place.
Result<ProvisionPlan> planProvision(const FileSource &tree, const pam::LibpamProfile &profile, const ProvisionRequest &request);

/// Whether this finding on a plan keeps it from being carried out: an error, but for keys that this program does not know (TEL005).
bool refusesProvision(const pam::Finding &finding);

/**
 * The service file, the script (0755) and the file configuration with `enabled: true` and the service's name, misplaced blocks moved: the
 * files of planProvision(). Conflict: a file of that name is there, and is another; all are named. EditRefused, with its id and place: a
 * finding that refusesProvision().
 */
Result<std::vector<ProvisionedFile>> provision(const FileSource &tree, const pam::LibpamProfile &profile, const ProvisionRequest &request);

} // namespace pamphlet::teleport
