// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/libpamprofile.h"
#include "core/pam/lint/check.h"
#include "core/teleport/config.h"
#include "core/tree/filesource.h"

#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::teleport {

/// Every id there is (docs/teleport.md).
const std::vector<pam::LintInfo> &checkCatalogue();

/// A finding with the severity of its id.
pam::Finding makeFinding(std::string_view id, Place where, std::vector<std::string> arguments = {},
                         std::optional<pam::Fix> fix = std::nullopt);

/**
 * What is wrong, or worth knowing, with PAM in a file configuration of Teleport, in the service file that it names and in the scripts that
 * this runs: findings TEL…, and of the service's own PAM… findings those on scripts and the message of the day. Sorted by file, line,
 * column, id.
 */
std::vector<pam::Finding> check(const Config &config, const FileSource &tree, const pam::LibpamProfile &profile);

/// The same from the bytes of the file; what is no YAML is the finding TEL001.
std::vector<pam::Finding> check(const std::string &bytes, const std::string &file, const FileSource &tree,
                                const pam::LibpamProfile &profile);

/// What a version of Teleport does with a mistake in its file.
enum class Effect {
    Ignored, ///< as if it were not there: PAM may be silently off
    Delays, ///< an error in the log, five seconds of waiting, then it starts without the setting
    RefusesToStart,
    SilentlyOff, ///< PAM is off, and nothing says so
    SessionFails, ///< it starts, and the login fails
};
/// "ignored", "delays", "refuses-to-start", "silently-off", "session-fails".
std::string_view effectName(Effect effect);

struct VersionEffect {
    std::string_view versions; ///< "before 6", "6", "from 7", "all"
    Effect effect;
};

/// By the id of a finding on the file; empty where it is not about Teleport reading its file.
std::vector<VersionEffect> versionEffects(std::string_view id);

} // namespace pamphlet::teleport
