// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

/// "success=ok" of a control list, as libpam takes it apart (semantics §3).
struct ControlPair {
    std::string name; ///< a return code's word, or "default"
    std::string action; ///< "ok", …, or the digits of a jump
    std::size_t begin = 0; ///< where the name stands in the text
    bool glued = false; ///< nothing stands between it and the pair before
};

/// The pairs up to the end or to the first that libpam cannot read.
std::vector<ControlPair> controlPairs(std::string_view text);

/// True for a word that is a pair and nothing else, as when the brackets of a list were left out.
bool isControlPair(std::string_view text);

} // namespace pamphlet::pam
