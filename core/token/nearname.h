// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::token {

/// The one of `names` that was probably meant: equal but for case and separators, or at most two letters off (one for short ones).
std::optional<std::string> nearName(std::string_view name, const std::vector<std::string> &names);

} // namespace pamphlet::token
