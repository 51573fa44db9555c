// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/layout.h"

#include "core/yaml/scalarreader.h"
#include "core/yaml/spelling.h"

#include <algorithm>
#include <map>

namespace pamphlet::yaml {

std::size_t childCount(const Value &collection)
{
    return collection.isMap() ? collection.entries.size() : collection.items.size();
}

Span childSpan(const Value &collection, std::size_t index)
{
    if (collection.isMap()) {
        const Entry &entry = collection.entries[index];
        const std::size_t colonEnd = entry.colon == std::string::npos ? 0 : entry.colon + 1;
        return {entry.begin, std::max({endOf(entry.key), colonEnd, endOf(entry.value)})};
    }
    const Value &item = collection.items[index];
    if (collection.flow)
        return {beginOf(item), endOf(item)};
    return {collection.dashes[index], std::max(collection.dashes[index] + 1, endOf(item))};
}

std::size_t columnOf(const Document &document, std::size_t offset)
{
    return offset - startOfLine(document.bytes(), offset);
}

std::size_t marginOf(const Document &document, const Value &collection)
{
    return columnOf(document, childSpan(collection, 0).begin);
}

bool isFirstOnLine(const Document &document, std::size_t offset)
{
    return skipBlanks(document.bytes(), startOfLine(document.bytes(), offset)) >= offset;
}

bool isLastOnLine(const Document &document, std::size_t offset)
{
    const std::string_view bytes = document.bytes();
    const std::size_t rest = skipBlanks(bytes, offset);
    return rest >= bytes.size() || breakLength(bytes, rest) > 0 || (rest > offset && bytes[rest] == '#');
}

std::size_t behindLines(const Document &document, std::size_t end, std::size_t margin)
{
    const std::string_view bytes = document.bytes();
    std::size_t line = nextLine(bytes, end);
    for (;;) {
        const std::size_t text = skipBlanks(bytes, line);
        if (text >= document.firstEnd() || bytes[text] != '#' || text - line <= margin)
            return line;
        line = nextLine(bytes, line);
    }
}

namespace {

using Counts = std::map<std::size_t, std::size_t>;

/// Counts how much deeper than this map stand the block collections of one kind that are its values.
void countSteps(const Document &document, const Value &value, Kind kind, bool deep, Counts &counts)
{
    const bool block = value.isMap() && !value.flow && !value.entries.empty();
    const std::size_t margin = block ? marginOf(document, value) : 0;
    const auto visit = [&](const Value &child) {
        if (block && child.kind == kind && !child.flow && childCount(child) > 0) {
            const std::size_t inner = marginOf(document, child);
            if (inner >= margin && isFirstOnLine(document, childSpan(child, 0).begin))
                ++counts[inner - margin];
        }
        if (deep)
            countSteps(document, child, kind, deep, counts);
    };
    for (const Entry &entry : value.entries)
        visit(entry.value);
    for (const Value &item : value.items)
        visit(item);
}

std::optional<std::size_t> commonStep(const Document &document, const Value &siblings, Kind kind)
{
    Counts counts;
    countSteps(document, siblings, kind, false, counts);
    if (counts.empty())
        countSteps(document, document.root(), kind, true, counts);
    if (counts.empty())
        return std::nullopt;
    return std::max_element(counts.begin(), counts.end(), [](const auto &a, const auto &b) { return a.second < b.second; })->first;
}

/// Counts how texts that need no quotes are written.
class Quoting
{
public:
    void add(const Value &value)
    {
        if (!value.isScalar() || !value.tag.empty() || !needsNoQuotes(value.text, false))
            return;
        m_plain += value.style == Style::Plain ? 1 : 0;
        m_single += value.style == Style::SingleQuoted ? 1 : 0;
        m_double += value.style == Style::DoubleQuoted ? 1 : 0;
    }
    Style usual() const
    {
        if (m_plain >= m_single + m_double)
            return Style::Plain;
        return m_single > m_double ? Style::SingleQuoted : Style::DoubleQuoted;
    }

private:
    std::size_t m_plain = 0;
    std::size_t m_single = 0;
    std::size_t m_double = 0;
};

} // namespace

std::size_t indentationStep(const Document &document, const Value &siblings)
{
    return std::max<std::size_t>(commonStep(document, siblings, Kind::Map).value_or(2), 1);
}

std::size_t dashStep(const Document &document, const Value &siblings)
{
    const std::optional<std::size_t> step = commonStep(document, siblings, Kind::Sequence);
    return step ? *step : indentationStep(document, siblings);
}

Style quotingOfValues(const Value &collection)
{
    Quoting quoting;
    for (const Entry &entry : collection.entries)
        quoting.add(entry.value);
    for (const Value &item : collection.items)
        quoting.add(item);
    return quoting.usual();
}

Style quotingOfKeys(const Value &map)
{
    Quoting quoting;
    for (const Entry &entry : map.entries)
        quoting.add(entry.key);
    return quoting.usual();
}

bool hasBlankLinesBetween(const Document &document, const Value &map)
{
    const std::string_view bytes = document.bytes();
    for (std::size_t i = 1; i < map.entries.size(); ++i) {
        bool blank = false;
        const std::size_t begin = childSpan(map, i).begin;
        for (std::size_t line = nextLine(bytes, childSpan(map, i - 1).end); line < begin; line = nextLine(bytes, line))
            blank = blank || breakLength(bytes, skipBlanks(bytes, line)) > 0;
        if (!blank)
            return false;
    }
    return map.entries.size() > 1;
}

namespace {

void collectScalars(const Value &value, std::vector<Span> &spans)
{
    if (value.isScalar() && !value.span.empty())
        spans.push_back(value.span);
    for (const Value &item : value.items)
        collectScalars(item, spans);
    for (const Entry &entry : value.entries) {
        collectScalars(entry.key, spans);
        collectScalars(entry.value, spans);
    }
}

} // namespace

std::vector<std::size_t> commentLines(const Document &document)
{
    const std::string_view bytes = document.bytes();
    std::vector<Span> scalars;
    collectScalars(document.root(), scalars);
    std::vector<std::size_t> result;
    auto scalar = scalars.begin();
    for (std::size_t line = startOfLine(bytes, 0); line < document.firstEnd(); line = nextLine(bytes, line)) {
        const std::size_t text = skipBlanks(bytes, line);
        while (scalar != scalars.end() && scalar->end <= text)
            ++scalar;
        const bool inScalar = scalar != scalars.end() && scalar->begin < text;
        if (text < bytes.size() && bytes[text] == '#' && !inScalar)
            result.push_back(text);
    }
    return result;
}

} // namespace pamphlet::yaml
