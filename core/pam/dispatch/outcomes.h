// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/returncode.h"

#include <cstdint>

namespace pamphlet::pam {

/// The codes that an entry may yield: bit n for code n.
using Outcomes = std::uint32_t;
inline constexpr Outcomes anyOutcome = 0xffffffffU;
inline constexpr Outcomes outcome(int code)
{
    return code >= 0 && code < returnCodeCount ? Outcomes(1) << code : Outcomes(0);
}

} // namespace pamphlet::pam
