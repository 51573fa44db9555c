// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/edit/chainview.h"

#include <cstddef>
#include <functional>
#include <map>
#include <vector>

namespace pamphlet::pam {

/// What one occurrence of a jump in one chain asks for, so that it lands where it landed.
struct JumpNeed {
    enum class Loss {
        None,
        TargetGone, ///< the entry that it landed on is no more: it lands on the next one
        TargetBehind, ///< what it landed on stands before it now
        OutOfReach, ///< what it landed on is inside a substack, or outside its own
    };

    int number = 0; ///< entries to jump over; 0: nothing is left between
    int misses = 0; ///< from this number on it does not land
    bool missed = false; ///< it did not land before, and any number from `misses` on is right
    Loss loss = Loss::None;
    bool passesOver = false; ///< the edited rule is jumped over now and was not before
    std::size_t landing = 0; ///< index in the new chain

    bool satisfiedBy(int value) const { return missed ? value >= misses : value == number; }
};

/// A chain before and after an edit, with what each needs to be looked up by.
class ChainPair
{
public:
    using IsEdited = std::function<bool(int identity)>;

    ChainPair(const ChainEntries &before, const ChainEntries &after, const IsEdited &isEdited);

    const ChainEntries &before() const { return m_before; }
    const ChainEntries &after() const { return m_after; }
    std::optional<std::size_t> after(std::size_t indexBefore) const { return m_afterOf[indexBefore]; }
    std::optional<std::size_t> before(std::size_t indexAfter) const { return m_beforeOf[indexAfter]; }
    bool editedBefore(std::size_t index) const { return m_editedBefore[index]; }
    bool editedAfter(std::size_t index) const { return m_editedAfter[index]; }

    /// `catchJumps`: what landed right behind the place of an added or moved rule lands on the rule.
    JumpNeed need(std::size_t indexBefore, int number, bool catchJumps) const;

private:
    struct Target {
        std::size_t index = 0; ///< in the new chain
        JumpNeed::Loss loss = JumpNeed::Loss::None;
    };

    Target targetOf(std::size_t from, std::size_t landing, bool catchJumps) const;
    /// The first entry of the edited rule's that stand right before `index` of the new chain; `index` if there is none.
    std::size_t editedBlockBefore(std::size_t index) const;

    const ChainEntries &m_before;
    const ChainEntries &m_after;
    std::vector<std::optional<std::size_t>> m_afterOf;
    std::vector<std::optional<std::size_t>> m_beforeOf;
    std::vector<bool> m_editedBefore;
    std::vector<bool> m_editedAfter;
};

/// The number that satisfies most needs, those of jumps that land before all others; of equally good ones `old`, else the smallest.
int bestNumber(const std::vector<JumpNeed> &needs, int old);

} // namespace pamphlet::pam
