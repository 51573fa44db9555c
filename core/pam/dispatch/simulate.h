// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/answers.h"
#include "core/pam/dispatch/pass.h"
#include "core/pam/stack/effectivestack.h"

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/**
 * What libpam would return: its dispatcher over chosen module results, step by step (docs/linux-pam.md).
 * Where only the codes matter and speed does, use CompiledStack and Run (run.h), which this is made of.
 */
namespace pamphlet::pam {

/// What the stack makes of the answers so far.
enum class Impression : signed char { Negative = -1, Undefined = 0, Positive = 1 };

/// One rule that libpam came to. Markers of substacks are not run and have no step.
struct Step {
    std::size_t entry = 0; ///< index in EffectiveStack::chain() of the primitive's facility
    Pass pass = Pass::Authenticate;
    int returned = 0; ///< by the module; what libpam answers in its place for a must-fail entry
    Certainty certainty = Certainty::Certain; ///< of `returned`
    int applied = 0; ///< the code whose action was taken: in a frozen chain what the rule answered before
    std::optional<Action> action; ///< nullopt: the run is suspended here (PAM_INCOMPLETE)
    std::size_t next = 0; ///< index of the entry that libpam looks at next; the chain's size at the end
    int remainder = 0; ///< of a jump: how many entries it should have skipped that are not there
    bool ended = false; ///< `done` or `die` took effect: the rest of the substack, or of the stack, is not run
    Impression impression = Impression::Undefined; ///< after it
    int status = rc::permDenied; ///< after it
    /**
     * This rule made the result, at most one of a primitive. A refusal: the rule whose failure it is. A success: the rule
     * that ended the stack with `done`; without one the last `ok` of a rule that could have spoilt it.
     */
    bool decided = false;
};

struct PrimitiveResult {
    Primitive primitive = Primitive::Authenticate;
    int code = rc::permDenied;
    std::vector<Step> steps; ///< both passes of chauthtok; when resumed, from where it was suspended
    bool resumed = false; ///< went on where an earlier call answered PAM_INCOMPLETE
    bool suspended = false; ///< PAM_INCOMPLETE: the next call of the same primitive goes on
    bool refused = false; ///< PAM_ABORT without a step, because another primitive is suspended
};

/// A transaction: pam_start, calls on one handle, pam_end.
struct Simulation {
    StartOutcome start = StartOutcome::Success;
    std::vector<PrimitiveResult> results; ///< none unless `start` is Success
    std::array<std::vector<Entry>, allFacilities.size()> chains; ///< what steps refer to, by facility

    const std::vector<Entry> &chain(Facility facility) const { return chains[static_cast<std::size_t>(facility)]; }
    const Entry &entryOf(const Step &step) const { return chain(facilityOf(step.pass))[step.entry]; }
};

/// pam_start's code where it returns at all.
std::optional<int> startCode(StartOutcome start);
/// "PAM_SUCCESS", "PAM_ABORT"; "hang", "crash", "undefined" where libpam has no answer.
std::string startCodeName(StartOutcome start);

/// Asked once for each call of a module, in order: its answers may differ from call to call. `index` as Step::entry.
using AnswerFunction = std::function<Answer(const Entry &entry, Pass pass, std::size_t index)>;

/// `primitives`: any, in any order, repeats allowed.
Simulation simulate(const EffectiveStack &stack, const LibpamProfile &profile, const std::vector<Primitive> &primitives,
                    const AnswerFunction &answer);
Simulation simulate(const EffectiveStack &stack, const LibpamProfile &profile, const std::vector<Primitive> &primitives,
                    const AnswerFinder &answers);

} // namespace pamphlet::pam
