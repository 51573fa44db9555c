// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/motd/utf8.h"

#include <algorithm>
#include <array>

namespace pamphlet::motd {

namespace {

struct Range {
    char32_t first, last;
};

// Unicode 15: blocks of combining marks, joiners and variation selectors.
constexpr std::array<Range, 10> combining{{
    {0x0300, 0x036f},
    {0x0483, 0x0489},
    {0x0591, 0x05bd},
    {0x1ab0, 0x1aff},
    {0x1dc0, 0x1dff},
    {0x200b, 0x200f},
    {0x20d0, 0x20ff},
    {0xfe00, 0xfe0f},
    {0xfe20, 0xfe2f},
    {0xe0100, 0xe01ef},
}};

// EastAsianWidth W and F, by block.
constexpr std::array<Range, 12> wide{{
    {0x1100, 0x115f},
    {0x231a, 0x231b},
    {0x2e80, 0x303e},
    {0x3041, 0x4dbf},
    {0x4e00, 0xa4cf},
    {0xa960, 0xa97c},
    {0xac00, 0xd7a3},
    {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},
    {0xff00, 0xff60},
    {0x1f300, 0x1faff},
    {0x20000, 0x3fffd},
}};

template<std::size_t Size>
bool isIn(const std::array<Range, Size> &ranges, char32_t point)
{
    const auto after
        = std::upper_bound(ranges.begin(), ranges.end(), point, [](char32_t value, const Range &range) { return value < range.first; });
    return after != ranges.begin() && point <= (after - 1)->last;
}

} // namespace

DecodedPoint decodeUtf8(std::string_view bytes)
{
    const auto lead = static_cast<unsigned char>(bytes.front());
    if (lead < 0x80)
        return {lead, 1, true};
    if (lead < 0xc2 || lead > 0xf4)
        return {};
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    // The second byte is where overlong forms, surrogates and what lies beyond U+10FFFF show (Unicode table 3-7).
    const unsigned least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const unsigned most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    DecodedPoint decoded;
    char32_t point = lead & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const unsigned next = i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0;
        if (next < (i == 1 ? least : 0x80) || next > (i == 1 ? most : 0xbf))
            return decoded;
        point = point << 6 | (next & 0x3fU);
        decoded.length = i + 1;
    }
    return {point, length, true};
}

void appendUtf8(std::string &text, char32_t point)
{
    const auto add = [&text](char32_t byte) { text += static_cast<char>(byte); };
    if (point < 0x80) {
        add(point);
    } else if (point < 0x800) {
        add(0xc0 | point >> 6);
        add(0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
        add(0xe0 | point >> 12);
        add(0x80 | (point >> 6 & 0x3f));
        add(0x80 | (point & 0x3f));
    } else {
        add(0xf0 | point >> 18);
        add(0x80 | (point >> 12 & 0x3f));
        add(0x80 | (point >> 6 & 0x3f));
        add(0x80 | (point & 0x3f));
    }
}

int columnsOf(char32_t point)
{
    if (point < 0x0300)
        return 1;
    if (isIn(combining, point))
        return 0;
    return isIn(wide, point) ? 2 : 1;
}

} // namespace pamphlet::motd
