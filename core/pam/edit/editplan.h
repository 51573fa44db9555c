// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/edit/chainview.h"
#include "core/pam/syntax/edit.h"
#include "core/result.h"
#include "core/tree/filesource.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/**
 * Structured edits of a whole tree. One rule of one file is added, removed, replaced or moved; every numeric jump that crosses it,
 * in that file or in one that includes it or is included by it, is rewritten so that it lands where it landed. Nothing is written:
 * bytes in, bytes out. The result is read again with every service concerned, and an edit whose effect would be another one than
 * was planned is refused.
 */
namespace pamphlet::pam {

enum class EditKind { Add, Remove, Replace, Move };

struct EditRequest {
    EditKind kind = EditKind::Add;
    std::string file; ///< path inside the tree
    std::size_t node = 0; ///< Remove, Replace, Move: node index of the rule in the file's document
    std::optional<std::size_t> before; ///< Add, Move: node index; nullopt: the end of the file
    RuleFields fields; ///< Add, Replace
    /// Add, Move: jumps that land right behind the rule's new place land on the rule. Else they jump over it.
    bool catchJumps = false;
};

/// A file with its new bytes. The old ones are what takes the edit back.
struct FileEdit {
    std::string file;
    std::optional<std::string> before; ///< nullopt: there was no such file
    std::optional<std::string> after; ///< nullopt: it is removed

    bool operator==(const FileEdit &) const = default;
};

/// A jump with another number than before.
struct JumpRewrite {
    Place rule; ///< in the new text
    int before = 0;
    int after = 0; ///< 0: written as `ignore`

    bool operator==(const JumpRewrite &) const = default;
};

enum class EditWarningKind {
    JumpTargetGone, ///< the jump landed on what is no more; it lands on the next rule
    JumpTargetBehind, ///< what the jump landed on stands before it now; it lands as near as it can
    JumpOutOfReach, ///< what the jump landed on is inside a substack, or outside its own, now
    JumpBecameIgnore, ///< nothing is left to jump over; on Debian a jump also counts as `ok` in setcred and close_session
    JumpServicesDiffer, ///< the services that read the rule would need different numbers; in these it lands elsewhere
    JumpNotWritable, ///< the jump is in a file that is not the administrator's; it lands elsewhere
    JumpNotRewritable, ///< its control cannot be patched (a comment inside, a line too long); it lands elsewhere
    JumpPassesOver, ///< when the jump is taken, the added or moved rule is not run
    OwnJumpMisses, ///< the jump of the new rule itself does not land on anything
    ServiceBroken, ///< libpam cannot start the service any more
    FallsBackToOther, ///< the service has no rule of this type any more: those of `other` are used
    FacilityEmpty, ///< there is no rule of this type any more, in `other` neither: libpam refuses
    LeavesOther, ///< the rules of `other` were used for this type and are no more
    RulesGone, ///< rules beside the edited one are not read any more
    RulesAppear, ///< rules beside the edited one are read now
};
/// "jump-target-gone", …
std::string_view editWarningName(EditWarningKind kind);

struct EditWarning {
    EditWarningKind kind = EditWarningKind::JumpTargetGone;
    Place where; ///< the rule with the jump, or the first rule that is meant; in the new text, for RulesGone in the old one
    std::optional<Facility> facility;
    std::vector<std::string> services; ///< where it matters, sorted; "other" also stands for services without a file
    int before = 0; ///< jumps: the old number
    int after = 0; ///< jumps: the number now
    std::optional<Place> landing; ///< jumps: where it lands now; an empty file: the end
    std::size_t count = 0; ///< RulesGone, RulesAppear

    bool operator==(const EditWarning &) const = default;
};

struct EditOutcome {
    std::vector<FileEdit> files; ///< the edited file first; only files that change; empty if nothing does
    std::optional<std::size_t> line; ///< where the rule stands now
    std::vector<JumpRewrite> rewrites;
    std::vector<EditWarning> warnings;
    std::vector<std::string> services; ///< that read the edited file, sorted
};

/// Plans edits of one tree. Resolves every service once; for many edits of one tree, keep it.
class EditPlanner
{
public:
    /// The tree must outlive the planner.
    EditPlanner(const FileSource &tree, const LibpamProfile &profile);

    /// NotFound, Unreadable: no such file. InvalidArgument: the node is no rule, or a field is missing. EditRefused: the rule cannot be
    /// written like this, or the effect would be another one than was asked for.
    Result<EditOutcome> plan(const EditRequest &request) const;

private:
    Result<EditOutcome> planAlone(const EditRequest &request, std::string bytes) const;

    const FileSource &m_tree;
    LibpamProfile m_profile;
    Identities m_identities;
    std::vector<ServiceView> m_services;
};

/// One edit of a tree.
Result<EditOutcome> planEdit(const FileSource &tree, const LibpamProfile &profile, const EditRequest &request);

} // namespace pamphlet::pam
