// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/syntax/document.h"
#include "core/result.h"

#include <map>
#include <string>

namespace pamphlet::pam {

/// New numbers of a rule's jumps by their old ones; 0 stands for `ignore`, because libpam rejects a jump of 0.
using JumpNumbers = std::map<int, int>;

/// The text with the digits of these jumps replaced in one rule's control and no other byte changed. EditRefused if the
/// control cannot be patched like this, or the file would mean anything else.
Result<std::string> renumberJumps(const Document &document, std::size_t node, const JumpNumbers &numbers);

} // namespace pamphlet::pam
