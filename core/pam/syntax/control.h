// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/libpamprofile.h"
#include "core/pam/returncode.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pamphlet::pam {

/// What libpam does with a return code. Values above 0 jump over that many entries.
struct Action {
    enum Value : int { Ignore = 0, Ok = -1, Done = -2, Bad = -3, Die = -4, Reset = -5, Unset = -6 };
    int value = Bad;

    bool isJump() const { return value > 0; }
    bool operator==(const Action &) const = default;
};

using Actions = std::array<Action, returnCodeCount>;

enum class ControlKind { Required, Requisite, Optional, Sufficient, Include, Substack, List };

/// A parsed control field.
struct Control {
    ControlKind kind = ControlKind::List;
    Actions actions{};
    /// A list that libpam rejects: all 32 actions are bad. Byte offset of the error inside the token's text, and why.
    std::optional<std::size_t> errorOffset;
    std::string errorDetail;
};

/// The keyword that a control's text is, in any case; List for anything else.
ControlKind controlKind(std::string_view text);

/// Semantics §3. `text` is the token's text (brackets removed): a keyword in any case, else a value=action list.
Control parseControl(std::string_view text, const LibpamProfile &profile);

/// "ignore", "ok", "done", "bad", "die", "reset", or the number of a jump.
std::string actionText(Action action);

} // namespace pamphlet::pam
