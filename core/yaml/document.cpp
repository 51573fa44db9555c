// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/document.h"

#include "core/yaml/bytecheck.h"
#include "core/yaml/eventreader.h"
#include "core/yaml/scalarreader.h"
#include "core/yaml/spanreader.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

namespace pamphlet::yaml {

namespace {

std::vector<std::size_t> lineStartsOf(std::string_view bytes)
{
    std::vector<std::size_t> starts{0};
    for (std::size_t feed = bytes.find('\n'); feed != std::string_view::npos; feed = bytes.find('\n', feed + 1)) {
        if (feed + 1 < bytes.size())
            starts.push_back(feed + 1);
    }
    return starts;
}

Place placeOf(std::string_view bytes, const std::vector<std::size_t> &starts, std::size_t offset)
{
    const auto line = static_cast<std::size_t>(std::upper_bound(starts.begin(), starts.end(), offset) - starts.begin());
    std::size_t column = offset - starts[line - 1];
    if (line == 1 && bytes.starts_with(byteOrderMark))
        column -= std::min(column, byteOrderMark.size());
    return {{}, line, column + 1};
}

void fillPlaces(std::string_view bytes, const std::vector<std::size_t> &starts, Value &value)
{
    const Place place = placeOf(bytes, starts, beginOf(value));
    value.line = place.line;
    value.column = place.column;
    for (Value &item : value.items)
        fillPlaces(bytes, starts, item);
    for (Entry &entry : value.entries) {
        fillPlaces(bytes, starts, entry.key);
        fillPlaces(bytes, starts, entry.value);
    }
}

/// The last node with this anchor before `offset`, in file order.
void findAnchor(const Value &value, const std::string &name, std::size_t offset, const Value *&found)
{
    if (beginOf(value) >= offset)
        return;
    if (value.anchor == name)
        found = &value;
    for (const Value &item : value.items)
        findAnchor(item, name, offset, found);
    for (const Entry &entry : value.entries) {
        findAnchor(entry.key, name, offset, found);
        findAnchor(entry.value, name, offset, found);
    }
}

void collectDuplicates(const Value &value, std::vector<Document::Duplicate> &duplicates)
{
    std::unordered_map<std::string, const Value *> seen;
    for (const Entry &entry : value.entries) {
        if (const std::string *name = entry.name()) {
            const auto [first, isNew] = seen.emplace(*name, &entry.key);
            if (!isNew)
                duplicates.push_back({*name, {{}, first->second->line, first->second->column}, {{}, entry.key.line, entry.key.column}});
        }
        collectDuplicates(entry.key, duplicates);
        collectDuplicates(entry.value, duplicates);
    }
    for (const Value &item : value.items)
        collectDuplicates(item, duplicates);
}

const Value *stepInto(const Value &value, const Step &step)
{
    if (const std::size_t *index = step.index())
        return *index < value.items.size() ? &value.items[*index] : nullptr;
    return value.find(*step.key());
}

/// Aliases and merge keys that lead to aliases: a chain that is longer leads nowhere that a person meant.
constexpr int maximumHops = 64;

const Value *effectiveStep(const Document &document, const Value &from, const Step &step, int &hops)
{
    const Value *value = document.resolved(from);
    if (!value)
        return nullptr;
    if (const Value *own = stepInto(*value, step))
        return own;
    const Value *merge = step.key() ? value->find("<<") : nullptr;
    if (!merge || --hops <= 0)
        return nullptr;
    const Value *merged = document.resolved(*merge);
    if (!merged)
        return nullptr;
    if (merged->isMap())
        return effectiveStep(document, *merged, step, hops);
    for (const Value &source : merged->items) {
        const Value *target = document.resolved(source);
        if (!target || !target->isMap())
            continue;
        if (const Value *found = effectiveStep(document, *target, step, hops))
            return found;
    }
    return nullptr;
}

} // namespace

Document::Document(std::shared_ptr<const Content> content)
    : m_content(std::move(content))
{ }

Document::Document()
    : m_content(std::make_shared<const Content>(Content{{}, {Value{}}, {0}, 0}))
{ }

Result<Document> Document::parse(std::string bytes)
{
    if (bytes.size() > maximumBytes)
        return fail(ErrorCode::TooLarge, "a YAML file of more than " + std::to_string(maximumBytes) + " bytes");
    std::vector<std::size_t> starts = lineStartsOf(bytes);
    const auto refused = [&](const Objection &objection) {
        return fail(ErrorCode::InvalidInput, objection.message, placeOf(bytes, starts, std::min(objection.offset, bytes.size())));
    };
    if (const std::optional<Objection> objection = checkBytes(bytes))
        return refused(*objection);
    tl::expected<std::vector<Event>, Objection> events = readEvents(bytes, maximumDepth);
    if (!events)
        return refused(events.error());
    tl::expected<Tree, Objection> tree = readSpans(bytes, *events);
    if (!tree)
        return refused(tree.error());
    for (Value &root : tree->roots)
        fillPlaces(bytes, starts, root);
    return Document(std::make_shared<const Content>(Content{std::move(bytes), std::move(tree->roots), std::move(starts), tree->firstEnd}));
}

const Value *Document::find(const Path &path) const
{
    const Value *value = &root();
    for (const Step &step : path) {
        value = stepInto(*value, step);
        if (!value)
            return nullptr;
    }
    return value;
}

const Value *Document::effective(const Path &path) const
{
    int hops = maximumHops;
    const Value *value = resolved(root());
    for (const Step &step : path) {
        if (!value)
            return nullptr;
        const Value *found = effectiveStep(*this, *value, step, hops);
        value = found ? resolved(*found) : nullptr;
    }
    return value;
}

const Value *Document::resolved(const Value &value) const
{
    if (!value.isAlias())
        return &value;
    const Value *found = nullptr;
    for (const Value &root : roots()) {
        if (beginOf(root) <= beginOf(value) && beginOf(value) < endOf(root))
            findAnchor(root, value.text, beginOf(value), found);
    }
    return found;
}

std::vector<Document::Duplicate> Document::duplicates() const
{
    std::vector<Duplicate> result;
    for (const Value &root : roots())
        collectDuplicates(root, result);
    std::sort(result.begin(), result.end(), [](const Duplicate &a, const Duplicate &b) {
        return std::pair(a.again.line, a.again.column) < std::pair(b.again.line, b.again.column);
    });
    return result;
}

Place Document::place(std::size_t offset) const
{
    return placeOf(bytes(), m_content->lineStarts, offset);
}

std::size_t Document::lineStart(std::size_t line) const
{
    const std::vector<std::size_t> &starts = m_content->lineStarts;
    if (line > starts.size())
        return bytes().size();
    return line <= 1 ? startOfLine(bytes(), 0) : starts[line - 1];
}

std::string_view Document::lineEnd() const
{
    const std::size_t feed = bytes().find('\n');
    return feed != std::string::npos && feed > 0 && bytes()[feed - 1] == '\r' ? "\r\n" : "\n";
}

} // namespace pamphlet::yaml
