// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/family.h"
#include "core/pam/syntax/tokenizer.h"

#include <algorithm>

namespace pamphlet::pam {

namespace {

/// PAM040…PAM048, PAM068, PAM108, PAM109: what happens to a service as a whole.
class ServiceLints final : public LintFamily
{
public:
    void visit(const Subject &subject, const LintContext &context, Findings &findings) override
    {
        for (const Problem &problem : subject.stack.problems) {
            switch (problem.kind) {
            case ProblemKind::ReaderHangs:
                findings.add("PAM040", problem.where, {}, subject.service);
                break;
            case ProblemKind::ServiceNotFound:
                findings.add("PAM043", problem.where, {subject.service}, subject.service);
                break;
            case ProblemKind::UsesOther:
                if (subject.asked && !subject.isGuess())
                    findings.add("PAM044", problem.where, {subject.service}, subject.service);
                break;
            case ProblemKind::WorkLimit:
                findings.add("PAM047", problem.where, {problem.detail}, subject.service);
                break;
            case ProblemKind::IncludeUnreadable:
                if (problem.where.line == 0)
                    findings.add("PAM048", problem.where, {problem.detail}, subject.service);
                break;
            default:
                break; // other families
            }
        }
        if (subject.stack.start == StartOutcome::Undefined)
            visitUndefined(subject, findings);
        if (subject.stack.start == StartOutcome::Abort && context.otherBroken && !subject.stack.otherFile.empty())
            visitOther(subject, findings);
        if (subject.stack.start == StartOutcome::Success && !subject.isGuess() && !subject.isFragment(context))
            visitFallback(subject, findings);
        if (subject.isOther() && subject.asked && !subject.stack.otherFile.empty())
            findings.add("PAM109", {subject.stack.otherFile, 0, 0}, {}, subject.service);
    }

private:
    static const Problem *firstOf(const Subject &subject, std::initializer_list<ProblemKind> kinds)
    {
        const auto &problems = subject.stack.problems;
        const auto found = std::find_if(problems.begin(), problems.end(), [&kinds](const Problem &problem) {
            return std::find(kinds.begin(), kinds.end(), problem.kind) != kinds.end();
        });
        return found == problems.end() ? nullptr : &*found;
    }

    /// Cycles and limits have ids of their own; what is left is memory that libpam reads without having written it.
    static void visitUndefined(const Subject &subject, Findings &findings)
    {
        if (firstOf(subject, {ProblemKind::IncludeCycle, ProblemKind::IncludeTooDeep, ProblemKind::WorkLimit}))
            return;
        const Problem *cause = firstOf(subject,
                                       {ProblemKind::BadModuleName, ProblemKind::IncludeFailed, ProblemKind::IncludeNotFound,
                                        ProblemKind::IncludeUnreadable, ProblemKind::IncludeTargetMissing});
        findings.add("PAM042", cause ? cause->where : Place{subject.stack.serviceFile, 0, 0}, {}, subject.service);
    }

    /// Facilities that `other` decides although the service has a file, and more than that: although it has a line for them.
    static void visitFallback(const Subject &subject, Findings &findings)
    {
        const EffectiveStack &stack = subject.stack;
        const auto document = stack.documents.find(stack.serviceFile);
        if (subject.isOther() || document == stack.documents.end())
            return;
        const auto has = [&stack](Facility facility) {
            return std::any_of(stack.serviceEntries.begin(), stack.serviceEntries.end(),
                               [facility](const Entry &entry) { return entry.facility == facility; });
        };
        const std::string other = stack.otherFile.empty() ? "" : "other";
        bool account = false;
        for (const Node &node : document->second.nodes()) {
            const Rule &rule = node.rule;
            if (node.kind != NodeKind::Rule || rule.kind != RuleKind::Include || !rule.facility || !rule.target || has(*rule.facility)
                || (rule.service && !sameIgnoringCase(rule.service->text, subject.service)))
                continue;
            account = account || rule.facility == Facility::Account;
            findings.add("PAM068", placeOf(stack, stack.serviceFile, *rule.target),
                         {std::string(facilityName(*rule.facility)), rule.target->text, other}, subject.service);
        }
        if (has(Facility::Auth) && !has(Facility::Account) && !account)
            findings.add("PAM108", {stack.serviceFile, 0, 0}, {subject.service, other}, subject.service);
    }

    static void visitOther(const Subject &subject, Findings &findings)
    {
        findings.add("PAM045", {subject.stack.otherFile, 0, 0}, {}, subject.service);
    }
};

} // namespace

std::unique_ptr<LintFamily> makeServiceLints()
{
    return std::make_unique<ServiceLints>();
}

} // namespace pamphlet::pam
