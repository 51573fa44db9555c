// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/yaml/editcheck.h"
#include "core/yaml/render.h"

#include <cstddef>
#include <string>
#include <vector>

namespace pamphlet::yaml {

/// A place for a new child of a collection (or of an empty node, which becomes one).
struct Insertion {
    bool flow = false; ///< in brackets: the child goes on one line
    std::size_t offset = 0;
    std::size_t column = 0; ///< block: of the child's first byte
    bool inLine = false; ///< block: the first line of the child goes to `offset` itself, not to a line of its own
    std::string lead; ///< bytes before and behind the child (block: for inLine only)
    std::string trail;
    bool blankLine = false; ///< block: a blank line before it
    std::vector<Patch> patches; ///< what has to be changed besides
    bool fresh = false; ///< the collection is empty or none yet: it may change its style
};

/// A place before child `index` of a map (`map`) or a sequence.
Result<Insertion> insertionAt(const Document &document, const Location &location, bool map, std::size_t index);

/// The patches that put the lines of a block there.
std::vector<Patch> blockPatches(const Document &document, const Insertion &insertion, const Lines &lines);

} // namespace pamphlet::yaml
