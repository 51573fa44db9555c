// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/lines.h"
#include "core/sregistry/pythonlist.h"

#include <algorithm>

namespace pamphlet::sregistry {

namespace {

/// True if nothing but the element, its comma and a comment stand on its line.
bool isAlone(std::string_view text, const PythonList &list, const ListElement &element)
{
    const Line line = lineAt(text, element.begin);
    if (line.begin + blanks(text, line.begin).size() != element.begin || element.end > line.end || list.close < line.end)
        return false;
    std::string_view rest = trimmed(text.substr(element.end, line.end - element.end));
    if (rest.starts_with(','))
        rest = trimmed(rest.substr(1));
    return rest.empty() || rest.starts_with('#');
}

bool isMarked(std::string_view text, const ListElement &element)
{
    return trimmed(lineAt(text, element.begin).text(text)).ends_with(addedMark);
}

/// The commented element whose style a new comment follows: the nearest.
const CommentedElement *nearestComment(const PythonList &list, std::size_t offset)
{
    const CommentedElement *nearest = nullptr;
    const auto distance = [offset](const CommentedElement &e) { return e.hash > offset ? e.hash - offset : offset - e.hash; };
    for (const CommentedElement &element : list.commented) {
        if (!nearest || distance(element) < distance(*nearest))
            nearest = &element;
    }
    return nearest;
}

std::string without(const std::string &text, std::size_t begin, std::size_t end)
{
    return text.substr(0, begin) + text.substr(end);
}

std::string with(const std::string &text, std::size_t at, std::string_view what)
{
    return text.substr(0, at) + std::string(what) + text.substr(at);
}

/// With the `#` in the first column the blanks behind it are the indentation; elsewhere they belong to the comment.
std::string uncommented(const std::string &text, const CommentedElement &element)
{
    const bool first = lineAt(text, element.hash).begin == element.hash;
    return without(text, element.hash, element.hash + 1 + (first ? 0 : element.gap));
}

std::string commentedOut(const std::string &text, const PythonList &list, const ListElement &element)
{
    const Line line = lineAt(text, element.begin);
    if (const CommentedElement *style = nearestComment(list, element.begin)) {
        const std::size_t column = style->hash - lineAt(text, style->hash).begin;
        if (column == 0)
            return with(text, line.begin, "#");
        if (column == element.begin - line.begin)
            return with(text, element.begin, "#" + text.substr(style->hash + 1, style->gap));
    }
    return with(text, element.begin, "# ");
}

std::string inlineRemoved(const std::string &text, const PythonList &list, std::size_t index)
{
    const ListElement &element = list.elements[index];
    if (index > 0) {
        const ListElement &previous = list.elements[index - 1];
        if (element.comma && index + 1 == list.elements.size())
            return without(text, *previous.comma + 1, *element.comma + 1);
        if (!element.comma)
            return without(text, previous.end, element.end);
    }
    if (index + 1 < list.elements.size())
        return without(text, element.begin, list.elements[index + 1].begin);
    return without(text, element.begin, element.comma ? *element.comma + 1 : element.end);
}

std::string quotedLike(const std::string &text, const PythonList &list, const std::string &value)
{
    char quote = '\'';
    if (!list.elements.empty())
        quote = list.elements.front().source.back();
    else if (!list.commented.empty())
        quote = text[list.commented.front().hash + 1 + list.commented.front().gap];
    if (quote != '\'' && quote != '"')
        quote = '\'';
    return quote + value + quote;
}

/// On a line of its own at the top if the list is written so, else behind the last element.
std::string inserted(const std::string &text, const PythonList &list, const std::string &value)
{
    const std::string quoted = quotedLike(text, list, value);
    const Line first = lineAt(text, list.open);
    const std::string_view rest = trimmed(std::string_view(text).substr(list.open + 1, first.end - list.open - 1));
    if (list.close > first.end && (rest.empty() || rest.starts_with('#'))) {
        std::string indent(blanks(text, first.begin));
        indent += "    ";
        if (!list.elements.empty())
            indent = blanks(text, lineAt(text, list.elements.front().begin).begin);
        const std::string line = indent + quoted + ",  " + std::string(addedMark) + std::string(lineEnd(text, list.open));
        return with(text, first.next, line);
    }
    if (list.elements.empty())
        return with(text, list.open + 1, quoted);
    const ListElement &last = list.elements.back();
    return last.comma ? with(text, *last.comma + 1, ' ' + quoted + ',') : with(text, last.end, ", " + quoted);
}

/// What has to be equal before and after, `value` aside.
std::vector<std::string> rest(const PythonList &list, std::string_view value)
{
    std::vector<std::string> sources;
    for (const ListElement &element : list.elements) {
        if (element.value != value)
            sources.push_back(element.value ? "s" + *element.value : "x" + element.source);
    }
    return sources;
}

Result<void> verify(const PythonList &before, const std::string &after, std::string_view name, const std::string &value, bool wanted,
                    const std::string &file)
{
    const auto list = parsePythonList(after, name, file);
    if (!list)
        return fail(ErrorCode::EditRefused, "after the edit: " + list.error().detail, list.error().where);
    if (rest(*list, value) != rest(before, value) || list->contains(value) != wanted)
        return fail(ErrorCode::EditRefused, "the edit would change other elements of the list", before.where);
    return {};
}

} // namespace

Result<std::string> removeFromPythonList(const std::string &text, std::string_view name, const std::string &value, const std::string &file)
{
    const auto before = parsePythonList(text, name, file);
    if (!before)
        return fail(before.error());
    std::string result = text;
    for (auto list = before; list && list->contains(value); list = parsePythonList(result, name, file)) {
        const auto found
            = std::find_if(list->elements.rbegin(), list->elements.rend(), [&](const ListElement &e) { return e.value == value; });
        const std::size_t index = static_cast<std::size_t>(list->elements.rend() - found) - 1;
        const ListElement &element = list->elements[index];
        if (element.parts > 1)
            return fail(ErrorCode::EditRefused, "the name is put together of several strings", element.where);
        if (!isAlone(result, *list, element)) {
            result = inlineRemoved(result, *list, index);
        } else if (isMarked(result, element)) {
            const Line line = lineAt(result, element.begin);
            result = without(result, line.begin, line.next);
        } else {
            result = commentedOut(result, *list, element);
        }
    }
    if (const auto verified = verify(*before, result, name, value, false, file); !verified)
        return fail(verified.error());
    return result;
}

Result<std::string> addToPythonList(const std::string &text, std::string_view name, const std::string &value, const std::string &file)
{
    const auto before = parsePythonList(text, name, file);
    if (!before)
        return fail(before.error());
    if (before->contains(value))
        return text;
    if (value.find_first_of(std::string_view("'\"\\\r\n\0", 6)) != value.npos)
        return fail(ErrorCode::InvalidArgument, "not a name that a list can hold", before->where);
    for (const CommentedElement &element : before->commented) {
        if (element.value != value || !element.comma)
            continue;
        const std::string candidate = uncommented(text, element);
        if (!verify(*before, candidate, name, value, true, file))
            continue;
        // Only if taking it out again gives these very bytes: otherwise a line of its own does.
        const auto back = removeFromPythonList(candidate, name, value, file);
        if (back && *back == text)
            return candidate;
    }
    const std::string result = inserted(text, *before, value);
    if (const auto verified = verify(*before, result, name, value, true, file); !verified)
        return fail(verified.error());
    return result;
}

} // namespace pamphlet::sregistry
