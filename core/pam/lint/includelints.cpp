// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/family.h"
#include "core/pam/lint/fixes.h"

#include <algorithm>

namespace pamphlet::pam {

namespace {

/// PAM020…PAM025, PAM066, PAM067: include lines that do not bring what they name.
class IncludeLints final : public LintFamily
{
public:
    void visit(const Subject &subject, const LintContext &context, Findings &findings) override
    {
        const EffectiveStack &stack = subject.stack;
        visitFrames(subject, context, findings);
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
                if (endsInCarriageReturn(problem.detail) || unreadable.contains({problem.where.file, problem.where.line}))
                    break;
                if (const std::string elsewhere = vendorsFile(problem.detail, context); !elsewhere.empty())
                    add("PAM021", {problem.detail, directive, "vendor", elsewhere});
                else
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

private:
    /// The file that another libpam would take: this one looks for relative names in /etc/pam.d alone.
    static std::string vendorsFile(const std::string &target, const LintContext &context)
    {
        if (!context.profile.etcInclude || target.starts_with('/'))
            return {};
        for (const std::string &directory : context.profile.directories) {
            const std::string path = directory + '/' + target;
            if (context.tree.status(path).kind == FileKind::Regular)
                return path;
        }
        return {};
    }

    /// Lines that bring a file, and yet not what they say.
    static void visitFrames(const Subject &subject, const LintContext &context, Findings &findings)
    {
        const EffectiveStack &stack = subject.stack;
        for (const Frame &frame : stack.frames) {
            const auto document = stack.documents.find(frame.directiveFile);
            if (frame.parent < 0 || document == stack.documents.end())
                continue;
            const std::optional<std::size_t> index = document->second.ruleAtLine(frame.directiveLine);
            const Node *node = index ? &document->second.nodes()[*index] : nullptr;
            if (!node || node->overlong || !node->rule.target || node->rule.target->text != frame.target
                || endsInCarriageReturn(frame.target))
                continue;
            const std::vector<Token> &rest = node->rule.arguments;
            const std::string directive = directiveName(*node);
            if (!rest.empty() && !endsInCarriageReturn(rest.back().text))
                findings.add("PAM066", placeOf(stack, frame.directiveFile, rest.front()), {rest.front().text, directive}, subject.service,
                             withoutArguments(frame.directiveFile, document->second, *index));
            if (!frame.failed && context.tree.status(frame.file).kind == FileKind::Directory)
                findings.add("PAM067", placeOf(stack, frame.directiveFile, *node->rule.target), {frame.target, directive}, subject.service);
        }
    }
};

} // namespace

std::unique_ptr<LintFamily> makeIncludeLints()
{
    return std::make_unique<IncludeLints>();
}

} // namespace pamphlet::pam
