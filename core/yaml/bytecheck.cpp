// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/bytecheck.h"

namespace pamphlet::yaml {

Character characterAt(std::string_view bytes)
{
    const auto byte = [bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80)
        return {first, 1};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || bytes.size() < length)
        return {};
    char32_t point = first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return {};
        point = point << 6 | (byte(i) & 0x3FU);
    }
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (point < least[length] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
        return {};
    return {point, length};
}

bool isPlainCharacter(char32_t point)
{
    if (point < 0xA0)
        return point == '\t' || (point >= 0x20 && point < 0x7F);
    return point != 0x2028 && point != 0x2029 && point != 0xFEFF && point != 0xFFFE && point != 0xFFFF;
}

std::optional<Objection> checkBytes(std::string_view bytes)
{
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
        return Objection{0, "the file is in UTF-16, which is not supported; it has to be UTF-8"};
    std::size_t offset = bytes.starts_with(byteOrderMark) ? byteOrderMark.size() : 0;
    while (offset < bytes.size()) {
        const Character character = characterAt(bytes.substr(offset));
        if (character.length == 0)
            return Objection{offset, "the bytes are not UTF-8"};
        if (character.point == '\r') {
            if (offset + 1 >= bytes.size() || bytes[offset + 1] != '\n')
                return Objection{offset, "a carriage return without a line feed: only some readers take it for a line end"};
        } else if (character.point == 0x85 || character.point == 0x2028 || character.point == 0x2029) {
            return Objection{offset, "a Unicode line separator: only some readers take it for a line end"};
        } else if (character.point == 0xFEFF) {
            return Objection{offset, "a byte order mark inside the file"};
        } else if (character.point != '\n' && !isPlainCharacter(character.point)) {
            return Objection{offset,
                             character.point == 0 ? "a NUL byte: this is no YAML text" : "a control character that YAML does not allow"};
        }
        offset += character.length;
    }
    return std::nullopt;
}

} // namespace pamphlet::yaml
