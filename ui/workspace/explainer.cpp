// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/explainer.h"

#include "core/pam/dispatch/simulate.h"
#include "ui/workspace/background.h"
#include "ui/workspace/stackloader.h"
#include "ui/workspace/workspace.h"

#include <algorithm>
#include <vector>

namespace pamphlet::ui {

namespace {

// Some milliseconds on an old machine.
constexpr std::size_t smallStack = 80;

pam::Primitive firstPrimitive(pam::Facility facility)
{
    return *std::find_if(pam::allPrimitives.begin(), pam::allPrimitives.end(),
                         [facility](pam::Primitive primitive) { return pam::facilityOf(primitive) == facility; });
}

// Who decides if the rules of `needs` answer as they have to, and all others that have a choice with `otherwise`.
std::optional<Place> decidingPlace(const pam::EffectiveStack &stack, const pam::LibpamProfile &profile, const pam::AnswerFinder &finder,
                                   pam::Facility facility, const std::vector<pam::Condition> &needs, int otherwise)
{
    const auto answer = [&](const pam::Entry &entry, pam::Pass pass, std::size_t index) {
        const pam::Answer certain = finder.answer(entry, pass);
        if (certain.certainty == pam::Certainty::Certain) {
            return certain;
        }
        const auto need
            = std::find_if(needs.begin(), needs.end(), [index](const pam::Condition &each) { return each.rule.entry == index; });
        return pam::Answer{need == needs.end() ? otherwise : need->returned, pam::Certainty::Given};
    };
    const pam::Simulation simulation = pam::simulate(stack, profile, {firstPrimitive(facility)}, answer);
    for (const pam::PrimitiveResult &result : simulation.results) {
        for (const pam::Step &step : result.steps) {
            if (step.decided) {
                const pam::Entry &entry = simulation.entryOf(step);
                return Place{entry.file, entry.line, 0};
            }
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<Place> whyNotStarted(const pam::EffectiveStack &stack)
{
    if (stack.start == pam::StartOutcome::Success) {
        return std::nullopt;
    }
    // What stopped the reading was met last; an include that failed only passes on what happened inside.
    const auto isCause = [](const pam::Problem &problem) {
        return problem.where.line > 0 && problem.kind != pam::ProblemKind::IncludeFailed && problem.kind != pam::ProblemKind::UsesOther;
    };
    const auto cause = std::find_if(stack.problems.rbegin(), stack.problems.rend(), isCause);
    return cause == stack.problems.rend() ? std::nullopt : std::optional(cause->where);
}

Explained explained(const pam::EffectiveStack &stack, const FileSource &tree, const pam::LibpamProfile &profile)
{
    Explained result{pam::explainService(stack, tree, profile, pam::ModuleCatalogue::builtin()), {}, whyNotStarted(stack)};
    const pam::AnswerFinder finder({}, tree, profile);
    for (const auto &[facility, explanation] : result.service.facilities) {
        std::optional<Place> culprit;
        if (explanation.lockout()) {
            culprit = decidingPlace(stack, profile, finder, facility, {}, pam::rc::success);
        } else if (explanation.openDoor()) {
            const auto door = std::find_if(explanation.ways.begin(), explanation.ways.end(),
                                           [](const pam::Way &way) { return way.vouching == pam::Vouching::Nobody; });
            if (door != explanation.ways.end()) {
                culprit = decidingPlace(stack, profile, finder, facility, door->needs, pam::rc::authErr);
            }
        }
        if (culprit) {
            result.culprits.emplace(facility, *culprit);
        }
    }
    return result;
}

Explainer::Explainer(Workspace &workspace, StackLoader &loader, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_loader(loader)
{
    connect(&loader, &StackLoader::loaded, this, &Explainer::restart);
}

void Explainer::restart()
{
    const quint64 generation = ++m_generation;
    auto work = [stack = m_loader.stack(), tree = m_workspace.effectiveTree(), profile = m_workspace.profile()] {
        return std::shared_ptr<const Explained>(std::make_shared<Explained>(explained(*stack, *tree, profile)));
    };
    if (m_loader.stack()->serviceEntries.size() + m_loader.stack()->otherEntries.size() <= smallStack) {
        set(work());
        return;
    }
    set(nullptr); // what was said of another stack is not true of this one
    whenDone(inBackground(std::move(work)), this, [this, generation](const std::shared_ptr<const Explained> &explanation) {
        if (generation == m_generation) {
            set(explanation);
        }
    });
}

void Explainer::set(std::shared_ptr<const Explained> explanation)
{
    m_explanation = std::move(explanation);
    Q_EMIT changed();
}

} // namespace pamphlet::ui
