// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/syntax/editcheck.h"

#include <algorithm>

namespace pamphlet::pam {

namespace {

bool sameText(const std::optional<Token> &a, const std::optional<Token> &b)
{
    return a.has_value() == b.has_value() && (!a || a->text == b->text);
}

bool isRead(const Node &node)
{
    return node.kind != NodeKind::Blank && node.kind != NodeKind::Comment;
}

std::size_t overlongNodes(const Document &document)
{
    const auto overlong = [](const Node &node) { return node.overlong; };
    return static_cast<std::size_t>(std::count_if(document.nodes().begin(), document.nodes().end(), overlong));
}

} // namespace

std::vector<const Node *> meaningOf(const Document &document)
{
    std::vector<const Node *> nodes;
    for (const Node &node : document.nodes()) {
        if (isRead(node))
            nodes.push_back(&node);
    }
    return nodes;
}

bool sameMeaning(const Node &a, const Node &b)
{
    if (a.kind != b.kind || a.hidden != b.hidden || a.overlong != b.overlong)
        return false;
    if (a.kind != NodeKind::Rule)
        return a.span.size() == b.span.size();
    return a.rule.kind == b.rule.kind && sameText(a.rule.service, b.rule.service) && sameText(a.rule.type, b.rule.type)
        && sameText(a.rule.control, b.rule.control) && sameText(a.rule.target, b.rule.target)
        && std::equal(a.rule.arguments.begin(), a.rule.arguments.end(), b.rule.arguments.begin(), b.rule.arguments.end(),
                      [](const Token &x, const Token &y) { return x.text == y.text; });
}

Result<std::string> checkedEdit(const Document &before, std::string bytes, const std::vector<const Node *> &expected)
{
    const Document after = Document::parse(std::move(bytes), before.profile(), before.syntax());
    const std::vector<const Node *> actual = meaningOf(after);
    const auto same = [](const Node *a, const Node *b) { return sameMeaning(*a, *b); };
    const auto [wanted, got] = std::mismatch(expected.begin(), expected.end(), actual.begin(), actual.end(), same);
    // A newline that no longer fits would be harmless by itself, but the next edit of the line would have to be refused.
    const bool tooLong = overlongNodes(after) > overlongNodes(before);
    if (wanted == expected.end() && got == actual.end() && !tooLong)
        return after.text();

    const Place where = wanted == expected.end() ? Place{} : before.place((*wanted)->span.begin);
    return fail(ErrorCode::EditRefused,
                tooLong ? "the line would be longer than the 1023 bytes that this libpam reads" : "the file would mean something else",
                where);
}

} // namespace pamphlet::pam
