// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/goformat.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace pamphlet::token {

std::string goQuoted(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        constexpr std::string_view special = "\a\b\f\n\r\t\v";
        constexpr std::string_view letters = "abfnrtv";
        if (c == '"' || c == '\\') {
            quoted.append(1, '\\').append(1, c);
        } else if (const std::size_t found = special.find(c); found != std::string_view::npos) {
            quoted.append(1, '\\').append(1, letters[found]);
        } else if (byte < 0x20 || byte == 0x7f) {
            constexpr std::string_view digits = "0123456789abcdef";
            quoted.append("\\x").append(1, digits[byte >> 4]).append(1, digits[byte & 0xf]);
        } else {
            quoted += c;
        }
    }
    return quoted + '"';
}

std::string goTime(std::int64_t seconds)
{
    // Beyond what a calendar of 16 bit years holds.
    constexpr std::int64_t end = std::int64_t{32767} * 31556952 - std::int64_t{1970} * 31556952;
    if (seconds > end || seconds < -end)
        return {};
    const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    std::array<char, 80> text{};
    const int size
        = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u %02d:%02d:%02d +0000 UTC", static_cast<int>(date.year()),
                        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    return {text.data(), static_cast<std::size_t>(size)};
}

} // namespace pamphlet::token
