// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace pamphlet::pam {

/// The content of gzip data (RFC 1952). TooLarge beyond `maxBytes`, InvalidInput if it is not gzip, damaged or cut off.
Result<std::string> gunzip(std::string_view bytes, std::size_t maxBytes);

} // namespace pamphlet::pam
