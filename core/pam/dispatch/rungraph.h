// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/outcomes.h"
#include "core/pam/stack/effectivestack.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace pamphlet::pam {

/// How finely results are told apart.
enum class ResultDetail {
    Outcome, ///< PAM_SUCCESS, PAM_NEW_AUTHTOK_REQD, and PAM_PERM_DENIED for every other code
    Code, ///< every code
};

/// One run of a chain: a password change is two, the second begun when the first succeeded.
struct RunPass {
    const std::vector<Entry> *chain = nullptr;
    std::vector<Outcomes> outcomes; ///< one element per entry
};

/**
 * Every state that libpam's dispatcher can be in while it runs a chain, and which answers lead from one to the next: an acyclic
 * graph whose nodes stand in the order of their positions. A state is the position, the impression with its status, and what
 * was saved at the entry of the substacks around it, as far as a `reset` can still ask for it.
 */
class RunGraph
{
public:
    using Index = std::uint32_t;
    static constexpr Index none = ~Index(0);

    struct Edge {
        Outcomes codes = 0; ///< answers that lead there
        Index target = 0;
    };
    struct Node {
        std::uint32_t position = 0; ///< index of the entry, those of a second pass behind those of the first
        Index firstEdge = 0;
        std::uint32_t edgeCount = 0;
        Index passedOver = none; ///< where the run would be if the entry were not there; only where asked for
        bool reached = false; ///< false: only by passing over an entry
    };

    /// `passOver`: with Node::passedOver. Chains nested deeper than libpam goes, and too many states, are not complete.
    RunGraph(const std::vector<RunPass> &passes, ResultDetail detail, bool passOver = false);

    bool complete() const { return m_complete; }
    const std::vector<Node> &nodes() const { return m_nodes; } ///< the last resultCount() ones are the results
    const Edge *begin(const Node &node) const { return m_edges.data() + node.firstEdge; }
    const Edge *end(const Node &node) const { return m_edges.data() + node.firstEdge + node.edgeCount; }
    Index root() const { return m_root; }
    std::size_t positions() const { return m_positions; }

    std::size_t resultCount() const { return m_results.size(); }
    bool isResult(Index node) const { return node >= m_nodes.size() - m_results.size(); }
    /// The code of a result node.
    int code(Index node) const { return m_results[node - (m_nodes.size() - m_results.size())]; }
    /// The node of PAM_SUCCESS.
    Index success() const { return static_cast<Index>(m_nodes.size() - m_results.size()); }
    bool canEndIn(int code) const;

private:
    friend class RunGraphBuilder;

    std::vector<Node> m_nodes;
    std::vector<Edge> m_edges;
    std::vector<int> m_results; ///< the codes of the last nodes
    Index m_root = 0;
    std::size_t m_positions = 0;
    bool m_complete = true;
};

} // namespace pamphlet::pam
