// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/edit/editplan.h"
#include "core/pam/stack/effectivestack.h"
#include "core/tree/memorytree.h"

#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

/** What must hold of an edit, told without the code under test: entries are matched by what they say and where they come from. */
namespace pamphlet::test {

/// A chain with the entries of the edited rule marked.
struct MarkedChain {
    std::vector<pam::Entry> entries;
    std::vector<bool> edited;
};

/// `line`: where the edited rule stands in this tree; nullopt: nowhere.
MarkedChain markedChain(const pam::EffectiveStack &stack, pam::Facility facility, const std::string &file, std::optional<std::size_t> line);

/// What a tree becomes.
MemoryTree treeAfter(const MemoryTree &tree, const pam::EditOutcome &outcome);

/// The first jump of a rule beside the edited one that lands elsewhere than before, in words, or an empty text. Entries of the edited rule
/// are looked through: to land on one is to land on what follows it. `excused` are places of rules that a warning names.
std::string landingDifference(const MarkedChain &before, const MarkedChain &after, const std::vector<Place> &excused);

/// libpam's dispatcher (semantics §4), close to its text, for the six calls of an application in a row.
class Dispatcher
{
public:
    Dispatcher(const std::vector<pam::Entry> &chain, bool jumpIsIgnore)
        : m_chain(chain)
        , m_jumpIsIgnore(jumpIsIgnore)
        , m_cache(chain.size())
    { }

    /// One call; `results` has a code per entry.
    int run(const std::vector<int> &results, bool frozen);

private:
    const std::vector<pam::Entry> &m_chain;
    bool m_jumpIsIgnore = false;
    std::vector<std::optional<int>> m_cache;
};

/// Both chains as functions from the answers of the rules beside the edited one to the result, whose modules always answer PAM_IGNORE:
/// exact, over every combination of answers. An empty text if they are the same; nullopt if they are too large to tell.
std::optional<std::string> exactDifference(const MarkedChain &before, const MarkedChain &after);

/// Runs both chains with the same random answers, `rounds` times; the edited rule's modules always answer PAM_IGNORE. The first
/// difference in words, or an empty text. `frozen`: also what setcred and close_session return.
std::string meaningDifference(const MarkedChain &before, const MarkedChain &after, bool jumpIsIgnore, bool frozen, int rounds,
                              std::mt19937 &random);

} // namespace pamphlet::test
