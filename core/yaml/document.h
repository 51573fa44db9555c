// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/result.h"
#include "core/yaml/path.h"
#include "core/yaml/value.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::yaml {

/// Larger files are refused (TooLarge).
inline constexpr std::size_t maximumBytes = 4 * 1024 * 1024;
/// Collections in collections; deeper is refused (InvalidInput).
inline constexpr std::size_t maximumDepth = 64;

/**
 * A YAML file: its bytes, and the tree that stands in them. Immutable; edits (edit.h) return new bytes.
 *
 * yaml-cpp reads the structure; every node's bytes are then read again and must give what yaml-cpp gave, with nothing but
 * space, comments and indicators between nodes. Where that does not hold, or where the YAML readers of this world differ
 * (a tab in the indentation, a lone CR, U+2028, a control character, bytes that are not UTF-8), the file is refused with line and column.
 */
class Document
{
public:
    /// An empty file.
    Document();

    /// InvalidInput with line and column, or TooLarge. Work is bounded: aliases are not expanded.
    static Result<Document> parse(std::string bytes);

    const std::string &bytes() const { return m_content->bytes; }
    std::string_view bytes(Span span) const { return std::string_view(bytes()).substr(span.begin, span.size()); }

    /// The first document of the file, which is the one that programs read; Null for an empty file.
    const Value &root() const { return m_content->roots.front(); }
    /// All documents, at least one.
    const std::vector<Value> &roots() const { return m_content->roots; }

    /// Where the first document ends: a line with `...` or `---`, or the end of the file.
    std::size_t firstEnd() const { return m_content->firstEnd; }

    /// What is written at this path of the first document: not through aliases or merge keys. The first of duplicate keys. nullptr:
    /// nothing.
    const Value *find(const Path &path) const;

    /// What a reader finds there: through aliases and merge keys (`<<`), of duplicate keys the first. nullptr: nothing.
    const Value *effective(const Path &path) const;

    /// The node an alias stands for, if `value` is one, else `value`; nullptr if the anchor is unknown.
    const Value *resolved(const Value &value) const;

    /// A key that is in its map more than once.
    struct Duplicate {
        std::string key;
        Place first;
        Place again;

        bool operator==(const Duplicate &) const = default;
    };
    /// In the whole file, in file order.
    std::vector<Duplicate> duplicates() const;

    /// Line and column (both from 1) of a byte.
    Place place(std::size_t offset) const;
    Place place(const Value &value) const { return Place{{}, value.line, value.column}; }

    /// First byte of a line (from 1); the size of the file for a line beyond its end.
    std::size_t lineStart(std::size_t line) const;
    std::size_t lineCount() const { return m_content->lineStarts.size(); }

    /// "\r\n" if the first line ends so, else "\n".
    std::string_view lineEnd() const;

private:
    struct Content {
        std::string bytes;
        std::vector<Value> roots;
        std::vector<std::size_t> lineStarts;
        std::size_t firstEnd = 0;
    };

    explicit Document(std::shared_ptr<const Content> content);

    std::shared_ptr<const Content> m_content; ///< never null; copies share it
};

} // namespace pamphlet::yaml
