// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/edit/editplan.h"
#include "core/pam/ownership/ownership.h"
#include "core/pam/stack/effectivestack.h"
#include "core/pam/syntax/edit.h"
#include "core/result.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace pamphlet::ui {

class Workspace;

/// A rule or an include line: its file and the index of its node in the document that the stack was made from.
struct RulePlace {
    std::string file;
    std::size_t node = 0;

    bool operator==(const RulePlace &) const = default;
};

/**
 * Structured edits through the workspace, each one step of undo. Jumps that cross the edited rule are rewritten with it, in other files
 * too. `stack` is what the person saw: if the file is another one by now the edit is refused (Changed), never applied to a line that
 * merely has the same number.
 */
namespace edits {

/// What an edit would do, with what there is to warn of; for apply(). Every file that it changes can be edited.
Result<pam::EditOutcome> plan(const Workspace &workspace, const pam::EffectiveStack &stack, const pam::EditRequest &request);
void apply(Workspace &workspace, const pam::EditOutcome &outcome, const QString &text);

/// What was done, with what there is to warn of.
struct Edited {
    pam::EditOutcome outcome;
    std::vector<pam::OwnershipWarning> owners;
};

Result<Edited> replace(Workspace &workspace, const pam::EffectiveStack &stack, const RulePlace &place, const pam::RuleFields &fields);
/// Before the rule, or at the end of the file (nullopt).
Result<Edited> add(Workspace &workspace, const pam::EffectiveStack &stack, const std::string &file, std::optional<std::size_t> before,
                   const pam::RuleFields &fields);
Result<Edited> remove(Workspace &workspace, const pam::EffectiveStack &stack, const RulePlace &place);
Result<Edited> move(Workspace &workspace, const pam::EffectiveStack &stack, const RulePlace &place, std::optional<std::size_t> before);

/// The first rule behind this node; nullopt: it is the last one.
std::optional<std::size_t> ruleAfter(const pam::EffectiveStack &stack, const RulePlace &place);

} // namespace edits

} // namespace pamphlet::ui
