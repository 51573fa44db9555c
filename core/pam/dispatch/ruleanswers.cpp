// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/ruleanswers.h"

#include <algorithm>
#include <array>
#include <map>

namespace pamphlet::pam {

namespace {

/**
 * Arguments with which a module that checks a credential answers PAM_IGNORE to users whom it does not know or who have not set
 * it up (man pages of pam_google_authenticator, pam_u2f, pam_yubico, pam_sss, pam_ldap of nslcd, pam_winbind). Without them none
 * of these does, whatever a list of return values copied from elsewhere says.
 */
constexpr std::array<std::string_view, 5> standingAside{"nullok", "nouserok", "ignore_unknown_user", "ignore_authinfo_unavail",
                                                        "unknown_ok"};

bool standsAside(const Entry &entry, const ModuleInfo &info)
{
    return std::any_of(entry.arguments.begin(), entry.arguments.end(), [&info](const std::string &argument) {
        // Of a module of passwords nullok is something else: an empty password is a right one.
        return std::find(standingAside.begin(), standingAside.end(), argument) != standingAside.end()
            && !(argument == "nullok" && info.factor == "password");
    });
}

Outcomes documented(const ModuleInfo &info, Primitive primitive)
{
    const auto codes = info.results.find(primitive);
    if (codes == info.results.end() || codes->second.empty())
        return outcome(rc::success) | refusals;
    Outcomes result = refusals; // lists of refusals are seldom complete
    for (const int code : codes->second)
        result |= outcome(code);
    return result;
}

} // namespace

std::vector<RuleAnswers> ruleAnswers(const std::vector<Entry> &chain, Pass pass, const FileSource &tree, const LibpamProfile &profile,
                                     const ModuleCatalogue &catalogue, bool modulesKnown)
{
    std::vector<RuleAnswers> result;
    result.reserve(chain.size());
    std::map<std::string_view, const ModuleInfo *> known; // a stack names few modules, however long it is
    for (const Entry &entry : chain) {
        RuleAnswers &answers = result.emplace_back();
        answers.possible = certainOutcomes(entry, pass, tree, profile, modulesKnown);
        answers.likely = answers.possible;
        if (entry.kind != EntryKind::Module)
            continue;
        const auto [place, added] = known.try_emplace(entry.module, nullptr);
        if (added)
            place->second = catalogue.find(entry.module);
        const ModuleInfo *info = place->second;
        answers.credential = info ? info->credential : Credential::Unknown;
        if (info && info->credential == Credential::Checked)
            answers.factor = info->factor;
        if (answers.possible != anyOutcome)
            continue;
        answers.likely = info ? documented(*info, primitiveOf(pass)) : outcome(rc::success) | refusals;
        if (info && info->credential == Credential::Checked) {
            answers.likely &= ~outcome(rc::ignore);
            answers.likely |= standsAside(entry, *info) ? outcome(rc::ignore) : Outcomes(0);
        }
    }
    return result;
}

Vouching vouchingOf(const RuleAnswers &answers, int code)
{
    switch (answers.credential) {
    case Credential::None:
        return Vouching::Nobody;
    case Credential::Checked:
        if (code == rc::success)
            return Vouching::Checked;
        return (answers.likely & outcome(code)) != 0 ? Vouching::Nobody : Vouching::UndocumentedAnswer;
    case Credential::Unknown:
        return (refusals & outcome(code)) != 0 ? Vouching::Nobody : Vouching::UnknownModule;
    }
    return Vouching::Nobody;
}

} // namespace pamphlet::pam
