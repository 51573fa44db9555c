// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/ruleanswers.h"
#include "core/pam/modules/modulecatalogue.h"
#include "core/pam/stack/effectivestack.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

/**
 * Who gets in: what a facility of a service can end in, over everything that its modules can return. Found by walking the
 * states of libpam's dispatcher, so exact, and linear in the number of rules.
 *
 * Explained is the first primitive of a facility: pam_authenticate, pam_acct_mgmt, pam_open_session, pam_chauthtok.
 * PAM_INCOMPLETE suspends a run and changes nothing in it: it is not followed.
 */
namespace pamphlet::pam {

/// A rule of a chain.
struct RuleRef {
    std::size_t entry = 0; ///< its index in EffectiveStack::chain(facility)
    std::string file; ///< absolute inside the root
    std::size_t line = 0;
    std::string module; ///< as written; may be empty for a line that libpam cannot use

    bool operator==(const RuleRef &) const = default;
};

/// What one rule has to return, or must not return.
struct Condition {
    RuleRef rule;
    int returned = 0; ///< Way::needs: the code that stands for the condition
    /// Way::needs: all that do in its place while the other rules keep to theirs, save those with which nobody would vouch any
    /// more where `returned` does. Way::unless: those that spoil the way.
    Outcomes codes = 0;
    Credential credential = Credential::None; ///< of the rule's module
    std::string factor; ///< of the rule's module, where it checks one: "password"
    bool updatePass = false; ///< the second pass of pam_chauthtok; only set where the two passes are told apart (Explanation::passesDiffer)
};

/**
 * A way in. If each rule of `needs` returns what stands there, and no rule of `unless` one of its codes, the facility returns
 * PAM_SUCCESS whatever all the other rules return; and none of `needs` can be left out.
 * `unless` holds the rules that may succeed or fail as they like, and only spoil the way by an answer that is neither (an
 * `optional` rule that returns PAM_NEW_AUTHTOK_REQD).
 */
struct Way {
    std::vector<Condition> needs; ///< in the order in which the rules run
    std::vector<Condition> unless;
    Vouching vouching = Vouching::Nobody;
    std::vector<std::string> factors; ///< what is checked on this way, sorted, each once: {"one-time code", "password"}
    bool likely = true; ///< false: it needs an odd answer that the module is not known to give (RuleAnswers::likely)
};

/// Two likely ways that differ in a factor: one demands all of `demanded`, the other no more than `left`.
struct SkippableFactor {
    std::vector<std::string> demanded;
    std::vector<std::string> left; ///< not empty, and fewer
    std::size_t fullWay = 0; ///< index in Explanation::ways
    std::size_t shortWay = 0;
    Condition through; ///< the first rule on the shorter way that does not do what the full way asks of it
};

struct Explanation {
    Facility facility = Facility::Auth;
    bool fromOther = false; ///< the service has no rules of this type: these are those of `other`
    bool complete = true; ///< false: our work limit was met, and nothing below may be relied on
    bool canSucceed = false; ///< PAM_SUCCESS is a possible result
    bool canAskForToken = false; ///< PAM_NEW_AUTHTOK_REQD is
    /// The least that can vouch for the user in a run that succeeds. nullopt: the question does not apply (not `auth`, or
    /// nothing succeeds).
    std::optional<Vouching> leastVouching;
    /// Minimal, no two alike, and together all: on every run that succeeds the rules of some way's `needs` run and return one
    /// of their codes, and no rule of its `unless` one of those. Likely ones first.
    std::vector<Way> ways;
    bool waysComplete = true; ///< false: there are more than maxWays, or more than could be told apart within our work limit
    /// pam_chauthtok runs the chain twice, and a rule's answers are certain and not the same in both: conditions name their pass.
    /// Otherwise ways stand for rules that answer alike in both.
    bool passesDiffer = false;
    std::vector<RuleRef> neverRuns; ///< substack lines among them
    /// Runs, but nothing that it can return makes the result (success, a new token is due, or refusal) another than it would be
    /// without this one rule. Its side effects are not spoken of. Rules that never run are not listed again.
    std::vector<RuleRef> neverMatters;
    std::vector<SkippableFactor> skippable; ///< at most one for each pair of `demanded` and `left`

    bool lockout() const { return complete && !canSucceed; }
    /// Anybody gets in: `auth` succeeds although nobody vouched.
    bool openDoor() const { return leastVouching == Vouching::Nobody; }
    /// The antichain of what has to be returned: `needs` of all ways, none of which contains another.
    std::vector<std::vector<Condition>> sufficientSets() const;
};

/// More ways than these are not looked for.
inline constexpr std::size_t maxWays = 64;

struct ServiceExplanation {
    std::string service; ///< normalized
    StartOutcome start = StartOutcome::Success; ///< anything else: nobody gets in, and no facility can succeed
    std::map<Facility, Explanation> facilities; ///< all four
};

/// A chain with the answers that its rules can give, one element per entry.
Explanation explainChain(const std::vector<Entry> &chain, Facility facility, const std::vector<RuleAnswers> &answers);
/// pam_chauthtok: answers in the preliminary check, and in the update.
Explanation explainChain(const std::vector<Entry> &chain, const std::vector<RuleAnswers> &check, const std::vector<RuleAnswers> &update);

/// A service of a tree. `tree` tells which modules are installed.
ServiceExplanation explainService(const EffectiveStack &stack, const FileSource &tree, const LibpamProfile &profile,
                                  const ModuleCatalogue &catalogue);

/// Every service of a tree, by name.
std::vector<ServiceExplanation> explainTree(const FileSource &tree, const LibpamProfile &profile, const ModuleCatalogue &catalogue);

} // namespace pamphlet::pam
