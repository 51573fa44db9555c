// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/stack/effectivestack.h"

#include <optional>
#include <string>
#include <vector>

/** How an effective stack becomes rows: the files as a tree again, in the order of their lines. Plain values. */
namespace pamphlet::ui {

struct StackRow {
    std::optional<std::size_t> entry; ///< index in the chain; nullopt: a group
    int frame = -1; ///< of a group: the frame below it. Of a rule: the frame it stands in
    std::vector<StackRow> rows; ///< of a group
};

/// Rows at the top. `chain` is stack.chain(facility). Groups that have nothing to do with the facility are left out.
std::vector<StackRow> stackRows(const pam::EffectiveStack &stack, const std::vector<pam::Entry> &chain, pam::Facility facility);

/// The jump that success takes, or, where success does not jump, the only jump there is; 0 for none.
int shownJump(const pam::Entry &entry);

} // namespace pamphlet::ui
