// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/pamanswer.h"

#include "core/pam/dispatch/explain.h"
#include "core/pam/modules/modulelookup.h"
#include "core/pam/modules/shadow.h"
#include "core/pam/stack/servicelookup.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

namespace pamphlet::token {

namespace {

/// Succeeds whatever the modules return that have a choice.
bool alwaysSucceeds(const pam::Explanation &explanation, const std::vector<pam::RuleAnswers> &answers)
{
    return std::any_of(explanation.ways.begin(), explanation.ways.end(), [&answers](const pam::Way &way) {
        return way.unless.empty() && std::all_of(way.needs.begin(), way.needs.end(), [&answers](const pam::Condition &condition) {
                   return condition.rule.entry < answers.size()
                       && answers[condition.rule.entry].possible == pam::outcome(condition.returned);
               });
    });
}

/// The rules of one facility, and what their modules may answer.
struct Rules {
    pam::Facility facility = pam::Facility::Auth;
    std::vector<pam::Entry> chain;
    std::vector<pam::RuleAnswers> answers;

    /// `unixCode`: what pam_unix is known to return.
    Answer answer(std::optional<int> unixCode = std::nullopt) const;
};

/// Its answer depends on nothing but shadow(5).
bool followsShadow(const pam::Entry &entry)
{
    // use_first_pass: it asks nobody, and whether there is a password by then is for others to say.
    static constexpr std::array<std::string_view, 3> others{"broken_shadow", "no_pass_expiry", "use_first_pass"};
    return entry.kind == pam::EntryKind::Module && std::string_view(entry.module).substr(entry.module.rfind('/') + 1) == "pam_unix.so"
        && std::none_of(entry.arguments.begin(), entry.arguments.end(),
                        [](const std::string &argument) { return std::find(others.begin(), others.end(), argument) != others.end(); });
}

Answer Rules::answer(std::optional<int> unixCode) const
{
    std::vector<pam::RuleAnswers> narrowed = answers;
    for (std::size_t rule = 0; unixCode && rule < chain.size() && rule < narrowed.size(); ++rule) {
        if (followsShadow(chain[rule]))
            narrowed[rule].possible = narrowed[rule].likely = pam::outcome(*unixCode);
    }
    const pam::Explanation explanation = pam::explainChain(chain, facility, narrowed);
    if (!explanation.complete)
        return Answer::Unknown;
    if (!explanation.canSucceed)
        return Answer::No;
    return alwaysSucceeds(explanation, narrowed) ? Answer::Yes : Answer::Unknown;
}

Rules rulesOf(const FileSource &files, const pam::LibpamProfile &profile, const pam::EffectiveStack &stack, pam::Facility facility,
              pam::Pass pass)
{
    Rules rules{facility, stack.chain(facility), {}};
    rules.answers
        = pam::ruleAnswers(rules.chain, pass, files, profile, pam::ModuleCatalogue::builtin(), pam::hasModuleDirectory(files, profile));
    return rules;
}

/// A file that every answer about the service would be a guess without.
std::optional<Error> unreadableFile(const FileSource &files, const pam::LibpamProfile &profile, const std::string &service)
{
    std::vector<std::string> paths;
    for (const std::string &directory : profile.directories) {
        paths.push_back(directory + "/" + pam::normalizedServiceName(service));
        paths.push_back(directory + "/other");
    }
    paths.push_back("/etc/pam.conf");
    for (const std::string &path : paths) {
        const FileStatus status = files.read(path).status;
        if (status.kind == FileKind::Unreadable)
            return Error{ErrorCode::Unreadable, status.detail, {path, 0, 0}};
    }
    return std::nullopt;
}

/// Those for whom pam_unix asks shadow(5): passwd(5) says `x`. A hash that stands in passwd itself counts alone.
std::set<std::string> shadowedUsers(const FileSource &files)
{
    std::set<std::string> users;
    const FileContent file = files.read("/etc/passwd");
    std::string_view rest = file.bytes;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        const std::size_t name = line.find(':');
        if (name != std::string_view::npos && line.substr(name + 1).starts_with("x:"))
            users.emplace(line.substr(0, name));
    }
    return users;
}

/// Both facilities; or one answer for all where there is nothing to ask.
struct ServiceRules {
    std::optional<PamAnswer> fixed;
    Rules auth;
    Rules account;
};

Result<ServiceRules> serviceRules(const FileSource &files, const pam::LibpamProfile &profile, const std::string &service)
{
    if (!pam::usesPamD(files, profile) && files.status("/etc/pam.conf").kind == FileKind::Missing)
        return ServiceRules{PamAnswer{}, {}, {}};
    if (const std::optional<Error> error = unreadableFile(files, profile, service))
        return fail(*error);
    const pam::EffectiveStack stack = pam::effectiveStack(files, profile, service);
    if (stack.hasProblem(pam::ProblemKind::IncludeUnreadable) || stack.hasProblem(pam::ProblemKind::WorkLimit)
        || stack.start == pam::StartOutcome::Undefined)
        return ServiceRules{PamAnswer{}, {}, {}};
    if (stack.start != pam::StartOutcome::Success)
        return ServiceRules{PamAnswer{Answer::No, Answer::No}, {}, {}};
    return ServiceRules{std::nullopt, rulesOf(files, profile, stack, pam::Facility::Auth, pam::Pass::Authenticate),
                        rulesOf(files, profile, stack, pam::Facility::Account, pam::Pass::AcctMgmt)};
}

} // namespace

Result<PamAnswer> certainPamAnswer(const FileSource &files, const pam::LibpamProfile &profile, const std::string &service)
{
    const auto rules = serviceRules(files, profile, service);
    if (!rules)
        return fail(rules.error());
    return rules->fixed ? *rules->fixed : PamAnswer{rules->auth.answer(), rules->account.answer()};
}

Result<AskPam> pamAnswers(const FileSource &files, const pam::LibpamProfile &profile, const std::string &service, std::int64_t today)
{
    auto rules = serviceRules(files, profile, service);
    if (!rules)
        return fail(rules.error());
    if (rules->fixed)
        return AskPam([answer = *rules->fixed](const std::string &) { return answer; });
    const auto shadow = pam::readShadow(files);
    // Few answers for many users: each is worked out once.
    std::map<std::optional<int>, Answer> auth{{std::nullopt, rules->auth.answer()}};
    std::map<std::optional<int>, Answer> account{{std::nullopt, rules->account.answer()}};
    std::map<std::string, PamAnswer> answers;
    const auto known = [](std::map<std::optional<int>, Answer> &seen, const Rules &of, std::optional<int> code) {
        const auto found = seen.find(code);
        return found != seen.end() ? found->second : seen.emplace(code, of.answer(code)).first->second;
    };
    if (shadow) {
        const std::set<std::string> hashedElsewhere = shadowedUsers(files);
        for (const auto &[user, entry] : *shadow) {
            if (!hashedElsewhere.contains(user))
                continue;
            answers[user] = {known(auth, rules->auth, pam::unixRightPasswordCode(entry)),
                             known(account, rules->account, pam::unixAccountCode(entry, today, profile))};
        }
    }
    const PamAnswer everybody{auth.at(std::nullopt), account.at(std::nullopt)};
    return AskPam([answers = std::move(answers), everybody](const std::string &user) {
        const auto found = answers.find(user);
        return found == answers.end() ? everybody : found->second;
    });
}

} // namespace pamphlet::token
