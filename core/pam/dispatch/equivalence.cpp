// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/equivalence.h"

#include "core/pam/dispatch/decisiondiagram.h"

#include <algorithm>
#include <map>
#include <string>

namespace pamphlet::pam {

namespace {

using Diagram = DecisionDiagram;

/// Constants are codes, and this.
constexpr Diagram::Id impossible = returnCodeCount;

std::string moduleWithArguments(const Entry &entry)
{
    std::string key = entry.module;
    for (const std::string &argument : entry.arguments)
        key += '\0' + argument;
    return key;
}

/// One side as a function.
struct Side {
    const std::vector<Entry> &chain;
    const std::vector<Outcomes> &outcomes;
    std::vector<Diagram::Variable> variables; ///< by entry
    std::vector<Outcomes> domains; ///< by entry: what the rule can answer on either side
};

std::optional<Diagram::Id> function(Diagram &diagram, const Side &side, ResultDetail detail)
{
    const RunGraph graph({{&side.chain, side.outcomes}}, detail);
    if (!graph.complete())
        return std::nullopt;
    std::vector<Diagram::Id> functions(graph.nodes().size());
    for (RunGraph::Index result = graph.success(); result < graph.nodes().size(); ++result)
        functions[result] = static_cast<Diagram::Id>(graph.code(result));
    for (RunGraph::Index node = graph.success(); node-- > 0;) {
        const RunGraph::Node &own = graph.nodes()[node];
        std::vector<Diagram::Branch> branches;
        Outcomes answered = 0;
        for (const RunGraph::Edge *edge = graph.begin(own); edge != graph.end(own); ++edge) {
            branches.push_back({edge->codes, functions[edge->target]});
            answered |= edge->codes;
        }
        const bool isModule = side.chain[own.position].kind == EntryKind::Module;
        if (const Outcomes missing = side.domains[own.position] & ~answered; isModule && missing != 0)
            branches.push_back({missing, impossible});
        functions[node] = branches.empty() ? impossible : diagram.choose(side.variables[own.position], std::move(branches));
        if (!diagram.complete())
            return std::nullopt;
    }
    return functions[graph.root()];
}

/// One order for both sides: that of the first, with what only the second has before the rule that follows it there.
void order(Side &a, Side &b, const RuleMatch &match)
{
    constexpr Diagram::Variable unset = ~Diagram::Variable(0);
    a.variables.assign(a.chain.size(), unset);
    b.variables.assign(b.chain.size(), unset);
    std::vector<bool> matched(b.chain.size(), false);
    for (const auto &partner : match) {
        if (partner)
            matched[*partner] = true;
    }
    Diagram::Variable next = 0;
    std::size_t placed = 0;
    const auto placeOwn = [&](std::size_t end) {
        for (; placed < end; ++placed) {
            if (!matched[placed])
                b.variables[placed] = next++;
        }
    };
    for (std::size_t i = 0; i < a.chain.size(); ++i) {
        if (i < match.size() && match[i]) {
            placeOwn(*match[i]);
            b.variables[*match[i]] = next;
        }
        a.variables[i] = next++;
    }
    placeOwn(b.chain.size());
}

} // namespace

RuleMatch matchRules(const std::vector<Entry> &before, const std::vector<Entry> &after)
{
    RuleMatch match(before.size());
    std::vector<bool> taken(after.size(), false);
    const auto pair = [&](std::string (*key)(const Entry &)) {
        std::map<std::string, std::vector<std::size_t>> candidates; // last one first
        for (std::size_t j = after.size(); j-- > 0;) {
            if (after[j].kind == EntryKind::Module && !taken[j])
                candidates[key(after[j])].push_back(j);
        }
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (before[i].kind != EntryKind::Module || match[i])
                continue;
            const auto found = candidates.find(key(before[i]));
            if (found == candidates.end() || found->second.empty())
                continue;
            match[i] = found->second.back();
            taken[found->second.back()] = true;
            found->second.pop_back();
        }
    };
    pair(&moduleWithArguments);
    pair([](const Entry &entry) { return entry.module; });
    return match;
}

bool ChainDifference::same() const
{
    return complete && std::all_of(results.begin(), results.end(), [](const auto &pair) { return pair.first == pair.second; });
}

ChainDifference difference(const std::vector<Entry> &chainA, const std::vector<Outcomes> &outcomesA, const std::vector<Entry> &chainB,
                           const std::vector<Outcomes> &outcomesB, const RuleMatch &match, ResultDetail detail)
{
    Side a{chainA, outcomesA, {}, outcomesA}, b{chainB, outcomesB, {}, outcomesB};
    for (std::size_t i = 0; i < match.size(); ++i) {
        if (match[i])
            a.domains[i] = b.domains[*match[i]] = outcomesA[i] | outcomesB[*match[i]];
    }
    for (std::vector<Outcomes> *domains : {&a.domains, &b.domains}) {
        for (Outcomes &domain : *domains)
            domain &= ~outcome(rc::incomplete);
    }
    order(a, b, match);

    ChainDifference result;
    Diagram diagram(impossible + 1);
    const std::optional<Diagram::Id> one = function(diagram, a, detail);
    const std::optional<Diagram::Id> other = one ? function(diagram, b, detail) : std::nullopt;
    if (!other) {
        result.complete = false;
        return result;
    }
    const auto code = [](Diagram::Id id) { return id == impossible ? impossibleResult : static_cast<int>(id); };
    for (const auto &[first, second] : diagram.pairs(*one, *other))
        result.results.emplace(code(first), code(second));
    result.complete = diagram.complete();
    return result;
}

bool equivalent(const std::vector<Entry> &chainA, const std::vector<Entry> &chainB, const RuleMatch &match)
{
    return difference(chainA, std::vector<Outcomes>(chainA.size(), anyOutcome), chainB, std::vector<Outcomes>(chainB.size(), anyOutcome),
                      match)
        .same();
}

bool equivalent(const std::vector<Entry> &chainA, const std::vector<Entry> &chainB)
{
    return equivalent(chainA, chainB, matchRules(chainA, chainB));
}

} // namespace pamphlet::pam
