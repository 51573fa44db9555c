// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/family.h"
#include "core/pam/lint/fixes.h"
#include "core/pam/syntax/editcheck.h"

#include <algorithm>
#include <map>
#include <set>

namespace pamphlet::pam {

namespace {

/// The bytes that the reader of Linux-PAM before 1.6 takes at a time.
constexpr std::size_t readerRoom = 1023;

std::size_t ruleCount(const Document &document)
{
    return static_cast<std::size_t>(
        std::count_if(document.nodes().begin(), document.nodes().end(), [](const Node &node) { return node.kind == NodeKind::Rule; }));
}

/// Every CRLF as LF, if that leaves nothing spoiled.
std::optional<Fix> unixLineEnds(const std::string &file, const Document &document)
{
    std::string bytes;
    const std::string &text = document.text();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r' || i + 1 >= text.size() || text[i + 1] != '\n')
            bytes += text[i];
    }
    if (hasCarriageReturns(Document::parse(bytes, document.profile(), document.syntax())))
        return std::nullopt;
    return Fix{file, std::move(bytes)};
}

/// The comment that is too long on this line as several comments, if every rule of the file but its tail stays.
std::optional<Fix> splitComment(const std::string &file, const Document &document, std::size_t line)
{
    const std::string &text = document.text();
    std::size_t begin = 0;
    for (std::size_t i = 1; i < line; ++i)
        begin = text.find('\n', begin) + 1;
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string comment;
    std::size_t taken = begin;
    while (taken < end) {
        const std::string start = taken == begin ? "" : "\n# ";
        std::size_t size = std::min(end - taken, readerRoom - 64);
        if (taken + size < end) { // better between words
            const std::size_t blank = text.rfind(' ', taken + size);
            if (blank != std::string::npos && blank > taken + size / 2)
                size = blank + 1 - taken;
        }
        comment += start + text.substr(taken, size);
        taken += size;
    }
    std::string bytes = text.substr(0, begin) + comment + text.substr(end);
    const Document fixed = Document::parse(bytes, document.profile(), document.syntax());
    const auto tails = std::count_if(document.nodes().begin(), document.nodes().end(), [&](const Node &node) {
        return node.kind == NodeKind::Rule && node.overlong && document.place(node.span.begin).line == line;
    });
    if (ruleCount(fixed) + static_cast<std::size_t>(tails) != ruleCount(document))
        return std::nullopt;
    return Fix{file, std::move(bytes)};
}

/// The file without the backslash that leaves its last line open, if all that stood before it stays as it was.
std::optional<Fix> closedLine(const std::string &file, const Document &document)
{
    const std::string &text = document.text();
    const std::size_t last = text.rfind('\\');
    if (text.size() > maxFixBytes || last == std::string::npos || document.nodes().back().kind != NodeKind::Unfinished)
        return std::nullopt;
    std::string bytes = text.substr(0, last) + text.substr(last + 1);
    const Document fixed = Document::parse(bytes, document.profile(), document.syntax());
    const std::vector<const Node *> before = meaningOf(document);
    const std::vector<const Node *> after = meaningOf(fixed);
    const bool same = after.size() + 1 >= before.size()
        && std::equal(before.begin(), before.end() - 1, after.begin(), [](const Node *a, const Node *b) { return sameMeaning(*a, *b); });
    const bool open = std::any_of(after.begin(), after.end(), [](const Node *node) { return node->kind != NodeKind::Rule; });
    return same && !open ? std::optional(Fix{file, std::move(bytes)}) : std::nullopt;
}

/// One line, one finding: what follows from a worse fault of the same line is left out.
class LineFaults
{
public:
    explicit LineFaults(const std::vector<Problem> &problems)
    {
        for (const Problem &problem : problems) {
            const Line line(problem.where.file, problem.where.line);
            if (problem.kind == ProblemKind::IllegalType)
                m_illegalType.insert(line);
            else if (problem.kind == ProblemKind::MissingModule)
                m_missingModule.insert(line);
            else if (problem.kind == ProblemKind::BadControl && isOpen(problem))
                m_openControl.insert(line);
            else if (problem.kind == ProblemKind::OverlongLine)
                m_overlong.try_emplace(line, problem.where.column);
        }
    }

    /// True if another finding of the line says it already.
    bool answer(const Problem &problem) const
    {
        const Line line(problem.where.file, problem.where.line);
        if (const auto tail = m_overlong.find(line); tail != m_overlong.end() && problem.where.column >= tail->second)
            return problem.kind != ProblemKind::OverlongLine || problem.where.column > tail->second;
        switch (problem.kind) {
        case ProblemKind::BadControl:
            return m_illegalType.contains(line) || (!isOpen(problem) && m_missingModule.contains(line));
        case ProblemKind::MissingModule:
            return m_illegalType.contains(line) || m_openControl.contains(line);
        case ProblemKind::MissingControl:
            return m_illegalType.contains(line);
        default:
            return false;
        }
    }

private:
    using Line = std::pair<std::string, std::size_t>;

    /// A bracket that is never closed swallows the module; a single word in its place means that the control was left out.
    static bool isOpen(const Problem &problem) { return problem.detail.find_first_of(" \t=") != std::string::npos; }

    std::set<Line> m_illegalType, m_missingModule, m_openControl;
    std::map<Line, std::size_t> m_overlong; ///< the column where the first tail begins
};

/// PAM010…PAM019: what libpam makes of single lines.
class SyntaxLints final : public LintFamily
{
public:
    void visit(const Subject &subject, const LintContext &context, Findings &findings) override
    {
        const LineFaults faults(subject.stack.problems);
        for (const Problem &problem : subject.stack.problems) {
            if (!faults.answer(problem))
                visitProblem(subject, problem, context, findings);
        }
        visitLineEnds(subject, findings);
    }

private:
    static void visitProblem(const Subject &subject, const Problem &problem, const LintContext &context, Findings &findings)
    {
        const auto add = [&](std::string_view id, std::vector<std::string> arguments) {
            findings.add(id, problem.where, std::move(arguments), subject.service);
        };
        switch (problem.kind) {
        case ProblemKind::IllegalType:
            if (!endsInCarriageReturn(problem.detail))
                add("PAM010", {problem.detail});
            break;
        case ProblemKind::BadControl:
            if (!endsInCarriageReturn(problem.detail))
                visitControl(subject, problem, context, findings);
            break;
        case ProblemKind::MissingControl:
            if (!endsInCarriageReturn(problem.detail))
                add("PAM013", {problem.detail});
            break;
        case ProblemKind::MissingModule:
            add("PAM014", {problem.detail});
            break;
        case ProblemKind::BadModuleName:
            add("PAM015", {problem.detail});
            break;
        case ProblemKind::UnfinishedContinuation:
            if (const auto document = subject.stack.documents.find(problem.where.file); document != subject.stack.documents.end())
                findings.add("PAM016", problem.where, {}, subject.service, closedLine(problem.where.file, document->second));
            break;
        case ProblemKind::OverlongLine:
            visitOverlong(subject, problem, findings);
            break;
        case ProblemKind::HiddenBytes:
            add("PAM018", {});
            break;
        default:
            break; // other families
        }
    }

    /// The column of what is wrong inside a control list.
    static void visitControl(const Subject &subject, const Problem &problem, const LintContext &context, Findings &findings)
    {
        const Control control = parseControl(problem.detail, context.profile);
        const std::size_t offset = control.errorOffset.value_or(0);
        Place where = problem.where;
        const Node *node = nodeAt(subject.stack, problem.where);
        if (node && node->rule.control && node->rule.control->span.size() <= problem.detail.size() + 2) // no escapes before it
            where.column += offset + (node->rule.control->bracketed ? 1 : 0);
        const bool zero = offset < problem.detail.size() && problem.detail[offset] == '0'
            && problem.detail.find_first_not_of("0", offset) != offset && isJumpZero(std::string_view(problem.detail).substr(offset));
        findings.add(zero ? "PAM012" : "PAM011", where, {problem.detail}, subject.service);
    }

    static bool isJumpZero(std::string_view text)
    {
        const std::size_t end = text.find_first_not_of('0');
        return end != 0 && (end == std::string_view::npos || text[end] < '1' || text[end] > '9');
    }

    static void visitOverlong(const Subject &subject, const Problem &problem, Findings &findings)
    {
        const auto document = subject.stack.documents.find(problem.where.file);
        if (document == subject.stack.documents.end())
            return;
        const std::vector<Node> &nodes = document->second.nodes();
        const bool comment = std::any_of(nodes.begin(), nodes.end(), [&](const Node &node) {
            return node.kind == NodeKind::Comment && !node.overlong && node.line == problem.where.line;
        });
        std::optional<Fix> fix;
        if (comment && document->second.text().size() <= maxFixBytes)
            fix = splitComment(problem.where.file, document->second, problem.where.line);
        findings.add("PAM017", problem.where, {comment ? "comment" : "rule"}, subject.service, std::move(fix));
    }

    static void visitLineEnds(const Subject &subject, Findings &findings)
    {
        for (const auto &[file, document] : subject.stack.documents) {
            if (!hasCarriageReturns(document))
                continue;
            Place where = document.place(document.text().find('\r'));
            where.file = file;
            findings.add("PAM019", where, {}, subject.service, unixLineEnds(file, document));
        }
    }
};

} // namespace

std::unique_ptr<LintFamily> makeSyntaxLints()
{
    return std::make_unique<SyntaxLints>();
}

} // namespace pamphlet::pam
