// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/yaml/eventreader.h"
#include "core/yaml/scalarreader.h"
#include "core/yaml/spanreader.h"

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Private to spanreader.cpp and spancollections.cpp.
namespace pamphlet::yaml {

/// Leaves the recursion; never leaves readSpans().
struct Mismatch : std::exception {
    explicit Mismatch(Objection why)
        : objection(std::move(why))
    { }
    Objection objection;
};

[[noreturn]] inline void refuse(std::size_t offset, std::string message)
{
    throw Mismatch({offset, std::move(message)});
}

/// Where a node stands.
struct NodeContext {
    bool flow = false;
    bool key = false;
    long parent = -1; ///< column (from 0) of the block collection around it; -1 at the root
};

/// Follows the events through the bytes.
class SpanWalker
{
public:
    SpanWalker(std::string_view bytes, const std::vector<Event> &events)
        : m_bytes(bytes)
        , m_events(events)
        , m_pos(bytes.starts_with(byteOrderMark) ? byteOrderMark.size() : 0)
    { }

    Tree read();

private:
    const Event &peek() const;
    const Event &next();
    bool ends(Event::Type type);

    bool isSpaceOrEnd(std::size_t offset) const;
    bool isIndicator(std::size_t offset, char c) const;
    bool isMarker(std::size_t offset, std::string_view marker) const;
    std::size_t skipTrivia(std::size_t offset) const;
    std::size_t column(std::size_t offset) const { return offset - startOfLine(m_bytes, offset); }

    void directives();
    Value node(const NodeContext &context);
    void properties(const Event &event, std::size_t at, const NodeContext &context, Value &value);
    void null(const Event &event, const NodeContext &context, Value &value);
    void scalar(const Event &event, const NodeContext &context, std::size_t at, Value &value);
    void alias(const Event &event, std::size_t at, Value &value);
    void blockSequence(Value &value);
    void blockMap(Value &value);
    Entry blockEntry(std::size_t at, std::size_t margin);
    void flowSequence(Value &value);
    void flowMap(Value &value);
    Entry flowEntry();
    void pairMap(Value &value);
    bool flowEnds(Event::Type end, char bracket, bool afterComma);
    Value missing(std::size_t place);
    void checkColumn(std::size_t from, std::size_t at, bool sequence, const NodeContext &context) const;
    void checkIndentation(std::size_t from, std::size_t at, const NodeContext &context) const;

    std::string_view m_bytes;
    const std::vector<Event> &m_events;
    std::size_t m_event = 0;
    std::size_t m_pos;
};

} // namespace pamphlet::yaml
