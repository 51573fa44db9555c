// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/syntax/linereader.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pamphlet::pam {

namespace {

/// The buffer of the reader before 1.6, its terminating NUL included.
constexpr std::size_t chunkBuffer = 1024;
constexpr std::string_view blanks = " \t";
constexpr std::string_view lineBlanks = " \t\n";

/// Up to the first NUL: what C's string functions see.
std::string_view cString(std::string_view bytes)
{
    return bytes.substr(0, bytes.find('\0'));
}

void append(LogicalLine &line, std::string_view bytes, std::size_t source)
{
    if (bytes.empty())
        return;
    line.pieces.push_back({line.text.size(), source});
    line.text += bytes;
}

} // namespace

Span LogicalLine::source(std::size_t begin, std::size_t end) const
{
    const auto at = [this](std::size_t offset) {
        const auto after
            = std::upper_bound(pieces.begin(), pieces.end(), offset, [](std::size_t o, const Piece &piece) { return o < piece.logical; });
        const Piece &piece = *std::prev(after);
        return piece.source + (offset - piece.logical);
    };
    return {at(begin), at(end - 1) + 1};
}

std::optional<LogicalLine> LineReader::next()
{
    if (m_position >= m_bytes.size())
        return std::nullopt;
    m_line = LogicalLine{};
    m_line.span.begin = m_position;
    m_line.overlong = !m_parser16 && m_position > 0 && m_bytes[m_position - 1] != '\n';
    m_line.kind = m_parser16 ? readLines() : readChunks();
    m_line.span.end = m_position;
    if (m_line.kind != NodeKind::Rule) {
        m_line.text.clear();
        m_line.pieces.clear();
    }
    return std::exchange(m_line, LogicalLine{});
}

NodeKind LineReader::readChunks()
{
    LogicalLine &line = m_line;
    bool continued = false;
    while (true) {
        const std::size_t room = chunkBuffer - line.text.size() - 1;
        if (room == 0) { // nothing more can be read, and libpam asks for more for ever
            m_position = m_bytes.size();
            return NodeKind::Unreachable;
        }
        if (m_position == m_bytes.size())
            return NodeKind::Unfinished;

        const std::size_t begin = m_position;
        std::string_view chunk = m_bytes.substr(begin, room);
        if (const std::size_t newline = chunk.find('\n'); newline != std::string_view::npos)
            chunk = chunk.substr(0, newline + 1);
        m_position += chunk.size();
        const std::string_view visible = cString(chunk);
        line.hidden = line.hidden || (visible.size() < chunk.size() && visible.find('#') == std::string_view::npos);

        const std::size_t first = visible.find_first_not_of(lineBlanks);
        if (first == std::string_view::npos || visible[first] == '#') {
            if (continued)
                continue;
            return first == std::string_view::npos ? NodeKind::Blank : NodeKind::Comment;
        }
        if (const std::size_t comment = visible.find('#'); comment != std::string_view::npos) {
            append(line, visible.substr(0, comment), begin);
            return NodeKind::Rule;
        }
        const std::size_t last = visible.find_last_not_of(lineBlanks);
        if (visible[last] != '\\') {
            append(line, visible, begin);
            return NodeKind::Rule;
        }
        append(line, visible.substr(0, last + 1), begin);
        line.text.back() = ' ';
        continued = true;
    }
}

NodeKind LineReader::readLines()
{
    LogicalLine &line = m_line;
    bool comment = false;
    bool ended = false; // a NUL was put into the logical line: what is added later is not seen
    while (m_position < m_bytes.size()) {
        const std::size_t begin = m_position;
        const std::size_t newline = m_bytes.find('\n', begin);
        m_position = newline == std::string_view::npos ? m_bytes.size() : newline + 1;
        const std::string_view raw = m_bytes.substr(begin, m_position - begin);

        const std::size_t last = raw.find_last_not_of(lineBlanks);
        const bool escaped = last != std::string_view::npos && raw[last] == '\\';
        const std::string_view whole = escaped ? raw.substr(0, last + 1) : raw;
        std::string_view visible = cString(whole);
        const bool nul = visible.size() < whole.size();
        const std::size_t hash = visible.find('#');
        const bool more = escaped && hash == std::string_view::npos;
        visible = visible.substr(0, hash);
        comment = comment || hash != std::string_view::npos;
        line.hidden = line.hidden || (nul && hash == std::string_view::npos);

        const bool backslashVisible = escaped && visible.size() == whole.size();
        std::size_t skip = std::min(visible.find_first_not_of(blanks), visible.size());
        if (backslashVisible && skip + 1 == visible.size())
            ++skip; // the backslash has become a blank, and only blanks stand before it
        if (!ended) {
            append(line, visible.substr(skip), begin + skip);
            if (backslashVisible && skip < visible.size())
                line.text.back() = ' ';
            ended = nul || hash != std::string_view::npos;
        }
        if (more)
            continue;
        // A blank or comment line ends a continuation too; alone it is no logical line.
        if (line.text.empty() || line.text == "\n")
            return comment ? NodeKind::Comment : NodeKind::Blank;
        return NodeKind::Rule;
    }
    return NodeKind::Unfinished;
}

} // namespace pamphlet::pam
