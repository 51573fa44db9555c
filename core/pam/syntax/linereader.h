// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/syntax/document.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

/**
 * What libpam's reader takes as one unit: blank lines, a comment line, or a logical line put together from continuations.
 * Every byte of `text` stands at one byte of the file (a continuation's backslash stands for the blank it becomes).
 */
struct LogicalLine {
    struct Piece {
        std::size_t logical = 0; ///< where the piece begins in `text`
        std::size_t source = 0; ///< and in the file
    };

    NodeKind kind = NodeKind::Blank;
    Span span; ///< bytes of the file that belong to this unit, skipped ones included
    std::size_t line = 1; ///< physical line of the first byte, from 1
    std::string_view text; ///< Rule only: what libpam goes on to split into tokens
    std::size_t textBegin = 0; ///< Rule only, unless `joined`: where `text` stands in the file
    std::vector<Piece> pieces; ///< Rule only, if `joined`: in ascending order
    bool hidden = false; ///< a NUL byte hid something
    bool overlong = false; ///< begins in the middle of a physical line
    bool joined = false; ///< Rule only: `text` was put together, it stands nowhere in the file

    /// Bytes of the file for bytes [begin, end) of `text`; the range must not be empty.
    Span source(std::size_t begin, std::size_t end) const;

    /// Rule only: the physical line on which the first token stands. `file`: what was read.
    std::size_t ruleLine(std::string_view file) const;
};

/**
 * Both readers of libpam (semantics §2.1, §2.2). The units follow each other without a gap and cover all bytes; blank
 * lines in a row are one unit. The bytes must outlive the reader.
 */
class LineReader
{
public:
    /// `shortcuts`: for tests, which find the same units without them.
    LineReader(std::string_view bytes, bool parser16, bool shortcuts = true);

    /// The next unit, valid until the next call; null at the end.
    const LogicalLine *next();

    /// Index of the unit that comes next, and the physical line on which it begins.
    std::size_t index() const { return m_units; }
    std::size_t line() const { return m_lineNumber; }

    /**
     * For who wants only rules and knows what a common one looks like. skipPlain() goes behind blank lines and comments of one
     * line each. peekLine() gives the physical line that comes next, newline included; empty if libpam would not see it whole
     * or more of it than there is. If it is a rule, and continued neither by a backslash nor from before, takeLine() takes it.
     */
    void skipPlain();
    std::string_view peekLine() const;
    void takeLine(std::string_view line);
    /// True if what comes next begins in the middle of a physical line.
    bool isOverlong() const { return !m_parser16 && m_position > 0 && m_bytes.data()[m_position - 1] != '\n'; }

private:
    /// Takes a rule of one line with neither comment nor continuation into m_line; false if the next line is none. Only a
    /// shortcut: the readers below would find the same.
    bool readPlainRule();
    /// The end of the physical line, or null if libpam does not see it in one go.
    const char *newlineFrom(const char *begin) const
    {
        const auto left = static_cast<std::size_t>(m_bytes.data() + m_bytes.size() - begin);
        return static_cast<const char *>(std::memchr(begin, '\n', std::min(left, m_mostAtOnce)));
    }

    /// Both fill m_line and advance m_position.
    NodeKind readChunks();
    NodeKind readLines();

    /// A chunk of at most `room` bytes that ends behind the first newline, taken off.
    std::string_view takeChunk(std::size_t room);
    /// Up to the first NUL: what C's string functions see.
    std::string_view cString(std::string_view bytes) const { return m_hasNul ? bytes.substr(0, bytes.find('\0')) : bytes; }
    /// Goes behind the blank lines that follow.
    void skipBlankLines();
    /// Adds to the logical line; `escaped`: the last byte is a backslash that becomes a blank.
    void append(std::string_view bytes, bool escaped);

    std::string_view m_bytes;
    std::size_t m_position = 0;
    std::size_t m_lineNumber = 1; ///< of m_position
    std::size_t m_units = 0;
    LogicalLine m_line;
    std::string m_joined; ///< the bytes of a line in several pieces
    std::size_t m_mostAtOnce; ///< bytes of a line that libpam reads at once
    bool m_parser16 = false;
    bool m_hasNul = false;
    bool m_shortcuts = true;
};

} // namespace pamphlet::pam
