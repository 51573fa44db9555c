// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "app/cli/json.h"
#include "core/pam/dispatch/explain.h"

#include <vector>

namespace pamphlet::app::cli {

/// A condition as {"file","line","module","returned","codes",…}.
Json conditionJson(const pam::Condition &condition);

/// What `explain --json` prints of a service.
Json explanationJson(const pam::ServiceExplanation &explanation, const std::vector<pam::Facility> &facilities);

/// The same for people.
void printExplanation(Console &console, const pam::ServiceExplanation &explanation, const std::vector<pam::Facility> &facilities);

} // namespace pamphlet::app::cli
