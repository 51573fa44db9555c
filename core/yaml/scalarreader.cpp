// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/scalarreader.h"

#include "core/yaml/bytecheck.h"

#include <algorithm>
#include <array>
#include <vector>

namespace pamphlet::yaml {

std::size_t breakLength(std::string_view bytes, std::size_t offset)
{
    if (offset >= bytes.size())
        return 0;
    if (bytes[offset] == '\n')
        return 1;
    return bytes.substr(offset).starts_with("\r\n") ? 2 : 0;
}

std::size_t endOfLine(std::string_view bytes, std::size_t offset)
{
    const std::size_t feed = bytes.find('\n', offset);
    if (feed == std::string_view::npos)
        return bytes.size();
    return feed > offset && bytes[feed - 1] == '\r' ? feed - 1 : feed;
}

std::size_t nextLine(std::string_view bytes, std::size_t offset)
{
    const std::size_t feed = bytes.find('\n', offset);
    return feed == std::string_view::npos ? bytes.size() : feed + 1;
}

std::size_t startOfLine(std::string_view bytes, std::size_t offset)
{
    const std::size_t feed = offset == 0 ? std::string_view::npos : bytes.rfind('\n', offset - 1);
    if (feed != std::string_view::npos)
        return feed + 1;
    return bytes.starts_with(byteOrderMark) ? byteOrderMark.size() : 0;
}

std::size_t skipBlanks(std::string_view bytes, std::size_t offset)
{
    while (offset < bytes.size() && isBlank(bytes[offset]))
        ++offset;
    return offset;
}

namespace {

/// Line breaks in a plain or quoted scalar, with the blanks around them.
struct Fold {
    std::size_t breaks = 0;
    std::size_t end = 0; ///< the first character that counts again
};

Fold foldAt(std::string_view bytes, std::size_t offset)
{
    Fold fold{0, skipBlanks(bytes, offset)};
    while (const std::size_t length = breakLength(bytes, fold.end)) {
        ++fold.breaks;
        fold.end = skipBlanks(bytes, fold.end + length);
    }
    return fold;
}

void appendFold(std::string &text, const Fold &fold)
{
    if (fold.breaks == 1)
        text += ' ';
    else
        text.append(fold.breaks - 1, '\n');
}

void appendUtf8(std::string &text, char32_t point)
{
    const auto tail = [point](unsigned shift) { return static_cast<char>(0x80U | (point >> shift & 0x3FU)); };
    if (point < 0x80)
        text += static_cast<char>(point);
    else if (point < 0x800)
        (text += static_cast<char>(0xC0U | point >> 6)) += tail(0);
    else if (point < 0x10000)
        ((text += static_cast<char>(0xE0U | point >> 12)) += tail(6)) += tail(0);
    else
        (((text += static_cast<char>(0xF0U | point >> 18)) += tail(12)) += tail(6)) += tail(0);
}

struct Escape {
    char letter;
    char32_t point;
};
constexpr std::array escapes{Escape{'0', 0},    Escape{'a', 7},      Escape{'b', 8},     Escape{'t', 9},     Escape{'\t', 9},
                             Escape{'n', 10},   Escape{'v', 11},     Escape{'f', 12},    Escape{'r', 13},    Escape{'e', 27},
                             Escape{' ', ' '},  Escape{'"', '"'},    Escape{'/', '/'},   Escape{'\\', '\\'}, Escape{'N', 0x85},
                             Escape{'_', 0xA0}, Escape{'L', 0x2028}, Escape{'P', 0x2029}};

/// Takes an escape (`offset` behind the backslash) and returns where it ends; nullopt if there is no such escape.
std::optional<std::size_t> takeEscape(std::string_view bytes, std::size_t offset, std::string &text)
{
    if (offset >= bytes.size())
        return std::nullopt;
    if (const std::size_t length = breakLength(bytes, offset)) {
        const Fold rest = foldAt(bytes, offset + length);
        text.append(rest.breaks, '\n');
        return rest.end;
    }
    const char letter = bytes[offset];
    const std::size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    if (digits == 0) {
        const auto *const found
            = std::find_if(escapes.begin(), escapes.end(), [letter](const Escape &escape) { return escape.letter == letter; });
        if (found == escapes.end())
            return std::nullopt;
        appendUtf8(text, found->point);
        return offset + 1;
    }
    if (bytes.size() - offset <= digits)
        return std::nullopt;
    char32_t point = 0;
    for (const char c : bytes.substr(offset + 1, digits)) {
        const int value = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (value < 0)
            return std::nullopt;
        point = point << 4 | static_cast<char32_t>(value);
    }
    if (point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
        return std::nullopt;
    appendUtf8(text, point);
    return offset + 1 + digits;
}

} // namespace

std::optional<std::size_t> plainEnd(std::string_view bytes, std::size_t begin, std::string_view text)
{
    std::size_t at = begin;
    std::size_t i = 0;
    while (i < text.size()) {
        if (at >= bytes.size())
            return std::nullopt;
        const Fold fold = isBlank(bytes[at]) || breakLength(bytes, at) > 0 ? foldAt(bytes, at) : Fold{0, at};
        if (fold.breaks == 0) {
            if (bytes[at] != text[i])
                return std::nullopt;
            ++at;
            ++i;
            continue;
        }
        std::string expected;
        appendFold(expected, fold);
        if (!text.substr(i).starts_with(expected))
            return std::nullopt;
        i += expected.size();
        at = fold.end;
    }
    return at;
}

std::optional<ReadScalar> readQuoted(std::string_view bytes, std::size_t begin)
{
    const char quote = bytes[begin];
    ReadScalar result{{}, begin + 1};
    std::size_t &at = result.end;
    while (at < bytes.size()) {
        const char c = bytes[at];
        if (c == quote) {
            if (quote == '"' || at + 1 >= bytes.size() || bytes[at + 1] != quote) {
                ++at;
                return result;
            }
            result.text += quote;
            at += 2;
        } else if (c == '\\' && quote == '"') {
            const std::optional<std::size_t> end = takeEscape(bytes, at + 1, result.text);
            if (!end)
                return std::nullopt;
            at = *end;
        } else if (isBlank(c) || breakLength(bytes, at) > 0) {
            const Fold fold = foldAt(bytes, at);
            if (fold.breaks == 0)
                result.text += bytes.substr(at, fold.end - at);
            else
                appendFold(result.text, fold);
            at = fold.end;
        } else {
            result.text += c;
            ++at;
        }
    }
    return std::nullopt;
}

namespace {

/// The header of a block scalar; nullopt if it is none.
std::optional<BlockScalar> readHeader(std::string_view bytes, std::size_t begin)
{
    BlockScalar block;
    block.style = bytes[begin] == '>' ? Style::Folded : Style::Literal;
    std::size_t at = begin + 1;
    for (int i = 0; i < 2 && at < bytes.size(); ++i) {
        if ((bytes[at] == '+' || bytes[at] == '-') && block.chomping == 0)
            block.chomping = bytes[at++];
        else if (bytes[at] >= '1' && bytes[at] <= '9' && block.indicator == 0)
            block.indicator = static_cast<std::size_t>(bytes[at++] - '0');
    }
    block.header = {begin, at};
    const std::size_t rest = skipBlanks(bytes, at);
    const bool comment = rest > at && rest < bytes.size() && bytes[rest] == '#';
    if (!comment && rest < bytes.size() && breakLength(bytes, rest) == 0)
        return std::nullopt;
    block.content = nextLine(bytes, rest);
    block.end = at;
    return block;
}

struct Line {
    std::string_view text; ///< behind the indentation; empty for a blank line
    std::size_t end = 0; ///< of the line, without its break
    bool broken = false; ///< the line has a break
};

/// Lines put together as the style says; `lines` ends in one that is not blank.
std::string folded(const std::vector<Line> &lines)
{
    std::string text;
    std::size_t blanks = 0;
    bool first = true;
    bool moreBefore = false; // the line before starts with a blank: its break stays
    for (const Line &line : lines) {
        if (line.text.empty()) {
            ++blanks;
            continue;
        }
        const bool more = isBlank(line.text.front());
        if (first)
            text.append(blanks, '\n');
        else if (more || moreBefore)
            text.append(blanks + 1, '\n');
        else if (blanks > 0)
            text.append(blanks, '\n');
        else
            text += ' ';
        text += line.text;
        blanks = 0;
        first = false;
        moreBefore = more;
    }
    return text;
}

std::string literal(const std::vector<Line> &lines)
{
    std::string text;
    for (const Line &line : lines) {
        if (&line != &lines.front())
            text += '\n';
        text += line.text;
    }
    return text;
}

} // namespace

std::optional<BlockScalar> readBlock(std::string_view bytes, std::size_t begin, long parent)
{
    std::optional<BlockScalar> block = readHeader(bytes, begin);
    if (!block)
        return std::nullopt;
    const auto least = static_cast<std::size_t>(parent + 1);
    std::size_t indentation = block->indicator > 0 ? static_cast<std::size_t>(std::max(parent, 0L)) + block->indicator : 0;
    std::vector<Line> lines;
    std::size_t content = 0; // lines up to the last that is not blank
    for (std::size_t at = block->content; at < bytes.size(); at = nextLine(bytes, at)) {
        const std::size_t end = endOfLine(bytes, at);
        std::size_t blanks = 0;
        while (at + blanks < end && bytes[at + blanks] == ' ' && (indentation == 0 || blanks < indentation))
            ++blanks;
        const std::string_view rest = bytes.substr(at + blanks, end - at - blanks);
        const bool broken = breakLength(bytes, end) > 0;
        if (rest.empty()) {
            lines.push_back({{}, end, broken});
            continue;
        }
        if (indentation == 0) {
            if (blanks < least || bytes.substr(at).starts_with("---") || bytes.substr(at).starts_with("..."))
                break;
            indentation = blanks;
            if (blanks == 0)
                return std::nullopt; // at the margin of the file: where it ends depends on the reader
        } else if (blanks < indentation) {
            break;
        }
        lines.push_back({rest, end, broken});
        content = lines.size();
    }
    block->indentation = indentation;
    const std::vector<Line> said(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(content));
    block->text = block->style == Style::Folded ? folded(said) : literal(said);
    if (content > 0) {
        block->end = lines[content - 1].end;
        if (block->chomping != '-' && lines[content - 1].broken)
            block->text += '\n';
    }
    if (block->chomping == '+') {
        for (std::size_t i = content; i < lines.size(); ++i) {
            if (lines[i].broken)
                block->text += '\n';
            block->end = lines[i].end;
        }
    }
    return block;
}

} // namespace pamphlet::yaml
