// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pamphlet::token {

/// A member that an object of the document has twice: readers differ in which one they take. nullopt: none, or no JSON.
std::optional<std::string> repeatedMember(std::string_view json);

} // namespace pamphlet::token
