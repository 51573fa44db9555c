// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pamphlet::yaml {

/// The bytes of a byte order mark.
inline constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

/// One character of UTF-8; length 0: the bytes are none.
struct Character {
    char32_t point = 0;
    std::size_t length = 0;
};

/// `bytes` is not empty.
Character characterAt(std::string_view bytes);

/// True for what may stand in a file as it is and means the same to every reader (line breaks are not asked about).
bool isPlainCharacter(char32_t point);

/// A byte at which the file is refused, and why.
struct Objection {
    std::size_t offset = 0;
    std::string message;
};

/// What no reader, or not every reader, takes: other encodings, control characters, line ends that only some readers know.
std::optional<Objection> checkBytes(std::string_view bytes);

} // namespace pamphlet::yaml
