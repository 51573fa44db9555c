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

} // namespace

Document::Document()
    : Document([] {
        static const auto nothing
            = std::make_shared<const Content>(Content{{}, {}, {0}, Syntax::PamD, std::make_shared<const LibpamProfile>()});
        return nothing;
    }())
{ }

Document::Document(std::shared_ptr<const Content> content)
    : m_content(std::move(content))
{ }

Document Document::parse(std::string bytes, const LibpamProfile &profile, Syntax syntax)
{
    return parse(std::move(bytes), std::make_shared<const LibpamProfile>(profile), syntax);
}

Document Document::parse(std::string bytes, std::shared_ptr<const LibpamProfile> profile, Syntax syntax)
{
    Content content{std::move(bytes), {}, {}, syntax, std::move(profile)};
    content.lineStarts = lineStartsOf(content.text);
    LineReader reader(content.text, content.profile->parser16);
    while (const LogicalLine *line = reader.next()) {
        Node &node = content.nodes.emplace_back();
        node.kind = line->kind;
        node.span = line->span;
        node.line = line->line;
        node.ruleLine = line->line;
        node.hidden = line->hidden;
        node.overlong = line->overlong;
        if (node.kind == NodeKind::Rule) {
            node.rule = readRule(*line, *content.profile, syntax);
            node.ruleLine = line->ruleLine(content.text);
        }
    }
    return Document(std::make_shared<const Content>(std::move(content)));
}

Place Document::place(std::size_t offset) const
{
    const auto after = std::upper_bound(m_content->lineStarts.begin(), m_content->lineStarts.end(), offset);
    Place place;
    place.line = static_cast<std::size_t>(after - m_content->lineStarts.begin());
    place.column = offset - *std::prev(after) + 1;
    return place;
}

std::optional<std::size_t> Document::ruleAtLine(std::size_t line) const
{
    if (line == 0 || line > m_content->lineStarts.size())
        return std::nullopt;
    const std::size_t begin = m_content->lineStarts[line - 1];
    const std::size_t end = line < m_content->lineStarts.size() ? m_content->lineStarts[line] : text().size();
    auto node = std::partition_point(nodes().begin(), nodes().end(), [begin](const Node &n) { return n.span.end <= begin; });
    for (; node != nodes().end() && node->span.begin < end; ++node) {
        if (node->kind == NodeKind::Rule)
            return static_cast<std::size_t>(node - nodes().begin());
    }
    return std::nullopt;
}

bool Document::hangs() const
{
    return !nodes().empty() && nodes().back().kind == NodeKind::Unreachable;
}

} // namespace pamphlet::pam
