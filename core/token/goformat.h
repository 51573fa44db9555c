// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/** Values as Go's fmt and time packages write them, because registries log them so. */
namespace pamphlet::token {

/// %q
std::string goQuoted(std::string_view text);

/// time.Time.String() in UTC: "2023-11-14 22:13:20 +0000 UTC".
std::string goTime(std::int64_t seconds);

} // namespace pamphlet::token
