// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/lines.h"

#include <algorithm>

namespace pamphlet::sregistry {

Line lineAt(std::string_view text, std::size_t offset)
{
    Line line;
    offset = std::min(offset, text.size());
    const std::size_t before = offset == 0 ? text.npos : text.rfind('\n', offset - 1);
    line.begin = before == text.npos ? 0 : before + 1;
    const std::size_t newline = text.find('\n', offset);
    line.end = newline == text.npos ? text.size() : newline;
    line.next = newline == text.npos ? text.size() : newline + 1;
    if (line.next > line.end && line.end > line.begin && text[line.end - 1] == '\r')
        --line.end;
    return line;
}

std::size_t lineNumber(std::string_view text, std::size_t offset)
{
    const std::string_view before = text.substr(0, offset);
    return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

std::size_t columnNumber(std::string_view text, std::size_t offset)
{
    return offset - lineAt(text, offset).begin + 1;
}

std::string_view lineEnd(std::string_view text, std::size_t offset)
{
    Line line = lineAt(text, offset);
    if (line.next == line.end)
        line = lineAt(text, 0);
    return line.next - line.end == 2 ? "\r\n" : "\n";
}

std::string_view blanks(std::string_view text, std::size_t offset)
{
    const std::size_t end = text.find_first_not_of(" \t", offset);
    return text.substr(offset, (end == text.npos ? text.size() : end) - offset);
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == text.npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

} // namespace pamphlet::sregistry
