// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/libpamprofile.h"
#include "core/pam/lint/check.h"
#include "core/teleport/config.h"
#include "core/tree/filesource.h"

#include <vector>

namespace pamphlet::teleport {

/// TEL020…TEL060 and some of PAM…: the service file that Teleport calls, and the scripts that it runs.
std::vector<pam::Finding> checkService(const Config &config, const FileSource &tree, const pam::LibpamProfile &profile);

} // namespace pamphlet::teleport
