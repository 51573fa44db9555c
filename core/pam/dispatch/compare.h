// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/explain.h"
#include "core/pam/libpamprofile.h"
#include "core/pam/modules/modulecatalogue.h"
#include "core/pam/stack/effectivestack.h"

#include <string>
#include <string_view>
#include <vector>

/**
 * What a change of the configuration means for who gets in. Rules of both sides are the same if module and arguments are, wherever
 * they stand (matchRules() in equivalence.h): lines that moved, files that were split or inlined, comments and spacing are no
 * difference as long as the facility makes the same of the same answers.
 */
namespace pamphlet::pam {

/// By gravity.
enum class ChangeKind {
    Lockout, ///< could succeed, and no longer can
    OpenDoor, ///< now succeeds without anybody vouching for the user
    Weaker, ///< there is a way in that was not there, and none was lost
    Stronger, ///< a way in is gone, and none was won
    Different, ///< both; or who gets in stays the same, but rules, arguments, results or what runs at all do not
};
/// "lockout", "open_door", "weaker", "stronger", "different".
std::string_view changeKindName(ChangeKind kind);

/// The same module with other arguments.
struct ArgumentChange {
    RuleRef before;
    RuleRef after;
    std::vector<std::string> added;
    std::vector<std::string> removed;
};

struct FacilityChange {
    Facility facility = Facility::Auth;
    ChangeKind kind = ChangeKind::Different;
    bool complete = true; ///< false: a work limit was met; that something changed is all that is known
    StartOutcome startBefore = StartOutcome::Success;
    StartOutcome startAfter = StartOutcome::Success;
    /// Ways that lead in on one side only; by likely answers (RuleAnswers::likely), so that nobody is alarmed by answers that no
    /// module gives. Entries are those of the side that has the way.
    std::vector<Way> gained;
    std::vector<Way> lost;
    std::vector<RuleRef> added; ///< rules that only the new side has
    std::vector<RuleRef> removed;
    std::vector<ArgumentChange> arguments;
    std::vector<RuleRef> noLongerRuns; ///< of the new side; rules that both sides have
    std::vector<RuleRef> runsAgain;
    bool otherResults = false; ///< some answers lead to another code than before
};

/// One service on one side.
struct ComparedStack {
    const EffectiveStack &stack;
    const FileSource &tree;
    const LibpamProfile &profile;
};

/// What changed, facility by facility; empty if nothing did. Whether modules are installed counts if it is known of both trees.
std::vector<FacilityChange> compareStacks(const ComparedStack &before, const ComparedStack &after, const ModuleCatalogue &catalogue);

enum class Presence {
    Both,
    Added, ///< the new tree has a file for it; before, `other` decided
    Removed,
};

struct ServiceChange {
    std::string service;
    Presence presence = Presence::Both;
    std::vector<FacilityChange> changes;
    std::vector<std::string> files; ///< of those that changed, the ones that it reads
};

struct ChangedFile {
    std::string path; ///< absolute inside the root
    std::vector<std::string> services; ///< that read it, on either side, sorted
};

struct TreeComparison {
    std::vector<ServiceChange> services; ///< by name; only those with a change
    std::vector<ChangedFile> files; ///< by path; every PAM file whose bytes differ
};

/// Every service of either tree, but not files that exist to be included.
TreeComparison compareTrees(const FileSource &before, const LibpamProfile &profileBefore, const FileSource &after,
                            const LibpamProfile &profileAfter, const ModuleCatalogue &catalogue);

} // namespace pamphlet::pam
