// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/insertion.h"

#include "core/yaml/layout.h"
#include "core/yaml/scalarreader.h"

#include <algorithm>
#include <string_view>

namespace pamphlet::yaml {

namespace {

/// The comma behind a child in brackets; npos if there is none.
std::size_t commaBehind(const Document &document, const Value &collection, std::size_t index)
{
    const std::string_view bytes = document.bytes();
    const std::size_t last = index + 1 < childCount(collection) ? childSpan(collection, index + 1).begin : collection.span.end;
    for (std::size_t at = childSpan(collection, index).end; at < last; ++at) {
        if (bytes[at] == '#')
            at = endOfLine(bytes, at);
        else if (bytes[at] == ',')
            return at;
    }
    return std::string::npos;
}

Insertion inBrackets(const Document &document, const Value &collection, std::size_t index)
{
    Insertion result;
    result.flow = true;
    const std::size_t count = childCount(collection);
    const std::string_view bytes = document.bytes();
    if (count == 0) {
        result.offset = collection.span.begin + 1;
        return result;
    }
    if (index < count) {
        const std::size_t next = childSpan(collection, index).begin;
        result.offset = next;
        const bool ownLine = isFirstOnLine(document, next);
        result.trail = ownLine ? "," + std::string(document.lineEnd()) + std::string(columnOf(document, next), ' ') : ", ";
        return result;
    }
    const Span last = childSpan(collection, count - 1);
    const std::size_t comma = commaBehind(document, collection, count - 1);
    const std::size_t behind = comma == std::string::npos ? last.end : comma + 1;
    if (comma == std::string::npos)
        result.patches.push_back({{last.end, last.end}, ","});
    else
        result.trail = ",";
    // A list with a line for each stays one, and its last comment stays with its item.
    if (isFirstOnLine(document, last.begin) && isLastOnLine(document, behind)) {
        result.offset = endOfLine(bytes, behind);
        result.lead = std::string(document.lineEnd()) + std::string(columnOf(document, last.begin), ' ');
    } else {
        result.offset = behind;
        result.lead = " ";
    }
    return result;
}

/// Before or behind the lines of what is there.
Result<Insertion> amongLines(const Document &document, const Value &collection, std::size_t index)
{
    Insertion result;
    result.column = marginOf(document, collection);
    const std::size_t count = childCount(collection);
    if (index < count) {
        const std::size_t next = childSpan(collection, index).begin;
        result.inLine = !isFirstOnLine(document, next);
        result.offset = result.inLine ? next : startOfLine(document.bytes(), next);
        if (result.inLine)
            result.trail = std::string(document.lineEnd()) + std::string(result.column, ' ');
        return result;
    }
    const Span last = childSpan(collection, count - 1);
    if (!isLastOnLine(document, last.end))
        return fail(ErrorCode::EditRefused, "something else stands behind the last value on its line", document.place(last.end));
    result.offset = behindLines(document, last.end, result.column);
    return result;
}

/// The column of the comments below a key: a file that shows its own values commented out is followed.
std::size_t childColumn(const Document &document, std::size_t line, std::size_t margin, std::size_t usual)
{
    const std::string_view bytes = document.bytes();
    const std::size_t text = skipBlanks(bytes, line);
    const bool comment = text < document.firstEnd() && bytes[text] == '#' && text - line > margin;
    return comment ? text - line : margin + usual;
}

/// An empty node, or `{}` and `[]`, becomes a block collection.
Result<Insertion> fresh(const Document &document, const Location &location, bool map)
{
    const Value &old = location.value();
    const std::string_view bytes = document.bytes();
    Insertion result;
    result.fresh = true;
    if (location.isRoot()) {
        result.inLine = !old.span.empty();
        result.offset = result.inLine ? old.span.end : document.firstEnd();
        result.patches.push_back({old.span, {}});
        return result;
    }
    const Value &parent = location.parent();
    if (!isLastOnLine(document, endOf(old)))
        return fail(ErrorCode::EditRefused, "something else stands behind the value on its line", document.place(endOf(old)));
    const std::size_t margin = marginOf(document, parent);
    if (!parent.isMap()) {
        const std::size_t dash = parent.dashes[location.index()];
        if (!old.properties.empty() || (!old.span.empty() && startOfLine(bytes, old.span.begin) != startOfLine(bytes, dash)))
            return refused(document, old, "the item is written in a way that cannot be kept");
        result.inLine = true;
        result.offset = old.span.empty() ? dash + 1 : old.span.end;
        result.lead = old.span.empty() ? " " : "";
        result.column = columnOf(document, old.span.empty() ? dash + 2 : old.span.begin);
        result.patches.push_back({old.span, {}});
        return result;
    }
    if (!old.span.empty()) {
        std::size_t begin = old.span.begin;
        while (begin > 0 && isBlank(bytes[begin - 1]))
            --begin;
        result.patches.push_back({{begin, old.span.end}, {}});
    }
    const std::size_t usual = map ? indentationStep(document, parent) : dashStep(document, parent);
    result.column = childColumn(document, nextLine(bytes, endOf(old)), margin, usual);
    result.offset = behindLines(document, endOf(old), margin);
    return result;
}

} // namespace

Result<Insertion> insertionAt(const Document &document, const Location &location, bool map, std::size_t index)
{
    const Value &value = location.value();
    const std::string name = pathText(location.path);
    if (value.isAlias())
        return refused(document, value, name + " is an alias: what it stands for has to be changed where it is written");
    if (hasAnchorInUse(document, value))
        return refused(document, value, name + " is used elsewhere in the file by an alias, which would change too");
    const bool right = map ? value.isMap() : value.isSequence();
    if (!right && !value.isNull())
        return refused(document, value, name + (map ? " is no map" : " is no list"));
    if (value.pair)
        return refused(document, value, name + " is a single key and value without braces");
    const bool empty = value.isNull() || childCount(value) == 0;
    const bool bare = value.isNull() || skipBlanks(document.bytes(), value.span.begin + 1) + 1 == value.span.end;
    if (empty && bare && (location.isRoot() || !location.parent().flow))
        return fresh(document, location, map);
    if (value.isNull()) {
        Insertion result;
        result.flow = true;
        result.fresh = true;
        result.offset = endOf(value);
        const bool hasColon = !location.parent().isMap() || location.parent().entries[location.index()].colon != std::string::npos;
        result.lead = std::string(hasColon ? " " : ": ") + (map ? "{" : "[");
        result.trail = map ? "}" : "]";
        if (!value.span.empty())
            result.patches.push_back({value.span, {}});
        return result;
    }
    return value.flow ? inBrackets(document, value, index) : amongLines(document, value, index);
}

std::vector<Patch> blockPatches(const Document &document, const Insertion &insertion, const Lines &lines)
{
    const std::string lineEnd(document.lineEnd());
    const std::string indentation(insertion.column, ' ');
    std::string text;
    for (const std::string &line : lines) {
        if (&line != &lines.front())
            text += lineEnd + indentation;
        text += line;
    }
    const std::size_t at = insertion.offset;
    if (insertion.inLine) {
        text = insertion.lead + text + insertion.trail;
    } else {
        text = (insertion.blankLine ? lineEnd : "") + indentation + text;
        // A file whose last line has no line end keeps it so.
        text = startOfLine(document.bytes(), at) == at ? text + lineEnd : lineEnd + text;
    }
    std::vector<Patch> patches = insertion.patches;
    patches.push_back({{at, at}, text});
    return patches;
}

} // namespace pamphlet::yaml
