// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/compare.h"

#include "core/pam/dispatch/equivalence.h"
#include "core/pam/dispatch/rungraph.h"
#include "core/pam/modules/modulelookup.h"

#include <algorithm>
#include <set>

namespace pamphlet::pam {

namespace {

/// One chain of one side, with what its rules may answer: two elements for the passes of a password change.
struct Side {
    std::vector<Entry> chain;
    std::vector<std::vector<RuleAnswers>> answers;

    RuleRef rule(std::size_t entry) const { return {entry, chain[entry].file, chain[entry].line, chain[entry].module}; }
};

std::vector<Pass> passesOfFacility(Facility facility)
{
    switch (facility) {
    case Facility::Auth:
        return {Pass::Authenticate};
    case Facility::Account:
        return {Pass::AcctMgmt};
    case Facility::Session:
        return {Pass::OpenSession};
    case Facility::Password:
        break;
    }
    return {Pass::PreliminaryCheck, Pass::UpdateToken};
}

Side sideOf(const ComparedStack &compared, Facility facility, const ModuleCatalogue &catalogue, bool modulesKnown)
{
    Side side;
    if (compared.stack.start == StartOutcome::Success) // else nothing is ever run: as a chain that refuses everybody
        side.chain = compared.stack.chain(facility);
    for (const Pass pass : passesOfFacility(facility))
        side.answers.push_back(ruleAnswers(side.chain, pass, compared.tree, compared.profile, catalogue, modulesKnown));
    return side;
}

bool isSameRule(const Entry &one, const Entry &other)
{
    return one.kind == other.kind && one.level == other.level && one.actions == other.actions && one.module == other.module
        && one.arguments == other.arguments;
}

bool isSameSide(const Side &one, const Side &other)
{
    return one.answers == other.answers
        && std::equal(one.chain.begin(), one.chain.end(), other.chain.begin(), other.chain.end(), &isSameRule);
}

Explanation explained(const Side &side, Facility facility)
{
    return side.answers.size() > 1 ? explainChain(side.chain, side.answers[0], side.answers[1])
                                   : explainChain(side.chain, facility, side.answers[0]);
}

std::vector<Outcomes> outcomesOf(const std::vector<RuleAnswers> &answers, Outcomes RuleAnswers::*which)
{
    std::vector<Outcomes> result;
    result.reserve(answers.size());
    for (const RuleAnswers &one : answers)
        result.push_back(one.*which);
    return result;
}

RuleMatch inverse(const RuleMatch &match, std::size_t size)
{
    RuleMatch result(size);
    for (std::size_t i = 0; i < match.size(); ++i) {
        if (match[i])
            result[*match[i]] = i;
    }
    return result;
}

/// Whether what a way of one side demands always leads to success on the other, whose entry of each rule `partner` tells.
bool leadsIn(const Way &way, const Side &other, const RuleMatch &partner)
{
    std::vector<RunPass> passes;
    for (const std::vector<RuleAnswers> &answers : other.answers)
        passes.push_back({&other.chain, outcomesOf(answers, &RuleAnswers::likely)});
    for (std::size_t pass = 0; pass < passes.size(); ++pass) {
        for (const Condition &need : way.needs) {
            const auto entry = partner[need.rule.entry];
            if (!entry || (need.updatePass && pass == 0))
                continue; // what is not there cannot be asked
            if ((other.answers[pass][*entry].possible & outcome(need.returned)) == 0)
                return false;
            passes[pass].outcomes[*entry] = outcome(need.returned);
        }
        for (const Condition &unless : way.unless) {
            if (const auto entry = partner[unless.rule.entry])
                passes[pass].outcomes[*entry] &= ~unless.codes;
        }
    }
    const RunGraph graph(passes, ResultDetail::Outcome);
    if (!graph.complete() || !graph.canEndIn(rc::success))
        return false;
    for (RunGraph::Index result = graph.success() + 1; result < graph.nodes().size(); ++result) {
        if (graph.nodes()[result].reached)
            return false;
    }
    return true;
}

std::vector<Way> waysOnlyHere(const std::vector<Way> &ways, const Side &other, const RuleMatch &partner)
{
    std::vector<Way> result;
    std::copy_if(ways.begin(), ways.end(), std::back_inserter(result),
                 [&](const Way &way) { return way.likely && !leadsIn(way, other, partner); });
    return result;
}

/// A way of one side against what succeeds on the other.
struct Shift {
    bool complete = true;
    bool grew = false;
    bool shrank = false;
    bool otherResults = false;
};

Shift shiftOf(const Side &before, const Side &after, const RuleMatch &match)
{
    Shift shift;
    for (std::size_t pass = 0; pass < before.answers.size(); ++pass) {
        const auto compared = [&](Outcomes RuleAnswers::*which, ResultDetail detail) {
            return difference(before.chain, outcomesOf(before.answers[pass], which), after.chain, outcomesOf(after.answers[pass], which),
                              match, detail);
        };
        const ChainDifference likely = compared(&RuleAnswers::likely, ResultDetail::Outcome);
        for (const auto &[first, second] : likely.results) {
            shift.grew = shift.grew || (first != rc::success && second == rc::success);
            shift.shrank = shift.shrank || (first == rc::success && second != rc::success);
        }
        const ChainDifference exact = compared(&RuleAnswers::possible, ResultDetail::Code);
        shift.otherResults = shift.otherResults || !exact.same();
        shift.complete = shift.complete && likely.complete && exact.complete;
    }
    return shift;
}

std::vector<std::string> without(const std::vector<std::string> &all, const std::vector<std::string> &others)
{
    std::vector<std::string> rest;
    std::multiset<std::string_view> left(others.begin(), others.end());
    for (const std::string &one : all) {
        if (const auto found = left.find(one); found != left.end())
            left.erase(found);
        else
            rest.push_back(one);
    }
    return rest;
}

void listRules(FacilityChange &change, const Side &before, const Side &after, const RuleMatch &match)
{
    for (std::size_t i = 0; i < before.chain.size(); ++i) {
        const Entry &entry = before.chain[i];
        if (entry.kind != EntryKind::Module)
            continue;
        if (!match[i]) {
            change.removed.push_back(before.rule(i));
        } else if (const Entry &partner = after.chain[*match[i]]; partner.arguments != entry.arguments) {
            change.arguments.push_back({before.rule(i), after.rule(*match[i]), without(partner.arguments, entry.arguments),
                                        without(entry.arguments, partner.arguments)});
        }
    }
    const RuleMatch back = inverse(match, after.chain.size());
    for (std::size_t j = 0; j < after.chain.size(); ++j) {
        if (after.chain[j].kind == EntryKind::Module && !back[j])
            change.added.push_back(after.rule(j));
    }
}

void listRuns(FacilityChange &change, const Explanation &before, const Explanation &after, const RuleMatch &match)
{
    const auto contains = [](const std::vector<RuleRef> &rules, std::size_t entry) {
        return std::any_of(rules.begin(), rules.end(), [entry](const RuleRef &rule) { return rule.entry == entry; });
    };
    const RuleMatch back = inverse(match, [&match] {
        std::size_t size = 0;
        for (const auto &partner : match)
            size = std::max(size, partner ? *partner + 1 : 0);
        return size;
    }());
    for (const RuleRef &rule : after.neverRuns) {
        if (rule.entry < back.size() && back[rule.entry] && !contains(before.neverRuns, *back[rule.entry]))
            change.noLongerRuns.push_back(rule);
    }
    for (const RuleRef &rule : before.neverRuns) {
        if (match[rule.entry] && !contains(after.neverRuns, *match[rule.entry])) {
            RuleRef now = rule;
            now.entry = *match[rule.entry];
            change.runsAgain.push_back(now);
        }
    }
}

/// Arguments that a careful sysadmin avoids make a rule weaker although its answers decide as before.
std::optional<ChangeKind> weight(const std::vector<ArgumentChange> &changes, const ModuleCatalogue &catalogue)
{
    bool weaker = false, stronger = false;
    for (const ArgumentChange &change : changes) {
        const ModuleInfo *info = catalogue.find(change.after.module);
        const auto warns = [info](const std::string &argument) {
            const ModuleArgument *known = info ? info->argument(argument.substr(0, argument.find('='))) : nullptr;
            return known && !known->warning.empty();
        };
        weaker = weaker || std::any_of(change.added.begin(), change.added.end(), warns);
        stronger = stronger || std::any_of(change.removed.begin(), change.removed.end(), warns);
    }
    if (weaker == stronger)
        return std::nullopt;
    return weaker ? ChangeKind::Weaker : ChangeKind::Stronger;
}

std::optional<FacilityChange> compareFacility(const ComparedStack &before, const ComparedStack &after, Facility facility,
                                              const ModuleCatalogue &catalogue, bool modulesKnown)
{
    const Side old = sideOf(before, facility, catalogue, modulesKnown), now = sideOf(after, facility, catalogue, modulesKnown);
    if (isSameSide(old, now))
        return std::nullopt;
    FacilityChange change;
    change.facility = facility;
    change.startBefore = before.stack.start;
    change.startAfter = after.stack.start;
    const Explanation was = explained(old, facility), is = explained(now, facility);
    const RuleMatch match = matchRules(old.chain, now.chain);
    const Shift shift = shiftOf(old, now, match);
    change.complete = was.complete && is.complete && shift.complete;
    change.otherResults = shift.otherResults;
    if (change.startBefore == StartOutcome::Success && change.startAfter == StartOutcome::Success) {
        listRules(change, old, now, match);
        listRuns(change, was, is, match);
    }
    if (shift.grew)
        change.gained = waysOnlyHere(is.ways, old, inverse(match, now.chain.size()));
    if (shift.shrank)
        change.lost = waysOnlyHere(was.ways, now, match);

    if (was.canSucceed && is.lockout())
        change.kind = ChangeKind::Lockout;
    else if (is.openDoor() && !was.openDoor())
        change.kind = ChangeKind::OpenDoor;
    else if (!change.complete || (shift.grew && shift.shrank))
        change.kind = ChangeKind::Different;
    else if (shift.grew || shift.shrank)
        change.kind = shift.grew ? ChangeKind::Weaker : ChangeKind::Stronger;
    else if (const auto kind = weight(change.arguments, catalogue))
        change.kind = *kind;
    else if (!change.otherResults && change.added.empty() && change.removed.empty() && change.arguments.empty()
             && change.noLongerRuns.empty() && change.runsAgain.empty())
        return std::nullopt;
    return change;
}

} // namespace

std::string_view changeKindName(ChangeKind kind)
{
    constexpr std::array<std::string_view, 5> names{"lockout", "open_door", "weaker", "stronger", "different"};
    return names.at(static_cast<std::size_t>(kind));
}

std::vector<FacilityChange> compareStacks(const ComparedStack &before, const ComparedStack &after, const ModuleCatalogue &catalogue)
{
    const bool modulesKnown = hasModuleDirectory(before.tree, before.profile) && hasModuleDirectory(after.tree, after.profile);
    std::vector<FacilityChange> changes;
    for (const Facility facility : allFacilities) {
        if (auto change = compareFacility(before, after, facility, catalogue, modulesKnown))
            changes.push_back(std::move(*change));
    }
    return changes;
}

} // namespace pamphlet::pam
