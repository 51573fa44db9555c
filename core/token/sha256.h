// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace pamphlet::token {

/// The 32 bytes.
std::string sha256(std::string_view bytes);

} // namespace pamphlet::token
