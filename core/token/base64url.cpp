// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/base64url.h"

#include <cstddef>
#include <cstdint>

namespace pamphlet::token {

namespace {

constexpr std::string_view standardDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view urlDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view base32Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Groups of `bits` bits, the last one filled up with zeros.
std::string encode(std::string_view bytes, std::string_view digits, unsigned bits)
{
    std::string text;
    text.reserve(bytes.size() * 8 / bits + 1);
    std::uint32_t buffer = 0;
    unsigned held = 0;
    for (const char byte : bytes) {
        buffer = (buffer << 8) | static_cast<unsigned char>(byte);
        held += 8;
        while (held >= bits) {
            held -= bits;
            text += digits[(buffer >> held) & ((1U << bits) - 1)];
        }
        buffer &= (1U << held) - 1;
    }
    if (held > 0)
        text += digits[(buffer << (bits - held)) & ((1U << bits) - 1)];
    return text;
}

enum class UnusedBits { Zero, Any };

/// Digits only: neither padding nor line ends.
std::optional<std::string> decode(std::string_view text, std::string_view digits, UnusedBits unused)
{
    if (text.size() % 4 == 1)
        return std::nullopt;
    std::string bytes;
    bytes.reserve(text.size() * 3 / 4);
    std::uint32_t buffer = 0;
    unsigned held = 0;
    for (const char c : text) {
        const std::size_t digit = digits.find(c);
        if (digit == std::string_view::npos)
            return std::nullopt;
        buffer = (buffer << 6) | static_cast<std::uint32_t>(digit);
        held += 6;
        if (held >= 8) {
            held -= 8;
            bytes += static_cast<char>((buffer >> held) & 0xff);
        }
        buffer &= (1U << held) - 1;
    }
    if (unused == UnusedBits::Zero && buffer != 0)
        return std::nullopt;
    return bytes;
}

} // namespace

std::string toBase64Url(std::string_view bytes)
{
    return encode(bytes, urlDigits, 6);
}

std::optional<std::string> fromBase64Url(std::string_view text)
{
    return decode(text, urlDigits, UnusedBits::Zero);
}

std::optional<std::string> fromBase64AsGo(std::string_view text, Base64Alphabet alphabet, Base64Padding padding)
{
    std::string digits;
    digits.reserve(text.size());
    for (const char c : text) {
        if (c != '\r' && c != '\n')
            digits += c;
    }
    if (padding == Base64Padding::Required) {
        if (digits.size() % 4 != 0)
            return std::nullopt;
        for (int i = 0; i < 2 && !digits.empty() && digits.back() == '='; ++i)
            digits.pop_back();
    }
    return decode(digits, alphabet == Base64Alphabet::Standard ? standardDigits : urlDigits, UnusedBits::Any);
}

std::string toBase64(std::string_view bytes)
{
    std::string text = encode(bytes, standardDigits, 6);
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

std::string toBase32(std::string_view bytes)
{
    return encode(bytes, base32Digits, 5);
}

} // namespace pamphlet::token
