// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

/// What a rule of pam_exec(8) or pam_script(7) runs, as written; empty for other modules. Of pam_script these are the
/// files that it looks for, whether they are there or not.
std::vector<std::string> scriptsOf(std::string_view module, const std::vector<std::string> &arguments);

} // namespace pamphlet::pam
