// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/edit.h"

#include "core/yaml/editcheck.h"
#include "core/yaml/insertion.h"
#include "core/yaml/layout.h"
#include "core/yaml/render.h"
#include "core/yaml/scalarreader.h"

#include <algorithm>
#include <utility>

namespace pamphlet::yaml {

namespace {

/// Style for what goes into this collection; `map`: where a new collection's own siblings are looked at.
RenderStyle styleFor(const Document &document, const Location &location)
{
    const Value &value = location.value();
    const Value &around = location.isRoot() || !value.isNull() ? value : location.parent();
    RenderStyle style;
    style.step = indentationStep(document, around);
    style.dashStep = dashStep(document, around);
    if (value.isMap())
        style.keys = quotingOfKeys(value);
    style.values = quotingOfValues(value);
    // Blanks behind the last dash.
    if (value.isSequence() && !value.flow && !value.items.empty()) {
        const std::size_t dash = value.dashes.back();
        const std::size_t text = beginOf(value.items.back());
        if (text > dash + 1 && endOfLine(document.bytes(), dash) > text && !value.items.back().isNull())
            style.dashGap = text - dash - 1;
        const bool tabs = document.bytes({dash + 1, dash + 1 + style.dashGap}).find('\t') != std::string_view::npos;
        style.dashGap = tabs ? 1 : style.dashGap;
    }
    return style;
}

/// Takes child `index` out again and leaves what was there before.
bool takeOut(Value &root, const Location &location, std::size_t index, bool fresh)
{
    Value *const there = nodeAt(root, location.indexes);
    if (!there)
        return false;
    Value &now = *there;
    const Value &old = location.value();
    if (now.tag != old.tag || now.anchor != old.anchor)
        return false;
    if (now.isMap())
        now.entries.erase(now.entries.begin() + static_cast<std::ptrdiff_t>(index));
    else
        now.items.erase(now.items.begin() + static_cast<std::ptrdiff_t>(index));
    if (fresh && childCount(now) == 0)
        now = old;
    return true;
}

tl::unexpected<Error> unwritable(const Document &document, const Value &where)
{
    return refused(document, where, "the new value cannot be written", ErrorCode::InvalidArgument);
}

/// The bytes of a new child in its place.
Result<std::string> put(const Document &document, const Insertion &insertion, const std::optional<Lines> &block,
                        const std::optional<std::string> &flow, const Value &where)
{
    if (!insertion.flow) {
        if (!block)
            return unwritable(document, where);
        return patched(document, blockPatches(document, insertion, *block));
    }
    if (!flow)
        return unwritable(document, where);
    std::vector<Patch> patches = insertion.patches;
    patches.push_back({{insertion.offset, insertion.offset}, insertion.lead + *flow + insertion.trail});
    return patched(document, std::move(patches));
}

} // namespace

Result<std::string> addKey(const Document &document, const Path &map, const std::string &key, const NewValue &value,
                           const std::optional<std::string> &after)
{
    const Result<Location> location = locate(document, map);
    if (!location)
        return fail(location.error());
    const Value &old = location->value();
    if (const Value *there = old.find(key))
        return refused(document, *there, "the key " + key + " is there already");
    std::size_t index = old.entries.size();
    if (after) {
        Path neighbour = map;
        neighbour.emplace_back(*after);
        const Result<Location> found = locate(document, neighbour);
        if (!found)
            return fail(found.error());
        index = found->index() + 1;
    }
    Result<Insertion> insertion = insertionAt(document, *location, true, index);
    if (!insertion)
        return fail(insertion.error());
    if (!insertion->flow && !insertion->fresh && index > 0 && index < old.entries.size()) {
        // Behind the lines of the one before, not before the comments of the next.
        insertion->offset = behindLines(document, childSpan(old, index - 1).end, insertion->column);
        insertion->inLine = false;
    }
    insertion->blankLine = !insertion->flow && !insertion->inLine && hasBlankLinesBetween(document, old);
    const RenderStyle style = styleFor(document, *location);
    const Result<std::string> bytes = put(document, *insertion, renderEntry(key, value, style), renderFlowEntry(key, value, style), old);
    if (!bytes)
        return bytes;
    const Undo undo = [&](Value &root) {
        const Value *const now = nodeAt(root, location->indexes);
        return now && now->isMap() && now->entries.size() == old.entries.size() + 1 && now->entries[index].key.isScalar()
            && now->entries[index].key.text == key && matches(now->entries[index].value, value)
            && takeOut(root, *location, index, insertion->fresh);
    };
    return checked(document, *bytes, document.root(), undo, document.place(old));
}

Result<std::string> addItem(const Document &document, const Path &sequence, const NewValue &value, std::optional<std::size_t> index)
{
    const Result<Location> location = locate(document, sequence);
    if (!location)
        return fail(location.error());
    const Value &old = location->value();
    const std::size_t at = index.value_or(old.items.size());
    if (at > old.items.size())
        return refused(document, old, "there is no item " + std::to_string(at) + " to put it before", ErrorCode::InvalidArgument);
    const Result<Insertion> insertion = insertionAt(document, *location, false, at);
    if (!insertion)
        return fail(insertion.error());
    const RenderStyle style = styleFor(document, *location);
    const bool nothing = value.kind() == NewValue::Kind::Scalar && value.scalar().type() == ScalarValue::Type::Nothing;
    const Result<std::string> bytes
        = put(document, *insertion, renderItem(value, style), nothing ? std::nullopt : renderFlow(value, style), old);
    if (!bytes)
        return bytes;
    const Undo undo = [&](Value &root) {
        const Value *const now = nodeAt(root, location->indexes);
        return now && now->isSequence() && now->items.size() == old.items.size() + 1 && matches(now->items[at], value)
            && takeOut(root, *location, at, insertion->fresh);
    };
    return checked(document, *bytes, document.root(), undo, document.place(old));
}

} // namespace pamphlet::yaml
