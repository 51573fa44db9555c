// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/stack/effectivestack.h"
#include "core/result.h"
#include "helper/staging/stageplan.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace pamphlet::helper {

/// By file and node: the words that stand for the module in the stage.
using ReplacedModules = std::map<std::pair<std::string, std::size_t>, std::vector<std::string>>;

/// Reads a plan as libpam will read it and compares the entries with those of its source. A test login against something else
/// than what was asked for would be worse than none. Unsupported, with the place, at the first difference.
Result<void> checkStage(const pam::EffectiveStack &source, const StagePlan &plan, const ReplacedModules &replaced,
                        const pam::LibpamProfile &profile, const std::string &directory);

} // namespace pamphlet::helper
