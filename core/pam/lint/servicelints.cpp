// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/family.h"

#include <algorithm>

namespace pamphlet::pam {

namespace {

/// PAM040…PAM048: what happens to a service as a whole.
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
