// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/tokenusers.h"

#include "app/cli/treefile.h"
#include "core/pam/dispatch/explain.h"
#include "core/pam/modules/modulelookup.h"
#include "core/pam/stack/servicelookup.h"

#include <algorithm>
#include <string_view>

namespace pamphlet::app::cli {

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

token::Answer certainAnswerOf(const Tree &tree, const pam::EffectiveStack &stack, pam::Facility facility, pam::Pass pass)
{
    const std::vector<pam::Entry> chain = stack.chain(facility);
    const std::vector<pam::RuleAnswers> answers = pam::ruleAnswers(chain, pass, *tree.files, tree.profile, pam::ModuleCatalogue::builtin(),
                                                                   pam::hasModuleDirectory(*tree.files, tree.profile));
    const pam::Explanation explanation = pam::explainChain(chain, facility, answers);
    if (!explanation.complete)
        return token::Answer::Unknown;
    if (!explanation.canSucceed)
        return token::Answer::No;
    return alwaysSucceeds(explanation, answers) ? token::Answer::Yes : token::Answer::Unknown;
}

} // namespace

Result<std::vector<std::string>> passwdUsers(const FileSource &files)
{
    const Result<std::string> bytes = treeFile(files, "/etc/passwd");
    if (!bytes)
        return fail(bytes.error());
    std::vector<std::string> users;
    std::string_view rest = *bytes;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        const std::size_t colon = line.find(':');
        // "+name" and "-name" are of NIS, and no users.
        if (colon == std::string_view::npos || colon == 0 || line.front() == '#' || line.front() == '+' || line.front() == '-')
            continue;
        const std::string name(line.substr(0, colon));
        if (std::find(users.begin(), users.end(), name) == users.end())
            users.push_back(name);
    }
    return users;
}

Result<token::PamAnswer> certainPamAnswer(const Tree &tree, const std::string &service)
{
    token::PamAnswer answer;
    if (!pam::usesPamD(*tree.files, tree.profile) && tree.files->status("/etc/pam.conf").kind == FileKind::Missing)
        return answer;
    if (const auto error = unreadableFileOf(tree, service))
        return fail(*error);
    const pam::EffectiveStack stack = pam::effectiveStack(*tree.files, tree.profile, service);
    if (stack.hasProblem(pam::ProblemKind::IncludeUnreadable) || stack.hasProblem(pam::ProblemKind::WorkLimit)
        || stack.start == pam::StartOutcome::Undefined)
        return answer;
    if (stack.start != pam::StartOutcome::Success)
        return token::PamAnswer{token::Answer::No, token::Answer::No};
    answer.authenticate = certainAnswerOf(tree, stack, pam::Facility::Auth, pam::Pass::Authenticate);
    answer.account = certainAnswerOf(tree, stack, pam::Facility::Account, pam::Pass::AcctMgmt);
    return answer;
}

} // namespace pamphlet::app::cli
