// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/syntax/document.h"

#include "core/pam/syntax/linereader.h"
#include "core/pam/syntax/tokenizer.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pamphlet::pam {

namespace {

/// Offsets of the first byte of each physical line.
std::vector<std::size_t> lineStartsOf(std::string_view text)
{
    std::vector<std::size_t> starts{0};
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        starts.push_back(at + 1);
    return starts;
}

/// Blank lines in a row are one node, so that a file of nothing else stays small in memory.
bool continuesBlank(const std::vector<Node> &nodes, const LogicalLine &line)
{
    return line.kind == NodeKind::Blank && !line.hidden && !nodes.empty() && nodes.back().kind == NodeKind::Blank && !nodes.back().hidden;
}

} // namespace

Document Document::parse(std::string bytes, const LibpamProfile &profile, Syntax syntax)
{
    Document document;
    document.m_text = std::move(bytes);
    document.m_syntax = syntax;
    document.m_profile = profile;
    document.m_lineStarts = lineStartsOf(document.m_text);

    LineReader reader(document.m_text, profile.parser16);
    while (std::optional<LogicalLine> line = reader.next()) {
        if (continuesBlank(document.m_nodes, *line)) {
            document.m_nodes.back().span.end = line->span.end;
            continue;
        }
        Node &node = document.m_nodes.emplace_back();
        node.kind = line->kind;
        node.span = line->span;
        node.line = document.place(node.span.begin).line;
        node.ruleLine = node.line;
        node.hidden = line->hidden;
        node.overlong = line->overlong;
        if (node.kind == NodeKind::Rule) {
            std::vector<Token> tokens = tokenize(*line);
            node.ruleLine = document.place(tokens.front().span.begin).line;
            node.rule = ruleOf(std::move(tokens), profile, syntax);
        }
    }
    return document;
}

Place Document::place(std::size_t offset) const
{
    const auto after = std::upper_bound(m_lineStarts.begin(), m_lineStarts.end(), offset);
    Place place;
    place.line = static_cast<std::size_t>(after - m_lineStarts.begin());
    place.column = offset - *std::prev(after) + 1;
    return place;
}

std::optional<std::size_t> Document::ruleAtLine(std::size_t line) const
{
    if (line == 0 || line > m_lineStarts.size())
        return std::nullopt;
    const std::size_t begin = m_lineStarts[line - 1];
    const std::size_t end = line < m_lineStarts.size() ? m_lineStarts[line] : m_text.size();
    auto node = std::partition_point(m_nodes.begin(), m_nodes.end(), [begin](const Node &n) { return n.span.end <= begin; });
    for (; node != m_nodes.end() && node->span.begin < end; ++node) {
        if (node->kind == NodeKind::Rule)
            return static_cast<std::size_t>(node - m_nodes.begin());
    }
    return std::nullopt;
}

bool Document::hangs() const
{
    return !m_nodes.empty() && m_nodes.back().kind == NodeKind::Unreachable;
}

} // namespace pamphlet::pam
