// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::sregistry {

enum class PythonKind {
    Name,
    Number,
    String,
    Operator,
    Comment, ///< from `#` to the end of the line
    Newline, ///< ends a statement: not inside brackets
};

struct PythonToken {
    PythonKind kind = PythonKind::Operator;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t depth = 0; ///< brackets around it; of a bracket: around the pair
    /// String: what Python makes of it; nullopt for bytes, f-strings and what is not decoded here (`\N{…}`).
    std::optional<std::string> value;

    std::string_view text(std::string_view all) const { return all.substr(begin, end - begin); }
};

/// The tokens of a Python 3 file, as far as strings, comments, brackets and statements go ("Lexical analysis" of its reference).
/// InvalidInput with line and column: a string or bracket without its end.
Result<std::vector<PythonToken>> pythonTokens(std::string_view text, const std::string &file);

} // namespace pamphlet::sregistry
