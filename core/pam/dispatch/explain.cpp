// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/explain.h"

#include "core/pam/dispatch/decisiondiagram.h"
#include "core/pam/dispatch/rungraph.h"
#include "core/pam/dispatch/skippablefactors.h"
#include "core/pam/dispatch/ways.h"
#include "core/pam/modules/modulelookup.h"
#include "core/pam/stack/servicelookup.h"

#include <algorithm>
#include <tuple>

namespace pamphlet::pam {

namespace {

using Index = RunGraph::Index;

std::vector<Outcomes> possibleOutcomes(const std::vector<RuleAnswers> &answers)
{
    std::vector<Outcomes> result;
    result.reserve(answers.size());
    for (const RuleAnswers &one : answers)
        result.push_back(one.possible);
    return result;
}

/// A graph of one or two passes over one chain, with what is known of each position.
class Explainer
{
public:
    Explainer(const std::vector<Entry> &chain, Facility facility, std::vector<const std::vector<RuleAnswers> *> passes)
        : m_chain(chain)
        , m_graph(runPasses(chain, passes), ResultDetail::Outcome, true)
    {
        m_explanation.facility = facility;
        m_explanation.passesDiffer = passes.size() > 1;
        for (const std::vector<RuleAnswers> *pass : passes)
            m_answers.insert(m_answers.end(), pass->begin(), pass->end());
        for (std::size_t position = 0; position < m_answers.size(); ++position) {
            // Nobody's credentials are checked in the other facilities, nor by a line that is no module's.
            if (facility != Facility::Auth || chain[position % chain.size()].kind != EntryKind::Module) {
                m_answers[position].credential = Credential::None;
                m_answers[position].factor.clear();
            }
        }
    }

    Explanation explain()
    {
        m_explanation.complete = m_graph.complete();
        if (!m_graph.complete())
            return m_explanation;
        m_explanation.canSucceed = m_graph.canEndIn(rc::success);
        m_explanation.canAskForToken = m_graph.canEndIn(rc::newAuthtokReqd);
        if (m_explanation.facility == Facility::Auth && m_explanation.canSucceed)
            m_explanation.leastVouching = leastVouching();
        findWays();
        findIdleRules();
        m_explanation.skippable = skippableFactors(m_explanation.ways);
        return m_explanation;
    }

private:
    static std::vector<RunPass> runPasses(const std::vector<Entry> &chain, const std::vector<const std::vector<RuleAnswers> *> &passes)
    {
        std::vector<RunPass> result;
        for (const std::vector<RuleAnswers> *pass : passes)
            result.push_back({&chain, possibleOutcomes(*pass)});
        return result;
    }

    RuleRef rule(std::size_t entry) const
    {
        const Entry &own = m_chain[entry];
        return {entry, own.file, own.line, own.module};
    }

    /// Of all runs that succeed, the one in which the best of what anybody says of the user is least.
    Vouching leastVouching() const
    {
        const std::size_t beyond = static_cast<std::size_t>(Vouching::Checked) + 1;
        std::vector<std::size_t> least(m_graph.nodes().size(), beyond);
        least[m_graph.root()] = 0;
        for (Index node = 0; node < m_graph.success(); ++node) {
            if (least[node] == beyond)
                continue;
            const RunGraph::Node &own = m_graph.nodes()[node];
            for (const RunGraph::Edge *edge = m_graph.begin(own); edge != m_graph.end(own); ++edge) {
                const std::size_t sum = std::max(least[node], static_cast<std::size_t>(leastOf(own.position, edge->codes)));
                least[edge->target] = std::min(least[edge->target], sum);
            }
        }
        return static_cast<Vouching>(std::min(least[m_graph.success()], beyond - 1));
    }

    Vouching leastOf(std::uint32_t position, Outcomes codes) const
    {
        if (m_answers[position].credential == Credential::None)
            return Vouching::Nobody;
        Vouching least = Vouching::Checked;
        for (int code = 0; code < returnCodeCount; ++code) {
            if ((codes & outcome(code)) != 0)
                least = std::min(least, vouchingOf(m_answers[position], code));
        }
        return least;
    }

    Condition condition(const WayCondition &found) const
    {
        const RuleAnswers &answers = m_answers[found.position];
        Condition result;
        result.rule = rule(found.position % m_chain.size());
        result.returned = found.returned;
        result.codes = found.codes;
        result.credential = answers.credential;
        result.factor = answers.factor;
        result.updatePass = found.position >= m_chain.size();
        return result;
    }

    void findWays()
    {
        FoundWays found = pam::findWays(m_graph, m_answers, maxWays);
        m_explanation.waysComplete = found.complete;
        for (const FoundWay &one : found.ways) {
            Way way;
            for (const WayCondition &need : one.needs) {
                way.needs.push_back(condition(need));
                way.vouching = std::max(way.vouching, vouchingOf(m_answers[need.position], need.returned));
                // Of one that checks a credential, success in place of what it returned is another way.
                const Outcomes alike = way.needs.back().credential == Credential::None ? need.codes : outcome(need.returned);
                way.likely = way.likely && (m_answers[need.position].likely & alike) != 0;
                if (need.returned == rc::success && way.needs.back().credential == Credential::Checked)
                    way.factors.push_back(way.needs.back().factor);
            }
            std::sort(way.factors.begin(), way.factors.end());
            way.factors.erase(std::unique(way.factors.begin(), way.factors.end()), way.factors.end());
            for (const WayCondition &proviso : one.provisos) {
                way.unless.push_back(condition(proviso));
                way.unless.back().codes = m_answers[proviso.position].possible & ~outcome(rc::incomplete) & ~proviso.codes;
            }
            m_explanation.ways.push_back(std::move(way));
        }
        std::stable_partition(m_explanation.ways.begin(), m_explanation.ways.end(), [](const Way &way) { return way.likely; });
    }

    /// Rules that never run, and those that leave the result what it would be without them: exactly where each node and what
    /// follows from it are the same function of the answers to come as if the rule were passed over.
    void findIdleRules()
    {
        DecisionDiagram diagram(static_cast<DecisionDiagram::Id>(m_graph.resultCount()));
        std::vector<DecisionDiagram::Id> functions(m_graph.nodes().size());
        for (Index result = 0; result < m_graph.resultCount(); ++result)
            functions[m_graph.success() + result] = result;
        std::vector<bool> runs(m_chain.size(), false), matters(m_chain.size(), false);
        std::vector<DecisionDiagram::Branch> branches;
        for (Index node = m_graph.success(); node-- > 0;) {
            const RunGraph::Node &own = m_graph.nodes()[node];
            branches.clear();
            for (const RunGraph::Edge *edge = m_graph.begin(own); edge != m_graph.end(own); ++edge)
                branches.push_back({edge->codes, functions[edge->target]});
            // PAM_INCOMPLETE alone leads nowhere, which is no success.
            functions[node]
                = branches.empty() ? static_cast<DecisionDiagram::Id>(m_graph.resultCount() - 1) : diagram.choose(own.position, branches);
            if (!own.reached)
                continue;
            const std::size_t entry = own.position % m_chain.size();
            runs[entry] = true;
            if (own.passedOver != RunGraph::none && functions[node] != functions[own.passedOver])
                matters[entry] = true;
        }
        if (!diagram.complete())
            m_explanation.complete = false;
        for (std::size_t entry = 0; entry < m_chain.size(); ++entry) {
            if (!runs[entry])
                m_explanation.neverRuns.push_back(rule(entry));
            else if (!matters[entry] && m_chain[entry].kind != EntryKind::Marker)
                m_explanation.neverMatters.push_back(rule(entry));
        }
    }

    const std::vector<Entry> &m_chain;
    RunGraph m_graph;
    std::vector<RuleAnswers> m_answers; ///< by position
    Explanation m_explanation;
};

using Demand = std::tuple<std::size_t, bool, int>;

std::vector<Demand> demands(const std::vector<Condition> &conditions)
{
    std::vector<Demand> result;
    for (const Condition &condition : conditions)
        result.emplace_back(condition.rule.entry, condition.updatePass, condition.returned);
    std::sort(result.begin(), result.end());
    return result;
}

} // namespace

std::vector<std::vector<Condition>> Explanation::sufficientSets() const
{
    std::vector<std::vector<Demand>> all;
    all.reserve(ways.size());
    for (const Way &way : ways)
        all.push_back(demands(way.needs));
    std::vector<std::vector<Condition>> result;
    for (std::size_t i = 0; i < ways.size(); ++i) {
        bool minimal = true;
        for (std::size_t j = 0; j < ways.size() && minimal; ++j) {
            const bool contains = j != i && std::includes(all[i].begin(), all[i].end(), all[j].begin(), all[j].end());
            minimal = !contains || (all[i].size() == all[j].size() && i < j);
        }
        if (minimal)
            result.push_back(ways[i].needs);
    }
    return result;
}

Explanation explainChain(const std::vector<Entry> &chain, Facility facility, const std::vector<RuleAnswers> &answers)
{
    return Explainer(chain, facility, {&answers}).explain();
}

Explanation explainChain(const std::vector<Entry> &chain, const std::vector<RuleAnswers> &check, const std::vector<RuleAnswers> &update)
{
    // With the same answers the update goes the way of the check: then one run says everything.
    if (possibleOutcomes(check) == possibleOutcomes(update))
        return explainChain(chain, Facility::Password, check);
    return Explainer(chain, Facility::Password, {&check, &update}).explain();
}

ServiceExplanation explainService(const EffectiveStack &stack, const FileSource &tree, const LibpamProfile &profile,
                                  const ModuleCatalogue &catalogue)
{
    ServiceExplanation result;
    result.service = stack.service;
    result.start = stack.start;
    const bool modulesKnown = hasModuleDirectory(tree, profile);
    const auto answers
        = [&](const std::vector<Entry> &chain, Pass pass) { return ruleAnswers(chain, pass, tree, profile, catalogue, modulesKnown); };
    for (const Facility facility : allFacilities) {
        Explanation &explanation = result.facilities[facility];
        explanation.facility = facility;
        if (stack.start != StartOutcome::Success)
            continue;
        const std::vector<Entry> chain = stack.chain(facility);
        switch (facility) {
        case Facility::Auth:
            explanation = explainChain(chain, facility, answers(chain, Pass::Authenticate));
            break;
        case Facility::Account:
            explanation = explainChain(chain, facility, answers(chain, Pass::AcctMgmt));
            break;
        case Facility::Session:
            explanation = explainChain(chain, facility, answers(chain, Pass::OpenSession));
            break;
        case Facility::Password:
            explanation = explainChain(chain, answers(chain, Pass::PreliminaryCheck), answers(chain, Pass::UpdateToken));
            break;
        }
        explanation.fromOther = !chain.empty() && chain.front().fallback;
    }
    return result;
}

std::vector<ServiceExplanation> explainTree(const FileSource &tree, const LibpamProfile &profile, const ModuleCatalogue &catalogue)
{
    std::vector<ServiceExplanation> result;
    for (const ServiceFile &file : listServices(tree, profile))
        result.push_back(explainService(effectiveStack(tree, profile, file.service), tree, profile, catalogue));
    return result;
}

} // namespace pamphlet::pam
