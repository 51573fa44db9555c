// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/ways.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <unordered_set>

namespace pamphlet::pam {

namespace {

using Index = RunGraph::Index;
using Mask = std::uint64_t; // of ways
constexpr std::size_t mostWays = 64;
/// Visits of all searches together, for each position, and for a graph of any size. To come to the end of the stack once for
/// each way takes 64.
constexpr std::size_t visitsPerPosition = 256;
constexpr std::size_t freeVisits = 20000;

/// Success first, then a plain refusal, then the rest: what is found first is what a person thinks of first.
int preferredCode(Outcomes codes)
{
    for (const int code : {rc::success, rc::authErr, rc::ignore}) {
        if ((codes & outcome(code)) != 0)
            return code;
    }
    return std::countr_zero(codes);
}

int rank(int code)
{
    return code == rc::success ? -3 : code == rc::authErr ? -2 : code == rc::ignore ? -1 : code;
}

struct RunStep {
    std::uint32_t position = 0;
    int code = 0;
};
using SuccessfulRun = std::vector<RunStep>;

bool needsOneBetween(const FoundWay &way, std::uint32_t after, std::uint32_t before)
{
    const auto next = std::upper_bound(way.needs.begin(), way.needs.end(), after,
                                       [](std::uint32_t wanted, const WayCondition &condition) { return wanted < condition.position; });
    return next != way.needs.end() && next->position < before;
}

class WayFinder
{
public:
    WayFinder(const RunGraph &graph, const std::vector<RuleAnswers> &answers)
        : m_graph(graph)
        , m_answers(answers)
        , m_canSucceed(graph.nodes().size(), 0)
        , m_classes(graph.positions(), {{anyOutcome, 0}})
        , m_allowed(graph.positions(), anyOutcome)
    {
        m_canSucceed[graph.success()] = 1;
        for (Index node = graph.success(); node-- > 0;) {
            for (const RunGraph::Edge &edge : edges(node))
                m_canSucceed[node] |= m_canSucceed[edge.target];
        }
    }

    FoundWays find(std::size_t limit)
    {
        limit = std::min(limit, mostWays);
        for (;;) {
            SuccessfulRun run;
            switch (search(run)) {
            case Search::None:
                return {std::move(m_ways), true};
            case Search::TooMuch:
                return {std::move(m_ways), false};
            case Search::Found:
                break;
            }
            if (m_ways.size() == limit)
                return {std::move(m_ways), false};
            add(essence(run));
        }
    }

private:
    struct EdgeRange {
        const RunGraph::Edge *first;
        const RunGraph::Edge *last;
        const RunGraph::Edge *begin() const { return first; }
        const RunGraph::Edge *end() const { return last; }
    };
    EdgeRange edges(Index node) const
    {
        const RunGraph::Node &own = m_graph.nodes()[node];
        return {m_graph.begin(own), m_graph.end(own)};
    }
    std::uint32_t position(Index node) const { return m_graph.nodes()[node].position; }

    // --- a run that is like no way so far: depth first over node × ways that it is still like

    enum class Search { Found, None, TooMuch };

    struct Transition {
        Index target = 0;
        Mask like = 0;
        int code = 0;
    };
    struct Visit {
        Index node = 0;
        std::vector<Transition> transitions;
        std::size_t next = 0;
    };

    /// Of the ways in `like` those that need no rule that is jumped over.
    Mask withoutSkipped(Mask like, std::uint32_t from, std::uint32_t to) const
    {
        if (to <= from + 1)
            return like;
        for (Mask rest = like; rest != 0; rest &= rest - 1) {
            const auto way = static_cast<std::size_t>(std::countr_zero(rest));
            if (needsOneBetween(m_ways[way], from, to))
                like &= ~(Mask(1) << way);
        }
        return like;
    }

    Visit visit(Index node, Mask like) const
    {
        Visit result{node, {}, 0};
        const std::uint32_t from = position(node);
        for (const RunGraph::Edge &edge : edges(node)) {
            if (m_canSucceed[edge.target] == 0)
                continue;
            const Mask lasting = withoutSkipped(like, from, position(edge.target));
            for (const Class &alike : m_classes[from]) {
                if ((alike.codes & edge.codes) == 0)
                    continue;
                const Transition transition{edge.target, lasting & ~alike.unlike, preferredCode(alike.codes & edge.codes)};
                const auto known = std::find_if(result.transitions.begin(), result.transitions.end(), [&](const Transition &other) {
                    return other.target == transition.target && other.like == transition.like;
                });
                if (known == result.transitions.end())
                    result.transitions.push_back(transition);
                else if (rank(transition.code) < rank(known->code))
                    known->code = transition.code;
            }
        }
        std::sort(result.transitions.begin(), result.transitions.end(),
                  [](const Transition &a, const Transition &b) { return rank(a.code) < rank(b.code); });
        return result;
    }

    Search search(SuccessfulRun &run)
    {
        if (m_canSucceed[m_graph.root()] == 0)
            return Search::None;
        struct Hash {
            std::size_t operator()(const std::pair<Index, Mask> &key) const
            {
                return static_cast<std::size_t>(((key.second ^ (key.second >> 31)) + key.first) * 0x9e3779b97f4a7c15ULL >> 5);
            }
        };
        std::unordered_set<std::pair<Index, Mask>, Hash> seen;
        const Mask all = m_ways.size() == mostWays ? ~Mask(0) : (Mask(1) << m_ways.size()) - 1;
        if (m_graph.isResult(m_graph.root()))
            return Search::None;
        std::vector<Visit> path{visit(m_graph.root(), all)};
        while (!path.empty()) {
            Visit &top = path.back();
            if (top.next == top.transitions.size()) {
                path.pop_back();
                continue;
            }
            const Transition transition = top.transitions[top.next++];
            if (transition.target == m_graph.success()) {
                if (transition.like != 0)
                    continue;
                for (const Visit &step : path)
                    run.push_back({position(step.node), step.transitions[step.next - 1].code});
                return Search::Found;
            }
            if (transition.like != 0 && !seen.emplace(transition.target, transition.like).second)
                continue;
            if (++m_visits > visitsPerPosition * m_graph.positions() + freeVisits)
                return Search::TooMuch;
            path.push_back(visit(transition.target, transition.like));
        }
        return Search::None;
    }

    // --- of a run only what matters

    /// Nodes from which everything that is allowed leads to success.
    void findGood()
    {
        m_good.assign(m_graph.nodes().size(), 0);
        m_good[m_graph.success()] = 1;
        for (Index node = m_graph.success(); node-- > 0;) {
            const Outcomes allowed = m_allowed[position(node)];
            bool good = false;
            for (const RunGraph::Edge &edge : edges(node)) {
                if ((edge.codes & allowed) == 0)
                    continue;
                good = m_good[edge.target] != 0;
                if (!good)
                    break;
            }
            m_good[node] = good ? 1 : 0;
        }
    }

    /// Calls `decide(position, nodes)` for each position that can be reached by what is allowed, in order; it may change what is
    /// allowed there.
    template<class Decide>
    void sweep(Decide decide)
    {
        m_reached.assign(m_graph.nodes().size(), 0);
        m_reached[m_graph.root()] = 1;
        std::vector<Index> here;
        for (Index node = 0; node < m_graph.success();) {
            const std::uint32_t at = position(node);
            here.clear();
            for (; node < m_graph.success() && position(node) == at; ++node) {
                if (m_reached[node] != 0)
                    here.push_back(node);
            }
            if (here.empty())
                continue;
            decide(at, here);
            for (const Index from : here) {
                for (const RunGraph::Edge &edge : edges(from)) {
                    if ((edge.codes & m_allowed[at]) != 0)
                        m_reached[edge.target] = 1;
                }
            }
        }
    }

    /// The codes of an entry with which one of the nodes leads to where success is not certain; all its codes in `possible`.
    Outcomes spoiling(const std::vector<Index> &nodes, Outcomes &possible) const
    {
        Outcomes bad = 0;
        possible = 0;
        for (const Index node : nodes) {
            for (const RunGraph::Edge &edge : edges(node)) {
                possible |= edge.codes;
                bad |= m_good[edge.target] == 0 ? edge.codes : Outcomes(0);
            }
        }
        return bad;
    }

    /// All that a rule may return in place of `returned`, save what would let nobody vouch any more.
    Outcomes exchangeable(std::uint32_t at, int returned, Outcomes codes) const
    {
        const RuleAnswers &answers = m_answers[at];
        if (vouchingOf(answers, returned) == Vouching::Nobody)
            return codes;
        for (int code = 0; code < returnCodeCount; ++code) {
            if (vouchingOf(answers, code) == Vouching::Nobody)
                codes &= ~outcome(code);
        }
        return codes;
    }

    FoundWay essence(const SuccessfulRun &run)
    {
        std::fill(m_allowed.begin(), m_allowed.end(), anyOutcome);
        std::vector<int> code(m_graph.positions(), -1);
        for (const RunStep &step : run) {
            code[step.position] = step.code;
            m_allowed[step.position] = outcome(step.code);
        }
        findGood();
        FoundWay way;
        sweep([&](std::uint32_t at, const std::vector<Index> &nodes) {
            if (code[at] < 0)
                return;
            Outcomes possible = 0;
            const Outcomes bad = spoiling(nodes, possible);
            if (bad == 0) {
                m_allowed[at] = anyOutcome;
            } else if ((bad & (refusals | outcome(rc::success))) == 0) {
                m_allowed[at] = possible & ~bad;
                way.provisos.push_back({at, code[at], possible & ~bad});
            } else {
                way.needs.push_back({at, code[at], 0});
            }
        });
        findGood();
        sweep([&](std::uint32_t at, const std::vector<Index> &nodes) {
            const auto need = std::find_if(m_cursor == 0 ? way.needs.begin() : way.needs.begin() + static_cast<std::ptrdiff_t>(m_cursor),
                                           way.needs.end(), [at](const WayCondition &condition) { return condition.position >= at; });
            m_cursor = static_cast<std::size_t>(need - way.needs.begin());
            if (need == way.needs.end() || need->position != at)
                return;
            Outcomes possible = 0;
            const Outcomes bad = spoiling(nodes, possible);
            need->codes = exchangeable(at, need->returned, possible & ~bad);
        });
        m_cursor = 0;
        return way;
    }

    void add(FoundWay way)
    {
        const Mask bit = Mask(1) << m_ways.size();
        for (const std::vector<WayCondition> *conditions : {&way.needs, &way.provisos}) {
            for (const WayCondition &condition : *conditions) {
                std::vector<Class> finer;
                for (const Class &alike : m_classes[condition.position]) {
                    if ((alike.codes & condition.codes) != 0)
                        finer.push_back({alike.codes & condition.codes, alike.unlike});
                    if ((alike.codes & ~condition.codes) != 0)
                        finer.push_back({alike.codes & ~condition.codes, alike.unlike | bit});
                }
                m_classes[condition.position] = std::move(finer);
            }
        }
        m_ways.push_back(std::move(way));
    }

    /// Codes that the ways found so far do not tell apart.
    struct Class {
        Outcomes codes = 0;
        Mask unlike = 0; ///< ways that ask for something else here
    };

    const RunGraph &m_graph;
    const std::vector<RuleAnswers> &m_answers;
    std::vector<std::uint8_t> m_canSucceed; ///< by node
    std::vector<std::vector<Class>> m_classes; ///< by position
    std::vector<Outcomes> m_allowed; ///< by position
    std::vector<std::uint8_t> m_good; ///< by node
    std::vector<std::uint8_t> m_reached; ///< by node
    std::size_t m_visits = 0;
    std::size_t m_cursor = 0;
    std::vector<FoundWay> m_ways;
};

} // namespace

FoundWays findWays(const RunGraph &graph, const std::vector<RuleAnswers> &answers, std::size_t limit)
{
    return WayFinder(graph, answers).find(limit);
}

} // namespace pamphlet::pam
