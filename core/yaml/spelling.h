// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/yaml/newvalue.h"
#include "core/yaml/scalarreader.h"
#include "core/yaml/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace pamphlet::yaml {

/// Where a scalar is to be written.
struct Spelling {
    Style preferred = Style::Plain; ///< Plain, SingleQuoted or DoubleQuoted
    bool flow = false;
    bool tagged = false; ///< a tag says that it is a string
};

/// The bytes of a scalar on one line, as preferred where every reader then understands it as meant, else with the least quoting that does
/// it. nullopt: it cannot be written (not UTF-8; a plain text that would be read as something else).
std::optional<std::string> spelled(const ScalarValue &value, const Spelling &spelling);

/// A block scalar of the same style with another text: header, the comment behind it, and the lines up to the last, without its line break.
/// nullopt: the text has no such form.
std::optional<std::string> spelledBlock(std::string_view bytes, const BlockScalar &old, std::string_view text, std::size_t indentation,
                                        std::string_view lineEnd);

/// True for a string that can stand without quotes and is a string for every reader.
bool needsNoQuotes(std::string_view text, bool flow);

} // namespace pamphlet::yaml
