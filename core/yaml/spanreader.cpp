// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/spanreader.h"

#include "core/yaml/spanwalker.h"

#include <algorithm>
#include <array>
#include <optional>

namespace pamphlet::yaml {

using Type = Event::Type;

const Event &SpanWalker::peek() const
{
    if (m_event >= m_events.size())
        refuse(m_pos, "the structure ends too early");
    return m_events[m_event];
}

const Event &SpanWalker::next()
{
    const Event &event = peek();
    ++m_event;
    return event;
}

bool SpanWalker::ends(Type type)
{
    if (peek().type != type)
        return false;
    ++m_event;
    return true;
}

bool SpanWalker::isSpaceOrEnd(std::size_t offset) const
{
    return offset >= m_bytes.size() || isBlank(m_bytes[offset]) || breakLength(m_bytes, offset) > 0;
}

/// `-`, `?` or `:` in a block, which space must follow.
bool SpanWalker::isIndicator(std::size_t offset, char c) const
{
    return offset < m_bytes.size() && m_bytes[offset] == c && isSpaceOrEnd(offset + 1);
}

bool SpanWalker::isMarker(std::size_t offset, std::string_view marker) const
{
    return m_bytes.substr(offset).starts_with(marker) && isSpaceOrEnd(offset + marker.size()) && column(offset) == 0;
}

/// Space, line breaks and comments.
std::size_t SpanWalker::skipTrivia(std::size_t offset) const
{
    const std::size_t begin = offset;
    for (;;) {
        const std::size_t text = skipBlanks(m_bytes, offset);
        if (const std::size_t length = breakLength(m_bytes, text)) {
            offset = text + length;
            continue;
        }
        const bool comment = text < m_bytes.size() && m_bytes[text] == '#' && (text > begin || column(text) == 0);
        if (!comment)
            return text;
        offset = endOfLine(m_bytes, text);
    }
}

/// A tab may stand in no blank that says how deep a node is: readers count it differently, or refuse it.
void SpanWalker::checkIndentation(std::size_t from, std::size_t at, const NodeContext &context) const
{
    if (context.flow)
        return;
    const std::size_t start = startOfLine(m_bytes, at);
    const bool first = start >= from;
    const bool afterDash = from > 0 && (m_bytes[from - 1] == '-' || m_bytes[from - 1] == '?') && !first;
    if (!first && !afterDash)
        return;
    const std::size_t tab = m_bytes.substr(0, at).find('\t', first ? start : from);
    if (tab != std::string_view::npos)
        refuse(tab, "a tab in the indentation");
}

/// What a line begins with stands further right than the collection it is in; only dashes may stand below their key.
void SpanWalker::checkColumn(std::size_t from, std::size_t at, bool sequence, const NodeContext &context) const
{
    if (context.flow || context.key || startOfLine(m_bytes, at) < from)
        return;
    const auto margin = static_cast<long>(column(at));
    const bool inMap = from > 0 && m_bytes[from - 1] != '-';
    if (margin < context.parent || (margin == context.parent && !(sequence && inMap && at < m_bytes.size() && m_bytes[at] == '-')))
        refuse(at, "a value that does not stand further right than what it belongs to");
}

Tree SpanWalker::read()
{
    Tree tree;
    bool ended = true; // `...` was there, or nothing yet: a document may start without `---`
    while (m_event < m_events.size()) {
        if (next().type != Type::DocumentStart)
            refuse(m_pos, "the structure makes no sense here");
        directives();
        const std::size_t at = skipTrivia(m_pos);
        if (isMarker(at, "---"))
            m_pos = at + 3;
        else if (!ended)
            refuse(at, "something stands behind the end of the document");
        tree.roots.push_back(node({}));
        if (next().type != Type::DocumentEnd)
            refuse(m_pos, "the structure makes no sense here");

        std::size_t end = skipTrivia(m_pos);
        if (tree.roots.size() == 1)
            tree.firstEnd = end;
        ended = false;
        while (isMarker(end, "...")) {
            ended = true;
            m_pos = end + 3;
            end = skipTrivia(m_pos);
        }
    }
    std::size_t rest = skipTrivia(m_pos);
    if (tree.roots.empty()) {
        tree.roots.emplace_back().span = {m_pos, m_pos};
        tree.firstEnd = rest;
    }
    while (isMarker(rest, "..."))
        rest = skipTrivia(rest + 3);
    if (rest < m_bytes.size())
        refuse(rest, "something stands behind the end of the document");
    return tree;
}

void SpanWalker::directives()
{
    std::size_t at = skipTrivia(m_pos);
    const std::size_t first = at;
    while (at < m_bytes.size() && m_bytes[at] == '%' && column(at) == 0) {
        m_pos = endOfLine(m_bytes, at);
        at = skipTrivia(m_pos);
    }
    if (at != first && !isMarker(at, "---"))
        refuse(at, "a directive without --- behind it");
}

Value SpanWalker::node(const NodeContext &context)
{
    const Event &event = next();
    Value value;
    if (event.type == Type::Null) {
        null(event, context, value);
        return value;
    }
    const std::size_t from = m_pos;
    std::size_t at = skipTrivia(from);
    if (event.offset != at)
        refuse(at, "the start of a value cannot be told for certain");
    checkIndentation(from, at, context);
    properties(event, at, context, value);
    if (!value.properties.empty())
        at = skipTrivia(value.properties.end);
    // A tag alone is an empty text: what comes next is something else.
    if (event.type != Type::Scalar || !event.text.empty())
        checkColumn(from, at, event.type == Type::SequenceStart, context);

    switch (event.type) {
    case Type::Alias:
        alias(event, at, value);
        break;
    case Type::Scalar:
        scalar(event, context, at, value);
        break;
    case Type::SequenceStart:
        value.kind = Kind::Sequence;
        value.span = {at, at};
        m_pos = at;
        checkIndentation(value.properties.empty() ? from : value.properties.end, at, context);
        if (at < m_bytes.size() && m_bytes[at] == '[')
            flowSequence(value);
        else if (!context.flow)
            blockSequence(value);
        else
            refuse(at, "a list without brackets inside brackets");
        break;
    case Type::MapStart:
        value.kind = Kind::Map;
        value.span = {at, at};
        m_pos = at;
        checkIndentation(value.properties.empty() ? from : value.properties.end, at, context);
        if (at < m_bytes.size() && m_bytes[at] == '{'
            && !(context.flow && m_events[m_event].type == Type::MapStart && m_events[m_event].offset == at))
            flowMap(value);
        else if (context.flow)
            pairMap(value);
        else
            blockMap(value);
        break;
    default:
        refuse(at, "the structure makes no sense here");
    }
    return value;
}

/// Takes `&anchor` and `!tag`, if the event has them.
void SpanWalker::properties(const Event &event, std::size_t at, const NodeContext &context, Value &value)
{
    const auto starts = [this](std::size_t offset, char c) { return offset < m_bytes.size() && m_bytes[offset] == c; };
    bool anchor = !event.anchor.empty();
    bool tag = event.tag != "?" && event.tag != "!";
    if (event.tag == "!" && !tag)
        tag = starts(at, '!') || (anchor && starts(skipTrivia(m_bytes.find_first_of(" \t\r\n", at)), '!'));
    while (anchor || tag) {
        const bool isTag = tag && starts(at, '!');
        if (!isTag && !(anchor && starts(at, '&')))
            refuse(at, "a tag or an anchor stands at an unexpected place");
        std::size_t end = at + 1;
        if (isTag && starts(end, '<'))
            end = std::min(m_bytes.find('>', end), m_bytes.size());
        while (!isSpaceOrEnd(end) && !(context.flow && std::string_view(",[]{}").find(m_bytes[end]) != std::string_view::npos))
            ++end;
        if (isTag) {
            value.tag = event.tag;
            tag = false;
        } else {
            value.anchor = m_bytes.substr(at + 1, end - at - 1);
            const bool simple
                = value.anchor.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") == std::string::npos;
            if (value.anchor != event.anchor || !simple)
                refuse(at, "an anchor's name cannot be told for certain");
            anchor = false;
        }
        if (value.properties.empty())
            value.properties.begin = at;
        value.properties.end = end;
        at = skipTrivia(end);
    }
    if (!value.properties.empty())
        m_pos = value.properties.end;
}

/// Nothing, or a word for it. yaml-cpp's place for nothing is that of some token near it.
void SpanWalker::null(const Event &event, const NodeContext &context, Value &value)
{
    const std::size_t from = m_pos;
    std::size_t at = skipTrivia(from);
    if (!event.anchor.empty()) {
        properties(event, at, context, value);
        at = skipTrivia(m_pos);
    }
    value.span = {m_pos, m_pos};
    const std::size_t start = value.properties.empty() ? at : value.properties.begin;
    constexpr std::array<std::string_view, 4> words{"~", "null", "Null", "NULL"};
    for (const std::string_view word : words) {
        const std::size_t end = at + word.size();
        const bool stops = isSpaceOrEnd(end) || (context.flow && std::string_view(",[]{}:").find(m_bytes[end]) != std::string_view::npos)
            || (context.key && m_bytes[end] == ':');
        if (!m_bytes.substr(at).starts_with(word) || !stops || event.offset != start)
            continue;
        // In a place for a value it may be the next key, and this value is not there.
        if (!context.key && !context.flow && isIndicator(skipBlanks(m_bytes, end), ':'))
            continue;
        checkIndentation(from, at, context);
        value.span = {at, end};
        value.text = word;
        m_pos = end;
        return;
    }
}

/// The value that a key does not have.
Value SpanWalker::missing(std::size_t place)
{
    const Event &event = next();
    if (event.type != Type::Null || !event.anchor.empty())
        refuse(place, "a value that is not there");
    Value value;
    value.span = {place, place};
    return value;
}

void SpanWalker::scalar(const Event &event, const NodeContext &context, std::size_t at, Value &value)
{
    value.kind = Kind::Scalar;
    value.text = event.text;
    const char c = at < m_bytes.size() ? m_bytes[at] : '\0';
    if (c == '"' || c == '\'') {
        const std::optional<ReadScalar> read = readQuoted(m_bytes, at);
        if (read && read->text == event.text) {
            value.style = c == '"' ? Style::DoubleQuoted : Style::SingleQuoted;
            value.span = {at, read->end};
            m_pos = read->end;
            return;
        }
    } else if ((c == '|' || c == '>') && !context.flow) {
        const std::optional<BlockScalar> block = readBlock(m_bytes, at, context.parent);
        // In the last line, blanks without a line end: yaml-cpp folds them in.
        const bool blanks
            = block && event.text == block->text + ' ' && m_bytes.find_first_not_of(" \t\r\n", block->end) == std::string_view::npos;
        if (block && (block->text == event.text || blanks)) {
            value.text = block->text;
            value.style = block->style;
            value.span = {at, block->end};
            m_pos = block->end;
            return;
        }
    } else if (!event.text.empty()) {
        if (const std::optional<std::size_t> end = plainEnd(m_bytes, at, event.text)) {
            for (std::size_t line = nextLine(m_bytes, at); line < *end; line = nextLine(m_bytes, line)) {
                if (breakLength(m_bytes, skipBlanks(m_bytes, line)) == 0)
                    checkColumn(line, skipBlanks(m_bytes, line), false, context);
            }
            value.span = {at, *end};
            m_pos = *end;
            return;
        }
    }
    // A tag alone makes an empty scalar.
    if (event.text.empty() && !value.properties.empty()) {
        m_pos = value.properties.end;
        value.span = {m_pos, m_pos};
        return;
    }
    refuse(at, "the text of a value cannot be told for certain");
}

void SpanWalker::alias(const Event &event, std::size_t at, Value &value)
{
    value.kind = Kind::Alias;
    value.text = event.text;
    if (!m_bytes.substr(at).starts_with("*" + event.text))
        refuse(at, "an alias cannot be told for certain");
    value.span = {at, at + 1 + event.text.size()};
    m_pos = value.span.end;
}

tl::expected<Tree, Objection> readSpans(const std::string &bytes, const std::vector<Event> &events)
{
    try {
        return SpanWalker(bytes, events).read();
    } catch (const Mismatch &mismatch) {
        return tl::unexpected(mismatch.objection);
    }
}

} // namespace pamphlet::yaml
