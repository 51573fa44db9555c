// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pamphlet::motd {

/// One step through bytes that claim to be UTF-8.
struct DecodedPoint {
    char32_t point = 0xfffd;
    std::size_t length = 1; ///< bytes taken, at least 1
    bool valid
        = false; ///< false: `point` is U+FFFD for the longest sequence that could have begun a character (Unicode §3.9, W3C practice)
};

/// `bytes` is not empty.
DecodedPoint decodeUtf8(std::string_view bytes);

void appendUtf8(std::string &text, char32_t point);

/// Columns that a terminal gives to a character: 0 (combines with the one before), 1 or 2. Whole blocks, not single characters:
/// it decides where tabs and overwriting land, not what is drawn.
int columnsOf(char32_t point);

} // namespace pamphlet::motd
