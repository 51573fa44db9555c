// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <string_view>

namespace pamphlet::app::cli {

/// A unified diff as lines of the answer, coloured where there are colours. Bytes that are not plain text are shown, not sent:
/// the exact bytes are in --json.
void printDiff(Console &console, std::string_view diff);

} // namespace pamphlet::app::cli
