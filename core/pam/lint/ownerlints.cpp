// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/family.h"
#include "core/pam/modules/modulelookup.h"
#include "core/pam/modules/scripts.h"

#include <map>
#include <set>

namespace pamphlet::pam {

namespace {

constexpr std::uint32_t othersWrite = 02;
constexpr std::uint32_t groupWrites = 020;
constexpr std::uint32_t sticky = 01000;
constexpr std::uint32_t anyoneRuns = 0111;

std::string octal(std::uint32_t mode)
{
    std::string digits;
    for (; mode != 0; mode >>= 3)
        digits.insert(digits.begin(), static_cast<char>('0' + (mode & 7)));
    return '0' + digits;
}

std::string parentOf(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos || slash == 0 ? "/" : path.substr(0, slash);
}

/// PAM101…PAM105: who else can change what decides over a login.
class OwnerLints final : public LintFamily
{
public:
    void visit(const Subject &subject, const LintContext &context, Findings &findings) override
    {
        if (context.ownersKnown) {
            for (const auto &[file, document] : subject.stack.documents)
                visitFile(file, "file", {file, 0, 0}, subject.service, context, findings);
        }
        for (const Entry *entry : subject.ownEntries()) {
            if (entry->kind != EntryKind::Module || endsInCarriageReturn(entry->module))
                continue;
            if (context.ownersKnown && context.modulesKnown) {
                if (const std::string &module = moduleFile(*entry, context); !module.empty())
                    visitFile(module, "module", placeOf(subject.stack, *entry, Field::Target), subject.service, context, findings);
            }
            visitScripts(subject, *entry, context, findings);
        }
    }

private:
    struct Weakness {
        std::string_view id;
        std::vector<std::string> arguments;
    };

    const std::string &moduleFile(const Entry &entry, const LintContext &context)
    {
        const auto known = m_modules.find(entry.module);
        if (known != m_modules.end())
            return known->second;
        return m_modules[entry.module] = findModule(context.tree, context.profile, entry.module).value_or(std::string());
    }

    void visitScripts(const Subject &subject, const Entry &entry, const LintContext &context, Findings &findings)
    {
        const bool looked = fileName(entry.module) == "pam_script.so"; // it takes what is there
        for (const std::string &script : scriptsOf(entry.module, entry.arguments)) {
            const Place where = placeOf(subject.stack, entry, Field::Target);
            if (!script.starts_with('/')) {
                if (!endsInCarriageReturn(script))
                    findings.add("PAM104", where, {script, entry.module}, subject.service);
                continue;
            }
            const FileStatus status = context.tree.status(script);
            const bool there = status.kind == FileKind::Regular || status.kind == FileKind::Unreadable;
            // A bare copy of /etc has no /usr/local/bin; a tree with modules has it all.
            if (!there && !looked && context.modulesKnown)
                findings.add("PAM103", where, {script, entry.module}, subject.service);
            if (!there || !context.ownersKnown)
                continue;
            if ((status.mode & anyoneRuns) == 0)
                findings.add("PAM105", where, {script, entry.module}, subject.service);
            visitFile(script, "script", where, subject.service, context, findings);
        }
    }

    /// A file and the directories above it: whoever may write one of them can put another file in its place.
    void visitFile(const std::string &file, const std::string &kind, const Place &where, const std::string &service,
                   const LintContext &context, Findings &findings)
    {
        report(file, kind, where, service, context, findings);
        for (std::string directory = parentOf(file);; directory = parentOf(directory)) {
            report(directory, "directory", {directory, 0, 0}, service, context, findings);
            if (directory == "/")
                break;
        }
    }

    void report(const std::string &path, const std::string &kind, const Place &where, const std::string &service,
                const LintContext &context, Findings &findings)
    {
        auto known = m_weaknesses.find(path);
        if (known == m_weaknesses.end())
            known = m_weaknesses.emplace(path, weaknessesOf(path, kind, context)).first;
        for (const Weakness &weakness : known->second)
            findings.add(weakness.id, where, weakness.arguments, service);
    }

    static std::vector<Weakness> weaknessesOf(const std::string &path, const std::string &kind, const LintContext &context)
    {
        std::vector<Weakness> weaknesses;
        const FileStatus status = context.tree.status(path);
        if (status.kind == FileKind::Missing || status.kind == FileKind::Other)
            return weaknesses;
        // In a sticky directory nobody can replace what is another's.
        const bool guarded = status.kind == FileKind::Directory && (status.mode & sticky) != 0;
        const bool byGroup = (status.mode & groupWrites) != 0 && status.gid != 0;
        if (!guarded && ((status.mode & othersWrite) != 0 || byGroup))
            weaknesses.push_back({"PAM101", {path, kind, octal(status.mode), (status.mode & othersWrite) != 0 ? "everyone" : "group"}});
        if (status.uid != 0)
            weaknesses.push_back({"PAM102", {path, kind, std::to_string(status.uid)}});
        return weaknesses;
    }

    std::map<std::string, std::string> m_modules; ///< by the name in the rule
    std::map<std::string, std::vector<Weakness>> m_weaknesses; ///< by path
};

} // namespace

std::unique_ptr<LintFamily> makeOwnerLints()
{
    return std::make_unique<OwnerLints>();
}

} // namespace pamphlet::pam
