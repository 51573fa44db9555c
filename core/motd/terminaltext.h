// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::motd {

/// A colour as a terminal knows it.
struct TerminalColor {
    enum class Kind { Default, Indexed, Rgb };
    Kind kind = Kind::Default;
    std::uint8_t index = 0; ///< Indexed: 0…255 (xterm palette)
    std::uint8_t red = 0, green = 0, blue = 0;

    bool operator==(const TerminalColor &) const = default;
};

struct TerminalStyle {
    TerminalColor foreground, background;
    bool bold = false, faint = false, italic = false, underline = false, blink = false, inverse = false, concealed = false,
         strikeOut = false;

    bool operator==(const TerminalStyle &) const = default;
};

/// Text of one style; UTF-8, no control characters.
struct TerminalRun {
    std::string text;
    TerminalStyle style;

    bool operator==(const TerminalRun &) const = default;
};

using TerminalLine = std::vector<TerminalRun>;

/// What the preview cannot show as a terminal would.
struct TerminalNote {
    enum class Kind {
        CursorMovement, ///< moves the cursor or clears: the preview leaves it out
        UnknownEscape,
        ControlCharacter,
        InvalidUtf8, ///< shown as U+FFFD
        OperatingSystemCommand, ///< sets a title, writes the clipboard, links
    };
    Kind kind = Kind::UnknownEscape;
    std::size_t offset = 0; ///< byte
    std::size_t line = 1;

    bool operator==(const TerminalNote &) const = default;
};

struct TerminalText {
    std::vector<TerminalLine> lines;
    std::vector<TerminalNote> notes; ///< in the order of the bytes, the first maxTerminalNotes of them

    bool operator==(const TerminalText &) const = default;
};

inline constexpr std::size_t maxTerminalNotes = 1000;

/// Renders bytes as a terminal of unlimited width would: SGR (ECMA-48 §8.3.117) with 16, 256 and RGB colours, tab stops of 8,
/// CR and BS as overwrite. Everything else becomes a note. Linear; any bytes. A newline ends a line: "a\n" is one line.
TerminalText renderTerminalText(std::string_view bytes);

/// The same text with every escape and control character but the newlines between lines removed; tabs have become spaces.
std::string plainText(const TerminalText &text);

} // namespace pamphlet::motd
