// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Physical lines of a text file: what its edits are made of.
namespace pamphlet::sregistry {

/// Behind a line or an entry that this program added, so that it can be taken out again and nothing else.
inline constexpr std::string_view addedMark = "# added by Pamphlet";

/// A line as bytes of a text.
struct Line {
    std::size_t begin = 0;
    std::size_t end = 0; ///< before its line end
    std::size_t next = 0; ///< behind its line end

    std::string_view text(std::string_view all) const { return all.substr(begin, end - begin); }
};

/// The line that a byte stands in. A carriage return before the newline belongs to the line end.
Line lineAt(std::string_view text, std::size_t offset);

/// Line and column of a byte, both from 1.
std::size_t lineNumber(std::string_view text, std::size_t offset);
std::size_t columnNumber(std::string_view text, std::size_t offset);

/// How the line at a byte ends; a last line without an end is like the first.
std::string_view lineEnd(std::string_view text, std::size_t offset);

/// Blanks (space, tab) from a byte on.
std::string_view blanks(std::string_view text, std::size_t offset);
std::string_view trimmed(std::string_view text);

} // namespace pamphlet::sregistry
