// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/yaml/value.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// Scalars as they stand in a file: where they end, and what they say. All offsets are into the whole file.
namespace pamphlet::yaml {

struct ReadScalar {
    std::string text;
    std::size_t end = 0;
};

/// The plain scalar at `begin` that says `text`, and where it ends; nullopt if what stands there says something else.
std::optional<std::size_t> plainEnd(std::string_view bytes, std::size_t begin, std::string_view text);

/// Single or double quoted; nullopt if it is not closed or has an escape that YAML does not know.
std::optional<ReadScalar> readQuoted(std::string_view bytes, std::size_t begin);

/// A block scalar with its header.
struct BlockScalar {
    Style style = Style::Literal;
    char chomping = 0; ///< '+', '-' or 0
    std::size_t indicator = 0; ///< the digit of the header; 0 for none
    Span header; ///< from `|` or `>` to the last indicator
    std::size_t content = 0; ///< first byte of the line behind the header
    std::size_t indentation = 0; ///< blanks before the content; 0 if there is none
    std::string text;
    std::size_t end = 0; ///< behind the last line that counts, without its line break
};

/// `parent`: column of the collection it is in (from 0), or -1 at the root.
std::optional<BlockScalar> readBlock(std::string_view bytes, std::size_t begin, long parent);

/// 0, 1 (LF) or 2 (CR LF): the line break at `offset`.
std::size_t breakLength(std::string_view bytes, std::size_t offset);

inline bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// End of the line that `offset` is in: its break, or the end of the file.
std::size_t endOfLine(std::string_view bytes, std::size_t offset);

/// Start of the line behind the one that `offset` is in.
std::size_t nextLine(std::string_view bytes, std::size_t offset);

/// Start of the line that `offset` is in; a byte order mark belongs to no line.
std::size_t startOfLine(std::string_view bytes, std::size_t offset);

/// First byte from `offset` on that is no blank.
std::size_t skipBlanks(std::string_view bytes, std::size_t offset);

} // namespace pamphlet::yaml
