// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/yaml/bytecheck.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace pamphlet::yaml {

/// What yaml-cpp saw, in its order.
struct Event {
    enum class Type { DocumentStart, DocumentEnd, Null, Alias, Scalar, SequenceStart, SequenceEnd, MapStart, MapEnd };

    Type type = Type::Null;
    std::size_t offset = 0; ///< byte of the file; what yaml-cpp gives for nulls and ends is no use
    std::string text; ///< decoded scalar; an alias's anchor
    std::string tag; ///< as yaml-cpp says: "?" and "!" where none is written
    std::string anchor;
};

/// More nodes than this are refused.
inline constexpr std::size_t maximumNodes = 250'000;

/// Runs yaml-cpp over the file. `maximumDepth` counts collections in collections.
tl::expected<std::vector<Event>, Objection> readEvents(const std::string &bytes, std::size_t maximumDepth);

} // namespace pamphlet::yaml
