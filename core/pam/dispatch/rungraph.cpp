// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/rungraph.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>

namespace pamphlet::pam {

namespace {

using Index = RunGraph::Index;

constexpr std::size_t maxNodes = 250000;
constexpr int levels = 16; // libpam's bound on substacks in each other

/// The statuses that are told apart, numbered from 0, which is PAM_SUCCESS.
class Statuses
{
public:
    explicit Statuses(ResultDetail detail)
        : m_detail(detail)
    { }

    int count() const { return m_detail == ResultDetail::Code ? returnCodeCount : 3; }
    int of(int code) const
    {
        if (m_detail == ResultDetail::Code)
            return code;
        return code == rc::success ? 0 : code == rc::newAuthtokReqd ? 1 : 2;
    }
    int code(int status) const
    {
        if (m_detail == ResultDetail::Code)
            return status;
        constexpr std::array<int, 3> codes{rc::success, rc::newAuthtokReqd, rc::permDenied};
        return codes.at(static_cast<std::size_t>(status));
    }

private:
    ResultDetail m_detail;
};

/// What the stack makes of the answers so far, in one number: nothing, positive with a status, negative with a status.
using Impression = std::uint8_t;
constexpr Impression undefined = 0;
constexpr Impression succeeding = 1; // positive with PAM_SUCCESS

/// [0] is the impression, [n] what was saved at the entry of level n, undefined where nothing can ask for it any more.
using State = std::array<Impression, levels>;

struct Key {
    std::uint32_t position = 0;
    State state{};

    bool operator==(const Key &) const = default;
};

struct KeyHash {
    std::size_t operator()(const Key &key) const
    {
        std::uint64_t low = 0, high = 0;
        std::memcpy(&low, key.state.data(), sizeof low);
        std::memcpy(&high, key.state.data() + sizeof low, sizeof high);
        constexpr std::uint64_t factor = 0x9e3779b97f4a7c15ULL;
        std::uint64_t hash = (key.position + 1) * factor;
        hash = (hash ^ (hash >> 29) ^ low) * factor;
        hash = (hash ^ (hash >> 32) ^ high) * factor;
        return static_cast<std::size_t>(hash ^ (hash >> 30));
    }
};

/// Answers of an entry that do the same to every state.
struct Group {
    Action action;
    int status = 0; ///< that it would set
    Outcomes codes = 0;
};

} // namespace

class RunGraphBuilder
{
public:
    RunGraphBuilder(RunGraph &graph, ResultDetail detail, bool passOver)
        : m_graph(graph)
        , m_statuses(detail)
        , m_passOver(passOver)
    { }

    void build(const std::vector<RunPass> &passes)
    {
        for (const RunPass &pass : passes)
            m_graph.m_positions += pass.chain->size();
        for (int status = 0; status < m_statuses.count(); ++status) {
            m_graph.m_results.push_back(m_statuses.code(status));
            m_results.push_back(addNode(static_cast<std::uint32_t>(m_graph.m_positions)));
        }
        // Back to front, because a run that succeeds goes on with the next.
        Index after = m_results.front();
        std::size_t offset = m_graph.m_positions;
        for (std::size_t i = passes.size(); i-- > 0 && m_graph.m_complete;) {
            offset -= passes[i].chain->size();
            after = walk(passes[i], static_cast<std::uint32_t>(offset), after);
        }
        m_graph.m_root = after;
        if (m_graph.m_complete) {
            sortByPosition();
            findReached();
        }
    }

private:
    Index addNode(std::uint32_t position)
    {
        RunGraph::Node node;
        node.position = position;
        m_graph.m_nodes.push_back(node);
        return static_cast<Index>(m_graph.m_nodes.size() - 1);
    }

    Impression positive(int status) const { return static_cast<Impression>(succeeding + status); }
    Impression negative(int status) const { return static_cast<Impression>(succeeding + m_statuses.count() + status); }
    bool isNegative(Impression impression) const { return impression >= negative(0); }
    bool isPositive(Impression impression) const { return impression != undefined && !isNegative(impression); }

    int resultOf(Impression impression) const
    {
        const int refused = m_statuses.of(rc::permDenied);
        if (impression == undefined)
            return refused;
        if (isPositive(impression))
            return impression - succeeding;
        const int status = impression - negative(0);
        return status == 0 ? refused : status; // success that counted as a failure
    }

    /// One pass; its positions begin at `offset`, `success` is where it leads if it succeeds. Returns its first node.
    Index walk(const RunPass &pass, std::uint32_t offset, Index success)
    {
        m_chain = pass.chain;
        m_outcomes = &pass.outcomes;
        m_offset = offset;
        m_success = success;
        m_groupsOf = 0;
        m_size = static_cast<std::uint32_t>(m_chain->size());
        m_found.clear();
        m_states.assign(m_size, {});
        if (!prepare())
            return success;
        const Index root = arrive(0, State{}, true);
        for (std::uint32_t position = 0; position < m_size && m_graph.m_complete; ++position) {
            for (std::size_t i = 0; i < m_states[position].size() && m_graph.m_complete; ++i) {
                const auto [state, node] = m_states[position][i];
                leave(position, state, node);
            }
            m_states[position] = {};
        }
        return root;
    }

    /// What each position needs to know of the chain as a whole.
    bool prepare()
    {
        m_asked.assign(m_size + 1, 0);
        m_levelEnd.assign(m_size, m_size);
        m_groupEnd.assign(m_size, m_size);
        std::vector<std::uint32_t> open; // entries whose level is not left yet, rising levels from the top down
        for (std::uint32_t position = m_size; position-- > 0;) {
            const Entry &entry = (*m_chain)[position];
            if (entry.level < 0 || entry.level >= levels) {
                m_graph.m_complete = false;
                return false;
            }
            while (!open.empty() && (*m_chain)[open.back()].level > entry.level)
                open.pop_back();
            m_groupEnd[position] = open.empty() ? m_size : open.back(); // next of at most this level
            m_levelEnd[position] = open.empty()               ? m_size
                : (*m_chain)[open.back()].level < entry.level ? open.back()
                                                              : m_levelEnd[open.back()];
            open.push_back(position);
            const auto own = static_cast<unsigned>(entry.level);
            m_asked[position] = m_asked[position + 1] & ((2U << own) - 1);
            for (int code = 0; code < returnCodeCount; ++code) {
                if ((possible(position) & outcome(code)) != 0 && entry.kind != EntryKind::Marker
                    && entry.actions[static_cast<std::size_t>(code)].value == Action::Reset)
                    m_asked[position] |= 1U << own;
            }
        }
        return true;
    }

    Outcomes possible(std::uint32_t position) const
    {
        switch ((*m_chain)[position].kind) {
        case EntryKind::Marker:
            return anyOutcome;
        case EntryKind::MustFail:
            return outcome(rc::permDenied);
        case EntryKind::Module:
            break;
        }
        return (*m_outcomes)[position] & ~outcome(rc::incomplete);
    }

    /// The node of a state before the entry at `position`; `reached` as in Node.
    Index arrive(std::uint32_t position, State state, bool reached)
    {
        if (position == m_size) {
            const int status = resultOf(state[0]);
            return status == 0 ? m_success : m_results[static_cast<std::size_t>(status)];
        }
        const int level = (*m_chain)[position].level;
        const int before = position > 0 ? (*m_chain)[position - 1].level : 0;
        // A deeper entry is only ever reached from the one before it: jumps, `done` and `die` lead to the same level or out.
        for (int n = before + 1; n <= level; ++n)
            state[static_cast<std::size_t>(n)] = n == level ? state[0] : undefined;
        for (int n = 1; n < levels; ++n) {
            if ((m_asked[position] >> n & 1U) == 0)
                state[static_cast<std::size_t>(n)] = undefined;
        }
        const auto [place, added] = m_found.try_emplace(Key{position, state}, 0);
        if (added) {
            place->second = addNode(m_offset + position);
            m_states[position].push_back({state, place->second});
            m_graph.m_complete = m_graph.m_complete && m_graph.m_nodes.size() <= maxNodes;
        }
        RunGraph::Node &node = m_graph.m_nodes[place->second];
        node.reached = node.reached || reached;
        return place->second;
    }

    void leave(std::uint32_t position, const State &state, Index node)
    {
        const Entry &entry = (*m_chain)[position];
        const bool reached = m_graph.m_nodes[node].reached;
        if (m_groupsOf != position + 1)
            findGroups(position);
        m_targets.clear();
        for (const Group &group : m_groups) {
            State next = state;
            const std::uint32_t to = step(position, group, next);
            m_targets.push_back({group.codes, arrive(to, next, reached)});
        }
        if (m_passOver && reached && entry.kind != EntryKind::Marker) {
            const Index over = arrive(position + 1, state, false);
            m_graph.m_nodes[node].passedOver = over;
        }
        const auto first = static_cast<Index>(m_graph.m_edges.size());
        for (const RunGraph::Edge &edge : m_targets) {
            const auto same = std::find_if(m_graph.m_edges.begin() + first, m_graph.m_edges.end(),
                                           [&edge](const RunGraph::Edge &other) { return other.target == edge.target; });
            if (same != m_graph.m_edges.end())
                same->codes |= edge.codes;
            else
                m_graph.m_edges.push_back(edge);
        }
        m_graph.m_nodes[node].firstEdge = first;
        m_graph.m_nodes[node].edgeCount = static_cast<std::uint32_t>(m_graph.m_edges.size() - first);
    }

    void findGroups(std::uint32_t position)
    {
        m_groupsOf = position + 1;
        m_groups.clear();
        const Entry &entry = (*m_chain)[position];
        if (entry.kind == EntryKind::Marker) {
            m_groups.push_back({Action{Action::Ignore}, 0, anyOutcome});
            return;
        }
        const Outcomes codes = possible(position);
        for (int code = 0; code < returnCodeCount; ++code) {
            if ((codes & outcome(code)) == 0)
                continue;
            const Action action = entry.actions[static_cast<std::size_t>(code)];
            int status = 0;
            if (action.value == Action::Ok || action.value == Action::Done)
                status = m_statuses.of(code);
            else if (action.value == Action::Bad || action.value == Action::Die)
                status = m_statuses.of(code == rc::ignore ? rc::permDenied : code);
            const auto same = std::find_if(m_groups.begin(), m_groups.end(),
                                           [&](const Group &group) { return group.action == action && group.status == status; });
            if (same != m_groups.end())
                same->codes |= outcome(code);
            else
                m_groups.push_back({action, status, outcome(code)});
        }
    }

    /// Changes the state as the dispatcher does; returns the position of the next entry.
    std::uint32_t step(std::uint32_t position, const Group &group, State &state) const
    {
        Impression &impression = state[0];
        const auto level = static_cast<std::size_t>((*m_chain)[position].level);
        switch (group.action.value) {
        case Action::Ignore:
            return position + 1;
        case Action::Reset:
            impression = level == 0 ? undefined : state[level];
            return position + 1;
        case Action::Ok:
        case Action::Done:
            if (impression == undefined || impression == succeeding)
                impression = positive(group.status);
            return group.action.value == Action::Done && isPositive(impression) ? m_levelEnd[position] : position + 1;
        case Action::Bad:
        case Action::Die:
            if (!isNegative(impression))
                impression = negative(group.status);
            return group.action.value == Action::Die ? m_levelEnd[position] : position + 1;
        default:
            break;
        }
        // Numbers below 0 are what the overflow of an old parser leaves: as a jump that does not land.
        std::uint32_t next = position + 1;
        int left = group.action.value;
        for (; left > 0 && next < m_size && (*m_chain)[next].level >= (*m_chain)[position].level; --left)
            next = m_groupEnd[next]; // a substack begins with its marker, at this level
        if (left != 0)
            impression = negative(m_statuses.of(rc::permDenied));
        return next;
    }

    void sortByPosition()
    {
        std::vector<RunGraph::Node> &nodes = m_graph.m_nodes;
        // Results were added first and have the last position: a stable sort leaves them in their order, behind everything.
        std::vector<Index> starts(m_graph.m_positions + 2, 0);
        for (const RunGraph::Node &node : nodes)
            ++starts[node.position + 1];
        for (std::size_t i = 1; i < starts.size(); ++i)
            starts[i] += starts[i - 1];
        std::vector<Index> moved(nodes.size());
        std::vector<RunGraph::Node> sorted(nodes.size());
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            moved[i] = starts[nodes[i].position]++;
            sorted[moved[i]] = nodes[i];
        }
        std::vector<RunGraph::Edge> edges;
        edges.reserve(m_graph.m_edges.size());
        for (RunGraph::Node &node : sorted) {
            const auto first = static_cast<Index>(edges.size());
            for (Index edge = node.firstEdge; edge < node.firstEdge + node.edgeCount; ++edge)
                edges.push_back({m_graph.m_edges[edge].codes, moved[m_graph.m_edges[edge].target]});
            node.firstEdge = first;
            if (node.passedOver != RunGraph::none)
                node.passedOver = moved[node.passedOver];
        }
        m_graph.m_root = moved[m_graph.m_root];
        nodes = std::move(sorted);
        m_graph.m_edges = std::move(edges);
    }

    /// Anew, because a second pass is only reached where the first can succeed.
    void findReached()
    {
        for (RunGraph::Node &node : m_graph.m_nodes)
            node.reached = false;
        m_graph.m_nodes[m_graph.m_root].reached = true;
        for (const RunGraph::Node &node : m_graph.m_nodes) {
            for (const RunGraph::Edge *edge = m_graph.begin(node); node.reached && edge != m_graph.end(node); ++edge)
                m_graph.m_nodes[edge->target].reached = true;
        }
    }

    RunGraph &m_graph;
    Statuses m_statuses;
    bool m_passOver;
    std::vector<Index> m_results; ///< nodes, by status

    // Of the pass that is walked.
    const std::vector<Entry> *m_chain = nullptr;
    const std::vector<Outcomes> *m_outcomes = nullptr;
    std::uint32_t m_offset = 0;
    std::uint32_t m_size = 0;
    Index m_success = 0;
    std::unordered_map<Key, Index, KeyHash> m_found;
    std::vector<std::vector<std::pair<State, Index>>> m_states; ///< by position, those that were arrived at
    std::vector<std::uint32_t> m_asked; ///< by position, bit n: a reset can still ask for what was saved at level n
    std::vector<std::uint32_t> m_levelEnd; ///< by position, the first one behind its level
    std::vector<std::uint32_t> m_groupEnd; ///< by position, the next of at most its level

    std::vector<Group> m_groups; ///< of position m_groupsOf − 1
    std::uint32_t m_groupsOf = 0;
    std::vector<RunGraph::Edge> m_targets;
};

RunGraph::RunGraph(const std::vector<RunPass> &passes, ResultDetail detail, bool passOver)
{
    RunGraphBuilder(*this, detail, passOver).build(passes);
}

bool RunGraph::canEndIn(int wanted) const
{
    for (Index node = success(); node < m_nodes.size(); ++node) {
        if (code(node) == wanted)
            return m_nodes[node].reached;
    }
    return false;
}

} // namespace pamphlet::pam
