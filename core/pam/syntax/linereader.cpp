// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/syntax/linereader.h"

#include "core/pam/syntax/byteclass.h"

#include <iterator>
#include <limits>

namespace pamphlet::pam {

namespace {

/// The buffer of the reader before 1.6, its terminating NUL included.
constexpr std::size_t chunkBuffer = 1024;
constexpr std::size_t anyLength = std::numeric_limits<std::size_t>::max();

} // namespace

Span LogicalLine::source(std::size_t begin, std::size_t end) const
{
    if (!joined)
        return {textBegin + begin, textBegin + end};
    const auto at = [this](std::size_t offset) {
        const auto after
            = std::upper_bound(pieces.begin(), pieces.end(), offset, [](std::size_t o, const Piece &piece) { return o < piece.logical; });
        const Piece &piece = *std::prev(after);
        return piece.source + (offset - piece.logical);
    };
    return {at(begin), at(end - 1) + 1};
}

std::size_t LogicalLine::ruleLine(std::string_view file) const
{
    // A piece has its newline at its end, so what stands before the text counts where there is but one.
    const std::size_t first = joined ? skipInClass(text, 0, byteclass::lineBlank) : 0;
    const std::size_t at = joined ? source(first, first + 1).begin : textBegin;
    const char *const data = file.data();
    return line + static_cast<std::size_t>(std::count(data + span.begin, data + at, '\n'));
}

LineReader::LineReader(std::string_view bytes, bool parser16, bool shortcuts)
    : m_bytes(bytes)
    , m_mostAtOnce(parser16 ? anyLength : chunkBuffer - 1)
    , m_parser16(parser16)
    , m_hasNul(bytes.find('\0') != std::string_view::npos)
    , m_shortcuts(shortcuts)
{ }

const LogicalLine *LineReader::next()
{
    if (m_position >= m_bytes.size())
        return nullptr;
    LogicalLine &line = m_line;
    ++m_units;
    line.hidden = false;
    line.joined = false;
    line.span.begin = m_position;
    line.line = m_lineNumber;
    line.overlong = isOverlong();
    if (readPlainRule()) {
        line.kind = NodeKind::Rule;
        line.span.end = m_position;
        return &line;
    }
    line.text = {};
    line.pieces.clear();
    line.kind = m_parser16 ? readLines() : readChunks();
    if (line.kind != NodeKind::Rule) {
        line.text = {};
        line.pieces.clear();
        line.joined = false;
        if (line.kind == NodeKind::Blank && !line.hidden)
            skipBlankLines();
    }
    line.span.end = m_position;
    return &line;
}

std::string_view LineReader::peekLine() const
{
    if (m_hasNul || !m_shortcuts || m_position >= m_bytes.size())
        return {};
    const char *const begin = m_bytes.data() + m_position;
    const char *const newline = newlineFrom(begin);
    return newline ? std::string_view(begin, static_cast<std::size_t>(newline + 1 - begin)) : std::string_view();
}

void LineReader::takeLine(std::string_view line)
{
    m_position += line.size();
    ++m_lineNumber;
    ++m_units;
}

void LineReader::skipPlain()
{
    if (m_hasNul || !m_shortcuts)
        return;
    const char *const end = m_bytes.data() + m_bytes.size();
    const char *at = m_bytes.data() + m_position;
    while (at < end && (*at == '#' || *at == '\n')) {
        const bool comment = *at == '#';
        const char *const newline = comment ? newlineFrom(at) : at;
        if (!newline)
            break;
        at = newline + 1;
        ++m_lineNumber;
        ++m_units;
        if (comment)
            continue;
        m_position = static_cast<std::size_t>(at - m_bytes.data());
        skipBlankLines();
        at = m_bytes.data() + m_position;
    }
    m_position = static_cast<std::size_t>(at - m_bytes.data());
}

bool LineReader::readPlainRule()
{
    const std::string_view whole = peekLine();
    if (whole.empty() || std::memchr(whole.data(), '#', whole.size()))
        return false;
    const std::size_t first = skipInClass(whole, 0, byteclass::blank);
    const std::size_t end = trimInClass(whole, byteclass::lineBlank);
    if (first >= end || whole[end - 1] == '\\')
        return false;
    m_line.text = m_parser16 ? whole.substr(first) : whole;
    m_line.textBegin = m_position + whole.size() - m_line.text.size();
    m_position += whole.size();
    ++m_lineNumber;
    return true;
}

std::string_view LineReader::takeChunk(std::size_t room)
{
    std::string_view chunk = m_bytes.substr(m_position, room);
    if (const std::size_t newline = chunk.find('\n'); newline != std::string_view::npos) {
        chunk = chunk.substr(0, newline + 1);
        ++m_lineNumber;
    }
    m_position += chunk.size();
    return chunk;
}

void LineReader::skipBlankLines()
{
    while (m_position < m_bytes.size()) {
        const char first = m_bytes.data()[m_position];
        if (first == '\n') {
            ++m_position;
            ++m_lineNumber;
            continue;
        }
        if (!isInClass(first, byteclass::blank))
            return;
        const std::string_view chunk = m_bytes.substr(m_position, m_mostAtOnce);
        const std::size_t end = skipInClass(chunk, 0, byteclass::blank);
        const bool newline = end < chunk.size() && chunk[end] == '\n';
        if (!newline && end < chunk.size())
            return;
        m_position += end + (newline ? 1 : 0);
        m_lineNumber += newline ? 1 : 0;
    }
}

void LineReader::append(std::string_view bytes, bool escaped)
{
    if (bytes.empty())
        return;
    LogicalLine &line = m_line;
    const auto source = static_cast<std::size_t>(bytes.data() - m_bytes.data());
    if (line.text.empty() && !escaped) { // nothing to put together so far
        line.textBegin = source;
        line.text = bytes;
        return;
    }
    if (!line.joined) {
        m_joined.assign(line.text);
        if (!line.text.empty())
            line.pieces.push_back({0, line.textBegin});
    }
    line.joined = true;
    line.pieces.push_back({m_joined.size(), source});
    m_joined += bytes;
    if (escaped)
        m_joined.back() = ' ';
    line.text = m_joined;
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

        const std::string_view chunk = takeChunk(room);
        const std::string_view visible = cString(chunk);
        const std::size_t first = skipInClass(visible, 0, byteclass::lineBlank);
        const bool isComment = first < visible.size() && visible[first] == '#';
        const std::size_t hash = isComment ? first : visible.find('#', first);
        line.hidden = line.hidden || (visible.size() < chunk.size() && hash == std::string_view::npos);
        if (first == visible.size() || isComment) {
            if (continued)
                continue;
            return isComment ? NodeKind::Comment : NodeKind::Blank;
        }
        if (hash != std::string_view::npos) {
            append(visible.substr(0, hash), false);
            return NodeKind::Rule;
        }
        const std::size_t end = trimInClass(visible, byteclass::lineBlank);
        if (visible[end - 1] != '\\') {
            append(visible, false);
            return NodeKind::Rule;
        }
        append(visible.substr(0, end), true);
        continued = true;
    }
}

NodeKind LineReader::readLines()
{
    LogicalLine &line = m_line;
    bool comment = false;
    bool ended = false; // a NUL was put into the logical line: what is added later is not seen
    while (m_position < m_bytes.size()) {
        const std::string_view raw = takeChunk(anyLength);
        const std::size_t end = trimInClass(raw, byteclass::lineBlank);
        const bool escaped = end > 0 && raw[end - 1] == '\\';
        const std::string_view whole = escaped ? raw.substr(0, end) : raw;
        std::string_view visible = cString(whole);
        const bool nul = visible.size() < whole.size();
        const std::size_t hash = visible.find('#');
        const bool more = escaped && hash == std::string_view::npos;
        visible = visible.substr(0, hash);
        comment = comment || hash != std::string_view::npos;
        line.hidden = line.hidden || (nul && hash == std::string_view::npos);

        const bool backslashVisible = escaped && visible.size() == whole.size();
        std::size_t skip = skipInClass(visible, 0, byteclass::blank);
        if (backslashVisible && skip + 1 == visible.size())
            ++skip; // the backslash has become a blank, and only blanks stand before it
        if (!ended) {
            append(visible.substr(skip), backslashVisible);
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
