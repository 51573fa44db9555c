// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "helper/probe/channel.h"

namespace pamphlet::helper {

/// Makes the calls of a sequence with the real libpam in this process, up to the first that fails, as the programs do.
/// Each call and what it returned goes out on the channel; so does the end.
void runLogin(const LoginRequest &request, Channel &channel);

} // namespace pamphlet::helper
