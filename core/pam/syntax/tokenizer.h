// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/syntax/document.h"
#include "core/pam/syntax/linereader.h"

#include <string_view>
#include <vector>

namespace pamphlet::pam {

/// Splits a logical line into tokens (semantics §2.4).
std::vector<Token> tokenize(const LogicalLine &line);

/// Gives the tokens of a logical line their meaning (semantics §2.5). `tokens` must not be empty.
Rule ruleOf(std::vector<Token> tokens, const LibpamProfile &profile, Syntax syntax);

/// ASCII case is ignored, as strcasecmp(3) does in the C locale.
bool sameIgnoringCase(std::string_view a, std::string_view b);

} // namespace pamphlet::pam
