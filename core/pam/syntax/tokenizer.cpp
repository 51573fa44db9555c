// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/syntax/tokenizer.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pamphlet::pam {

namespace {

constexpr std::string_view delimiters = " \n\t";

/// The token that starts at `begin` with a bracket; moves `begin` behind it.
Token bracketedToken(const LogicalLine &line, std::size_t &begin)
{
    const std::string_view text = line.text;
    Token token;
    token.bracketed = true;
    std::size_t end = begin + 1;
    for (; end < text.size() && text[end] != ']'; ++end) {
        if (text[end] == '\\' && end + 1 < text.size() && text[end + 1] == ']')
            ++end;
        token.text += text[end];
    }
    std::size_t spanEnd = std::min(end + 1, text.size());
    // Without an end it takes the newline in; the bytes that an edit may replace end before it.
    if (end == text.size() && text.back() == '\n')
        --spanEnd;
    token.span = line.source(begin, spanEnd);
    begin = end + 1;
    return token;
}

Token bareToken(const LogicalLine &line, std::size_t &begin)
{
    const std::string_view text = line.text;
    const std::size_t end = std::min(text.find_first_of(delimiters, begin), text.size());
    Token token;
    token.text = text.substr(begin, end - begin);
    token.span = line.source(begin, end);
    begin = end + 1;
    return token;
}

} // namespace

std::vector<Token> tokenize(const LogicalLine &line)
{
    std::vector<Token> tokens;
    const std::string_view text = line.text;
    std::size_t position = 0;
    while (position < text.size()) {
        position = text.find_first_not_of(delimiters, position);
        if (position == std::string_view::npos)
            break;
        tokens.push_back(text[position] == '[' ? bracketedToken(line, position) : bareToken(line, position));
    }
    return tokens;
}

bool sameIgnoringCase(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&lower](char x, char y) { return lower(x) == lower(y); });
}

Rule ruleOf(std::vector<Token> tokens, const LibpamProfile &profile, Syntax syntax)
{
    Rule rule;
    auto next = tokens.begin();
    const auto take = [&next, &tokens]() -> std::optional<Token> {
        if (next == tokens.end())
            return std::nullopt;
        return std::move(*next++);
    };

    if (syntax == Syntax::PamConf)
        rule.service = take();
    rule.type = take();
    if (!rule.type)
        return rule;
    std::string_view type = rule.type->text;
    rule.silent = type.starts_with('-');
    if (rule.silent)
        type.remove_prefix(1);

    if (profile.atInclude && sameIgnoringCase(type, "@include")) {
        rule.kind = RuleKind::AtInclude;
        rule.target = take();
    } else {
        rule.facility = facilityFromName(type);
        rule.control = take();
        rule.target = take();
        if (rule.control && sameIgnoringCase(rule.control->text, "include"))
            rule.kind = RuleKind::Include;
        else if (rule.control && sameIgnoringCase(rule.control->text, "substack"))
            rule.kind = RuleKind::Substack;
        else if (rule.target)
            rule.kind = RuleKind::Module;
    }
    rule.arguments.assign(std::make_move_iterator(next), std::make_move_iterator(tokens.end()));
    return rule;
}

} // namespace pamphlet::pam
