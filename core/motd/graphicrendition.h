// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/motd/terminaltext.h"

#include <string_view>

namespace pamphlet::motd {

/// A style, and whether all of what was asked could be understood.
struct Rendition {
    TerminalStyle style;
    bool understood = true;
};

/// Select Graphic Rendition: `parameters` is what stands between CSI and `m` (ECMA-48 §8.3.117; colours: ITU-T T.416 §13.1.8 and
/// the form with semicolons that xterm made common).
Rendition selectGraphicRendition(TerminalStyle style, std::string_view parameters);

} // namespace pamphlet::motd
