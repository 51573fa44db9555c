// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/syntax/tokenizer.h"

#include "core/pam/word.h"

#include <algorithm>

namespace pamphlet::pam {

namespace {

Token tokenAt(const LogicalLine &line, const TokenRange &range)
{
    Token token;
    token.text = tokenText(line.text.substr(range.begin, range.end - range.begin), range.escapes);
    token.bracketed = range.bracketed;
    if (!range.bracketed) {
        token.span = line.source(range.begin, range.end);
        return token;
    }
    std::size_t end = std::min(range.end + 1, line.text.size());
    // Without an end it takes the newline in; the bytes that an edit may replace end before it.
    if (range.end == line.text.size() && line.text.back() == '\n')
        --end;
    token.span = line.source(range.begin - 1, end);
    return token;
}

} // namespace

TokenRange TokenCursor::bracketed(std::size_t begin)
{
    TokenRange token{begin + 1, begin + 1, true, true, false};
    for (; token.end < m_text.size() && m_text[token.end] != ']'; ++token.end) {
        if (m_text[token.end] == '\\' && token.end + 1 < m_text.size() && m_text[token.end + 1] == ']') {
            token.escapes = true;
            ++token.end;
        }
    }
    m_position = token.end + 1;
    return token;
}

std::string tokenText(std::string_view contents, bool escapes)
{
    if (!escapes)
        return std::string(contents);
    std::string text;
    for (std::size_t i = 0; i < contents.size(); ++i) {
        if (contents[i] == '\\' && i + 1 < contents.size() && contents[i + 1] == ']')
            ++i;
        text += contents[i];
    }
    return text;
}

std::vector<Token> tokenize(const LogicalLine &line)
{
    std::vector<Token> tokens;
    TokenCursor cursor(line.text);
    for (TokenRange token = cursor.next(); token.there; token = cursor.next())
        tokens.push_back(tokenAt(line, token));
    return tokens;
}

bool sameIgnoringCase(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [&lower](char x, char y) { return lower(x) == lower(y); });
}

RuleKind ruleKind(ControlKind control, bool target)
{
    if (control == ControlKind::Include)
        return RuleKind::Include;
    if (control == ControlKind::Substack)
        return RuleKind::Substack;
    return target ? RuleKind::Module : RuleKind::MustFail;
}

RuleHead readHead(TokenCursor &cursor, const LibpamProfile &profile, Syntax syntax)
{
    RuleHead head;
    if (syntax == Syntax::PamConf)
        head.service = cursor.next();
    head.type = cursor.next();
    if (!head.type.there)
        return head;
    // An escape leaves a `]` in the text: no word has one, and none comes about by taking the backslash away.
    std::string_view type = cursor.contents(head.type);
    head.silent = type.starts_with('-');
    if (head.silent)
        type.remove_prefix(1);

    if (profile.atInclude && type.starts_with('@') && (isWord(type, "@include") || sameIgnoringCase(type, "@include"))) {
        head.kind = RuleKind::AtInclude;
        head.target = cursor.next();
        return head;
    }
    head.facility = facilityFromName(type);
    head.controlToken = cursor.next();
    if (!head.controlToken.there)
        return head;
    head.target = cursor.next();
    head.control = controlKind(cursor.contents(head.controlToken));
    head.kind = ruleKind(head.control, head.target.there);
    return head;
}

Rule readRule(const LogicalLine &line, const LibpamProfile &profile, Syntax syntax)
{
    TokenCursor cursor(line.text);
    const RuleHead head = readHead(cursor, profile, syntax);
    const auto token = [&line](const TokenRange &range) { return range.there ? std::optional(tokenAt(line, range)) : std::nullopt; };
    Rule rule;
    rule.kind = head.kind;
    rule.silent = head.silent;
    rule.facility = head.facility;
    rule.service = token(head.service);
    rule.type = token(head.type);
    rule.control = token(head.controlToken);
    rule.target = token(head.target);
    for (TokenRange argument = cursor.next(); argument.there; argument = cursor.next())
        rule.arguments.push_back(tokenAt(line, argument));
    return rule;
}

} // namespace pamphlet::pam
