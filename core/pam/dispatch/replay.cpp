// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/replay.h"

#include "core/pam/dispatch/run.h"

#include <array>

namespace pamphlet::pam {

namespace {

class Replayer
{
public:
    Replayer(const EffectiveStack &stack, const LibpamProfile &profile, const std::vector<ObservedCall> &calls)
        : m_calls(calls)
        , m_compiled(stack, profile)
        , m_run(m_compiled)
    {
        for (const Facility facility : allFacilities)
            m_chains[static_cast<std::size_t>(facility)] = stack.chain(facility);
        m_replay.calls.resize(calls.size());
    }

    Replay replay(const std::vector<Primitive> &primitives)
    {
        for (std::size_t i = 0; i < primitives.size(); ++i) {
            const int code = call(primitives[i]);
            const bool again = i + 1 < primitives.size() && primitives[i + 1] == primitives[i];
            if (!again && !m_run.pending()) // else what follows may be the next call's
                skipCallsOf(primitives[i]);
            m_replay.codes.push_back(m_lost ? std::nullopt : std::optional(code));
        }
        if (m_next < m_calls.size()) { // the one that did not come back
            const Primitive last = m_calls[m_next].primitive;
            call(last);
            skipCallsOf(last);
        }
        return std::move(m_replay);
    }

private:
    int call(Primitive primitive)
    {
        m_lost = false;
        return m_run.call(primitive, [this, primitive](Pass pass, std::size_t index) {
            return answer(primitive, m_chains[static_cast<std::size_t>(facilityOf(pass))][index]);
        });
    }

    int answer(Primitive primitive, const Entry &entry)
    {
        if (m_lost)
            return rc::success;
        if (m_next == m_calls.size() || m_calls[m_next].primitive != primitive) {
            m_lost = true; // a call that was not seen
            return rc::success;
        }
        const ObservedCall &seen = m_calls[m_next];
        ReplayedCall &replayed = m_replay.calls[m_next];
        ++m_next;
        replayed.predicted = seen.file == entry.file && seen.line == entry.line && seen.module == entry.module;
        if (!*replayed.predicted) {
            replayed.expectedFile = entry.file;
            replayed.expectedLine = entry.line;
            m_lost = true;
        }
        return seen.returned;
    }

    /// What was called although the chain was to be at its end.
    void skipCallsOf(Primitive primitive)
    {
        for (; m_next < m_calls.size() && m_calls[m_next].primitive == primitive; ++m_next) {
            if (!m_lost)
                m_replay.calls[m_next].predicted = false;
            m_lost = true;
        }
    }

    const std::vector<ObservedCall> &m_calls;
    std::array<std::vector<Entry>, allFacilities.size()> m_chains;
    CompiledStack m_compiled;
    Run m_run;
    Replay m_replay;
    std::size_t m_next = 0; ///< the first call that is not looked at yet
    bool m_lost = false; ///< in this primitive nothing can be said any more
};

} // namespace

Replay replay(const EffectiveStack &stack, const LibpamProfile &profile, const std::vector<Primitive> &primitives,
              const std::vector<ObservedCall> &calls)
{
    if (stack.start != StartOutcome::Success)
        return {std::vector<ReplayedCall>(calls.size()), std::vector<std::optional<int>>(primitives.size())};
    return Replayer(stack, profile, calls).replay(primitives);
}

} // namespace pamphlet::pam
