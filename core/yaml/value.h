// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace pamphlet::yaml {

/// Bytes [begin, end) of a document.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    std::size_t size() const { return end - begin; }
    bool empty() const { return begin == end; }
    bool operator==(const Span &) const = default;
};

enum class Kind {
    Null, ///< nothing written, or one of the plain words that every reader takes for null (`~`, `null`, `Null`, `NULL`)
    Scalar,
    Sequence,
    Map,
    Alias, ///< `*name`; never expanded here (Document::resolved())
};

/// How a scalar is written.
enum class Style {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal, ///< `|`
    Folded, ///< `>`
};

struct Entry;

/// A node of the tree with the bytes it stands in.
struct Value {
    Kind kind = Kind::Null;
    Style style = Style::Plain; ///< Scalar and Null
    bool flow = false; ///< Sequence and Map: written in brackets or braces
    bool pair = false; ///< Map: `[key: value]`, a flow map without braces
    std::string text; ///< Scalar: decoded; Null: as written; Alias: the anchor's name
    std::string tag; ///< resolved (`tag:yaml.org,2002:str`, `!own`), `!` for the bare mark; empty if none is written
    std::string anchor; ///< without `&`; empty if none is written

    /// The node without its tag and anchor. Empty (begin = end) for nothing written: the place where a value would be put.
    /// A block collection goes from its first key or dash to the end of its last node; a block scalar from `|` or `>` to its last line.
    Span span;
    Span properties; ///< from the first to the last of tag and anchor; empty if there is neither
    std::size_t line = 0; ///< of the node, properties included; from 1
    std::size_t column = 0; ///< in bytes, from 1

    std::vector<Value> items; ///< Sequence, in file order
    std::vector<Entry> entries; ///< Map, in file order, duplicate keys included
    std::vector<std::size_t> dashes; ///< block sequence: where each item's `-` stands

    bool isNull() const { return kind == Kind::Null; }
    bool isScalar() const { return kind == Kind::Scalar; }
    bool isSequence() const { return kind == Kind::Sequence; }
    bool isMap() const { return kind == Kind::Map; }
    bool isAlias() const { return kind == Kind::Alias; }

    /// Value of the first entry with this key; nullptr if there is none or this is no map.
    const Value *find(const std::string &key) const;
    /// How often the key is there.
    std::size_t count(const std::string &key) const;
};

struct Entry {
    Value key; ///< any node; nearly always a scalar
    Value value;
    std::size_t begin = 0; ///< where it starts: its key, or the `?` before it
    std::size_t colon = std::string::npos; ///< where the `:` stands; npos: none (a key alone)
    bool explicitKey = false; ///< written with `?`

    /// The key's text if it is a plain or quoted scalar (or null as written); nullptr otherwise.
    const std::string *name() const { return key.isScalar() || key.isNull() ? &key.text : nullptr; }
};

/// Where the bytes of a node end; the place of an empty one.
inline std::size_t endOf(const Value &value)
{
    return value.span.empty() ? std::max(value.span.end, value.properties.end) : value.span.end;
}

/// Where they begin, tag and anchor included.
inline std::size_t beginOf(const Value &value)
{
    return value.properties.empty() ? value.span.begin : value.properties.begin;
}

/// Equal in kind, text, style, tag, anchor and children; positions do not count.
bool sameTree(const Value &left, const Value &right);

} // namespace pamphlet::yaml
