// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/simulate.h"
#include "core/pam/modules/modulecatalogue.h"

#include <QObject>

#include <array>
#include <compare>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pamphlet::ui {

class Workspace;

/// What one pass over one chain would do. A value.
struct WhatIfRun {
    std::shared_ptr<const pam::EffectiveStack> stack; ///< may be null: nothing was run
    pam::Pass pass = pam::Pass::Authenticate;
    std::vector<pam::Entry> chain;
    std::optional<pam::PrimitiveResult> result; ///< nullopt unless pam_start succeeds
    std::vector<std::optional<pam::Step>> steps; ///< by entry of the chain, of this pass: nullopt where the rule does not run
    /**
     * The entry that decides. Where libpam's result was made by a rule that has no choice (pam_permit, pam_deny), it is the last rule
     * before it that has one and whose other answer would have changed whether the call succeeds.
     */
    std::optional<std::size_t> decider;
    pam::Pass deciderPass = pam::Pass::Authenticate; ///< in chauthtok it may be the other pass

    /// Whether somebody can choose what the rule answers: it runs, and its module has a choice.
    bool isChoosable(std::size_t entry) const;
};

/**
 * What would happen if the modules answered so: a scenario, and for single rules an answer that somebody chose. Run through libpam's
 * dispatcher anew with each change (it takes microseconds).
 * What was chosen belongs to a service and to a rule, by its file, its module and which of its kind it is: an edit elsewhere in the file
 * does not move it to another rule.
 */
class WhatIf : public QObject
{
    Q_OBJECT
public:
    explicit WhatIf(const Workspace &workspace, QObject *parent = nullptr);

    /// `stack` is one of the workspace's effective tree, or null.
    void show(std::shared_ptr<const pam::EffectiveStack> stack, pam::Facility facility);
    pam::Facility facility() const { return m_facility; }

    /// The passes of the shown facility: one or two.
    std::vector<pam::Pass> passes() const;
    pam::Pass pass() const { return m_pass[std::size_t(m_facility)]; }
    void setPass(pam::Pass pass);

    /// nullopt: nothing is supposed, every module that has a choice succeeds unless chosen otherwise.
    std::optional<pam::Scenario> scenario() const { return m_scenario; }
    void setScenario(std::optional<pam::Scenario> scenario);

    /// Chooses what a rule answers in the shown pass; nullopt: as the scenario has it. Does nothing where there is no choice.
    void choose(std::size_t entry, std::optional<int> code);
    /// Forgets what was chosen for the shown service, in all its facilities.
    void reset();
    /// Answers chosen for the shown service.
    int chosenCount() const;

    /// Never null.
    const std::shared_ptr<const WhatIfRun> &run() const { return m_run; }

Q_SIGNALS:
    void changed();

private:
    struct RuleKey {
        std::string file;
        std::string module;
        std::size_t occurrence = 0; ///< among the rules of this module in this file
        pam::Pass pass = pam::Pass::Authenticate;

        auto operator<=>(const RuleKey &) const = default;
    };
    using Chosen = std::map<RuleKey, int>;

    void recompute();
    pam::Answer answerOf(const pam::AnswerFinder &finder, const pam::Entry &entry, pam::Pass pass) const;
    void findDecider(WhatIfRun &run, const pam::AnswerFinder &finder) const;
    RuleKey keyOf(const pam::Entry &entry, pam::Pass pass) const;

    const Workspace &m_workspace;
    std::shared_ptr<const pam::EffectiveStack> m_stack;
    pam::Facility m_facility = pam::Facility::Auth;
    std::array<pam::Pass, pam::allFacilities.size()> m_pass;
    std::optional<pam::Scenario> m_scenario = pam::Scenario::RightPassword;
    std::map<std::string, Chosen> m_chosen; ///< by service
    std::shared_ptr<const WhatIfRun> m_run;
};

} // namespace pamphlet::ui
