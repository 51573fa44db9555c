// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/family.h"

namespace pamphlet::pam {

namespace {

/// PAM020…PAM025: include lines that do not bring what they name.
class IncludeLints final : public LintFamily
{
public:
    void visit(const Subject &subject, const LintContext &, Findings &findings) override
    {
        const EffectiveStack &stack = subject.stack;
        // A target that could not be read is also not found; the reason is the better answer.
        std::set<std::pair<std::string, std::size_t>> unreadable;
        for (const Problem &problem : stack.problems) {
            if (problem.kind == ProblemKind::IncludeUnreadable)
                unreadable.emplace(problem.where.file, problem.where.line);
        }
        for (const Problem &problem : stack.problems) {
            const Node *node = nodeAt(stack, problem.where);
            const std::string directive = node ? directiveName(*node) : "include";
            // An `@include` that fails where any type is wanted ends pam_start; the other directives cost one entry.
            const std::string abort = stack.start == StartOutcome::Abort && directive == "@include" ? "abort" : "";
            const auto add = [&](std::string_view id, std::vector<std::string> arguments) {
                findings.add(id, problem.where, std::move(arguments), subject.service);
            };
            switch (problem.kind) {
            case ProblemKind::IncludeTargetMissing:
                add("PAM020", {directive, stack.start == StartOutcome::Crash ? "crash" : ""});
                break;
            case ProblemKind::IncludeNotFound:
                if (!endsInCarriageReturn(problem.detail) && !unreadable.contains({problem.where.file, problem.where.line}))
                    add("PAM021", {problem.detail, directive, abort});
                break;
            case ProblemKind::IncludeUnreadable:
                if (problem.where.line != 0) // else it is the service's own file: ServiceLints
                    add("PAM022", {problem.detail, directive});
                break;
            case ProblemKind::IncludeTooDeep:
                add("PAM023", {problem.detail});
                break;
            case ProblemKind::IncludeFailed:
                add("PAM024", {problem.detail, directive, abort});
                break;
            case ProblemKind::IncludeCycle:
                add("PAM025", {problem.detail});
                break;
            default:
                break; // other families
            }
        }
    }
};

} // namespace

std::unique_ptr<LintFamily> makeIncludeLints()
{
    return std::make_unique<IncludeLints>();
}

} // namespace pamphlet::pam
