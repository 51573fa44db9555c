// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/sequence.h"

#include <algorithm>

namespace pamphlet::teleport {

namespace {

constexpr std::string_view space = " \t\n\v\f\r";

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(space);
    return begin == text.npos ? std::string_view() : text.substr(begin, text.find_last_not_of(space) + 1 - begin);
}

bool isIdentifier(std::string_view text)
{
    const auto isFine = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
    return !text.empty() && !(text.front() >= '0' && text.front() <= '9') && std::all_of(text.begin(), text.end(), isFine);
}

/// `external.name` or `external["name"]`.
bool readVariable(std::string_view text, Template &result)
{
    const std::size_t end = std::min(text.find_first_of(".["), text.size());
    const std::string_view nameSpace = trimmed(text.substr(0, end));
    if (!isIdentifier(nameSpace) || end == text.size())
        return false;
    std::string_view name = trimmed(text.substr(end));
    if (name.front() == '.') {
        name = trimmed(name.substr(1));
        if (!isIdentifier(name))
            return false;
    } else {
        if (name.back() != ']')
            return false;
        name = trimmed(name.substr(1, name.size() - 2));
        const bool quoted = name.size() > 2 && (name.front() == '"' || name.front() == '`') && name.back() == name.front();
        if (!quoted || name.find_first_of("\"\\`", 1) != name.size() - 1)
            return false;
        name = name.substr(1, name.size() - 2);
    }
    result.nameSpace = nameSpace;
    result.trait = name;
    return true;
}

} // namespace

Result<Template> parseTemplate(std::string_view text)
{
    Template result;
    const std::size_t open = text.find("{{");
    const std::size_t close = text.find("}}");
    if (open == text.npos && close == text.npos) {
        result.prefix = text;
        return result;
    }
    // Neither brace may stand anywhere but in the one pair.
    const bool shaped = open != text.npos && close != text.npos && open + 2 <= close && text.find_first_of("{}") == open
        && text.find_first_of("{}", open + 2) == close && text.find_first_of("{}", close + 2) == text.npos;
    if (!shaped)
        return fail(ErrorCode::InvalidInput, "brackets of a template that is none: the form is {{external.name}}");
    const std::string_view prefix = text.substr(0, open);
    const std::string_view suffix = text.substr(close + 2);
    result.prefix = prefix.substr(std::min(prefix.find_first_not_of(space), prefix.size()));
    const std::size_t last = suffix.find_last_not_of(space);
    result.suffix = suffix.substr(0, last == suffix.npos ? 0 : last + 1);

    const std::string_view expression = trimmed(text.substr(open + 2, close - open - 2));
    const std::size_t parenthesis = expression.find('(');
    if (parenthesis == expression.npos) {
        result.kind = Template::Kind::Trait;
        if (!readVariable(expression, result))
            return fail(ErrorCode::InvalidInput, "not an expression that Teleport knows: the form is {{external.name}}");
        return result;
    }
    const std::string_view function = trimmed(expression.substr(0, parenthesis));
    if (expression.back() != ')' || function.find('.') == function.npos)
        return fail(ErrorCode::InvalidInput, "not an expression that Teleport knows: the form is {{external.name}}");
    if (function == "email.local"
        && readVariable(trimmed(expression.substr(parenthesis + 1, expression.size() - parenthesis - 2)), result)) {
        result.kind = Template::Kind::EmailLocal;
        return result;
    }
    result.kind = Template::Kind::Function;
    result.function = expression;
    return result;
}

std::vector<std::string> interpolated(const Template &expression, const std::vector<std::string> &values)
{
    std::vector<std::string> result;
    for (std::string value : values) {
        if (expression.kind == Template::Kind::EmailLocal)
            value = value.substr(0, value.find('@'));
        if (!value.empty())
            result.push_back(expression.prefix + value + expression.suffix);
    }
    return result;
}

} // namespace pamphlet::teleport
