// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as a control: an error voids all of it, and what is understood can be written down and read again.
#include "core/pam/syntax/control.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace pamphlet::pam;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// The actions as a list that says each of them.
std::string written(const Actions &actions)
{
    std::string list;
    for (int code = 0; code < returnCodeCount; ++code)
        list += returnCodeWord(code) + '=' + actionText(actions[static_cast<std::size_t>(code)]) + ' ';
    return list;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    for (const LibpamProfile &profile : libpamProfiles()) {
        const Control control = parseControl(text, profile);
        require((control.kind == ControlKind::List) == (controlKind(text) == ControlKind::List));
        if (control.errorOffset) {
            require(control.kind == ControlKind::List && *control.errorOffset <= size && !control.errorDetail.empty());
            require(
                std::all_of(control.actions.begin(), control.actions.end(), [](Action action) { return action == Action{Action::Bad}; }));
            continue;
        }
        if (control.kind == ControlKind::Include || control.kind == ControlKind::Substack)
            continue; // no actions of their own
        // Before 1.6 a number may wrap to what no word can say.
        const bool sayable
            = std::all_of(control.actions.begin(), control.actions.end(), [](Action action) { return action.value >= Action::Reset; });
        require(sayable || !profile.parser16);
        if (sayable)
            require(parseControl(written(control.actions), profile).actions == control.actions);
    }
    return 0;
}
