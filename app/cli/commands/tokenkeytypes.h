// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/token/signingkey.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/** Types of keys as options name them. */
namespace pamphlet::app::cli {

/// "rsa", "ec", "rsa-2048", …
std::vector<std::string> keyTypeWords();
/// nullopt for another word.
std::optional<token::KeyKind> keyTypeOf(std::string_view word);

} // namespace pamphlet::app::cli
