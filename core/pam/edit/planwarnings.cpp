// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/edit/planrun.h"

#include <algorithm>

/** What planEdit() has to say besides the new bytes. */
namespace pamphlet::pam {

namespace {

EditWarningKind kindOf(JumpNeed::Loss loss)
{
    switch (loss) {
    case JumpNeed::Loss::TargetBehind:
        return EditWarningKind::JumpTargetBehind;
    case JumpNeed::Loss::OutOfReach:
        return EditWarningKind::JumpOutOfReach;
    case JumpNeed::Loss::TargetGone:
    case JumpNeed::Loss::None:
        break;
    }
    return EditWarningKind::JumpTargetGone;
}

/// Text that is not in the list yet, kept sorted.
void insertOnce(std::vector<std::string> &list, const std::string &text)
{
    const auto place = std::lower_bound(list.begin(), list.end(), text);
    if (place == list.end() || *place != text)
        list.insert(place, text);
}

} // namespace

Place PlanRun::placeOf(const ChainEntry &entry) const
{
    return {entry.file == m_file ? m_request.file : entry.file, entry.line, 0};
}

void PlanRun::warn(EditWarning warning, const std::string &service)
{
    for (EditWarning &known : m_outcome.warnings) {
        warning.services = known.services;
        if (known == warning)
            return insertOnce(known.services, service);
    }
    warning.services = {service};
    m_outcome.warnings.push_back(std::move(warning));
}

void PlanRun::warnOfJumps()
{
    for (const auto &[rule, jumps] : m_jumps) {
        for (const auto &[number, jump] : jumps) {
            for (const Occurrence &occurrence : jump.occurrences) {
                const ServiceView &service = m_after[occurrence.service];
                const ChainView &view = service.chains[occurrence.chain];
                const ChainEntries &chain = view.list(occurrence.frozen);
                const JumpNeed &need = occurrence.need;
                EditWarning warning;
                warning.where = placeOf(chain[occurrence.index]);
                warning.facility = view.facility;
                warning.before = number;
                warning.after = jump.after;
                const std::vector<std::size_t> lands = landings(chain, occurrence.index);
                if (static_cast<std::size_t>(jump.after) < lands.size()) {
                    const std::size_t index = lands[static_cast<std::size_t>(jump.after)];
                    warning.landing = index < chain.size() ? placeOf(chain[index]) : Place{};
                }
                const auto add = [&](EditWarningKind kind) {
                    warning.kind = kind;
                    warn(warning, service.service);
                };
                if (!need.satisfiedBy(jump.after)) {
                    add(!jump.writable         ? EditWarningKind::JumpNotWritable
                            : !jump.rewritable ? EditWarningKind::JumpNotRewritable
                                               : EditWarningKind::JumpServicesDiffer);
                    continue;
                }
                if (need.loss != JumpNeed::Loss::None)
                    add(kindOf(need.loss));
                if (need.passesOver && (m_request.kind == EditKind::Add || m_request.kind == EditKind::Move))
                    add(EditWarningKind::JumpPassesOver);
                // Upstream a jump leaves the state alone, and so does `ignore`.
                const bool hasFrozen = view.facility == Facility::Auth || view.facility == Facility::Session;
                if (jump.after == 0 && m_profile.jumpIsIgnore && hasFrozen)
                    add(EditWarningKind::JumpBecameIgnore);
            }
        }
    }
}

void PlanRun::warnOfService(std::size_t service)
{
    const ServiceView &before = m_before[service];
    const ServiceView &after = m_after[service];
    if (before.start == StartOutcome::Success && after.start != StartOutcome::Success) {
        EditWarning warning;
        warning.kind = EditWarningKind::ServiceBroken;
        warning.where = {m_request.file, m_outcome.line.value_or(0), 0};
        return warn(std::move(warning), after.service);
    }
    if (!comparable(service))
        return;
    for (std::size_t chain = 0; chain < after.chains.size(); ++chain) {
        const ChainView &was = before.chains[chain];
        const ChainView &is = after.chains[chain];
        EditWarning warning;
        warning.facility = is.facility;
        if (!was.entries.empty() && is.entries.empty()) {
            warning.kind = EditWarningKind::FacilityEmpty;
            warning.where = {m_request.file, 0, 0};
            warn(warning, after.service);
        } else if (was.fallback != is.fallback && !was.entries.empty()) {
            warning.kind = is.fallback ? EditWarningKind::FallsBackToOther : EditWarningKind::LeavesOther;
            warning.where = {m_request.file, is.fallback ? 0 : m_outcome.line.value_or(0), 0};
            warn(warning, after.service);
        }
        const ChainPair pair = pairOf(service, chain, false);
        warnOfOwnJumps(service, pair, is.facility);
        if (was.fallback == is.fallback)
            warnOfRules(service, pair, is.facility);
    }
}

/// What the new rule itself, or the file that it includes, jumps to.
void PlanRun::warnOfOwnJumps(std::size_t service, const ChainPair &pair, Facility facility)
{
    for (std::size_t i = 0; i < pair.after().size(); ++i) {
        const ChainEntry &entry = pair.after()[i];
        if (!pair.editedAfter(i) || (pair.before(i) && !isLiteral(entry)) || entry.kind == EntryKind::Marker)
            continue;
        int highest = 0;
        for (const Action &action : entry.actions)
            highest = std::max(highest, action.value);
        if (highest == 0 || static_cast<std::size_t>(highest) < landings(pair.after(), i).size())
            continue;
        EditWarning warning;
        warning.kind = EditWarningKind::OwnJumpMisses;
        warning.where = placeOf(entry);
        warning.facility = facility;
        warning.before = warning.after = highest;
        warn(std::move(warning), m_after[service].service);
    }
}

void PlanRun::warnOfRules(std::size_t service, const ChainPair &pair, Facility facility)
{
    EditWarning gone;
    gone.kind = EditWarningKind::RulesGone;
    for (std::size_t i = 0; i < pair.before().size(); ++i) {
        if (!pair.after(i) && !pair.editedBefore(i) && gone.count++ == 0)
            gone.where = placeOf(pair.before()[i]);
    }
    EditWarning appear;
    appear.kind = EditWarningKind::RulesAppear;
    for (std::size_t i = 0; i < pair.after().size(); ++i) {
        if (!pair.before(i) && !pair.editedAfter(i) && appear.count++ == 0)
            appear.where = placeOf(pair.after()[i]);
    }
    for (EditWarning *warning : {&gone, &appear}) {
        warning->facility = facility;
        if (warning->count > 0)
            warn(*warning, m_after[service].service);
    }
}

} // namespace pamphlet::pam
