// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/syntax/document.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

/**
 * What libpam's reader takes as one unit: a blank or comment line, or a logical line put together from continuations.
 * Every byte of `text` stands at one byte of the file (a continuation's backslash stands for the blank it becomes).
 */
struct LogicalLine {
    struct Piece {
        std::size_t logical = 0; ///< where the piece begins in `text`
        std::size_t source = 0; ///< and in the file
    };

    NodeKind kind = NodeKind::Blank;
    Span span; ///< bytes of the file that belong to this unit, skipped ones included
    std::string text; ///< Rule only: what libpam goes on to split into tokens
    std::vector<Piece> pieces; ///< Rule only: in ascending order
    bool hidden = false; ///< a NUL byte hid something
    bool overlong = false; ///< begins in the middle of a physical line

    /// Bytes of the file for bytes [begin, end) of `text`; the range must not be empty.
    Span source(std::size_t begin, std::size_t end) const;
};

/**
 * Both readers of libpam (semantics §2.1, §2.2). The units follow each other without a gap and cover all bytes.
 */
class LineReader
{
public:
    LineReader(std::string_view bytes, bool parser16)
        : m_bytes(bytes)
        , m_parser16(parser16)
    { }

    /// nullopt at the end.
    std::optional<LogicalLine> next();

private:
    /// Both fill m_line and advance m_position.
    NodeKind readChunks();
    NodeKind readLines();

    std::string_view m_bytes;
    std::size_t m_position = 0;
    LogicalLine m_line;
    bool m_parser16 = false;
};

} // namespace pamphlet::pam
