// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/yaml/document.h"
#include "core/yaml/value.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

/// How a file is laid out: what an edit needs to know to write like its neighbours.
namespace pamphlet::yaml {

/// Entries of a map, items of a sequence.
std::size_t childCount(const Value &collection);

/// An entry from its key to the end of its value, an item from its dash (flow: itself) on; tag and anchor included.
Span childSpan(const Value &collection, std::size_t index);

/// Column, from 0, of a block collection's keys or dashes.
std::size_t marginOf(const Document &document, const Value &collection);

/// Column, from 0.
std::size_t columnOf(const Document &document, std::size_t offset);

/// Only blanks between the start of its line and `offset`.
bool isFirstOnLine(const Document &document, std::size_t offset);

/// Only blanks and a comment between `offset` and the end of its line.
bool isLastOnLine(const Document &document, std::size_t offset);

/// Start of the line behind the one where something ends, and behind the comment lines right there that stand deeper than `margin`: they
/// belong to it.
std::size_t behindLines(const Document &document, std::size_t end, std::size_t margin);

/// How much deeper than a map of `siblings` stand the maps in it; of the file otherwise; else 2.
std::size_t indentationStep(const Document &document, const Value &siblings);

/// How much deeper than a map of `siblings` stand the dashes in it (0 is common); of the file otherwise; else like indentationStep().
std::size_t dashStep(const Document &document, const Value &siblings);

/// How strings that need no quotes are written among the values of this collection.
Style quotingOfValues(const Value &collection);

/// The same for the keys of a map.
Style quotingOfKeys(const Value &map);

/// True if a blank line stands between all entries of a block map.
bool hasBlankLinesBetween(const Document &document, const Value &map);

/// Offset of each comment's `#` that has a line of its own, in the first document; text of block and quoted scalars is none.
std::vector<std::size_t> commentLines(const Document &document);

} // namespace pamphlet::yaml
