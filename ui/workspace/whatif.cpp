// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/whatif.h"

#include "ui/workspace/workspace.h"

#include <algorithm>

namespace pamphlet::ui {

namespace {

// In a longer run nobody asks what else might have been: it would be felt.
constexpr std::size_t maxDeciders = 100;

// The calls that lead to a pass: setcred and close_session go the way that the call before them went.
std::vector<pam::Primitive> transactionOf(pam::Pass pass)
{
    switch (pass) {
    case pam::Pass::Setcred:
        return {pam::Primitive::Authenticate, pam::Primitive::Setcred};
    case pam::Pass::CloseSession:
        return {pam::Primitive::OpenSession, pam::Primitive::CloseSession};
    default:
        return {pam::primitiveOf(pass)};
    }
}

pam::Pass firstPassOf(pam::Facility facility)
{
    return *std::find_if(pam::allPasses.begin(), pam::allPasses.end(),
                         [facility](pam::Pass pass) { return pam::facilityOf(pass) == facility; });
}

} // namespace

bool WhatIfRun::isChoosable(std::size_t entry) const
{
    return entry < steps.size() && steps[entry] && steps[entry]->certainty != pam::Certainty::Certain;
}

WhatIf::WhatIf(const Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_run(std::make_shared<WhatIfRun>())
{
    for (const pam::Facility facility : pam::allFacilities) {
        m_pass[std::size_t(facility)] = firstPassOf(facility);
    }
}

void WhatIf::show(std::shared_ptr<const pam::EffectiveStack> stack, pam::Facility facility)
{
    m_stack = std::move(stack);
    m_facility = facility;
    recompute();
}

std::vector<pam::Pass> WhatIf::passes() const
{
    std::vector<pam::Pass> passes;
    std::copy_if(pam::allPasses.begin(), pam::allPasses.end(), std::back_inserter(passes),
                 [this](pam::Pass pass) { return pam::facilityOf(pass) == m_facility; });
    return passes;
}

void WhatIf::setPass(pam::Pass pass)
{
    if (pam::facilityOf(pass) == m_facility && pass != this->pass()) {
        m_pass[std::size_t(m_facility)] = pass;
        recompute();
    }
}

void WhatIf::setScenario(std::optional<pam::Scenario> scenario)
{
    if (scenario != m_scenario) {
        m_scenario = scenario;
        recompute();
    }
}

void WhatIf::choose(std::size_t entry, std::optional<int> code)
{
    if (!m_stack || !m_run->isChoosable(entry)) {
        return;
    }
    Chosen &chosen = m_chosen[m_stack->service];
    const RuleKey key = keyOf(m_run->chain[entry], pass());
    if (code) {
        chosen.insert_or_assign(key, *code);
    } else {
        chosen.erase(key);
    }
    recompute();
}

void WhatIf::reset()
{
    if (m_stack && m_chosen.erase(m_stack->service) > 0) {
        recompute();
    }
}

int WhatIf::chosenCount() const
{
    const auto chosen = m_stack ? m_chosen.find(m_stack->service) : m_chosen.end();
    return chosen == m_chosen.end() ? 0 : int(chosen->second.size());
}

WhatIf::RuleKey WhatIf::keyOf(const pam::Entry &entry, pam::Pass pass) const
{
    RuleKey key{entry.file, entry.module, 0, pass};
    if (const auto document = m_stack->documents.find(entry.file); document != m_stack->documents.end()) {
        const auto &nodes = document->second.nodes();
        for (std::size_t node = 0; node < std::min(entry.node, nodes.size()); ++node) {
            const auto &rule = nodes[node].rule;
            if (nodes[node].kind == pam::NodeKind::Rule && rule.target && rule.facility == entry.facility
                && rule.target->text == entry.module) {
                ++key.occurrence;
            }
        }
    }
    return key;
}

pam::Answer WhatIf::answerOf(const pam::AnswerFinder &finder, const pam::Entry &entry, pam::Pass pass) const
{
    const pam::Answer found = finder.answer(entry, pass);
    const auto chosen = m_chosen.find(m_stack->service);
    if (found.certainty == pam::Certainty::Certain || chosen == m_chosen.end()) {
        return found;
    }
    const bool mayBeChosen = std::any_of(chosen->second.begin(), chosen->second.end(), [&entry](const auto &each) {
        return each.first.module == entry.module && each.first.file == entry.file;
    });
    if (!mayBeChosen) {
        return found;
    }
    const auto own = chosen->second.find(keyOf(entry, pass));
    return own == chosen->second.end() ? found : pam::Answer{own->second, pam::Certainty::Given};
}

void WhatIf::recompute()
{
    auto run = std::make_shared<WhatIfRun>();
    run->stack = m_stack;
    run->pass = pass();
    if (m_stack) {
        const pam::AnswerFinder finder({{}, m_scenario, pam::rc::success}, *m_workspace.effectiveTree(), m_workspace.profile());
        const auto answer = [&](const pam::Entry &entry, pam::Pass pass, std::size_t) { return answerOf(finder, entry, pass); };
        pam::Simulation simulation = pam::simulate(*m_stack, m_workspace.profile(), transactionOf(pass()), answer);
        run->chain = m_stack->chain(m_facility);
        run->steps.resize(run->chain.size());
        if (!simulation.results.empty()) {
            run->result = std::move(simulation.results.back());
            for (const pam::Step &step : run->result->steps) {
                if (step.pass == pass()) {
                    run->steps[step.entry] = step;
                }
            }
            findDecider(*run, finder);
        }
    }
    m_run = std::move(run);
    Q_EMIT changed();
}

void WhatIf::findDecider(WhatIfRun &run, const pam::AnswerFinder &finder) const
{
    const std::vector<pam::Step> &steps = run.result->steps;
    const auto decided = std::find_if(steps.begin(), steps.end(), [](const pam::Step &step) { return step.decided; });
    if (decided == steps.end()) {
        return;
    }
    run.decider = decided->entry;
    run.deciderPass = decided->pass;
    if (decided->certainty != pam::Certainty::Certain || steps.size() > maxDeciders || pam::isFrozen(pass())) {
        return;
    }
    const bool succeeds = run.result->code == pam::rc::success;
    for (auto step = std::make_reverse_iterator(decided); step != steps.rend(); ++step) {
        if (step->certainty == pam::Certainty::Certain) {
            continue;
        }
        const auto otherwise = [&](const pam::Entry &entry, pam::Pass pass, std::size_t index) {
            return index == step->entry && pass == step->pass
                ? pam::Answer{step->returned == pam::rc::success ? pam::rc::authErr : pam::rc::success, pam::Certainty::Given}
                : answerOf(finder, entry, pass);
        };
        const pam::Simulation other = pam::simulate(*m_stack, m_workspace.profile(), transactionOf(pass()), otherwise);
        if (!other.results.empty() && (other.results.back().code == pam::rc::success) != succeeds) {
            run.decider = step->entry;
            run.deciderPass = step->pass;
            return;
        }
    }
}

} // namespace pamphlet::ui
