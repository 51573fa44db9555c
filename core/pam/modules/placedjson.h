// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pamphlet::pam {

/// A value of a JSON document that knows where it stands, so that whoever does not like it can say so with line and column.
struct PlacedJson {
    enum class Kind { Null, Boolean, Number, String, Array, Object };
    struct Member;

    Kind kind = Kind::Null;
    bool boolean = false; ///< of a Boolean
    std::string text; ///< of a String; of a Number: its digits
    std::vector<PlacedJson> elements; ///< of an Array
    std::vector<Member> members; ///< of an Object, in their order, each key once
    Place where; ///< without a file
};

struct PlacedJson::Member {
    std::string key;
    Place where; ///< of the key
    PlacedJson value;
};

/// InvalidInput, with line and column, for what is not JSON, for a key that comes twice, and for values nested deeper than 16.
Result<PlacedJson> parsePlacedJson(std::string_view json);

} // namespace pamphlet::pam
