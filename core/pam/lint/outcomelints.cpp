// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/certain.h"
#include "core/pam/lint/facts.h"
#include "core/pam/stack/servicelookup.h"

#include <algorithm>
#include <array>
#include <optional>

namespace pamphlet::pam {

namespace {

/// More entries than this, and the search for the one rule that lets in is left out: it walks the chain once for each.
constexpr std::size_t maxSearch = 200;

constexpr Outcomes good = outcome(rc::success) | outcome(rc::newAuthtokReqd);

/// Services that are there to let in whom the display manager has decided on.
bool isDisplayManagersOwn(std::string_view service)
{
    constexpr std::array<std::string_view, 3> parts{"autologin", "greeter", "launch-environment"};
    return std::any_of(parts.begin(), parts.end(),
                       [service](std::string_view part) { return service.find(part) != std::string_view::npos; });
}

/// What is asked of the modules that check who the user is.
enum class Checks {
    Refuse, ///< they say no
    RefuseLikeConditions, ///< and so does what looks at groups, hosts, times
    Ignore, ///< those that may hold back do
};

/// PAM082…PAM085: what modules can answer at all, and what follows for those who ask.
class OutcomeLints final : public LintFamily
{
public:
    void visit(const Subject &subject, const LintContext &context, Findings &findings) override
    {
        if (subject.stack.start != StartOutcome::Success || subject.isGuess() || subject.isFragment(context))
            return;
        for (const Facility facility : {Facility::Auth, Facility::Account, Facility::Session})
            visitIgnored(subject, context, facility, findings);
        visitDoor(subject, context, findings);
    }

private:
    /// Rules of which none can ever contribute a success: PAM_PERM_DENIED is what libpam makes of that.
    static void visitIgnored(const Subject &subject, const LintContext &context, Facility facility, Findings &findings)
    {
        const std::vector<Entry> chain = subject.ownChain(facility);
        if (chain.empty() || subject.isOther())
            return;
        std::vector<Outcomes> outcomes;
        for (const Entry &entry : chain)
            outcomes.push_back(possibleOutcomes(entry, facility, context));
        const Reach known = reach(chain, outcomes);
        if (!known.complete || known.canSucceed || (facility == Facility::Account && known.canAskForToken))
            return;
        const Reach certain = reachOf(chain, facility, context.tree, context.profile, context.modulesKnown);
        if (certain.complete && certain.canSucceed) // else no one passes anyway, and it has been said
            findings.add("PAM082", placeOf(subject.stack, chain.front(), Field::Line), {std::string(facilityName(facility))},
                         subject.service);
    }

    static void visitDoor(const Subject &subject, const LintContext &context, Findings &findings)
    {
        const std::vector<Entry> chain = subject.ownChain(Facility::Auth);
        if (chain.empty())
            return;
        const bool some = opens(chain, Checks::Refuse, context);
        if (some) {
            const bool everyone = opens(chain, Checks::RefuseLikeConditions, context);
            const Entry &entry = chain[opener(chain, everyone ? Checks::RefuseLikeConditions : Checks::Refuse, context)];
            const Place where = placeOf(subject.stack, entry, Field::Line);
            const bool meant = isDisplayManagersOwn(subject.service) || ownerOf(context.tree, subject.stack.serviceFile) == Owner::Package;
            if (!everyone)
                findings.add("PAM084", where, {entry.module, "some"}, subject.service);
            else if (meant)
                findings.add("PAM084", where, {entry.module, "everyone"}, subject.service);
            else
                findings.add("PAM083", where, {entry.module}, subject.service);
            return;
        }
        if (!opens(chain, Checks::Ignore, context))
            return;
        const auto holdsBack
            = std::find_if(chain.begin(), chain.end(), [&context](const Entry &entry) { return mayHoldBack(entry, context); });
        if (holdsBack != chain.end())
            findings.add("PAM085", placeOf(subject.stack, *holdsBack, Field::Line), {holdsBack->module}, subject.service);
    }

    /// A module that checks a credential and says in its documentation that it may answer PAM_IGNORE.
    static bool mayHoldBack(const Entry &entry, const LintContext &context)
    {
        const ModuleInfo *info = entry.kind == EntryKind::Module ? context.catalogue.find(entry.module) : nullptr;
        // pam_unix answers so where the machine is in trouble; what a user can bring about is a missing key or secret.
        if (!info || info->credential != Credential::Checked || info->factor == "password" || info->factor == "caller")
            return false;
        const auto results = info->results.find(Primitive::Authenticate);
        return results != info->results.end()
            && std::find(results->second.begin(), results->second.end(), rc::ignore) != results->second.end();
    }

    static Outcomes answersOf(const Entry &entry, Checks checks, const LintContext &context)
    {
        const Outcomes possible = possibleOutcomes(entry, Facility::Auth, context);
        if (checks == Checks::Ignore && mayHoldBack(entry, context))
            return outcome(rc::ignore);
        if (checks == Checks::RefuseLikeConditions && isCondition(entry))
            return possible & ~good & ~outcome(rc::ignore);
        if (credentialOf(entry, context) == Credential::None)
            return possible;
        // Of a module that nobody knows it is assumed that it checks. What it would hold back from is not guessed at.
        return possible & ~good & ~outcome(rc::ignore);
    }

    static std::vector<Outcomes> answers(const std::vector<Entry> &chain, Checks checks, const LintContext &context)
    {
        std::vector<Outcomes> outcomes;
        for (const Entry &entry : chain)
            outcomes.push_back(answersOf(entry, checks, context));
        return outcomes;
    }

    static bool opens(const std::vector<Entry> &chain, Checks checks, const LintContext &context)
    {
        const Reach walked = reach(chain, answers(chain, checks, context));
        return walked.complete && walked.canSucceed;
    }

    /// The first entry without whose success the door is closed; the first of all if no single one opens it.
    static std::size_t opener(const std::vector<Entry> &chain, Checks checks, const LintContext &context)
    {
        if (chain.size() > maxSearch)
            return 0;
        std::vector<Outcomes> outcomes = answers(chain, checks, context);
        for (std::size_t i = 0; i < chain.size(); ++i) {
            const Outcomes before = outcomes[i];
            if ((before & good) == 0)
                continue;
            outcomes[i] = (before & ~good) | outcome(rc::authErr);
            if (!reach(chain, outcomes).canSucceed)
                return i;
            outcomes[i] = before;
        }
        return 0;
    }
};

} // namespace

std::unique_ptr<LintFamily> makeOutcomeLints()
{
    return std::make_unique<OutcomeLints>();
}

} // namespace pamphlet::pam
