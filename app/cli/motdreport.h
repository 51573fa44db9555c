// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/motd/composition.h"

/** What logins show of the message of the day, part by part. */
namespace pamphlet::app::cli {

/// `all`: with the files of the message, who sees them, and the scripts.
Json motdPartsJson(const motd::Survey &survey, bool all);
void printMotdParts(Console &console, const motd::Survey &survey, bool all);

} // namespace pamphlet::app::cli
