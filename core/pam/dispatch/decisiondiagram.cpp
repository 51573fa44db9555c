// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/decisiondiagram.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace pamphlet::pam {

namespace {

constexpr std::size_t maxNodes = 1000000;
constexpr std::size_t maxSteps = 200000; // of functions that are asked in another order
constexpr std::size_t maxDepth = 4000; // of recursion

} // namespace

DecisionDiagram::DecisionDiagram(Id constants)
    : m_constants(constants)
    , m_unique(64, Hash{this}, Equal{this})
{ }

DecisionDiagram::Variable DecisionDiagram::variable(Id id) const
{
    return isConstant(id) ? std::numeric_limits<Variable>::max() : node(id).variable;
}

std::vector<DecisionDiagram::Branch> DecisionDiagram::branches(Id id) const
{
    const auto first = m_branches.begin() + node(id).first;
    return {first, first + node(id).count};
}

DecisionDiagram::Id DecisionDiagram::restricted(Id id, Variable wanted, Outcomes codes) const
{
    if (variable(id) != wanted)
        return id;
    for (std::uint32_t i = 0; i < node(id).count; ++i) {
        const Branch &branch = m_branches[node(id).first + i];
        if ((branch.codes & codes) != 0)
            return branch.child;
    }
    return id;
}

std::size_t DecisionDiagram::hash(Id id) const
{
    const Node &own = node(id);
    std::uint64_t hash = own.variable + 0x9e3779b97f4a7c15ULL;
    for (std::uint32_t i = 0; i < own.count; ++i) {
        const Branch &branch = m_branches[own.first + i];
        hash = (hash ^ branch.codes ^ (std::uint64_t(branch.child) << 32)) * 0x9e3779b97f4a7c15ULL;
        hash ^= hash >> 29;
    }
    return static_cast<std::size_t>(hash);
}

bool DecisionDiagram::equal(Id one, Id other) const
{
    const Node &a = node(one), &b = node(other);
    return a.variable == b.variable && a.count == b.count
        && std::equal(m_branches.begin() + a.first, m_branches.begin() + a.first + a.count, m_branches.begin() + b.first);
}

DecisionDiagram::Id DecisionDiagram::make(Variable asked, std::vector<Branch> branches)
{
    // One branch a child, in the order of their lowest codes: that makes the form canonical.
    std::vector<Branch> merged;
    for (const Branch &branch : branches) {
        const auto same
            = std::find_if(merged.begin(), merged.end(), [&branch](const Branch &other) { return other.child == branch.child; });
        if (same != merged.end())
            same->codes |= branch.codes;
        else
            merged.push_back(branch);
    }
    if (merged.empty())
        return 0;
    if (merged.size() == 1)
        return merged.front().child;
    std::sort(merged.begin(), merged.end(),
              [](const Branch &a, const Branch &b) { return std::countr_zero(a.codes) < std::countr_zero(b.codes); });
    if (m_nodes.size() >= maxNodes) {
        m_complete = false;
        return 0;
    }
    const auto id = static_cast<Id>(m_constants + m_nodes.size());
    m_nodes.push_back({asked, static_cast<std::uint32_t>(m_branches.size()), static_cast<std::uint32_t>(merged.size())});
    m_branches.insert(m_branches.end(), merged.begin(), merged.end());
    const auto [place, added] = m_unique.insert(id);
    if (!added) {
        m_branches.resize(m_nodes.back().first);
        m_nodes.pop_back();
    }
    return *place;
}

std::vector<Outcomes> DecisionDiagram::pieces(Variable asked, const std::vector<Id> &functions) const
{
    std::vector<Outcomes> result;
    for (const Id function : functions) {
        if (variable(function) != asked)
            continue;
        const std::vector<Branch> own = branches(function);
        std::vector<Outcomes> finer;
        Outcomes covered = 0;
        for (const Outcomes piece : result) {
            covered |= piece;
            for (const Branch &branch : own) {
                if ((piece & branch.codes) != 0)
                    finer.push_back(piece & branch.codes);
            }
        }
        for (const Branch &branch : own) {
            if ((branch.codes & ~covered) != 0)
                finer.push_back(branch.codes & ~covered);
        }
        result = std::move(finer);
    }
    return result;
}

DecisionDiagram::Id DecisionDiagram::choose(Variable asked, std::vector<Branch> branches)
{
    Variable first = std::numeric_limits<Variable>::max();
    for (const Branch &branch : branches)
        first = std::min(first, variable(branch.child));
    if (!m_complete || asked < first)
        return make(asked, std::move(branches));

    // What is asked later has to be asked first: the question is put below.
    std::pair<Variable, std::vector<std::pair<Outcomes, Id>>> key{asked, {}};
    std::vector<Id> functions;
    for (const Branch &branch : branches) {
        key.second.emplace_back(branch.codes, branch.child);
        functions.push_back(branch.child);
    }
    if (const auto known = m_chosen.find(key); known != m_chosen.end())
        return known->second;
    if (m_chosen.size() >= maxSteps || m_depth >= maxDepth) {
        m_complete = false;
        return 0;
    }
    ++m_depth;
    std::vector<Branch> lifted;
    for (const Outcomes piece : pieces(first, functions)) {
        std::vector<Branch> below = branches;
        for (Branch &branch : below)
            branch.child = restricted(branch.child, first, piece);
        lifted.push_back({piece, choose(asked, std::move(below))});
    }
    --m_depth;
    const Id result = make(first, std::move(lifted));
    m_chosen.emplace(std::move(key), result);
    return result;
}

std::vector<std::pair<DecisionDiagram::Id, DecisionDiagram::Id>> DecisionDiagram::pairs(Id one, Id other)
{
    struct PairHash {
        std::size_t operator()(const std::pair<Id, Id> &pair) const
        {
            return static_cast<std::size_t>(((std::uint64_t(pair.first) << 32) ^ pair.second) * 0x9e3779b97f4a7c15ULL >> 7);
        }
    };
    std::unordered_set<std::pair<Id, Id>, PairHash> seen;
    std::vector<std::pair<Id, Id>> open{{one, other}}, result;
    seen.insert(open.front());
    while (!open.empty() && m_complete) {
        const auto [a, b] = open.back();
        open.pop_back();
        if (isConstant(a) && isConstant(b)) {
            result.emplace_back(a, b);
            continue;
        }
        if (seen.size() > 2 * maxNodes)
            m_complete = false;
        const Variable first = std::min(variable(a), variable(b));
        for (const Outcomes piece : pieces(first, {a, b})) {
            const std::pair<Id, Id> next{restricted(a, first, piece), restricted(b, first, piece)};
            if (seen.insert(next).second)
                open.push_back(next);
        }
    }
    if (!m_complete)
        result.clear();
    return result;
}

} // namespace pamphlet::pam
