// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/text.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace pamphlet::change {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<std::int8_t, 256> reverseAlphabet()
{
    std::array<std::int8_t, 256> table{};
    for (auto &value : table)
        value = -1;
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
    return table;
}

constexpr auto values = reverseAlphabet();

/// Takes one code point off the front; nullopt if the bytes are not UTF-8.
std::optional<char32_t> takeCodePoint(std::string_view &text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead >= 0x80 && (lead < 0xc2 || lead > 0xf4))
        return std::nullopt;
    if (text.size() < length)
        return std::nullopt;
    char32_t point = length == 1 ? lead : lead & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xc0U) != 0x80)
            return std::nullopt;
        point = point << 6 | (next & 0x3fU);
    }
    constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    if (point < least[length] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
        return std::nullopt;
    text.remove_prefix(length);
    return point;
}

} // namespace

bool isPlainLine(std::string_view text)
{
    while (!text.empty()) {
        const std::optional<char32_t> point = takeCodePoint(text);
        if (!point)
            return false;
        const char32_t c = *point;
        const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
        const bool separator = c == 0x2028 || c == 0x2029;
        const bool reorders = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        if (control || separator || reorders)
            return false;
    }
    return true;
}

std::string toBase64(std::string_view bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= count ? alphabet[group >> (18 - 6 * k) & 0x3f] : '=';
    }
    return text;
}

std::optional<std::string> fromBase64(std::string_view text)
{
    if (text.size() % 4 != 0)
        return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=')
        ++padding;
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    for (std::size_t i = 0; i < text.size(); i += 4) {
        const std::size_t missing = i + 4 == text.size() ? padding : 0;
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            const std::int8_t value = k < 4 - missing ? values[static_cast<unsigned char>(text[i + k])] : std::int8_t{0};
            if (value < 0)
                return std::nullopt;
            group = group << 6 | static_cast<std::uint32_t>(value);
        }
        if ((group & ((1U << 8 * missing) - 1)) != 0)
            return std::nullopt;
        for (std::size_t k = 0; k < 3 - missing; ++k)
            bytes += static_cast<char>(group >> (16 - 8 * k) & 0xff);
    }
    return bytes;
}

bool isHex(std::string_view text, std::size_t length, bool anyCase)
{
    return text.size() == length && std::all_of(text.begin(), text.end(), [anyCase](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (anyCase && c >= 'A' && c <= 'F');
           });
}

} // namespace pamphlet::change
