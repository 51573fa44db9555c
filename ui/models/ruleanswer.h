// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/colors.h"
#include "ui/workspace/whatif.h"

#include <QMetaType>
#include <QString>

#include <vector>

namespace pamphlet::ui {

/// What a rule answers in a what-if run and what comes of it, as its row shows it.
struct RuleAnswer {
    bool ran = false;
    int code = -1; ///< -1: it does not run
    QString word; ///< "auth_err"; "—" where it does not run
    Tone codeTone = Tone::Neutral; ///< of the answer itself
    QString effect; ///< "skips 1", "not run"
    Tone effectTone = Tone::Neutral; ///< of what libpam makes of it: Success, Error, or Neutral where it decides nothing
    bool jumps = false;
    bool certain = false; ///< nobody can choose another one
    bool chosen = false; ///< by hand
    bool decided = false; ///< this rule made the result
    QString sentence; ///< all of it, for a tooltip and for whoever hears the row

    bool isChoosable() const { return ran && !certain; }
};

RuleAnswer ruleAnswer(const WhatIfRun &run, std::size_t entry);

/// Every code, those that the rule's module is likely to answer first; `likely` tells how many these are.
struct CodeChoice {
    std::vector<int> codes;
    std::size_t likely = 0;
};
CodeChoice codeChoice(const pam::Entry &entry, pam::Pass pass);

} // namespace pamphlet::ui

Q_DECLARE_METATYPE(pamphlet::ui::RuleAnswer)
