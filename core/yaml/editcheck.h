// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/yaml/document.h"
#include "core/yaml/newvalue.h"
#include "core/yaml/path.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

/// What all edits share: finding their target, replacing bytes, and proof that nothing else changed.
namespace pamphlet::yaml {

/// A node with the way to it.
struct Location {
    std::vector<const Value *> chain; ///< from the root to the node
    std::vector<std::size_t> indexes; ///< number of the child, for each step
    Path path;

    const Value &value() const { return *chain.back(); }
    bool isRoot() const { return indexes.empty(); }
    const Value &parent() const { return *chain[chain.size() - 2]; }
    std::size_t index() const { return indexes.back(); }
};

/// NotFound with the place of the nearest node that exists; EditRefused if the way leads through an alias a key that is there twice, or a
/// collection that an alias repeats elsewhere.
Result<Location> locate(const Document &document, const Path &path);

/// The same node in a copy of the tree, or in a tree that was changed; nullptr if the way ends before.
Value *nodeAt(Value &root, const std::vector<std::size_t> &indexes);

/// EditRefused or another code at the place of a node.
tl::unexpected<Error> refused(const Document &document, const Value &where, std::string detail, ErrorCode code = ErrorCode::EditRefused);

/// An alias names an anchor that is in this node.
bool hasAnchorInUse(const Document &document, const Value &value);

/// An alias names this anchor.
bool isAliased(const Document &document, const std::string &anchor);

/// Both are names of anchors in a node.
bool hasAnchorOf(const Value &value, const Value &other);

struct Patch {
    Span span;
    std::string bytes;
};

/// The patches may come in any order; they do not overlap. Those at one place are applied in the order given.
std::string patched(const Document &document, std::vector<Patch> patches);

/// A tag says that the node is a string, however it is written.
bool isTaggedString(const Value &value);

/// True if the node says what was to be written.
bool matches(const Value &value, const NewValue &wanted);
bool matches(const Value &value, const ScalarValue &wanted);

/// Undoes the intended change in the tree of the new bytes; false: the change is not what was intended.
using Undo = std::function<bool(Value &root)>;

/// Reads the new bytes and gives them back if their tree, after `undo`, is `expected`. `where`: the place to name otherwise.
Result<std::string> checked(const Document &document, std::string bytes, const Value &expected, const Undo &undo, const Place &where);

} // namespace pamphlet::yaml
