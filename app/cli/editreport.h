// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/pam/dispatch/compare.h"
#include "core/pam/edit/editplan.h"
#include "core/pam/ownership/ownership.h"

#include <string>
#include <vector>

namespace pamphlet::app::cli {

/// What a planned edit does, for people and for programs.
class EditReport
{
public:
    /// `changes`: what it means for who gets in.
    EditReport(std::string file, const pam::EditOutcome &outcome, const std::vector<pam::OwnershipWarning> &ownership,
               const std::vector<pam::ServiceChange> &changes);

    const std::string &diff() const { return m_diff; }
    /// Warnings and the ways around them, beside the answer.
    void note(Console &console) const;
    /// The contract's keys, and more.
    Json json() const;

private:
    std::string m_file;
    const pam::EditOutcome &m_outcome;
    const std::vector<pam::OwnershipWarning> &m_ownership;
    const std::vector<pam::ServiceChange> &m_changes;
    std::string m_diff;
};

} // namespace pamphlet::app::cli
