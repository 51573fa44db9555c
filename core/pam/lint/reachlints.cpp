// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/certain.h"
#include "core/pam/lint/facts.h"
#include "core/pam/modules/modulelookup.h"
#include "core/pam/stack/servicelookup.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace pamphlet::pam {

namespace {

/// More entries than this, and the search for the one rule to blame is left out: it walks the chain once for each.
constexpr std::size_t maxSearch = 400;

/// Modules that only refuse, or say why they do.
bool isRefusal(const std::string &module)
{
    return module == "pam_deny.so" || module == "pam_warn.so" || module == "pam_echo.so" || module == "pam_faildelay.so"
        || module == "pam_debug.so"; // how authselect closes a way in that is not set up
}

Actions requiredActions(const LibpamProfile &profile)
{
    return parseControl("required", profile).actions;
}

bool passes(const Reach &reach, Facility facility)
{
    // An expired password is an answer that acct_mgmt gives and that a login survives.
    return !reach.complete || reach.canSucceed || (facility == Facility::Account && reach.canAskForToken);
}

/// A line, or the lines of one facility that an include brings.
struct Reported {
    Place where;
    std::string what;
    std::string kind; ///< "rule" or "include"
    Facility facility = Facility::Auth;

    std::tuple<std::string, std::size_t, Facility> key() const { return {where.file, where.line, facility}; }
};

/// PAM030, PAM033, PAM034: what can never happen, proven by the walk over all states.
class ReachLints final : public LintFamily
{
public:
    void visit(const Subject &subject, const LintContext &context, Findings &findings) override
    {
        if (subject.stack.start != StartOutcome::Success || subject.isGuess())
            return;
        for (const Facility facility : allFacilities) {
            const std::vector<Entry> chain = subject.ownChain(facility);
            if (chain.empty())
                continue;
            visitLines(subject, context, chain, facility);
            if (!subject.isOther() && !subject.isFragment(context))
                visitOutcome(subject, context, chain, facility, findings);
        }
        reportBlocked(subject, findings);
    }

    /// A line of a shared file is dead only if it is so in every service that reads it.
    void finish(const LintContext &, Findings &findings) override
    {
        for (const auto &[key, dead] : m_dead) {
            if (m_alive.contains(key))
                continue;
            for (const std::string &service : dead.services)
                findings.add("PAM030", dead.reported.where,
                             {dead.reported.what, std::string(facilityName(dead.reported.facility)), dead.reported.kind}, service);
        }
    }

private:
    using Key = std::tuple<std::string, std::size_t, Facility>;
    struct Blocked {
        Place where;
        std::string facilities;
        std::string module;
        std::string reason;
    };
    struct Dead {
        Reported reported;
        std::set<std::string> services;
    };

    void visitLines(const Subject &subject, const LintContext &context, const std::vector<Entry> &chain, Facility facility)
    {
        // A module that is not installed has a finding of its own; what would run with it does not count as dead.
        const Reach reach = reachOf(chain, facility, context.tree, context.profile, false);
        const std::vector<Frame> &frames = subject.stack.frames;
        std::set<int> aliveFrames;
        for (std::size_t i = 0; i < chain.size(); ++i) {
            if (reach.complete && !reach.reached[i])
                continue;
            m_alive.insert({chain[i].file, chain[i].line, facility});
            for (int frame = chain[i].frame; frame >= 0 && aliveFrames.insert(frame).second;
                 frame = frames[static_cast<std::size_t>(frame)].parent) {
                const Frame &alive = frames[static_cast<std::size_t>(frame)];
                m_alive.insert({alive.directiveFile, alive.directiveLine, facility});
            }
        }
        for (std::size_t i = 0; i < chain.size() && reach.complete; ++i) {
            // pam_deny behind a jump is a safety net, there to be never reached.
            if (reach.reached[i] || chain[i].kind != EntryKind::Module || chain[i].module == "pam_deny.so")
                continue;
            const Reported reported = outermostDead(subject, chain[i], aliveFrames);
            Dead &dead = m_dead[reported.key()];
            dead.reported = reported;
            dead.services.insert(subject.service);
        }
    }

    /// The include that brings the entry, if nothing that it brings ever runs; else the entry.
    static Reported outermostDead(const Subject &subject, const Entry &entry, const std::set<int> &aliveFrames)
    {
        Reported reported{placeOf(subject.stack, entry, Field::Line), entry.module, "rule", entry.facility};
        for (int index = entry.frame; index >= 0; index = subject.stack.frames[static_cast<std::size_t>(index)].parent) {
            const Frame &frame = subject.stack.frames[static_cast<std::size_t>(index)];
            if (aliveFrames.contains(index) || frame.parent < 0)
                break;
            reported.where = {frame.directiveFile, frame.directiveLine, 1};
            reported.what = frame.target;
            reported.kind = "include";
        }
        return reported;
    }

    /// One finding for each file that is to blame, not one for each facility.
    void reportBlocked(const Subject &subject, Findings &findings)
    {
        for (const auto &[file, blocked] : m_blocked)
            findings.add("PAM033", blocked.where, {blocked.facilities, blocked.module, blocked.reason}, subject.service);
        m_blocked.clear();
    }

    void visitOutcome(const Subject &subject, const LintContext &context, const std::vector<Entry> &chain, Facility facility,
                      Findings &findings)
    {
        const Reach reach = reachOf(chain, facility, context.tree, context.profile, context.modulesKnown);
        if (passes(reach, facility))
            return;
        const std::string name(facilityName(facility));
        // Meant to refuse only if nothing else is there, not even behind the refusal.
        const bool deliberate = std::all_of(chain.begin(), chain.end(), [](const Entry &entry) {
            return entry.kind == EntryKind::Marker || (entry.kind == EntryKind::Module && isRefusal(entry.module));
        });
        if (deliberate) {
            // Services that never change a password say so with pam_deny, and a package knows what its service is for.
            const Place where = placeOf(subject.stack, chain.front(), Field::Line);
            if (facility != Facility::Password && ownerOf(context.tree, where.file) != Owner::Package)
                findings.add("PAM034", where, {name}, subject.service);
            return;
        }
        const std::size_t guilty = culprit(context, chain, facility);
        const bool single = guilty < chain.size();
        const Entry &entry = single ? chain[guilty] : chain.front();
        const Place where = placeOf(subject.stack, entry, Field::Line);
        const auto [blocked, first] = m_blocked.try_emplace(where.file, Blocked{where, name, "", ""});
        if (!first)
            blocked->second.facilities += ", " + name;
        else if (single)
            blocked->second = {where, name, entry.module, reason(context, entry, facility)};
    }

    /// The first entry without whose certain failure someone could pass; the chain's size if no single one is to blame.
    static std::size_t culprit(const LintContext &context, std::vector<Entry> chain, Facility facility)
    {
        if (chain.size() > maxSearch)
            return chain.size();
        for (std::size_t i = 0; i < chain.size(); ++i) {
            const std::string why = chain[i].kind == EntryKind::Marker ? std::string() : reason(context, chain[i], facility);
            if (why.empty())
                continue;
            const Entry original = chain[i];
            chain[i].kind = EntryKind::Module;
            if (why == "line" || why == "control")
                chain[i].actions = requiredActions(context.profile);
            if (passes(reachWith(context, chain, facility, i), facility))
                return i;
            chain[i] = original;
        }
        return chain.size();
    }

    /// The walk in which one entry may yield anything.
    static Reach reachWith(const LintContext &context, const std::vector<Entry> &chain, Facility facility, std::size_t free)
    {
        const Pass pass = passOf(facility);
        std::vector<Outcomes> outcomes;
        for (const Entry &entry : chain)
            outcomes.push_back(certainOutcomes(entry, pass, context.tree, context.profile, context.modulesKnown));
        outcomes[free] = anyOutcome;
        return pam::reach(chain, outcomes);
    }

    /// Why an entry fails for certain; empty if it need not.
    static std::string reason(const LintContext &context, const Entry &entry, Facility facility)
    {
        if (entry.kind == EntryKind::MustFail)
            return "line";
        if (std::all_of(entry.actions.begin(), entry.actions.end(), [](Action action) { return action.value == Action::Bad; }))
            return "control";
        if (context.modulesKnown && !findModule(context.tree, context.profile, entry.module))
            return "missing";
        if (entry.module == "pam_deny.so")
            return "denies";
        return certainOutcomes(entry, passOf(facility), context.tree, context.profile, false) == anyOutcome ? "" : "certain";
    }

    std::map<std::string, Blocked> m_blocked; ///< of the service under way, by the file to blame
    std::map<Key, Dead> m_dead;
    std::set<Key> m_alive;
};

} // namespace

std::unique_ptr<LintFamily> makeReachLints()
{
    return std::make_unique<ReachLints>();
}

} // namespace pamphlet::pam
