// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/compiledstack.h"

#include <algorithm>

namespace pamphlet::pam {

namespace {

/// Where groups and levels end: for each entry the ends of those behind it are known already.
void findEnds(CompiledChain &chain)
{
    const auto size = static_cast<std::uint32_t>(chain.size());
    for (std::uint32_t i = size; i-- > 0;) {
        CompiledEntry &entry = chain[i];
        std::uint32_t next = i + 1;
        while (next < size && chain[next].level > entry.level)
            next = chain[next].groupEnd + 1;
        entry.groupEnd = next - 1;
        while (next < size && chain[next].level >= entry.level)
            next = chain[next].levelEnd + 1;
        entry.levelEnd = next - 1;
    }
}

bool isSpoiling(Action action)
{
    return action.value == Action::Bad || action.value == Action::Die || action.value <= Action::Unset;
}

CompiledEntry compiled(const Entry &entry, std::size_t index)
{
    CompiledEntry result;
    result.source = static_cast<std::uint32_t>(index);
    result.level = static_cast<std::uint8_t>(entry.level);
    result.kind = entry.kind;
    result.canSpoil = std::any_of(entry.actions.begin(), entry.actions.end(), isSpoiling);
    for (std::size_t code = 0; code < entry.actions.size(); ++code) {
        constexpr int furthest = std::numeric_limits<CompiledAction>::max();
        constexpr int none = Action::Unset - 1;
        result.actions[code] = static_cast<CompiledAction>(std::clamp(entry.actions[code].value, none, furthest));
    }
    return result;
}

bool isFrozen(Primitive primitive)
{
    return primitive == Primitive::Setcred || primitive == Primitive::CloseSession;
}

} // namespace

CompiledStack::CompiledStack(const EffectiveStack &stack, const LibpamProfile &profile)
    : m_chains(1)
    , m_jumpIsIgnore(profile.jumpIsIgnore)
{
    if (stack.start != StartOutcome::Success)
        return;
    m_chains.resize(allFacilities.size());
    const auto collect = [this](const std::vector<Entry> &entries, const std::array<bool, allFacilities.size()> &wanted) {
        std::array<bool, allFacilities.size()> halfLinked{};
        for (const Entry &entry : entries) {
            const auto facility = static_cast<std::size_t>(entry.facility);
            if (!wanted[facility])
                continue;
            CompiledChain &chain = m_chains[facility];
            chain.push_back(compiled(entry, chain.size()));
            halfLinked[facility] = halfLinked[facility] || entry.firstChainOnly;
        }
        return halfLinked;
    };
    std::array<bool, allFacilities.size()> wanted{};
    wanted.fill(true);
    const auto halfLinkedService = collect(stack.serviceEntries, wanted);
    for (std::size_t i = 0; i < wanted.size(); ++i)
        wanted[i] = m_chains[i].empty(); // the fallback is per chain
    const auto halfLinkedOther = collect(stack.otherEntries, wanted);

    for (std::size_t i = 0; i < allFacilities.size(); ++i)
        m_sizes[i] = m_chains[i].size();
    for (const Primitive primitive : allPrimitives) {
        const auto facility = static_cast<std::size_t>(facilityOf(primitive));
        auto &chainOf = m_chainOf[static_cast<std::size_t>(primitive)];
        chainOf = static_cast<std::uint8_t>(facility);
        if (!isFrozen(primitive) || !(halfLinkedService[facility] || halfLinkedOther[facility]))
            continue;
        const std::vector<Entry> &entries = halfLinkedService[facility] ? stack.serviceEntries : stack.otherEntries;
        CompiledChain second;
        std::size_t index = 0;
        for (const Entry &entry : entries) {
            if (entry.facility != facilityOf(primitive))
                continue;
            if (!entry.firstChainOnly)
                second.push_back(m_chains[facility][index]);
            ++index;
        }
        chainOf = static_cast<std::uint8_t>(m_chains.size());
        m_chains.push_back(std::move(second));
    }
    for (CompiledChain &chain : m_chains)
        findEnds(chain);
}

} // namespace pamphlet::pam
