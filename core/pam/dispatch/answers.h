// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/pass.h"
#include "core/pam/libpamprofile.h"
#include "core/pam/modules/modulecatalogue.h"
#include "core/pam/returncode.h"
#include "core/pam/stack/effectivestack.h"
#include "core/tree/filesource.h"

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/** What modules answer when they are not really called. */
namespace pamphlet::pam {

/// How well an answer is known.
enum class Certainty {
    Certain, ///< the module has no choice, or libpam answers in its place
    Given, ///< somebody chose it for this rule
    Likely, ///< what the catalogue says of this module in the scenario
    Assumed, ///< nothing is known: Answers::otherwise
};
/// "certain", "given", "likely", "assumed".
std::string_view certaintyName(Certainty certainty);

struct Answer {
    int code = rc::success; ///< any int: a broken module may return what has no name
    Certainty certainty = Certainty::Assumed;

    bool operator==(const Answer &) const = default;
};

/// The passes that a primitive is made of.
std::vector<Pass> passesOf(Primitive primitive);

/// An answer chosen for every rule at a place (a file that is included twice has two of them there).
struct GivenAnswer {
    std::string file; ///< as Entry::file
    std::size_t line = 0;
    std::vector<Pass> passes; ///< empty: all
    int code = rc::success;

    bool operator==(const GivenAnswer &) const = default;
};

/// What is supposed of the modules.
struct Answers {
    std::vector<GivenAnswer> given; ///< of several for a place the one with the fewest passes counts, of these the last
    std::optional<Scenario> scenario; ///< nullopt: the catalogue is not asked
    int otherwise = rc::success; ///< where nothing else says anything
};

/**
 * Finds the answer of each rule: given, else certain, else likely in the scenario, else `otherwise`.
 * Certain is what an application gets that passes no flags, gives a user name and has a conversation that works.
 * Refers to tree, profile and catalogue. Remembers which modules are there: for one thread, while the tree stays as it is.
 */
class AnswerFinder
{
public:
    /// `catalogue`: nullptr is ModuleCatalogue::builtin(), read if there is a scenario.
    AnswerFinder(Answers answers, const FileSource &tree, const LibpamProfile &profile, const ModuleCatalogue *catalogue = nullptr);

    /// For a must-fail entry PAM_PERM_DENIED, whatever is given: libpam never calls it.
    Answer answer(const Entry &entry, Pass pass) const;

private:
    bool isMissing(const std::string &module) const;

    std::map<std::pair<std::string, std::size_t>, std::vector<GivenAnswer>> m_given; ///< by place, the one that counts first
    std::optional<Scenario> m_scenario;
    int m_otherwise;
    const FileSource &m_tree;
    const LibpamProfile &m_profile;
    const ModuleCatalogue *m_catalogue;
    bool m_modulesKnown;
    mutable std::map<std::string, bool> m_missing; ///< looked up once: the same modules stand in every stack
};

} // namespace pamphlet::pam
