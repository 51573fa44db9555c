// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/spanwalker.h"

#include <algorithm>

namespace pamphlet::yaml {

using Type = Event::Type;

void SpanWalker::blockSequence(Value &value)
{
    const std::size_t margin = column(m_pos);
    while (!ends(Type::SequenceEnd)) {
        const std::size_t at = skipTrivia(m_pos);
        if (!isIndicator(at, '-'))
            refuse(at, "a list item without a dash");
        if (column(at) != margin)
            refuse(at, "the items of a list stand in different columns");
        checkIndentation(m_pos, at, {});
        value.dashes.push_back(at);
        m_pos = at + 1;
        value.items.push_back(node({false, false, static_cast<long>(margin)}));
        m_pos = std::max(m_pos, endOf(value.items.back()));
    }
    value.span.end = m_pos;
}

void SpanWalker::blockMap(Value &value)
{
    const std::size_t margin = column(m_pos);
    while (!ends(Type::MapEnd)) {
        const std::size_t at = skipTrivia(m_pos);
        if (column(at) != margin)
            refuse(at, "the keys of a map stand in different columns");
        checkIndentation(m_pos, at, {});
        value.entries.push_back(blockEntry(at, margin));
    }
    value.span.end = m_pos;
}

Entry SpanWalker::blockEntry(std::size_t at, std::size_t margin)
{
    Entry entry;
    entry.begin = at;
    entry.explicitKey = isIndicator(at, '?');
    m_pos = entry.explicitKey ? at + 1 : at;
    const auto parent = static_cast<long>(margin);
    entry.key = node({false, !entry.explicitKey, parent});
    if (!entry.explicitKey && beginOf(entry.key) == endOf(entry.key))
        refuse(at, "a colon without a key");
    const std::size_t colon = entry.explicitKey ? skipTrivia(m_pos) : skipBlanks(m_bytes, m_pos);
    if (isIndicator(colon, ':') && (!entry.explicitKey || column(colon) == margin)) {
        entry.colon = colon;
        m_pos = colon + 1;
        entry.value = node({false, false, parent});
    } else if (entry.explicitKey) {
        entry.value = missing(m_pos);
    } else {
        refuse(colon, "a key without a colon");
    }
    return entry;
}

/// True at the closing bracket. `afterComma`: a value may follow.
bool SpanWalker::flowEnds(Type end, char bracket, bool afterComma)
{
    const std::size_t at = skipTrivia(m_pos);
    if (!ends(end)) {
        if (!afterComma)
            refuse(at, "a comma is missing");
        return false;
    }
    if (at >= m_bytes.size() || m_bytes[at] != bracket)
        refuse(at, "a bracket is missing");
    m_pos = at + 1;
    return true;
}

void SpanWalker::flowSequence(Value &value)
{
    value.flow = true;
    ++m_pos;
    bool comma = true;
    while (!flowEnds(Type::SequenceEnd, ']', comma)) {
        value.items.push_back(node({true, false, -1}));
        if (value.items.back().isNull() && beginOf(value.items.back()) == endOf(value.items.back()))
            refuse(m_pos, "an empty item in a list");
        const std::size_t at = skipTrivia(m_pos);
        comma = at < m_bytes.size() && m_bytes[at] == ',';
        if (comma)
            m_pos = at + 1;
    }
    value.span.end = m_pos;
}

void SpanWalker::flowMap(Value &value)
{
    value.flow = true;
    ++m_pos;
    bool comma = true;
    while (!flowEnds(Type::MapEnd, '}', comma)) {
        value.entries.push_back(flowEntry());
        const std::size_t at = skipTrivia(m_pos);
        comma = at < m_bytes.size() && m_bytes[at] == ',';
        if (comma)
            m_pos = at + 1;
    }
    value.span.end = m_pos;
}

Entry SpanWalker::flowEntry()
{
    Entry entry;
    std::size_t at = skipTrivia(m_pos);
    entry.begin = at;
    entry.explicitKey = isIndicator(at, '?');
    if (entry.explicitKey)
        m_pos = at + 1;
    entry.key = node({true, true, -1});
    at = skipTrivia(m_pos);
    if (at < m_bytes.size() && m_bytes[at] == ':') {
        entry.colon = at;
        m_pos = at + 1;
        entry.value = node({true, false, -1});
    } else {
        entry.value = missing(m_pos);
    }
    return entry;
}

void SpanWalker::pairMap(Value &value)
{
    value.flow = true;
    value.pair = true;
    value.entries.push_back(flowEntry());
    if (!ends(Type::MapEnd))
        refuse(m_pos, "the structure makes no sense here");
    value.span.end = m_pos;
}

} // namespace pamphlet::yaml
