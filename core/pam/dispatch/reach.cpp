// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/reach.h"

#include <algorithm>
#include <set>
#include <string>

namespace pamphlet::pam {

namespace {

// The status is needed only as far as it decides the result or the next step: an undefined stack has status 6, of a
// positive one only "exactly success" behaves differently, and a negative one keeps its first code until a reset, which
// matters where that is PAM_NEW_AUTHTOK_REQD.
enum Impression : char { Undefined, PositiveSuccess, PositiveNewToken, PositiveOther, Negative, NegativeNewToken };

constexpr int newAuthtokReqd = 12;

constexpr std::size_t maxStates = 200000;

/// A state between two entries. saved[n] is the impression at the entry of level n; only levels up to `level` matter.
struct State {
    int level = 0; ///< of the entry before
    Impression impression = Undefined;
    std::string saved = std::string(1, Undefined);

    auto operator<=>(const State &) const = default;
};

struct Step {
    std::size_t next = 0; ///< index of the entry that follows
    Impression impression = Undefined;

    auto operator<=>(const Step &) const = default;
};

/// The index of the last entry that is skipped, and what is left of the count.
struct Landing {
    std::size_t last = 0;
    int remainder = 0;
};

Landing jump(const std::vector<Entry> &chain, std::size_t index, int count)
{
    const int level = chain[index].level;
    const std::size_t size = chain.size();
    while (count > 0 && index + 1 < size && chain[index + 1].level >= level) {
        ++index;
        while (index + 1 < size && chain[index + 1].level > level)
            ++index;
        --count;
    }
    return {index, count};
}

std::size_t endOfLevel(const std::vector<Entry> &chain, std::size_t index)
{
    const int level = chain[index].level;
    while (index + 1 < chain.size() && chain[index + 1].level >= level)
        ++index;
    return index;
}

Impression positive(int code)
{
    if (code == rc::success)
        return PositiveSuccess;
    return code == newAuthtokReqd ? PositiveNewToken : PositiveOther;
}

bool isNegative(Impression impression)
{
    return impression == Negative || impression == NegativeNewToken;
}

Impression negative(Impression before, int code)
{
    if (isNegative(before))
        return before;
    return code == newAuthtokReqd ? NegativeNewToken : Negative;
}

Step step(const std::vector<Entry> &chain, std::size_t index, Impression impression, Impression saved, int code)
{
    const Action action = chain[index].actions[static_cast<std::size_t>(code)];
    if (action.isJump()) {
        const Landing landing = jump(chain, index, action.value);
        return {landing.last + 1, landing.remainder == 0 ? impression : Negative};
    }
    switch (action.value) {
    case Action::Ignore:
        return {index + 1, impression};
    case Action::Reset:
        return {index + 1, saved};
    case Action::Ok:
    case Action::Done: {
        if (impression == Undefined || impression == PositiveSuccess)
            impression = positive(code);
        const bool stops = action.value == Action::Done && !isNegative(impression);
        return {(stops ? endOfLevel(chain, index) : index) + 1, impression};
    }
    case Action::Die:
        return {endOfLevel(chain, index) + 1, negative(impression, code)};
    case Action::Bad:
        return {index + 1, negative(impression, code)};
    default: // what only overflowing numbers of old parsers produce: as a jump that does not land
        return {index + 1, Negative};
    }
}

} // namespace

Reach reach(const std::vector<Entry> &chain, const std::vector<Outcomes> &outcomes)
{
    Reach result;
    result.reached.assign(chain.size(), false);
    std::vector<std::set<State>> states(chain.size() + 1); // an entry is only ever left for a later one
    states.front().insert(State{});
    std::size_t work = 0;
    for (std::size_t index = 0; index < chain.size(); ++index) {
        const Entry &entry = chain[index];
        const auto level = static_cast<std::size_t>(entry.level);
        result.reached[index] = !states[index].empty();
        const Outcomes possible = entry.kind == EntryKind::MustFail ? outcome(rc::permDenied) : outcomes[index] & ~outcome(rc::incomplete);
        for (State state : states[index]) {
            if (++work > maxStates) {
                result.complete = false;
                return result;
            }
            if (state.level < entry.level) {
                state.saved.resize(level + 1, Undefined);
                state.saved[level] = state.impression;
            }
            state.level = entry.level;
            state.saved.resize(level + 1, Undefined);
            if (entry.kind == EntryKind::Marker) {
                states[index + 1].insert(std::move(state));
                continue;
            }
            std::set<Step> steps;
            for (int code = 0; code < returnCodeCount; ++code) {
                if ((possible & outcome(code)) != 0)
                    steps.insert(step(chain, index, state.impression, static_cast<Impression>(state.saved[level]), code));
            }
            for (const Step &next : steps) {
                state.impression = next.impression;
                states[next.next].insert(state);
            }
        }
        states[index].clear();
    }
    for (const State &state : states.back()) {
        result.canSucceed = result.canSucceed || state.impression == PositiveSuccess;
        result.canAskForToken = result.canAskForToken || state.impression == PositiveNewToken || state.impression == NegativeNewToken;
    }
    return result;
}

int jumpRemainder(const std::vector<Entry> &chain, std::size_t index, int count)
{
    return jump(chain, index, count).remainder;
}

} // namespace pamphlet::pam
