// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/syntax/linestyle.h"

#include <algorithm>

namespace pamphlet::pam {

namespace {

constexpr std::size_t tabWidth = 8;

/// The column behind `text` if it starts at `column`.
std::size_t columnAfter(std::string_view text, std::size_t column)
{
    for (const char c : text) {
        if (c == '\t')
            column += tabWidth - column % tabWidth;
        else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) // not inside a UTF-8 sequence
            ++column;
    }
    return column;
}

/// Service, type, control and target, as far as the rule has them.
std::vector<const Token *> headOf(const Rule &rule)
{
    std::vector<const Token *> head;
    for (const std::optional<Token> *token : {&rule.service, &rule.type, &rule.control, &rule.target}) {
        if (*token)
            head.push_back(&**token);
    }
    return head;
}

bool endsWithCrLf(const Document &document, const Node &node)
{
    return document.bytes(node.span).ends_with("\r\n");
}

} // namespace

LineStyle::LineStyle(const Document &document, std::size_t before)
    : m_document(document)
{
    const std::vector<Node> &nodes = document.nodes();
    const auto isRule = [](const Node &node) { return node.kind == NodeKind::Rule; };
    const auto at = nodes.begin() + static_cast<std::ptrdiff_t>(before);
    const auto above = std::find_if(std::make_reverse_iterator(at), nodes.rend(), isRule);
    if (above != nodes.rend())
        m_neighbours.push_back(&*above);
    const auto below = std::find_if(at, nodes.end(), isRule);
    if (below != nodes.end())
        m_neighbours.push_back(&*below);
    m_crlf = (at != nodes.begin() && endsWithCrLf(document, *(at - 1)))
        || (at == nodes.begin() && at != nodes.end() && endsWithCrLf(document, *at));
}

std::string LineStyle::line(const std::vector<std::string> &head, const std::vector<std::string> &arguments, bool atInclude) const
{
    std::string line;
    if (!m_neighbours.empty()) {
        const Node &first = *m_neighbours.front();
        line = blanksBetween(first.span.begin, headOf(first.rule).front()->span.begin).value_or("");
    }
    for (std::size_t i = 0; i < head.size(); ++i) {
        if (i > 0)
            line += gap(i, columnAfter(line, 0), atInclude);
        line += head[i];
    }
    for (const std::string &argument : arguments)
        line.append(" ").append(argument);
    return line;
}

/// The blanks before token `index` of a head, so that it stands under those of the neighbours if they stand in columns.
std::string LineStyle::gap(std::size_t index, std::size_t column, bool atInclude) const
{
    for (const Node *neighbour : m_neighbours) {
        const std::vector<const Token *> head = headOf(neighbour->rule);
        if ((neighbour->rule.kind == RuleKind::AtInclude) != atInclude || index >= head.size())
            continue;
        const std::size_t begin = head[index]->span.begin;
        const auto blanks = blanksBetween(head[index - 1]->span.end, begin);
        if (!blanks || (blanks->size() < 2 && *blanks != "\t"))
            continue;
        const std::size_t target = columnAfter(m_document.bytes({neighbour->span.begin, begin}), 0);
        std::string result;
        if (blanks->find('\t') != std::string::npos) {
            while (columnAfter("\t", column) <= target) {
                result += '\t';
                column = columnAfter("\t", column);
            }
        }
        if (column < target)
            result.append(target - column, ' ');
        return result.empty() ? blanks->substr(0, 1) : result;
    }
    return " ";
}

std::optional<std::string> LineStyle::blanksBetween(std::size_t begin, std::size_t end) const
{
    const std::string_view bytes = m_document.bytes({begin, end});
    if (bytes.find_first_not_of(" \t") != std::string_view::npos)
        return std::nullopt;
    return std::string(bytes);
}

} // namespace pamphlet::pam
