// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/edit/jumpneed.h"

#include <algorithm>
#include <set>

namespace pamphlet::pam {

namespace {

bool anyOf(const std::vector<bool> &flags, std::size_t begin, std::size_t end)
{
    for (std::size_t i = begin; i < end; ++i) {
        if (flags[i])
            return true;
    }
    return false;
}

} // namespace

ChainPair::ChainPair(const ChainEntries &before, const ChainEntries &after, const IsEdited &isEdited)
    : m_before(before)
    , m_after(after)
    , m_afterOf(before.size())
    , m_beforeOf(after.size())
    , m_editedBefore(before.size())
    , m_editedAfter(after.size())
{
    std::map<int, std::size_t> places;
    for (std::size_t i = 0; i < after.size(); ++i) {
        places.emplace(after[i].identity, i);
        m_editedAfter[i] = isEdited(after[i].identity);
    }
    for (std::size_t i = 0; i < before.size(); ++i) {
        m_editedBefore[i] = isEdited(before[i].identity);
        if (const auto place = places.find(before[i].identity); place != places.end()) {
            m_afterOf[i] = place->second;
            m_beforeOf[place->second] = i;
        }
    }
}

std::size_t ChainPair::editedBlockBefore(std::size_t index) const
{
    while (index > 0 && m_editedAfter[index - 1])
        --index;
    return index;
}

ChainPair::Target ChainPair::targetOf(std::size_t from, std::size_t landing, bool catchJumps) const
{
    const bool ownJump = m_editedBefore[from];
    if (landing < m_before.size() && ownJump && m_editedBefore[landing] && m_afterOf[landing])
        return {*m_afterOf[landing], JumpNeed::Loss::None}; // inside an include that was moved as a whole

    // What is not the edited rule and is still there: the run from there on has to stay what it was.
    std::size_t stays = landing;
    while (stays < m_before.size() && (m_editedBefore[stays] || !m_afterOf[stays]))
        ++stays;
    const std::size_t end = stays < m_before.size() ? *m_afterOf[stays] : m_after.size();
    const std::size_t block = ownJump ? end : editedBlockBefore(end);
    if (stays == landing)
        return {catchJumps ? block : end, JumpNeed::Loss::None};

    if (m_editedBefore[landing] && !ownJump) {
        const std::optional<std::size_t> same = m_afterOf[landing];
        if (same && *same >= block && *same < end)
            return {*same, JumpNeed::Loss::None};
        const bool wasFirst = landing == 0 || !m_editedBefore[landing - 1];
        if (!same && block < end)
            return {block, wasFirst ? JumpNeed::Loss::None : JumpNeed::Loss::TargetGone};
        if (same) // moved: what followed it is run as before
            return {end, JumpNeed::Loss::None};
    }
    return {end, JumpNeed::Loss::TargetGone};
}

JumpNeed ChainPair::need(std::size_t indexBefore, int number, bool catchJumps) const
{
    const std::size_t index = *m_afterOf[indexBefore];
    const std::vector<std::size_t> was = landings(m_before, indexBefore);
    const std::vector<std::size_t> now = landings(m_after, index);
    JumpNeed need;
    need.misses = static_cast<int>(now.size());
    if (static_cast<std::size_t>(number) >= was.size()) {
        need.missed = true;
        need.number = std::max(number, need.misses);
        need.landing = now.back();
        return need;
    }
    const std::size_t landing = was[static_cast<std::size_t>(number)];
    Target target = targetOf(indexBefore, landing, catchJumps);
    // The end of its substack (or of the chain) is a place of its own, whatever follows there.
    const bool toTheEnd = static_cast<std::size_t>(number) + 1 == was.size() && !catchJumps
        && (landing == m_before.size() || m_before[landing].level < m_before[indexBefore].level);
    if (toTheEnd)
        target = {now.back(), JumpNeed::Loss::None};

    const auto place = std::find(now.begin(), now.end(), target.index);
    if (place != now.end()) {
        need.number = static_cast<int>(place - now.begin());
        need.loss = target.loss;
    } else {
        const auto beyond = std::upper_bound(now.begin(), now.end(), target.index);
        need.number = beyond == now.begin() ? 0 : static_cast<int>(beyond - now.begin()) - 1;
        need.loss = target.index <= index ? JumpNeed::Loss::TargetBehind : JumpNeed::Loss::OutOfReach;
    }
    need.landing = now[static_cast<std::size_t>(need.number)];
    need.passesOver
        = !m_editedBefore[indexBefore] && anyOf(m_editedAfter, index + 1, need.landing) && !anyOf(m_editedBefore, indexBefore + 1, landing);
    return need;
}

int bestNumber(const std::vector<JumpNeed> &needs, int old)
{
    std::set<int> candidates{old};
    for (const JumpNeed &need : needs)
        candidates.insert(need.number);
    // Where the jump does not land anyway, the file is most likely only there to be included, and not a service at all.
    constexpr long landed = 1'000'000;
    const auto score = [&needs](int number) {
        long sum = 0;
        for (const JumpNeed &need : needs)
            sum += need.satisfiedBy(number) ? (need.missed ? 1 : landed) : 0;
        return sum;
    };
    int best = old;
    for (const int candidate : candidates) {
        if (score(candidate) > score(best))
            best = candidate;
    }
    return best;
}

} // namespace pamphlet::pam
