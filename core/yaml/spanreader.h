// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/yaml/bytecheck.h"
#include "core/yaml/eventreader.h"
#include "core/yaml/value.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace pamphlet::yaml {

/// The documents of a file.
struct Tree {
    std::vector<Value> roots; ///< at least one; lines and columns are not filled in
    std::size_t firstEnd = 0; ///< where the first document ends: a line with `...` or `---`, or the end of the file
};

/**
 * Gives every node of yaml-cpp's events its bytes. Nothing is taken on trust: between nodes only space, comments and the indicators
 * that the structure asks for may stand, every scalar is decoded again, and entries of one collection stand in one column.
 */
tl::expected<Tree, Objection> readSpans(const std::string &bytes, const std::vector<Event> &events);

} // namespace pamphlet::yaml
