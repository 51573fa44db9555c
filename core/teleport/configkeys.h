// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/teleport/config.h"

#include <string>
#include <vector>

namespace pamphlet::teleport {

/// Keys of the file that have to do with PAM and are not where Teleport looks for them: duplicates anywhere, unknown or misplaced ones at
/// the top, in `ssh_service` and in `ssh_service.pam`. In file order.
std::vector<KeyFinding> checkKeys(const yaml::Document &document, const std::string &file);

} // namespace pamphlet::teleport
