// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pamphlet::pam {

/// Which bytes libpam takes for what (semantics §2.1–2.4): CR, VT and FF are blanks nowhere here.
namespace byteclass {
inline constexpr std::uint8_t blank = 1; ///< space, tab
inline constexpr std::uint8_t lineBlank = 2; ///< space, tab, newline: also what separates tokens

inline constexpr std::uint8_t comment = 4; ///< `#`
inline constexpr std::uint8_t slash = 8; ///< `/`

inline constexpr std::array<std::uint8_t, 256> table = [] {
    std::array<std::uint8_t, 256> classes{};
    classes[' '] = classes['\t'] = blank | lineBlank;
    classes['\n'] = lineBlank;
    classes['#'] = comment;
    classes['/'] = slash;
    return classes;
}();
} // namespace byteclass

inline bool isInClass(char byte, std::uint8_t classes)
{
    return (byteclass::table[static_cast<unsigned char>(byte)] & classes) != 0;
}

/// The first byte from `at` that is not of the class; the size if there is none.
inline std::size_t skipInClass(std::string_view bytes, std::size_t at, std::uint8_t classes)
{
    const char *const data = bytes.data();
    while (at < bytes.size() && isInClass(data[at], classes))
        ++at;
    return at;
}

/// The first byte from `at` that is of the class; the size if there is none.
inline std::size_t findInClass(std::string_view bytes, std::size_t at, std::uint8_t classes)
{
    const char *const data = bytes.data();
    const std::size_t size = bytes.size();
    while (at < size && !isInClass(data[at], classes))
        ++at;
    return at;
}

/// The size without the bytes of the class at the end.
inline std::size_t trimInClass(std::string_view bytes, std::uint8_t classes)
{
    const char *const data = bytes.data();
    std::size_t size = bytes.size();
    while (size > 0 && isInClass(data[size - 1], classes))
        --size;
    return size;
}

} // namespace pamphlet::pam
