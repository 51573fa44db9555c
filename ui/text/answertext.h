// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/simulate.h"
#include "core/pam/modules/modulecatalogue.h"

#include <QString>

#include <optional>

/** What modules answer, and what libpam makes of it, in words. */
namespace pamphlet::ui::text {

/// What the rule's module says with this code, in a few words: "wrong password".
QString answerMeaning(const pam::Entry &entry, int code);
/// The same with the code's own word: "wrong password (auth_err)", "success".
QString answerTitle(const pam::Entry &entry, int code);

/// "right password" …; nullopt: "chosen by hand".
QString scenarioTitle(std::optional<pam::Scenario> scenario);

/// The call of the application in its own word: "authenticate"; of the two passes of chauthtok "chauthtok: check", "chauthtok: update".
QString passTitle(pam::Pass pass);
/// What the application wants with it, as a sentence.
QString passSentence(pam::Pass pass);

/// What libpam makes of the answer, in one to three words: "counts", "ignored", "skips 2", "fails".
QString stepWord(const pam::Step &step);
/// The same as a sentence.
QString stepSentence(const pam::Step &step);
/// How well the answer is known, as a sentence.
QString certaintySentence(pam::Certainty certainty);

/// What comes of pam_start where it does not succeed, as a sentence.
QString startSentence(pam::StartOutcome start);

} // namespace pamphlet::ui::text
