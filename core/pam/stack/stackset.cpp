// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/stack/stackset.h"

#include "core/pam/stack/servicelookup.h"
#include "core/pam/stack/stacktexts.h"

#include <algorithm>
#include <utility>

namespace pamphlet::pam {

namespace {

constexpr std::string_view otherService = "other";

/// Nothing that normalizedServiceName() would change.
bool isNormal(std::string_view service)
{
    return std::none_of(service.begin(), service.end(), [](char c) { return c == '/' || (c >= 'A' && c <= 'Z'); });
}

} // namespace

StackSet::StackSet(const FileSource &tree, const LibpamProfile &profile)
    : m_files(tree, profile)
    , m_builder(m_files)
{ }

void StackSet::clear()
{
    m_files.clear();
    m_frames.clear();
    m_entries.clear();
    m_otherFile = nullptr;
    m_others.clear();
    m_other = nullptr;
}

ResolvedStack StackSet::resolve(std::string_view service)
{
    ResolvedStack stack;
    stack.service = isNormal(service) ? service : m_files.keep(normalizedServiceName(service));
    if (m_files.usesPamD())
        resolvePamD(stack);
    else
        resolvePamConf(stack);
    const bool undefined = stack.own.undefinedTable || (stack.other && stack.other->undefinedTable);
    if (stack.start == StartOutcome::Success && undefined)
        stack.start = StartOutcome::Undefined;
    // The caller's text may go before the result does.
    stack.service = stack.serviceFile && stack.serviceFile->name == stack.service ? stack.serviceFile->name : m_files.keep(stack.service);
    return stack;
}

void StackSet::resolvePamD(ResolvedStack &stack)
{
    m_builder.clear();
    stack.serviceFile = m_builder.openService(stack.service);
    if (stack.serviceFile) {
        m_builder.readRoot(*stack.serviceFile, Via::Service, stack.service == otherService, {});
        if (m_builder.start() != StartOutcome::Success) {
            stack.own = kept();
            stack.start = stack.own.start;
            return;
        }
    }
    stack.otherFile = m_otherFile ? m_otherFile : m_builder.openService(otherService);
    if (stack.otherFile && m_builder.problems() == 0) // else what is to be said of the way to it is said each time
        m_otherFile = stack.otherFile;
    if (!stack.serviceFile) {
        if (!stack.otherFile) {
            m_builder.report(ProblemKind::ServiceNotFound, {}, std::string(stack.service));
            stack.start = StartOutcome::Abort;
        } else {
            m_builder.report(ProblemKind::UsesOther, {stack.otherFile->path(), 0, 0}, std::string(stack.service));
        }
    }
    stack.own = kept();
    if (!stack.otherFile)
        return;
    stack.other = otherPart(*stack.otherFile, stack.own);
    stack.start = stack.other->start;
}

void StackSet::resolvePamConf(ResolvedStack &stack)
{
    m_builder.clear();
    const TreeFile *const file = m_builder.openPamConf();
    if (!file) {
        m_builder.report(ProblemKind::ServiceNotFound, {}, std::string(stack.service));
        stack.own = kept();
        stack.start = StartOutcome::Abort;
        return;
    }
    m_builder.readPamConf(*file, stack.service);
    stack.own = kept();
    stack.start = stack.own.start;
    stack.serviceFile = file;
    if (stack.own.otherSeen)
        stack.otherFile = file;
}

const ResolvedPart *StackSet::otherPart(const TreeFile &file, const ResolvedPart &own)
{
    if (!m_other) {
        m_builder.clear();
        m_builder.readRoot(file, Via::Other, true, {});
        m_other = &m_others.emplace_back(kept());
    }
    // Our limits are on both parts together.
    if (own.entries() + m_other->entries() < maxEntries && own.frames.size() + m_other->frames.size() < maxEntries
        && own.steps + m_other->steps < maxSteps)
        return m_other;
    m_builder.clear();
    m_builder.readRoot(file, Via::Other, true, {own.entries(), own.frames.size(), own.steps});
    return &m_others.emplace_back(kept());
}

ResolvedPart StackSet::kept()
{
    ResolvedPart part = m_builder.take();
    part.frames = m_frames.store(part.frames);
    part.serviceEntries = m_entries.store(part.serviceEntries);
    part.otherEntries = m_entries.store(part.otherEntries);
    return part;
}

const ScannedRule &StackSet::rule(const ResolvedPart &part, const ResolvedEntry &entry)
{
    return part.frames[entry.frame].file->rules[entry.rule];
}

EffectiveStack StackSet::effectiveStack(const ResolvedStack &resolved)
{
    return StackTexts(m_files, resolved).take();
}

} // namespace pamphlet::pam
