// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/pamanswer.h"

#include "core/pam/dispatch/explain.h"
#include "core/pam/modules/modulelookup.h"
#include "core/pam/stack/servicelookup.h"

#include <algorithm>
#include <optional>

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

Answer certainAnswerOf(const FileSource &files, const pam::LibpamProfile &profile, const pam::EffectiveStack &stack, pam::Facility facility,
                       pam::Pass pass)
{
    const std::vector<pam::Entry> chain = stack.chain(facility);
    const std::vector<pam::RuleAnswers> answers
        = pam::ruleAnswers(chain, pass, files, profile, pam::ModuleCatalogue::builtin(), pam::hasModuleDirectory(files, profile));
    const pam::Explanation explanation = pam::explainChain(chain, facility, answers);
    if (!explanation.complete)
        return Answer::Unknown;
    if (!explanation.canSucceed)
        return Answer::No;
    return alwaysSucceeds(explanation, answers) ? Answer::Yes : Answer::Unknown;
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

} // namespace

Result<PamAnswer> certainPamAnswer(const FileSource &files, const pam::LibpamProfile &profile, const std::string &service)
{
    PamAnswer answer;
    if (!pam::usesPamD(files, profile) && files.status("/etc/pam.conf").kind == FileKind::Missing)
        return answer;
    if (const std::optional<Error> error = unreadableFile(files, profile, service))
        return fail(*error);
    const pam::EffectiveStack stack = pam::effectiveStack(files, profile, service);
    if (stack.hasProblem(pam::ProblemKind::IncludeUnreadable) || stack.hasProblem(pam::ProblemKind::WorkLimit)
        || stack.start == pam::StartOutcome::Undefined)
        return answer;
    if (stack.start != pam::StartOutcome::Success)
        return PamAnswer{Answer::No, Answer::No};
    answer.authenticate = certainAnswerOf(files, profile, stack, pam::Facility::Auth, pam::Pass::Authenticate);
    answer.account = certainAnswerOf(files, profile, stack, pam::Facility::Account, pam::Pass::AcctMgmt);
    return answer;
}

} // namespace pamphlet::token
