// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/stack/stacktexts.h"

#include <set>
#include <tuple>
#include <utility>

namespace pamphlet::pam {

namespace {

std::string asWritten(const Document &document, const std::optional<Token> &token)
{
    if (!token)
        return {};
    const std::string_view bytes = document.bytes(token->span);
    if (bytes.find('\n') != std::string_view::npos) // a token over a continuation
        return token->bracketed ? '[' + token->text + ']' : token->text;
    return std::string(bytes);
}

} // namespace

StackTexts::StackTexts(TreeFiles &files, const ResolvedStack &resolved)
    : m_files(files)
{
    m_stack.service = resolved.service;
    m_stack.start = resolved.start;
    if (resolved.serviceFile)
        m_stack.serviceFile = resolved.serviceFile->path();
    if (resolved.otherFile)
        m_stack.otherFile = resolved.otherFile->path();
    addPart(resolved.own);
    if (resolved.other)
        addPart(*resolved.other);
}

EffectiveStack StackTexts::take()
{
    return std::move(m_stack);
}

void StackTexts::addPart(const ResolvedPart &part)
{
    m_firstFrame = m_stack.frames.size();
    m_stack.frames.reserve(m_firstFrame + part.frames.size());
    for (const ResolvedFrame &frame : part.frames) {
        m_stack.frames.push_back(frameOf(part, frame));
        if (frame.file)
            addDocument(*frame.file);
    }
    addEntries(part, part.serviceEntries, m_stack.serviceEntries);
    addEntries(part, part.otherEntries, m_stack.otherEntries);
    addProblems(part);
}

Frame StackTexts::frameOf(const ResolvedPart &part, const ResolvedFrame &resolved) const
{
    Frame frame;
    frame.via = resolved.via;
    frame.depth = resolved.depth;
    frame.failed = resolved.failed;
    if (resolved.parent >= 0) {
        frame.parent = resolved.parent + static_cast<int>(m_firstFrame);
        const TreeFile &parent = *part.frames[static_cast<std::size_t>(resolved.parent)].file;
        const ScannedRule &directive = parent.rules[resolved.directive];
        frame.target = directive.target();
        frame.file = directive.target();
        frame.directiveFile = parent.path();
        frame.directiveLine = directive.line;
    }
    if (resolved.file)
        frame.file = resolved.file->path();
    return frame;
}

void StackTexts::addEntries(const ResolvedPart &part, std::span<const ResolvedEntry> resolved, std::vector<Entry> &entries)
{
    entries.reserve(entries.size() + resolved.size());
    for (const ResolvedEntry &from : resolved) {
        const ResolvedFrame &frame = part.frames[from.frame];
        const ScannedRule &scanned = frame.file->rules[from.rule];
        const Document &document = m_files.document(*frame.file);
        const Rule &rule = document.nodes()[scanned.node].rule;

        Entry &entry = entries.emplace_back();
        entry.kind = from.kind();
        entry.facility = from.facility();
        entry.frame = from.frame + static_cast<int>(m_firstFrame);
        entry.node = scanned.node;
        entry.file = frame.file->path();
        entry.line = scanned.line;
        entry.depth = frame.depth;
        entry.level = from.level;
        entry.silent = scanned.silent;
        entry.fallback = from.fallback;
        entry.firstChainOnly = from.firstChainOnly;
        entry.control = asWritten(document, rule.control);
        entry.actions = m_files.control(scanned).actions;
        entry.module = scanned.target();
        entry.via = frame.via;
        if (scanned.kind() == RuleKind::Module || scanned.kind() == RuleKind::MustFail) { // what follows an include's target is ignored
            entry.arguments.reserve(rule.arguments.size());
            for (const Token &argument : rule.arguments)
                entry.arguments.push_back(argument.text);
        }
    }
}

void StackTexts::addProblems(const ResolvedPart &part)
{
    const auto key = [](const Problem &p) { return std::tie(p.kind, p.where.file, p.where.line, p.where.column, p.detail); };
    if (m_stack.problems.empty()) {
        m_stack.problems = part.problems;
        return;
    }
    // A file that the service and `other` both include has its problems once.
    const std::vector<Problem> before = m_stack.problems;
    std::set<decltype(key(before.front()))> known;
    for (const Problem &problem : before)
        known.insert(key(problem));
    for (const Problem &problem : part.problems) {
        if (!known.contains(key(problem)))
            m_stack.problems.push_back(problem);
    }
}

void StackTexts::addDocument(const TreeFile &file)
{
    if (file.syntax == Syntax::PamConf) // also included in pam.d syntax: the way that the services are read counts
        m_stack.documents.insert_or_assign(file.path(), m_files.document(file));
    else
        m_stack.documents.try_emplace(file.path(), m_files.document(file));
}

} // namespace pamphlet::pam
