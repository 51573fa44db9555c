// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/motd/terminaltext.h"

namespace pamphlet::app::cli {

/// A rendered text as lines of the answer. Where there are colours they are written anew from the styles, so that no escape
/// of the text itself is ever sent.
void printPreview(Console &console, const motd::TerminalText &text);

} // namespace pamphlet::app::cli
