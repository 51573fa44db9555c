// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/pam/stack/effectivestack.h"

#include <vector>

/** What libpam stumbles over in a configuration, as it is printed. */
namespace pamphlet::app::cli {

/// [{"kind","file","line","column","message"}]
Json problemsJson(const std::vector<pam::Problem> &problems);

/// A line each, and how many more there are where they are more than a person reads.
void printProblems(Console &console, const std::vector<pam::Problem> &problems);

} // namespace pamphlet::app::cli
