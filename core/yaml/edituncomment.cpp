// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/edit.h"

#include "core/yaml/bytecheck.h"
#include "core/yaml/editcheck.h"
#include "core/yaml/layout.h"
#include "core/yaml/scalarreader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace pamphlet::yaml {

namespace {

/// How a line was made a comment.
enum class Marker {
    HashAndBlank, ///< `# ` was put before it
    Hash, ///< `#` was put before it
    HashForBlank, ///< `#` took the place of a blank
};

/// What uncommenting added to a tree.
struct Added {
    std::vector<std::size_t> container; ///< the way to the collection
    std::size_t index = 0; ///< its first new child
    std::size_t count = 0;
    bool wasEmpty = false; ///< there was no collection before
};

bool sameChild(const Value &left, std::size_t i, const Value &right, std::size_t j)
{
    if (left.isMap())
        return sameTree(left.entries[i].key, right.entries[j].key) && sameTree(left.entries[i].value, right.entries[j].value);
    return sameTree(left.items[i], right.items[j]);
}

/// The one place where `now` has more children than `old`; nullopt if they differ in any other way.
std::optional<Added> addedTo(const Value &old, const Value &now)
{
    if (old.tag != now.tag || old.anchor != now.anchor)
        return std::nullopt;
    const bool collection = (now.isMap() || now.isSequence()) && !now.flow;
    if (old.isNull() && old.span.empty() && collection)
        return Added{{}, 0, childCount(now), true};
    if (old.kind != now.kind || old.flow != now.flow || !(now.isMap() || now.isSequence()))
        return std::nullopt;
    const std::size_t before = childCount(old);
    const std::size_t after = childCount(now);
    if (after < before)
        return std::nullopt;
    std::size_t same = 0;
    while (same < before && sameChild(old, same, now, same))
        ++same;
    std::size_t sameBehind = 0;
    while (sameBehind < before - same && sameChild(old, before - 1 - sameBehind, now, after - 1 - sameBehind))
        ++sameBehind;
    if (after > before) {
        if (same + sameBehind != before || !collection)
            return std::nullopt;
        return Added{{}, same, after - before, false};
    }
    if (same + sameBehind + 1 != before || (now.isMap() && !sameTree(old.entries[same].key, now.entries[same].key)))
        return std::nullopt;
    std::optional<Added> inner
        = now.isMap() ? addedTo(old.entries[same].value, now.entries[same].value) : addedTo(old.items[same], now.items[same]);
    if (inner)
        inner->container.insert(inner->container.begin(), same);
    return inner;
}

struct Uncommented {
    std::string bytes;
    Value root;
    Added added;

    const Value &container() { return *nodeAt(root, added.container); }
};

/// The new children must be no second ones of a key, and bring no anchors that are there already.
bool isHarmless(const Document &document, Uncommented &result)
{
    // A collection that an alias repeats would change there too.
    Value *way = &result.root;
    for (std::size_t depth = 0;; ++depth) {
        if (isAliased(document, way->anchor))
            return false;
        if (depth == result.added.container.size())
            break;
        way = nodeAt(*way, {result.added.container[depth]});
    }
    const Value &container = result.container();
    for (std::size_t i = result.added.index; i < result.added.index + result.added.count; ++i) {
        const Value &value = container.isMap() ? container.entries[i].value : container.items[i];
        if (hasAnchorOf(value, document.root()))
            return false;
        if (!container.isMap())
            continue;
        const std::string *name = container.entries[i].name();
        if (!name || container.count(*name) > 1)
            return false;
    }
    return true;
}

std::optional<Uncommented> attempt(const Document &document, const std::vector<std::size_t> &hashes, Marker marker)
{
    const std::string_view bytes = document.bytes();
    std::vector<Patch> patches;
    for (const std::size_t hash : hashes) {
        const bool end = hash + 1 >= bytes.size() || breakLength(bytes, hash + 1) > 0;
        const bool blank = !end && bytes[hash + 1] == ' ';
        if (marker == Marker::HashAndBlank && !blank && !end)
            return std::nullopt;
        const std::size_t length = marker == Marker::HashAndBlank && blank ? 2 : 1;
        patches.push_back({{hash, hash + length}, marker == Marker::HashForBlank ? " " : ""});
    }
    std::string changed = patched(document, std::move(patches));
    Result<Document> after = Document::parse(changed);
    if (!after || after->roots().size() != document.roots().size()
        || !std::equal(after->roots().begin() + 1, after->roots().end(), document.roots().begin() + 1, sameTree))
        return std::nullopt;
    std::optional<Added> added = addedTo(document.root(), after->root());
    if (!added)
        return std::nullopt;
    Uncommented result{std::move(changed), after->root(), *std::move(added)};
    if (!isHarmless(document, result))
        return std::nullopt;
    return result;
}

using Wanted = std::function<bool(Uncommented &)>;

/// The way of uncommenting that fits: with neighbours in the same collection rather than into an empty one.
std::optional<Uncommented> best(const Document &document, const std::vector<std::size_t> &hashes, const Wanted &wanted)
{
    std::optional<Uncommented> found;
    for (const Marker marker : {Marker::HashAndBlank, Marker::Hash, Marker::HashForBlank}) {
        std::optional<Uncommented> result = attempt(document, hashes, marker);
        if (result && wanted(*result) && (!found || (found->added.wasEmpty && !result->added.wasEmpty)))
            found = std::move(result);
    }
    return found;
}

std::vector<std::size_t> hashesIn(const Document &document, const std::vector<std::size_t> &comments, LineRange lines)
{
    std::vector<std::size_t> result;
    std::copy_if(comments.begin(), comments.end(), std::back_inserter(result),
                 [&](std::size_t hash) { return hash >= document.lineStart(lines.first) && hash < document.lineStart(lines.last + 1); });
    return result;
}

/// A comment as the entry that it may hide.
struct Hidden {
    std::size_t column = 0; ///< of its first character, from 0
    std::string_view text;
};

Hidden hidden(const Document &document, std::size_t hash)
{
    const std::string_view bytes = document.bytes();
    const std::size_t text = skipBlanks(bytes, hash + 1);
    return {columnOf(document, text), bytes.substr(text, endOfLine(bytes, text) - text)};
}

bool startsWithKey(std::string_view text, const std::string &key)
{
    for (const char quote : {'\0', '"', '\''}) {
        std::string start = quote == '\0' ? key : quote + key + quote;
        if (!text.starts_with(start))
            continue;
        const std::string_view rest = text.substr(skipBlanks(text, start.size()));
        if (rest.starts_with(':') && (rest.size() == 1 || isBlank(rest[1])))
            return true;
    }
    return false;
}

/// The comment lines from `first` on that would be children of what the first one hides.
LineRange withChildren(const Document &document, const std::vector<std::size_t> &comments, std::size_t first)
{
    const std::string_view bytes = document.bytes();
    const Hidden head = hidden(document, comments[first]);
    const std::string_view headText = head.text.substr(0, head.text.find(" #"));
    const bool open = headText.substr(0, headText.find_last_not_of(" \t") + 1).ends_with(':');
    LineRange range{document.place(comments[first]).line, document.place(comments[first]).line};
    for (std::size_t i = first + 1; i < comments.size(); ++i) {
        const std::string_view between = bytes.substr(comments[i - 1], startOfLine(bytes, comments[i]) - comments[i - 1]);
        const std::size_t rest = between.find('\n');
        if (rest == std::string_view::npos || between.find_first_not_of(" \t\r\n", rest) != std::string_view::npos)
            break;
        const Hidden next = hidden(document, comments[i]);
        const bool dash = open && next.column == head.column && (next.text == "-" || next.text.starts_with("- "));
        if (!next.text.empty() && next.column <= head.column && !dash)
            break;
        range.last = document.place(comments[i]).line;
    }
    return range;
}

/// From the value's introducing key to the next node behind it: where its commented children stand.
Span territory(const Document &document, const Location &location)
{
    Span span{startOfLine(document.bytes(), 0), document.firstEnd()};
    for (std::size_t depth = location.indexes.size(); depth-- > 0;) {
        const Value &around = *location.chain[depth];
        const std::size_t index = location.indexes[depth];
        if (depth + 1 == location.indexes.size())
            span.begin = childSpan(around, index).begin;
        if (index + 1 < childCount(around)) {
            span.end = childSpan(around, index + 1).begin;
            break;
        }
    }
    return span;
}

/// Bytes read at most in the search for something in comments.
constexpr std::size_t maximumWork = 32 * 1024 * 1024;

using Accepts = std::function<bool(const Hidden &)>;

Result<LineRange> findCommented(const Document &document, const Path &path, const std::string &name, const Accepts &accepts,
                                const Wanted &wanted)
{
    const Result<Location> location = locate(document, path);
    if (!location)
        return fail(location.error());
    const std::vector<std::size_t> comments = commentLines(document);
    const Span where = territory(document, *location);
    const auto right = [&](Uncommented &result) { return result.added.container == location->indexes && wanted(result); };
    // Each candidate is tried, which means reading the file: how often is a matter of its size.
    std::size_t trials = std::clamp<std::size_t>(maximumWork / (document.bytes().size() + 1), 4, 256);
    for (std::size_t i = 0; i < comments.size(); ++i) {
        if (comments[i] < where.begin || comments[i] >= where.end || !accepts(hidden(document, comments[i])))
            continue;
        // Prose may follow that looks like a child: as many lines as make sense.
        for (LineRange lines = withChildren(document, comments, i); lines.last >= lines.first && trials > 0; --lines.last, --trials) {
            if (best(document, hashesIn(document, comments, lines), right))
                return lines;
        }
    }
    return refused(document, location->value(), "no comment below " + pathText(path) + " hides " + name, ErrorCode::NotFound);
}

/// The one new child is what was asked for.
bool addsOne(Uncommented &result, const std::function<bool(const Value &container, std::size_t index)> &right)
{
    return result.added.count == 1 && right(result.container(), result.added.index);
}

Wanted addsKey(const std::string &key)
{
    return [key](Uncommented &result) {
        return addsOne(result, [&key](const Value &container, std::size_t index) {
            return container.isMap() && container.entries[index].name() && *container.entries[index].name() == key;
        });
    };
}

Wanted addsItem(const std::string &text)
{
    return [text](Uncommented &result) {
        return addsOne(result, [&text](const Value &container, std::size_t index) {
            if (!container.isSequence())
                return false;
            const Value &item = container.items[index];
            const Value *said = item.isMap() && !item.entries.empty() ? &item.entries.front().key : &item;
            return said->isScalar() && said->text == text;
        });
    };
}

Result<std::string> uncommentWanted(const Document &document, LineRange lines, const Path &path, const Wanted &wanted)
{
    const Result<Location> location = locate(document, path);
    if (!location)
        return fail(location.error());
    const auto right = [&](Uncommented &result) { return result.added.container == location->indexes && wanted(result); };
    if (std::optional<Uncommented> result = best(document, hashesIn(document, commentLines(document), lines), right))
        return std::move(result->bytes);
    return refused(document, location->value(), "these comments hide nothing that fits");
}

} // namespace

Result<std::string> uncomment(const Document &document, LineRange lines)
{
    const Place place{{}, lines.first, 1};
    if (lines.first < 1 || lines.last < lines.first || lines.last > document.lineCount())
        return fail(ErrorCode::InvalidArgument, "the file has no such lines", place);
    const std::vector<std::size_t> hashes = hashesIn(document, commentLines(document), lines);
    const std::string_view bytes = document.bytes();
    std::size_t blank = 0;
    for (std::size_t line = lines.first; line <= lines.last; ++line)
        blank += breakLength(bytes, skipBlanks(bytes, document.lineStart(line))) > 0 ? 1 : 0;
    if (hashes.empty() || hashes.size() + blank != lines.last - lines.first + 1)
        return fail(ErrorCode::EditRefused, "not all of these lines are comments", place);
    if (std::optional<Uncommented> result = best(document, hashes, [](Uncommented &) { return true; }))
        return std::move(result->bytes);
    return fail(ErrorCode::EditRefused, "without the comment marks these lines are no entries that fit where they stand",
                document.place(hashes.front()));
}

Result<LineRange> findCommentedKey(const Document &document, const Path &map, const std::string &key)
{
    const auto accepts = [&key](const Hidden &comment) { return startsWithKey(comment.text, key); };
    return findCommented(document, map, key, accepts, addsKey(key));
}

Result<LineRange> findCommentedItem(const Document &document, const Path &sequence, const std::string &text)
{
    const auto accepts = [](const Hidden &comment) { return comment.text.starts_with("- "); };
    return findCommented(document, sequence, text, accepts, addsItem(text));
}

Result<std::string> uncommentKey(const Document &document, const Path &map, const std::string &key)
{
    const Result<LineRange> lines = findCommentedKey(document, map, key);
    if (!lines)
        return fail(lines.error());
    return uncommentWanted(document, *lines, map, addsKey(key));
}

Result<std::string> uncommentItem(const Document &document, const Path &sequence, const std::string &text)
{
    const Result<LineRange> lines = findCommentedItem(document, sequence, text);
    if (!lines)
        return fail(lines.error());
    return uncommentWanted(document, *lines, sequence, addsItem(text));
}

} // namespace pamphlet::yaml
