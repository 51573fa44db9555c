// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/edit/jumpnumbers.h"

#include "core/pam/syntax/control.h"
#include "core/pam/syntax/editcheck.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Past blanks, and in the bytes of a file past the continuations and the comment lines between them.
std::size_t skipBlanks(std::string_view text, std::size_t at, bool ofFile)
{
    while (at < text.size()) {
        if (std::string_view(" \t\n\v\f\r").find(text[at]) != std::string_view::npos || (ofFile && text[at] == '\\'))
            ++at;
        else if (ofFile && text[at] == '#')
            at = std::min(text.find('\n', at), text.size());
        else
            break;
    }
    return at;
}

/// Where the numbers of a valid list stand: each follows a `=`.
std::vector<Span> numberSpans(std::string_view text, bool ofFile)
{
    std::vector<Span> spans;
    for (std::size_t at = 0; at < text.size();) {
        if (ofFile && text[at] == '#') { // a comment line inside a continuation
            at = std::min(text.find('\n', at), text.size());
            continue;
        }
        if (text[at++] != '=')
            continue;
        const std::size_t begin = skipBlanks(text, at, ofFile);
        std::size_t end = begin;
        while (end < text.size() && isDigit(text[end]))
            ++end;
        if (end > begin)
            spans.push_back({begin, end});
        at = end;
    }
    return spans;
}

/// As libpam counts: before 1.6 an int that overflows.
int valueOf(std::string_view digits)
{
    std::uint32_t value = 0;
    for (const char digit : digits)
        value = value * 10 + static_cast<std::uint32_t>(digit - '0');
    return static_cast<int>(value);
}

std::string patched(std::string_view text, const std::vector<Span> &spans, const JumpNumbers &numbers)
{
    std::string result;
    std::size_t position = 0;
    for (const Span &span : spans) {
        const std::string_view digits = text.substr(span.begin, span.size());
        result.append(text, position, span.begin - position);
        const auto number = numbers.find(valueOf(digits));
        if (number == numbers.end())
            result.append(digits);
        else
            result += number->second == 0 ? "ignore" : std::to_string(number->second);
        position = span.end;
    }
    return result.append(text, position);
}

Actions renumbered(Actions actions, const JumpNumbers &numbers)
{
    for (Action &action : actions) {
        if (const auto number = numbers.find(action.value); action.isJump() && number != numbers.end())
            action.value = number->second;
    }
    return actions;
}

} // namespace

Result<std::string> renumberJumps(const Document &document, std::size_t node, const JumpNumbers &numbers)
{
    if (node >= document.nodes().size() || !document.nodes()[node].rule.control)
        return fail(ErrorCode::InvalidArgument, "not a rule with a control: node " + std::to_string(node));
    const Node &rule = document.nodes()[node];
    const Token &control = *rule.rule.control;
    const Place where = document.place(control.span.begin);
    const std::string_view bytes = document.bytes(control.span);
    const bool continued = bytes.find('\n') != std::string_view::npos;
    const std::vector<Span> inText = numberSpans(control.text, false);
    const std::vector<Span> inBytes = numberSpans(bytes, continued);
    const auto sameDigits = [&](const Span &a, const Span &b) {
        return std::string_view(control.text).substr(a.begin, a.size()) == bytes.substr(b.begin, b.size());
    };
    if (!std::equal(inText.begin(), inText.end(), inBytes.begin(), inBytes.end(), sameDigits))
        return fail(ErrorCode::EditRefused, "the jumps of this control cannot be told apart", where);

    Node wanted = rule;
    wanted.rule.control->text = patched(control.text, inText, numbers);
    const Control before = parseControl(control.text, document.profile());
    const Control after = parseControl(wanted.rule.control->text, document.profile());
    if (before.errorOffset || after.errorOffset || after.actions != renumbered(before.actions, numbers))
        return fail(ErrorCode::EditRefused, "the control would mean something else", where);

    std::string text = document.text().substr(0, control.span.begin);
    text += patched(bytes, inBytes, numbers);
    text += document.text().substr(control.span.end);
    std::vector<const Node *> expected = meaningOf(document);
    std::replace(expected.begin(), expected.end(), &rule, static_cast<const Node *>(&wanted));
    return checkedEdit(document, std::move(text), expected);
}

} // namespace pamphlet::pam
