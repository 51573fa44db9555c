// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/secret.h"

namespace pamphlet::app::cli {

/// What stands before the first newline of standard input, and not a byte more. InvalidInput if there is nothing at all, or a NUL, which
/// no PAM answer can hold; TooLarge beyond Secret::capacity.
Result<Secret> readPasswordFromStandardInput();

} // namespace pamphlet::app::cli
