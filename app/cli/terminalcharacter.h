// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pamphlet::app::cli {

/// Characters above the C0 controls with which text could drive a terminal or reorder what stands around it: DEL, C1 controls,
/// directional marks, embeddings, overrides and isolates (UAX #9).
constexpr bool drivesTerminal(char32_t c)
{
    return (c >= 0x7f && c <= 0x9f) || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

} // namespace pamphlet::app::cli
