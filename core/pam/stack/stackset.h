// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/stack/arena.h"
#include "core/pam/stack/effectivestack.h"
#include "core/pam/stack/resolvedstack.h"
#include "core/pam/stack/stackbuilder.h"
#include "core/pam/stack/treefiles.h"

#include <deque>
#include <string_view>

namespace pamphlet::pam {

/**
 * The stacks of many services of one tree: each file is read and scanned once, and what all services fall back to is
 * resolved once. Not for several threads at a time. The tree must outlive it and is taken as it was at the first look.
 */
class StackSet
{
public:
    StackSet(const FileSource &tree, const LibpamProfile &profile);
    StackSet(const StackSet &) = delete;
    StackSet &operator=(const StackSet &) = delete;

    /// Reads all service files at once: quicker than one by one where most of them will be asked for.
    void readDirectories() { m_files.readDirectories(); }

    /// Forgets everything: the tree is looked at anew. The memory is used again, so this is quicker than another set.
    void clear();

    /// The result leads into this set and holds as long as it, or until clear().
    ResolvedStack resolve(std::string_view service);

    /// The same with all texts, on its own feet. Equal to effectiveStack(tree, profile, service).
    EffectiveStack effectiveStack(std::string_view service) { return effectiveStack(resolve(service)); }
    EffectiveStack effectiveStack(const ResolvedStack &resolved);

    /// What an entry stands for.
    static const ScannedRule &rule(const ResolvedPart &part, const ResolvedEntry &entry);
    const Actions &actions(const ScannedRule &rule) const { return m_files.control(rule).actions; }

private:
    void resolvePamD(ResolvedStack &stack);
    void resolvePamConf(ResolvedStack &stack);
    const ResolvedPart *otherPart(const TreeFile &file, const ResolvedPart &own);
    /// What the builder collected, with its rows in the set's keeping.
    ResolvedPart kept();

    TreeFiles m_files;
    StackBuilder m_builder;
    Arena<ResolvedFrame> m_frames;
    Arena<ResolvedEntry> m_entries;
    const TreeFile *m_otherFile = nullptr; ///< once it was found without a word
    std::deque<ResolvedPart> m_others; ///< nearly always one
    const ResolvedPart *m_other = nullptr; ///< as every service reads it that leaves room enough
};

} // namespace pamphlet::pam
