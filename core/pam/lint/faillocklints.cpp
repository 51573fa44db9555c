// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/facts.h"

#include <algorithm>
#include <optional>

namespace pamphlet::pam {

namespace {

constexpr std::string_view faillock = "pam_faillock.so";

/// The run in which all passwords are right or all are wrong, and all conditions hold or none. With right passwords nothing
/// else goes wrong either.
Outcomes answerOf(const Entry &entry, bool passwordsRight, std::optional<bool> conditionsHold, const LintContext &context)
{
    const Outcomes possible = possibleOutcomes(entry, Facility::Auth, context);
    if (isModule(entry, faillock))
        return hasArgument(entry, "authfail") ? outcome(rc::authErr) : outcome(rc::success);
    if (checksPassword(entry, context))
        return outcome(passwordsRight ? rc::success : rc::authErr);
    if (credentialOf(entry, context) == Credential::Checked)
        return outcome(passwordsRight && entry.actions[rc::success].value != Action::Done ? rc::success
                                                                                          : rc::authErr); // another way in is not gone
    if (isCondition(entry) && conditionsHold)
        return outcome(*conditionsHold ? rc::success : rc::authErr);
    const Outcomes good = outcome(rc::success) | outcome(rc::ignore);
    const Outcomes benign = possible == outcome(rc::moduleUnknown) ? good : possible & good; // that it is missing is said elsewhere
    return passwordsRight && benign != 0 ? benign : possible;
}

/// PAM088…PAM090: pam_faillock(8) counts only if it stands at the right places.
class FaillockLints final : public LintFamily
{
public:
    void visit(const Subject &subject, const LintContext &context, Findings &findings) override
    {
        if (subject.stack.start != StartOutcome::Success || subject.isGuess() || subject.isFragment(context))
            return;
        const std::vector<Entry> chain = subject.ownChain(Facility::Auth);
        const auto with = [&chain](std::string_view argument) {
            return std::find_if(chain.begin(), chain.end(),
                                [argument](const Entry &entry) { return isModule(entry, faillock) && hasArgument(entry, argument); });
        };
        const auto fail = with("authfail");
        const auto reset = with("authsucc");
        const auto check = with("preauth") != chain.end() ? with("preauth") : reset;
        const auto missing = [&](const Entry &entry, const char *part) {
            findings.add("PAM088", placeOf(subject.stack, entry, Field::Line), {part}, subject.service);
        };
        const auto password
            = std::find_if(chain.begin(), chain.end(), [&context](const Entry &entry) { return checksPassword(entry, context); });
        if (password == chain.end())
            return; // a wrong finger is not counted, and a locked account is still refused
        if (fail == chain.end()) {
            if (check != chain.end())
                missing(*check, "authfail");
            return;
        }
        const std::vector<Entry> account = subject.stack.chain(Facility::Account);
        if (check == chain.end())
            missing(*fail, "preauth");
        else if (reset == chain.end()
                 && std::none_of(account.begin(), account.end(), [](const Entry &entry) { return isModule(entry, faillock); }))
            missing(*fail, "authsucc");
        visitCounting(subject, chain, static_cast<std::size_t>(fail - chain.begin()), *password, context, findings);
    }

private:
    static void visitCounting(const Subject &subject, const std::vector<Entry> &chain, std::size_t fail, const Entry &password,
                              const LintContext &context, Findings &findings)
    {
        const auto comesTo = [&](bool passwordsRight, std::optional<bool> conditionsHold) {
            std::vector<Outcomes> outcomes;
            for (const Entry &entry : chain)
                outcomes.push_back(answerOf(entry, passwordsRight, conditionsHold, context));
            const Reach walked = reach(chain, outcomes);
            return !walked.complete || walked.reached[fail];
        };
        const Place where = placeOf(subject.stack, chain[fail], Field::Line);
        if (!comesTo(false, std::nullopt)) {
            if (comesTo(true, std::nullopt) || reach(chain, std::vector<Outcomes>(chain.size(), anyOutcome)).reached[fail])
                findings.add("PAM089", where, {password.module}, subject.service); // else it never runs, which is another finding
        } else if (comesTo(true, true) && comesTo(true, false)) {
            findings.add("PAM090", where, {password.module}, subject.service);
        }
    }
};

} // namespace

std::unique_ptr<LintFamily> makeFaillockLints()
{
    return std::make_unique<FaillockLints>();
}

} // namespace pamphlet::pam
