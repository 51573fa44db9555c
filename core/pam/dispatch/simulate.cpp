// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/simulate.h"

#include "core/pam/dispatch/run.h"

#include <utility>

namespace pamphlet::pam {

namespace {

/// Writes down what Run does in one transaction, and finds the rules that decided.
class Recorder
{
public:
    Recorder(const Simulation &simulation, const Answer &last)
        : m_simulation(simulation)
        , m_last(last)
    { }

    /// Before each call.
    void beginCall() { m_steps.clear(); }

    std::vector<Step> endCall(bool suspended)
    {
        if (m_decider.step != 0 && !suspended)
            m_steps[m_decider.step - 1].decided = true;
        // When the call is resumed its earlier steps are those of another result.
        m_decider.step = 0;
        for (Decider &saved : m_saved)
            saved.step = 0;
        return std::exchange(m_steps, {});
    }

    void began(Pass /*pass*/)
    {
        m_decider = {};
        m_saved = {};
    }

    void entered(std::size_t level) { m_saved.at(level) = m_decider; }

    void stepped(const CompiledEntry &entry, Pass pass, int returned, int applied, int action, std::size_t next, int remainder, bool ended,
                 const RunState &before, const RunState &after)
    {
        Step &step = add(entry, pass, returned, after);
        step.applied = applied;
        step.action = Action{action};
        step.next = next;
        step.remainder = remainder;
        if (applied >= 0 && applied < returnCodeCount) { // as it was written, however far it would go
            step.action = m_simulation.entryOf(step).actions[static_cast<std::size_t>(applied)];
            step.remainder += remainder == 0 ? 0 : step.action->value - action;
        }
        step.ended = ended;

        const bool changed = before.impression != after.impression || before.status != after.status;
        const bool success = after.impression > 0 && after.status == rc::success;
        const bool saidOk = action == Action::Ok || action == Action::Done;
        if (action == Action::Reset) {
            m_decider = m_saved.at(entry.level);
        } else if (success) {
            const int weight = ended ? 2 : entry.canSpoil ? 1 : 0;
            if (changed || (saidOk && weight >= m_decider.weight))
                m_decider = {m_steps.size(), weight};
        } else if (changed || remainder != 0) {
            m_decider = {m_steps.size(), 0};
        }
    }

    void suspended(const CompiledEntry &entry, Pass pass, const RunState &state)
    {
        Step &step = add(entry, pass, rc::incomplete, state);
        step.applied = rc::incomplete;
        step.next = entry.source;
        step.decided = true;
    }

private:
    struct Decider {
        std::size_t step = 0; ///< counted from 1; 0: none of this call
        int weight = 0;
    };

    Step &add(const CompiledEntry &entry, Pass pass, int returned, const RunState &state)
    {
        Step &step = m_steps.emplace_back();
        step.entry = entry.source;
        step.pass = pass;
        step.returned = returned;
        step.certainty = entry.kind == EntryKind::MustFail ? Certainty::Certain : m_last.certainty;
        step.impression = static_cast<Impression>(state.impression);
        step.status = state.status;
        return step;
    }

    const Simulation &m_simulation;
    const Answer &m_last; ///< of the module that was called last
    std::vector<Step> m_steps;
    Decider m_decider;
    std::array<Decider, maxLevels> m_saved{};
};

} // namespace

std::optional<int> startCode(StartOutcome start)
{
    switch (start) {
    case StartOutcome::Success:
        return rc::success;
    case StartOutcome::Abort:
        return rc::abort;
    case StartOutcome::Hang:
    case StartOutcome::Crash:
    case StartOutcome::Undefined:
        break;
    }
    return std::nullopt;
}

std::string startCodeName(StartOutcome start)
{
    switch (start) {
    case StartOutcome::Success:
    case StartOutcome::Abort:
        return returnCodeConstant(*startCode(start));
    case StartOutcome::Hang:
        return "hang";
    case StartOutcome::Crash:
        return "crash";
    case StartOutcome::Undefined:
        break;
    }
    return "undefined";
}

Simulation simulate(const EffectiveStack &stack, const LibpamProfile &profile, const std::vector<Primitive> &primitives,
                    const AnswerFunction &answer)
{
    Simulation simulation;
    simulation.start = stack.start;
    if (stack.start != StartOutcome::Success)
        return simulation;
    for (const Primitive primitive : primitives) {
        std::vector<Entry> &chain = simulation.chains[static_cast<std::size_t>(facilityOf(primitive))];
        if (chain.empty())
            chain = stack.chain(facilityOf(primitive));
    }
    const CompiledStack compiled(stack, profile);
    Run run(compiled);
    Answer last;
    Recorder recorder(simulation, last);
    const auto ask = [&simulation, &answer, &last](Pass pass, std::size_t index) {
        last = answer(simulation.chain(facilityOf(pass))[index], pass, index);
        return last.code;
    };
    simulation.results.reserve(primitives.size());
    for (const Primitive primitive : primitives) {
        PrimitiveResult &result = simulation.results.emplace_back();
        result.primitive = primitive;
        result.resumed = run.pending() == primitive;
        result.refused = run.pending() && !result.resumed;
        if (result.refused) {
            result.code = run.call(primitive, ask); // leaves no trace
            continue;
        }
        recorder.beginCall();
        result.code = run.call(primitive, ask, recorder);
        result.suspended = run.pending().has_value();
        result.steps = recorder.endCall(result.suspended);
    }
    return simulation;
}

Simulation simulate(const EffectiveStack &stack, const LibpamProfile &profile, const std::vector<Primitive> &primitives,
                    const AnswerFinder &answers)
{
    return simulate(stack, profile, primitives,
                    [&answers](const Entry &entry, Pass pass, std::size_t /*index*/) { return answers.answer(entry, pass); });
}

} // namespace pamphlet::pam
