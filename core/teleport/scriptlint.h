// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/lint/check.h"

#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::teleport {

/**
 * The traps of scripts that create users on login: what the published ones fell into, and what pam_exec(8) asks for. For a script that is
 * run as well as for one that writes it. Findings TEL050… in file order; a script of Pamphlet has none.
 */
std::vector<pam::Finding> lintScript(std::string_view text, const std::string &file);

} // namespace pamphlet::teleport
