// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/yaml/document.h"
#include "core/yaml/newvalue.h"
#include "core/yaml/path.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/**
 * Structured edits of the first document. Each returns the new bytes of the file, in which only what is changed differs:
 * comments, order, quoting, indentation and line ends of the rest stay. The result is read again and must be the old tree plus
 * exactly the intended change, with the styles of all other nodes; otherwise the edit is refused (EditRefused).
 * Errors tell line and column: NotFound (the nearest node that exists), EditRefused (aliases, what an alias repeats elsewhere, duplicate
 * keys on the way, tags that the value would contradict, layouts with no safe place for the change), InvalidArgument (a value or key that
 * cannot be written).
 */
namespace pamphlet::yaml {

/**
 * Another value for a scalar, or a value for an empty node. The quoting stays where the new value allows it; otherwise the least
 * quoting that every reader understands alike.
 */
Result<std::string> setScalar(const Document &document, const Path &path, const ScalarValue &value);

/**
 * Adds an entry at the end of a map, in the style of its neighbours. An empty node (Null) becomes a map; so does the root of an empty file.
 * `after` puts it behind that key instead.
 */
Result<std::string> addKey(const Document &document, const Path &map, const std::string &key, const NewValue &value,
                           const std::optional<std::string> &after = std::nullopt);

/// Removes an entry with its lines and the comment behind its value; comments above it stay. The last one leaves `{}`.
Result<std::string> removeKey(const Document &document, const Path &path);

/// Another name for a key; its quoting stays where possible.
Result<std::string> renameKey(const Document &document, const Path &path, const std::string &key);

/// Adds an item before `index`, or at the end, in the style of its neighbours. An empty node (Null) becomes a sequence.
Result<std::string> addItem(const Document &document, const Path &sequence, const NewValue &value,
                            std::optional<std::size_t> index = std::nullopt);

/// Removes an item (the path ends in its index) with its lines. The last one leaves `[]`.
Result<std::string> removeItem(const Document &document, const Path &path);

/// Makes the sequence hold exactly these; items that stay keep their bytes and comments.
Result<std::string> replaceItems(const Document &document, const Path &sequence, const std::vector<ScalarValue> &values);

/**
 * Turns a block entry or item into comment lines: `marker` before the first non-blank of each of its lines, at the column of the first.
 * A collection that loses its only child this way is left empty (Null). uncomment() of the same lines gives the old bytes back.
 */
Result<std::string> commentOut(const Document &document, const Path &path, std::string_view marker = "# ");

/// Physical lines, from 1, both included.
struct LineRange {
    std::size_t first = 0;
    std::size_t last = 0;

    bool operator==(const LineRange &) const = default;
};

/**
 * Takes the marker (`#`, with the blank behind it or without: whichever fits the neighbours) from these comment lines. They must become
 * entries of one map, or items of one sequence, and change nothing else. Lines that are blank stay.
 */
Result<std::string> uncomment(const Document &document, LineRange lines);

/// A commented entry `# key: …` of a map (or of the map that an empty node would become) with its commented children; NotFound if there is
/// none. Where several are commented, the first.
Result<LineRange> findCommentedKey(const Document &document, const Path &map, const std::string &key);

/// A commented item `# - text` of a sequence; `text` is the decoded scalar, or the first key of a map in it.
Result<LineRange> findCommentedItem(const Document &document, const Path &sequence, const std::string &text);

/// Both in one: findCommentedKey() and uncomment().
Result<std::string> uncommentKey(const Document &document, const Path &map, const std::string &key);
Result<std::string> uncommentItem(const Document &document, const Path &sequence, const std::string &text);

/**
 * Moves a block entry to the end of another block map (empty path: the root), re-indented, with the comment lines right above it.
 * The map that it leaves is `{}` if nothing else is in it. Refused if the key is there already.
 */
Result<std::string> moveKey(const Document &document, const Path &from, const Path &toMap);

} // namespace pamphlet::yaml
