// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/outcomes.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace pamphlet::pam {

/**
 * Functions of answers: ordered, reduced decision diagrams with many values a variable (a variable is a rule, its values are the
 * codes it may return). Two functions are the same exactly if their ids are.
 */
class DecisionDiagram
{
public:
    using Id = std::uint32_t;
    using Variable = std::uint32_t; ///< smaller ones are asked first

    struct Branch {
        Outcomes codes = 0;
        Id child = 0;

        bool operator==(const Branch &) const = default;
    };

    /// Ids 0 … constants − 1 are the constant functions.
    explicit DecisionDiagram(Id constants);
    DecisionDiagram(const DecisionDiagram &) = delete;
    DecisionDiagram &operator=(const DecisionDiagram &) = delete;

    /// The function that is `child` where the variable's value is in `codes`. Branches share no code, and none asks `variable`.
    Id choose(Variable variable, std::vector<Branch> branches);

    bool isConstant(Id id) const { return id < m_constants; }
    /// Every pair of constants that the two functions have for some values. Empty if a limit was met.
    std::vector<std::pair<Id, Id>> pairs(Id one, Id other);

    /// False: too many nodes; ids mean nothing any more.
    bool complete() const { return m_complete; }

private:
    struct Node {
        Variable variable = 0;
        std::uint32_t first = 0;
        std::uint32_t count = 0;
    };
    struct Hash {
        const DecisionDiagram *diagram;
        std::size_t operator()(Id id) const { return diagram->hash(id); }
    };
    struct Equal {
        const DecisionDiagram *diagram;
        bool operator()(Id one, Id other) const { return diagram->equal(one, other); }
    };

    const Node &node(Id id) const { return m_nodes[id - m_constants]; }
    Variable variable(Id id) const;
    std::vector<Branch> branches(Id id) const;
    /// The function where the variable, which is not asked later than first, has one of `codes`.
    Id restricted(Id id, Variable variable, Outcomes codes) const;
    Id make(Variable variable, std::vector<Branch> branches);
    std::size_t hash(Id id) const;
    bool equal(Id one, Id other) const;
    /// The values of a variable in pieces within which none of the functions tells them apart.
    std::vector<Outcomes> pieces(Variable variable, const std::vector<Id> &functions) const;

    Id m_constants;
    bool m_complete = true;
    std::size_t m_depth = 0;
    std::vector<Node> m_nodes;
    std::vector<Branch> m_branches;
    std::unordered_set<Id, Hash, Equal> m_unique;
    std::map<std::pair<Variable, std::vector<std::pair<Outcomes, Id>>>, Id> m_chosen;
};

} // namespace pamphlet::pam
