// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/editcheck.h"

#include "core/yaml/layout.h"
#include "core/yaml/scalartype.h"

#include <algorithm>
#include <set>
#include <utility>

namespace pamphlet::yaml {

tl::unexpected<Error> refused(const Document &document, const Value &where, std::string detail, ErrorCode code)
{
    return fail(code, std::move(detail), document.place(where));
}

namespace {

void collectNames(const Value &value, bool aliases, std::set<std::string> &names)
{
    if (aliases && value.isAlias())
        names.insert(value.text);
    if (!aliases && !value.anchor.empty())
        names.insert(value.anchor);
    for (const Value &item : value.items)
        collectNames(item, aliases, names);
    for (const Entry &entry : value.entries) {
        collectNames(entry.key, aliases, names);
        collectNames(entry.value, aliases, names);
    }
}

bool intersect(const std::set<std::string> &left, const std::set<std::string> &right)
{
    return std::any_of(left.begin(), left.end(), [&right](const std::string &name) { return right.count(name) > 0; });
}

std::set<std::string> aliasesOf(const Document &document)
{
    std::set<std::string> aliases;
    collectNames(document.root(), true, aliases);
    return aliases;
}

} // namespace

bool hasAnchorInUse(const Document &document, const Value &value)
{
    std::set<std::string> anchors;
    collectNames(value, false, anchors);
    return !anchors.empty() && intersect(anchors, aliasesOf(document));
}

Result<Location> locate(const Document &document, const Path &path)
{
    Location location{{&document.root()}, {}, path};
    const std::set<std::string> aliases = aliasesOf(document);
    Path so;
    for (const Step &step : path) {
        const Value &value = location.value();
        if (value.isAlias())
            return refused(document, value, pathText(so) + " is an alias: what it stands for has to be changed where it is written");
        if (aliases.count(value.anchor) > 0)
            return refused(document, value, pathText(so) + " is used elsewhere in the file by an alias, which would change too");
        so.push_back(step);
        if (const std::size_t *index = step.index()) {
            if (*index >= value.items.size())
                return refused(document, value, pathText(so) + " does not exist", ErrorCode::NotFound);
            location.indexes.push_back(*index);
            location.chain.push_back(&value.items[*index]);
            continue;
        }
        const auto names = [&step](const Entry &entry) { return entry.name() && *entry.name() == *step.key(); };
        const auto entry = std::find_if(value.entries.begin(), value.entries.end(), names);
        if (entry == value.entries.end())
            return refused(document, value, pathText(so) + " does not exist", ErrorCode::NotFound);
        const auto again = std::find_if(entry + 1, value.entries.end(), names);
        if (again != value.entries.end())
            return refused(document, again->key, pathText(so) + " is there more than once");
        location.indexes.push_back(static_cast<std::size_t>(entry - value.entries.begin()));
        location.chain.push_back(&entry->value);
    }
    return location;
}

Value *nodeAt(Value &root, const std::vector<std::size_t> &indexes)
{
    Value *value = &root;
    for (const std::size_t index : indexes) {
        if (index >= childCount(*value))
            return nullptr;
        value = value->isMap() ? &value->entries[index].value : &value->items[index];
    }
    return value;
}

bool isAliased(const Document &document, const std::string &anchor)
{
    return aliasesOf(document).count(anchor) > 0;
}

bool hasAnchorOf(const Value &value, const Value &other)
{
    std::set<std::string> anchors;
    std::set<std::string> others;
    collectNames(value, false, anchors);
    collectNames(other, false, others);
    return intersect(anchors, others);
}

std::string patched(const Document &document, std::vector<Patch> patches)
{
    std::stable_sort(patches.begin(), patches.end(), [](const Patch &a, const Patch &b) { return a.span.begin < b.span.begin; });
    std::string result;
    std::size_t at = 0;
    for (const Patch &patch : patches) {
        result += document.bytes({at, std::max(at, patch.span.begin)});
        result += patch.bytes;
        at = std::max(at, patch.span.end);
    }
    return result + std::string(document.bytes({at, document.bytes().size()}));
}

bool isTaggedString(const Value &value)
{
    return value.tag == "!" || value.tag == "tag:yaml.org,2002:str";
}

bool matches(const Value &value, const ScalarValue &wanted)
{
    switch (wanted.type()) {
    case ScalarValue::Type::String:
        return value.isScalar() && value.text == wanted.text()
            && (value.style != Style::Plain || isTaggedString(value) || isStringForAll(value.text));
    case ScalarValue::Type::Null:
        return value.isNull() && !value.span.empty();
    case ScalarValue::Type::Nothing:
        return value.isNull() && value.span.empty();
    default:
        return (value.isScalar() || value.isNull()) && value.style == Style::Plain && value.text == wanted.text();
    }
}

bool matches(const Value &value, const NewValue &wanted)
{
    switch (wanted.kind()) {
    case NewValue::Kind::Scalar:
        return matches(value, wanted.scalar());
    case NewValue::Kind::Sequence:
        return value.isSequence()
            && std::equal(value.items.begin(), value.items.end(), wanted.items().begin(), wanted.items().end(),
                          [](const Value &item, const NewValue &one) { return matches(item, one); });
    case NewValue::Kind::Map:
        return value.isMap()
            && std::equal(value.entries.begin(), value.entries.end(), wanted.entries().begin(), wanted.entries().end(),
                          [](const Entry &entry, const auto &one) {
                              return entry.key.isScalar() && entry.key.text == one.first && matches(entry.value, one.second);
                          });
    }
    return false;
}

Result<std::string> checked(const Document &document, std::string bytes, const Value &expected, const Undo &undo, const Place &where)
{
    Result<Document> after = Document::parse(bytes);
    if (!after)
        return fail(ErrorCode::EditRefused, "the file could not be read any more: " + after.error().detail, where);
    const std::vector<Value> &before = document.roots();
    const std::vector<Value> &now = after->roots();
    Value root = now.front();
    if (now.size() != before.size() || !undo(root) || !sameTree(root, expected)
        || !std::equal(now.begin() + 1, now.end(), before.begin() + 1, sameTree))
        return fail(ErrorCode::EditRefused, "more than this would change, because of how the file is laid out here", where);
    return bytes;
}

} // namespace pamphlet::yaml
