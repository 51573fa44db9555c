// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/edit.h"

#include "core/yaml/editcheck.h"
#include "core/yaml/layout.h"
#include "core/yaml/removal.h"
#include "core/yaml/scalarreader.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

namespace pamphlet::yaml {

Result<Span> ownLines(const Document &document, const Location &child)
{
    const Span span = childSpan(child.parent(), child.index());
    if (child.parent().flow)
        return refused(document, child.value(), pathText(child.path) + " stands in brackets, not on lines of its own");
    if (!isFirstOnLine(document, span.begin))
        return fail(ErrorCode::EditRefused, pathText(child.path) + " shares its first line with something else",
                    document.place(span.begin));
    if (!isLastOnLine(document, span.end))
        return fail(ErrorCode::EditRefused, pathText(child.path) + " shares its last line with something else", document.place(span.end));
    return Span{startOfLine(document.bytes(), span.begin), nextLine(document.bytes(), span.end)};
}

Span withoutDanglingBreak(const Document &document, Span lines)
{
    const std::string_view bytes = document.bytes();
    if (lines.end < bytes.size() || bytes.ends_with('\n') || lines.begin == startOfLine(bytes, 0))
        return lines;
    --lines.begin;
    if (lines.begin > 0 && bytes[lines.begin - 1] == '\r')
        --lines.begin;
    return lines;
}

void takeChild(Value &root, const Location &child)
{
    std::vector<std::size_t> around = child.indexes;
    around.pop_back();
    Value &parent = *nodeAt(root, around);
    const auto index = static_cast<std::ptrdiff_t>(child.index());
    if (parent.isMap())
        parent.entries.erase(parent.entries.begin() + index);
    else
        parent.items.erase(parent.items.begin() + index);
    if (childCount(parent) == 0)
        parent.flow = true;
}

namespace {

/// Where a value of the collection's parent stands: behind colon or dash, and behind tag and anchor.
std::size_t placeFor(const Location &child)
{
    const Value &collection = child.parent();
    if (!collection.properties.empty())
        return collection.properties.end;
    const Value &around = *child.chain[child.chain.size() - 3];
    const std::size_t index = child.indexes[child.indexes.size() - 2];
    return around.isMap() ? around.entries[index].colon + 1 : around.dashes[index] + 1;
}

Result<std::vector<Patch>> lastChild(const Document &document, const Location &child)
{
    const Value &collection = child.parent();
    const std::string brackets = collection.isMap() ? "{}" : "[]";
    const Span span = childSpan(collection, child.index());
    if (collection.pair)
        return refused(document, child.value(), "a single key and value without braces");
    if (collection.flow) {
        // Comments inside stay; else nothing but the brackets does.
        if (document.bytes(collection.span).find('#') == std::string_view::npos)
            return std::vector<Patch>{{collection.span, brackets}};
        const std::size_t comma = document.bytes().find_first_not_of(" \t\r\n", span.end);
        return std::vector<Patch>{{{span.begin, document.bytes()[comma] == ',' ? comma + 1 : span.end}, {}}};
    }
    const bool atRoot = child.chain.size() < 3;
    if (atRoot || !isFirstOnLine(document, span.begin))
        return std::vector<Patch>{{{span.begin, span.end}, brackets}};
    Result<Span> lines = ownLines(document, child);
    if (!lines)
        return fail(lines.error());
    const std::size_t place = placeFor(child);
    return std::vector<Patch>{{{place, place}, " " + brackets}, {withoutDanglingBreak(document, *lines), {}}};
}

std::vector<Patch> fromBrackets(const Document &document, const Value &collection, std::size_t index)
{
    const std::string_view bytes = document.bytes();
    const Span span = childSpan(collection, index);
    const bool last = index + 1 == childCount(collection);
    const std::size_t text = bytes.find_first_not_of(" \t\r\n", span.end);
    const bool comma = text != std::string_view::npos && bytes[text] == ',';
    const std::size_t behind = comma ? text + 1 : span.end;
    std::vector<Patch> patches;
    // The comma before it goes where it is the one that divides.
    const Span before = index > 0 ? childSpan(collection, index - 1) : Span{};
    const std::size_t commaBefore = index > 0 ? bytes.find(',', before.end) : 0;
    const bool ownLine = isFirstOnLine(document, span.begin) && isLastOnLine(document, behind);
    if (last && !comma) {
        if (!ownLine && startOfLine(bytes, before.end) == startOfLine(bytes, span.begin))
            return {{{before.end, span.end}, {}}};
        patches.push_back({{commaBefore, commaBefore + 1}, {}});
    }
    if (ownLine)
        patches.push_back({{startOfLine(bytes, span.begin), nextLine(bytes, behind)}, {}});
    else if (!last)
        patches.push_back({{span.begin, childSpan(collection, index + 1).begin}, {}});
    else if (comma && startOfLine(bytes, before.end) == startOfLine(bytes, span.begin))
        patches.push_back({{commaBefore + 1, behind}, {}});
    else
        patches.push_back({{span.begin, behind}, {}});
    return patches;
}

Result<std::string> removed(const Document &document, const Path &path)
{
    const Result<Location> child = locate(document, path);
    if (!child)
        return fail(child.error());
    if (hasAnchorInUse(document, child->parent().isMap() ? child->parent().entries[child->index()].key : child->value())
        || hasAnchorInUse(document, child->value()))
        return refused(document, child->value(), pathText(path) + " is used elsewhere in the file by an alias");
    const Result<std::vector<Patch>> patches = removalOf(document, *child);
    if (!patches)
        return fail(patches.error());
    Value expected = document.root();
    takeChild(expected, *child);
    return checked(
        document, patched(document, *patches), expected, [](Value &) { return true; }, document.place(child->value()));
}

} // namespace

Result<std::vector<Patch>> removalOf(const Document &document, const Location &child)
{
    const Value &collection = child.parent();
    if (childCount(collection) == 1)
        return lastChild(document, child);
    if (collection.flow)
        return fromBrackets(document, collection, child.index());
    const std::string_view bytes = document.bytes();
    const Span span = childSpan(collection, child.index());
    if (!isLastOnLine(document, span.end))
        return fail(ErrorCode::EditRefused, pathText(child.path) + " shares its last line with something else", document.place(span.end));
    const std::size_t behind = behindLines(document, span.end, columnOf(document, span.begin));
    if (isFirstOnLine(document, span.begin))
        return std::vector<Patch>{{withoutDanglingBreak(document, {startOfLine(bytes, span.begin), behind}), {}}};
    // The first in a list item: what follows moves up to the dash.
    const std::size_t next = bytes.find_first_not_of(" \t\r\n", behind);
    return std::vector<Patch>{{{span.begin, std::min(next, bytes.size())}, {}}};
}

Result<std::string> removeKey(const Document &document, const Path &path)
{
    if (path.empty() || !path.back().key())
        return fail(ErrorCode::InvalidArgument, pathText(path) + " names no key");
    return removed(document, path);
}

Result<std::string> removeItem(const Document &document, const Path &path)
{
    if (path.empty() || !path.back().index())
        return fail(ErrorCode::InvalidArgument, pathText(path) + " names no list item");
    return removed(document, path);
}

namespace {

/// Longest common subsequence of the old items and the wanted ones: lengths for each pair of tails.
std::vector<std::vector<std::size_t>> commonTails(const std::vector<Value> &items, const std::vector<ScalarValue> &values)
{
    std::vector<std::vector<std::size_t>> tails(items.size() + 1, std::vector<std::size_t>(values.size() + 1, 0));
    for (std::size_t i = items.size(); i-- > 0;) {
        for (std::size_t j = values.size(); j-- > 0;)
            tails[i][j] = matches(items[i], values[j]) ? tails[i + 1][j + 1] + 1 : std::max(tails[i + 1][j], tails[i][j + 1]);
    }
    return tails;
}

/// More is no list that a person keeps in a configuration file.
constexpr std::size_t maximumItems = 4096;

} // namespace

Result<std::string> replaceItems(const Document &document, const Path &sequence, const std::vector<ScalarValue> &values)
{
    const Result<Location> location = locate(document, sequence);
    if (!location)
        return fail(location.error());
    const Value &list = location->value();
    if (!list.isSequence() && !list.isNull())
        return refused(document, list, pathText(sequence) + " is no list");
    if (values.size() > maximumItems || list.items.size() > maximumItems)
        return refused(document, list, "a list of more than " + std::to_string(maximumItems) + " items", ErrorCode::TooLarge);

    const auto tails = commonTails(list.items, values);
    std::vector<std::size_t> unwanted;
    std::size_t i = 0;
    std::size_t j = 0;
    Document now = document;
    // New ones come first, so that the list never is empty in between and keeps its style.
    for (std::size_t at = 0; i < list.items.size() || j < values.size(); ++at) {
        const bool both = i < list.items.size() && j < values.size();
        if (both && matches(list.items[i], values[j])) {
            ++i;
            ++j;
        } else if (j < values.size() && (!both || tails[i][j + 1] >= tails[i + 1][j])) {
            Result<std::string> bytes = addItem(now, sequence, values[j++], at);
            if (!bytes)
                return bytes;
            now = Document::parse(*std::move(bytes)).value_or(now);
        } else {
            unwanted.push_back(at);
            ++i;
        }
    }
    for (auto at = unwanted.rbegin(); at != unwanted.rend(); ++at) {
        Path item = sequence;
        item.emplace_back(*at);
        Result<std::string> bytes = removeItem(now, item);
        if (!bytes)
            return bytes;
        now = Document::parse(*std::move(bytes)).value_or(now);
    }
    const Value *result = now.find(sequence);
    const bool nothing = values.empty() && result && (result->isNull() || (result->isSequence() && result->items.empty()));
    const bool same = result && result->isSequence()
        && std::equal(result->items.begin(), result->items.end(), values.begin(), values.end(),
                      [](const Value &item, const ScalarValue &value) { return matches(item, value); });
    if (!nothing && !same)
        return refused(document, list, "the list would not hold what it should");
    return now.bytes();
}

} // namespace pamphlet::yaml
