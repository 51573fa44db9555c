// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/stack/effectivestack.h"
#include "core/pam/stack/resolvedstack.h"
#include "core/pam/stack/treefiles.h"

#include <cstddef>
#include <span>

namespace pamphlet::pam {

/// Puts the texts into a resolved stack. Decides nothing: that is done.
class StackTexts
{
public:
    StackTexts(TreeFiles &files, const ResolvedStack &resolved);

    EffectiveStack take();

private:
    void addPart(const ResolvedPart &part);
    Frame frameOf(const ResolvedPart &part, const ResolvedFrame &resolved) const;
    void addEntries(const ResolvedPart &part, std::span<const ResolvedEntry> resolved, std::vector<Entry> &entries);
    void addProblems(const ResolvedPart &part);
    void addDocument(const TreeFile &file);

    TreeFiles &m_files;
    EffectiveStack m_stack;
    std::size_t m_firstFrame = 0; ///< where the frames of the part begin
};

} // namespace pamphlet::pam
