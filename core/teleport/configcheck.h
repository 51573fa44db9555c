// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/lint/check.h"
#include "core/teleport/config.h"

#include <vector>

namespace pamphlet::teleport {

/// TEL002…TEL018: what the file says, without a look at PAM.
std::vector<pam::Finding> checkConfig(const Config &config);

} // namespace pamphlet::teleport
