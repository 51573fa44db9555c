// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/yaml/newvalue.h"
#include "core/yaml/value.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pamphlet::yaml {

/// How new nodes are written.
struct RenderStyle {
    std::size_t step = 2; ///< a map in a map
    std::size_t dashStep = 2; ///< dashes in a map
    std::size_t dashGap = 1; ///< blanks behind a dash
    Style keys = Style::Plain;
    Style values = Style::Plain;
};

/// Lines of a block, without line ends, the first at column 0.
using Lines = std::vector<std::string>;

/// nullopt: something in it cannot be written.
std::optional<Lines> renderEntry(const std::string &key, const NewValue &value, const RenderStyle &style);
std::optional<Lines> renderItem(const NewValue &value, const RenderStyle &style);

/// On one line, in brackets.
std::optional<std::string> renderFlow(const NewValue &value, const RenderStyle &style);
std::optional<std::string> renderFlowEntry(const std::string &key, const NewValue &value, const RenderStyle &style);

/// A key as it has to be written; nullopt if it is too long or has line breaks.
std::optional<std::string> renderKey(const std::string &key, Style style, bool flow);

} // namespace pamphlet::yaml
