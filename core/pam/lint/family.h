// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/lint/findings.h"
#include "core/pam/modules/modulecatalogue.h"
#include "core/pam/stack/effectivestack.h"
#include "core/tree/filesource.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace pamphlet::pam {

/// What all services of one check share.
struct LintContext {
    const FileSource &tree;
    const LibpamProfile &profile;
    bool modulesKnown = false; ///< the tree has its modules: a missing file means something
    bool otherBroken = false; ///< pam_start("other") fails
    bool ownersKnown = false; ///< owners and modes are those of the system: the tree is not some user's own copy
    bool wholeTree = false; ///< every service is looked at, not only some that were named
    std::set<std::string> included{}; ///< files that another file includes
    const ModuleCatalogue &catalogue = ModuleCatalogue::builtin();
};

/// One service with its stack.
struct Subject {
    std::string service;
    bool asked = false; ///< named by the caller; else met by walking the tree
    EffectiveStack stack;

    bool isOther() const { return service == "other"; }
    /// A file that others include is judged where it is used: alone it may well refuse everyone or jump beyond its end.
    bool isFragment(const LintContext &context) const;
    /// What the stack does is not worth a word: some file could not be read here (libpam, run by root, may read it), is
    /// too large to check, or has Windows line ends (which have to go first).
    bool isGuess() const;
    /// The facility's chain as far as it comes from the service's own file (for `other`: one copy of it).
    std::vector<Entry> ownChain(Facility facility) const;
    /// The same for all facilities at once, in the order of reading: without libpam's second reading of `other`, and without
    /// files with Windows line ends, of which nothing is said until they are repaired.
    std::vector<const Entry *> ownEntries() const;
};

/// Where an entry's control or module stands; the line's first column if it is not there.
enum class Field { Line, Control, Target };
Place placeOf(const EffectiveStack &stack, const Entry &entry, Field field);

/// Where a token of a file stands.
Place placeOf(const EffectiveStack &stack, const std::string &file, const Token &token);

/// The entry's node; nullptr if its file is not there.
const Node *nodeOf(const EffectiveStack &stack, const Entry &entry);

/// What follows the last slash.
std::string_view fileName(std::string_view path);

/// True if an entry's module is `module`, whatever directory it is asked from.
bool isModule(const Entry &entry, std::string_view module);

/// The rule that a place of a stack's file belongs to; nullptr if there is none.
const Node *nodeAt(const EffectiveStack &stack, const Place &where);

/// "include", "substack" or "@include".
std::string directiveName(const Node &node);

/// True if a rule ends in a Windows line end, which libpam takes for a part of the rule.
bool hasCarriageReturns(const Document &document);
/// True for text that only a Windows line end spoiled: one finding says it for the whole file.
bool endsInCarriageReturn(std::string_view text);

/// A family of lints: sees every service once, then may conclude.
class LintFamily
{
public:
    virtual ~LintFamily() = default;
    virtual void visit(const Subject &subject, const LintContext &context, Findings &findings) = 0;
    virtual void finish(const LintContext &, Findings &) { }
};

std::unique_ptr<LintFamily> makeModuleLints();
std::unique_ptr<LintFamily> makeCatalogueLints();
std::unique_ptr<LintFamily> makeArgumentLints();
std::unique_ptr<LintFamily> makeSyntaxLints();
std::unique_ptr<LintFamily> makeTextLints();
std::unique_ptr<LintFamily> makeControlLints();
std::unique_ptr<LintFamily> makeIncludeLints();
std::unique_ptr<LintFamily> makeReachLints();
std::unique_ptr<LintFamily> makeJumpLints();
std::unique_ptr<LintFamily> makeOutcomeLints();
std::unique_ptr<LintFamily> makeOrderLints();
std::unique_ptr<LintFamily> makeFaillockLints();
std::unique_ptr<LintFamily> makeServiceLints();
std::unique_ptr<LintFamily> makeFileLints();
std::unique_ptr<LintFamily> makeOwnerLints();

} // namespace pamphlet::pam
