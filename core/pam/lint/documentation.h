// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace pamphlet::pam {

/// docs/lints.md: one section for each id, "## PAM001 slug (severity)".
std::string lintDocumentation();

} // namespace pamphlet::pam
