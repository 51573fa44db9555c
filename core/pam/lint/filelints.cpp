// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/family.h"
#include "core/pam/stack/servicelookup.h"

#include <algorithm>

namespace pamphlet::pam {

namespace {

constexpr const char *pamConfPath = "/etc/pam.conf";

bool hasRules(const Document &document)
{
    return std::any_of(document.nodes().begin(), document.nodes().end(),
                       [](const Node &node) { return node.kind != NodeKind::Blank && node.kind != NodeKind::Comment; });
}

/// A link to /dev/null is how a file is switched off.
bool isSpecial(const FileStatus &status)
{
    return status.kind == FileKind::Other && !(status.symlink && status.linkTarget == "/dev/null");
}

/// PAM097…PAM100, PAM106, PAM107: files that are there, and not what they seem.
class FileLints final : public LintFamily
{
public:
    void visit(const Subject &subject, const LintContext &context, Findings &findings) override
    {
        visitEmpty(subject, context, findings);
        if (context.ownersKnown)
            visitPrivate(subject, context, findings);
    }

    void finish(const LintContext &context, Findings &findings) override
    {
        if (!context.wholeTree || !usesPamD(context.tree, context.profile))
            return;
        for (std::size_t i = 0; i < context.profile.directories.size(); ++i)
            visitDirectory(context, i, findings);
        visitPamConf(context, findings);
    }

private:
    /// The file of that name in a directory that libpam looks into later.
    static std::string hiddenBehind(const std::string &name, std::size_t directory, const LintContext &context)
    {
        for (std::size_t i = directory + 1; i < context.profile.directories.size(); ++i) {
            const std::string path = context.profile.directories[i] + '/' + name;
            if (context.tree.status(path).kind == FileKind::Regular)
                return path;
        }
        return {};
    }

    static void visitEmpty(const Subject &subject, const LintContext &context, Findings &findings)
    {
        const EffectiveStack &stack = subject.stack;
        const auto document = stack.documents.find(stack.serviceFile);
        if (subject.isOther() || document == stack.documents.end() || document->second.syntax() == Syntax::PamConf
            || hasRules(document->second) || subject.stack.hasProblem(ProblemKind::IncludeUnreadable))
            return;
        const auto directory = std::find_if(context.profile.directories.begin(), context.profile.directories.end(),
                                            [&stack](const std::string &path) { return stack.serviceFile.starts_with(path + '/'); });
        const auto index = static_cast<std::size_t>(directory - context.profile.directories.begin());
        const std::string hidden = hiddenBehind(std::string(fileName(stack.serviceFile)), index, context);
        const FileStatus status = context.tree.status(stack.serviceFile);
        if (isSpecial(status) || (status.kind == FileKind::Directory && !hidden.empty()))
            return; // visitDirectory()
        if (!hidden.empty())
            findings.add("PAM097", {stack.serviceFile, 0, 0}, {subject.service, hidden}, subject.service);
        else if (!subject.isFragment(context))
            findings.add("PAM098", {stack.serviceFile, 0, 0}, {subject.service, stack.otherFile.empty() ? "" : "other"}, subject.service);
    }

    static void visitPrivate(const Subject &subject, const LintContext &context, Findings &findings)
    {
        for (const auto &[file, document] : subject.stack.documents) {
            const FileStatus status = context.tree.status(file);
            if (status.kind == FileKind::Regular && (status.mode & 04) == 0)
                findings.add("PAM106", {file, 0, 0}, {file}, subject.service);
        }
    }

    static void visitDirectory(const LintContext &context, std::size_t index, Findings &findings)
    {
        const std::string &directory = context.profile.directories[index];
        for (const std::string &name : context.tree.list(directory)) {
            const std::string path = directory + '/' + name;
            const FileStatus status = context.tree.status(path);
            if (status.kind == FileKind::Missing && status.symlink && !name.starts_with('.')) {
                const std::string next = hiddenBehind(name, index, context);
                findings.add("PAM100", {path, 0, 0}, {status.linkTarget, next}, name);
            } else if (status.kind == FileKind::Directory) {
                const std::string hidden = hiddenBehind(name, index, context);
                if (!hidden.empty())
                    findings.add("PAM099", {path, 0, 0}, {"directory", hidden}, name);
            } else if (isSpecial(status)) {
                findings.add("PAM099", {path, 0, 0}, {"special", ""}, name);
            }
        }
    }

    static void visitPamConf(const LintContext &context, Findings &findings)
    {
        FileContent content = context.tree.read(pamConfPath);
        if (content.status.kind != FileKind::Regular)
            return;
        const Document document = Document::parse(std::move(content.bytes), context.profile, Syntax::PamConf);
        const auto rule
            = std::find_if(document.nodes().begin(), document.nodes().end(), [](const Node &node) { return node.kind == NodeKind::Rule; });
        if (rule != document.nodes().end())
            findings.add("PAM107", {pamConfPath, rule->ruleLine, 0}, {},
                         normalizedServiceName(rule->rule.service ? rule->rule.service->text : ""));
    }
};

} // namespace

std::unique_ptr<LintFamily> makeFileLints()
{
    return std::make_unique<FileLints>();
}

} // namespace pamphlet::pam
