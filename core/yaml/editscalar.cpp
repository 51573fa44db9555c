// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/edit.h"

#include "core/yaml/editcheck.h"
#include "core/yaml/layout.h"
#include "core/yaml/render.h"
#include "core/yaml/scalarreader.h"
#include "core/yaml/spelling.h"

#include <algorithm>
#include <utility>

namespace pamphlet::yaml {

namespace {

bool inFlow(const Location &location)
{
    return !location.isRoot() && location.parent().flow;
}

/// Nothing that would make the change mean more, or less, than it says.
Result<Location> changeableScalar(const Document &document, const Path &path, const ScalarValue &value)
{
    Result<Location> location = locate(document, path);
    if (!location)
        return location;
    const Value &old = location->value();
    if (old.isAlias())
        return refused(document, old, pathText(path) + " is an alias: what it stands for has to be changed where it is written");
    if (!old.isScalar() && !old.isNull())
        return refused(document, old, pathText(path) + " is no single value");
    if (hasAnchorInUse(document, old))
        return refused(document, old, pathText(path) + " is used elsewhere in the file by an alias, which would change too");
    if (!old.tag.empty() && !(value.type() == ScalarValue::Type::String && isTaggedString(old)))
        return refused(document, old, pathText(path) + " has a tag, which the new value would contradict");
    return location;
}

Result<std::string> checkedScalar(const Document &document, const Location &location, const ScalarValue &value, std::vector<Patch> patches)
{
    const Value &old = location.value();
    const Undo undo = [&](Value &root) {
        Value *const now = nodeAt(root, location.indexes);
        if (!now || !matches(*now, value) || now->tag != old.tag || now->anchor != old.anchor)
            return false;
        *now = old;
        return true;
    };
    return checked(document, patched(document, std::move(patches)), document.root(), undo, document.place(old));
}

/// Where the column of the collection around a block scalar is; -1 at the root.
long parentColumn(const Document &document, const Location &location)
{
    return location.isRoot() ? -1 : static_cast<long>(marginOf(document, location.parent()));
}

/// A block scalar stays one if its text allows it.
Result<std::string> setBlock(const Document &document, const Location &location, const ScalarValue &value)
{
    const Value &old = location.value();
    const long parent = parentColumn(document, location);
    const std::optional<BlockScalar> block = readBlock(document.bytes(), old.span.begin, parent);
    if (!block)
        return refused(document, old, "the block text cannot be read again", ErrorCode::Internal);
    if (value.type() == ScalarValue::Type::String) {
        const std::size_t indentation = block->indentation > 0
            ? block->indentation
            : static_cast<std::size_t>(std::max(parent, 0L)) + indentationStep(document, location.isRoot() ? old : location.parent());
        if (const auto bytes = spelledBlock(document.bytes(), *block, value.text(), indentation, document.lineEnd())) {
            Result<std::string> result = checkedScalar(document, location, value, {{old.span, *bytes}});
            if (result)
                return result;
        }
    }
    std::optional<std::string> bytes = spelled(value, {Style::DoubleQuoted, false, false});
    if (!bytes)
        return refused(document, old, "the new value cannot be written", ErrorCode::InvalidArgument);
    // The comment behind the header stays.
    const std::size_t header = block->header.end;
    *bytes += document.bytes({header, endOfLine(document.bytes(), header)});
    return checkedScalar(document, location, value, {{old.span, *bytes}});
}

/// Puts a value where nothing is written.
Result<std::string> fill(const Document &document, const Location &location, const ScalarValue &value, const std::string &bytes)
{
    const Value &old = location.value();
    const std::size_t at = endOf(old);
    std::string lead = at > 0 && isBlank(document.bytes()[at - 1]) ? "" : " ";
    if (location.isRoot())
        return refused(document, old, "the file has no place for a single value");
    if (location.parent().isMap()) {
        const Entry &entry = location.parent().entries[location.index()];
        if (entry.colon == std::string::npos && entry.explicitKey)
            return refused(document, entry.key, "a key written with ? and without a value");
        if (entry.colon == std::string::npos)
            lead = ": ";
    }
    return checkedScalar(document, location, value, {{{at, at}, lead + bytes}});
}

/// Takes the value away and leaves the key.
Result<std::string> clear(const Document &document, const Location &location)
{
    const Value &old = location.value();
    std::size_t begin = old.span.begin;
    while (begin > 0 && isBlank(document.bytes()[begin - 1]))
        --begin;
    return checkedScalar(document, location, ScalarValue::nothing(), {{{begin, old.span.end}, {}}});
}

} // namespace

Result<std::string> setScalar(const Document &document, const Path &path, const ScalarValue &value)
{
    const Result<Location> location = changeableScalar(document, path, value);
    if (!location)
        return fail(location.error());
    const Value &old = location->value();
    if (matches(old, value))
        return document.bytes();
    if (old.style == Style::Literal || old.style == Style::Folded)
        return setBlock(document, *location, value);
    if (value.type() == ScalarValue::Type::Nothing)
        return clear(document, *location);
    const bool nothing = old.isNull() || old.span.empty();
    const Style preferred = nothing && !location->isRoot() ? quotingOfValues(location->parent()) : old.style;
    const std::optional<std::string> bytes = spelled(value, {preferred, inFlow(*location), isTaggedString(old)});
    if (!bytes)
        return refused(document, old, "the new value cannot be written", ErrorCode::InvalidArgument);
    if (old.span.empty())
        return fill(document, *location, value, *bytes);
    return checkedScalar(document, *location, value, {{old.span, *bytes}});
}

Result<std::string> renameKey(const Document &document, const Path &path, const std::string &key)
{
    if (path.empty() || !path.back().key())
        return fail(ErrorCode::InvalidArgument, pathText(path) + " names no key");
    const Result<Location> location = locate(document, path);
    if (!location)
        return fail(location.error());
    const Value &map = location->parent();
    const Entry &entry = map.entries[location->index()];
    if (key == *path.back().key())
        return document.bytes();
    if (map.find(key))
        return refused(document, *map.find(key), "the key " + key + " is there already");
    if (hasAnchorInUse(document, entry.key))
        return refused(document, entry.key, "the key is used elsewhere in the file by an alias, which would change too");
    if (!entry.key.tag.empty() || entry.key.style == Style::Literal || entry.key.style == Style::Folded || entry.key.span.empty())
        return refused(document, entry.key, "the key is written in a way that cannot be kept");
    const std::optional<std::string> bytes = renderKey(key, entry.key.style, map.flow);
    if (!bytes)
        return fail(ErrorCode::InvalidArgument, "the key cannot be written", document.place(entry.key));
    std::vector<std::size_t> around = location->indexes;
    around.pop_back();
    const Undo undo = [&](Value &root) {
        Value *const in = nodeAt(root, around);
        if (!in || location->index() >= in->entries.size())
            return false;
        Value &now = in->entries[location->index()].key;
        if (!matches(now, ScalarValue::string(key)) || now.anchor != entry.key.anchor)
            return false;
        now = entry.key;
        return true;
    };
    return checked(document, patched(document, {{entry.key.span, *bytes}}), document.root(), undo, document.place(entry.key));
}

} // namespace pamphlet::yaml
