// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/** A list of names in a Python settings file, as Python itself would read it. */
namespace pamphlet::sregistry {

struct ListElement {
    std::optional<std::string> value; ///< adjacent strings put together, as Python does; nullopt: not made of string literals
    std::string source; ///< as written
    std::size_t begin = 0; ///< bytes of the file
    std::size_t end = 0;
    std::size_t parts = 1; ///< more than one: strings without a comma between them
    std::optional<std::size_t> comma; ///< where the comma behind it stands
    Place where;
};

/// An element that was commented out, on a line of its own.
struct CommentedElement {
    std::string value;
    std::size_t hash = 0; ///< where its `#` stands
    std::string_view::size_type gap = 0; ///< blanks between `#` and the quote
    bool comma = false;
    Place where;
};

enum class ListForm {
    Assignment, ///< NAME = […] at the top of the module
    DictEntry, ///< "NAME": […] in a dict
};

/// Another statement that says something of the name.
struct OtherUse {
    Place where;
    bool later = false; ///< behind the list
    bool replaces = false; ///< an assignment that does not mention the old value
};

struct PythonList {
    ListForm form = ListForm::Assignment;
    std::size_t open = 0; ///< where the brackets stand
    std::size_t close = 0;
    std::vector<ListElement> elements;
    std::vector<CommentedElement> commented;
    std::vector<OtherUse> others;
    Place where; ///< of the opening bracket

    /// Of the elements that are strings.
    std::vector<std::string> values() const;
    bool contains(std::string_view value) const;
};

/**
 * The list that the name has when the module was read: the last literal if there are several.
 * NotFound: the name has no list here. InvalidInput: no Python. Unsupported: a list that is put together in a way that is not followed
 * (a comprehension, a sum, a tuple). Each with line and column.
 */
Result<PythonList> parsePythonList(std::string_view text, std::string_view name, const std::string &file);

/**
 * The file with `value` in the list: a commented element of that name is uncommented where this needs no other change; else a line of
 * its own is added at the top, with its comma, so that it can never be glued to a neighbour. removeFromPythonList() gives the old bytes
 * back. The result is parsed again and must be the old list with `value` in addition; otherwise EditRefused.
 */
Result<std::string> addToPythonList(const std::string &text, std::string_view name, const std::string &value, const std::string &file);

/// The file without `value`: what addToPythonList() added is removed, what was there is commented out.
Result<std::string> removeFromPythonList(const std::string &text, std::string_view name, const std::string &value, const std::string &file);

} // namespace pamphlet::sregistry
