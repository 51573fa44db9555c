// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/pam/dispatch/compare.h"

#include <vector>

/** What a change means for who gets in, as it is printed. */
namespace pamphlet::app::cli {

/// The contract's keys, and more.
Json serviceChangeJson(const pam::ServiceChange &service);
void printServiceChange(Console &console, const pam::ServiceChange &service);

/// Beside an answer: a line for each meaning, with all services that it is true of, the gravest first.
void noteChanges(Console &console, const std::vector<pam::ServiceChange> &services);

} // namespace pamphlet::app::cli
