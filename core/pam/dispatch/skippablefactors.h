// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/explain.h"

#include <vector>

namespace pamphlet::pam {

/// Where one way demands several factors and another only some of them: SkippableFactor in explain.h.
std::vector<SkippableFactor> skippableFactors(const std::vector<Way> &ways);

} // namespace pamphlet::pam
