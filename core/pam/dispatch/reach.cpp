// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/reach.h"

#include "core/pam/dispatch/rungraph.h"

namespace pamphlet::pam {

Reach reach(const std::vector<Entry> &chain, const std::vector<Outcomes> &outcomes)
{
    const RunGraph graph({{&chain, outcomes}}, ResultDetail::Outcome);
    Reach result;
    result.complete = graph.complete();
    result.reached.assign(chain.size(), false);
    if (!result.complete)
        return result;
    for (const RunGraph::Node &node : graph.nodes()) {
        if (node.reached && node.position < chain.size())
            result.reached[node.position] = true;
    }
    result.canSucceed = graph.canEndIn(rc::success);
    result.canAskForToken = graph.canEndIn(rc::newAuthtokReqd);
    return result;
}

} // namespace pamphlet::pam
