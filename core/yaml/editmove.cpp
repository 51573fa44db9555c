// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/edit.h"

#include "core/yaml/editcheck.h"
#include "core/yaml/insertion.h"
#include "core/yaml/layout.h"
#include "core/yaml/removal.h"
#include "core/yaml/scalarreader.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace pamphlet::yaml {

namespace {

/// The lines with the comment lines right above them that stand in the same column, up to the entry before.
Span withCommentsAbove(const Document &document, Span lines, std::size_t margin)
{
    const std::string_view bytes = document.bytes();
    const std::vector<std::size_t> comments = commentLines(document);
    while (lines.begin > startOfLine(bytes, 0)) {
        const std::size_t above = startOfLine(bytes, lines.begin - 1);
        const std::size_t text = skipBlanks(bytes, above);
        if (text - above != margin || !std::binary_search(comments.begin(), comments.end(), text))
            break;
        lines.begin = above;
    }
    return lines;
}

/// Lines without line ends, the margin taken off the front; nullopt if a line stands further left.
std::optional<Lines> dedented(const Document &document, Span lines, std::size_t margin)
{
    const std::string_view bytes = document.bytes();
    Lines result;
    for (std::size_t line = lines.begin; line < lines.end; line = nextLine(bytes, line)) {
        const std::string_view text = bytes.substr(line, endOfLine(bytes, line) - line);
        const std::size_t blanks = std::min(text.find_first_not_of(' '), text.size());
        if (blanks < margin && blanks < text.size())
            return std::nullopt;
        result.emplace_back(text.substr(std::min(margin, blanks)));
    }
    return result;
}

bool isInside(const std::vector<std::size_t> &inner, const std::vector<std::size_t> &outer)
{
    return inner.size() >= outer.size() && std::equal(outer.begin(), outer.end(), inner.begin());
}

/// Block lines where they go; blank lines get no indentation.
std::vector<Patch> movedPatches(const Document &document, const Insertion &insertion, const Lines &lines)
{
    const std::string lineEnd(document.lineEnd());
    std::string text;
    for (const std::string &line : lines) {
        if (&line != &lines.front())
            text += lineEnd;
        text += (line.empty() ? "" : std::string(insertion.column, ' ')) + line;
    }
    if (insertion.blankLine)
        text.insert(0, lineEnd);
    const std::size_t at = insertion.offset;
    std::vector<Patch> patches = insertion.patches;
    patches.push_back({{at, at}, startOfLine(document.bytes(), at) == at ? text + lineEnd : lineEnd + text});
    return patches;
}

} // namespace

Result<std::string> moveKey(const Document &document, const Path &from, const Path &toMap)
{
    if (from.empty() || !from.back().key())
        return fail(ErrorCode::InvalidArgument, pathText(from) + " names no key");
    const Result<Location> source = locate(document, from);
    if (!source)
        return fail(source.error());
    const Result<Location> target = locate(document, toMap);
    if (!target)
        return fail(target.error());
    const std::string &key = *from.back().key();
    if (isInside(target->indexes, source->indexes))
        return refused(document, source->value(), pathText(from) + " cannot be moved into itself", ErrorCode::InvalidArgument);
    if (const Value *there = target->value().find(key))
        return refused(document, *there, "the key " + key + " is there already");
    const Entry entry = source->parent().entries[source->index()];
    if (hasAnchorInUse(document, entry.value) || hasAnchorInUse(document, entry.key))
        return refused(document, entry.value, pathText(from) + " is used elsewhere in the file by an alias");

    const Result<Span> own = ownLines(document, *source);
    if (!own)
        return fail(own.error());
    const std::size_t margin = columnOf(document, entry.begin);
    const Span lines = withCommentsAbove(
        document, {own->begin, behindLines(document, childSpan(source->parent(), source->index()).end, margin)}, margin);
    Result<Insertion> insertion = insertionAt(document, *target, true, target->value().entries.size());
    if (!insertion)
        return fail(insertion.error());
    if (insertion->flow || insertion->inLine)
        return refused(document, target->value(), pathText(toMap) + " is not written on lines of its own");
    insertion->blankLine = hasBlankLinesBetween(document, target->value());
    const std::optional<Lines> text = dedented(document, lines, margin);
    if (!text)
        return refused(document, entry.key, pathText(from) + " has lines that stand further left than its key");

    std::vector<Patch> patches = movedPatches(document, *insertion, *text);
    const Result<std::vector<Patch>> removal = removalOf(document, *source);
    if (!removal)
        return fail(removal.error());
    for (Patch patch : *removal) {
        // The removal of the lines takes the comments above with it.
        if (patch.span.begin <= own->begin && patch.span.end >= own->begin)
            patch.span.begin = std::min(patch.span.begin, withoutDanglingBreak(document, lines).begin);
        if (patch.span.begin <= lines.begin && patch.span.end > lines.begin)
            patch.span.end = std::max(patch.span.end, lines.end);
        patches.push_back(std::move(patch));
    }

    Value expected = document.root();
    Value &goal = *nodeAt(expected, target->indexes);
    if (goal.isNull() || goal.flow)
        goal.text.clear();
    goal.kind = Kind::Map;
    goal.flow = false;
    goal.entries.push_back(entry);
    takeChild(expected, *source);
    return checked(
        document, patched(document, std::move(patches)), expected, [](Value &) { return true; }, document.place(entry.key));
}

} // namespace pamphlet::yaml
