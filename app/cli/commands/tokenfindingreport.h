// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/token/finding.h"
#include "core/tree/filesource.h"

#include <vector>

/** Findings about token service and registry, as check prints its own. */
namespace pamphlet::app::cli {

/// `files`: what a fix is shown as a difference to.
Json tokenFindingJson(const FileSource &files, const token::Finding &finding);

void printTokenFinding(Console &console, const token::Finding &finding);

/// The same, beside the answer.
void noteTokenFinding(Console &console, const token::Finding &finding);

} // namespace pamphlet::app::cli
