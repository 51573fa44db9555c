// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/edit/servicenames.h"
#include "core/pam/stack/effectivestack.h"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

/** Chains of two trees side by side: which entry of one is which entry of the other, and where jumps land. */
namespace pamphlet::pam {

/// The node number of a rule that the other tree does not have.
inline constexpr std::size_t newNode = static_cast<std::size_t>(-1);

/// How the nodes of one changed file are numbered in the tree that it was changed from; other files keep their numbers.
struct NodeNumbering {
    std::string file; ///< canonical
    std::vector<std::size_t> before; ///< by node of the changed document; newNode where there was none
};

/// An entry of a chain, as far as jumps go by it.
struct ChainEntry {
    int identity = 0; ///< the same for the same reading of the same line in every view of one Identities
    EntryKind kind = EntryKind::Module;
    int level = 0;
    Actions actions{};
    std::string file; ///< canonical
    std::size_t node = 0; ///< numbered as in the tree before the change
    std::size_t line = 0; ///< in the tree that was looked at
};

using ChainEntries = std::vector<ChainEntry>;

/// What one facility of a service runs.
struct ChainView {
    Facility facility = Facility::Auth;
    bool fallback = false; ///< from `other`
    ChainEntries entries;
    std::optional<ChainEntries> frozen; ///< what setcred and close_session run, where that is another list (semantics §2.7)

    const ChainEntries &list(bool ofFrozen) const { return ofFrozen && frozen ? *frozen : entries; }
};

struct ServiceView {
    std::string service; ///< as people call it
    std::string asked; ///< as libpam is asked
    std::string serviceFile; ///< canonical; empty: none
    StartOutcome start = StartOutcome::Success;
    std::set<std::string> files; ///< everything that was read, canonical
    std::vector<ChainView> chains; ///< one per facility, in the order of allFacilities
};

/// Names for entries that outlive a change of line numbers, and one name for a file that is read by several through links.
class Identities
{
public:
    explicit Identities(const FileSource &tree)
        : m_tree(&tree)
    { }

    /// The path that the link at this path leads to in the end.
    std::string canonical(const std::string &path);
    /// Every path seen so far by which this file is read.
    std::vector<std::string> pathsOf(const std::string &canonicalPath) const;

    /// `numbering` tells what the stack's tree was changed from; nullptr: from itself.
    ServiceView viewOf(const NamedService &service, const EffectiveStack &stack, const NodeNumbering *numbering);

    /// True if the entry is this line, or was pulled in by it.
    bool comesFrom(int identity, const std::string &file, std::size_t node) const;

private:
    struct Step {
        int parent = -1;
        std::string file;
        std::size_t node = 0;
    };

    int intern(int parent, const std::string &file, std::size_t node, int tag);

    const FileSource *m_tree;
    std::map<std::string, std::string> m_canonical; ///< by path
    std::vector<Step> m_steps;
    std::map<std::tuple<int, std::string, std::size_t, int>, int> m_known;
};

/// The index that a jump of 0, 1, 2 … from `from` lands on (the size of the chain: its end); a higher number does not land.
std::vector<std::size_t> landings(const ChainEntries &chain, std::size_t from);

} // namespace pamphlet::pam
