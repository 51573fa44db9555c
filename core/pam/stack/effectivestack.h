// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/pam/facility.h"
#include "core/pam/libpamprofile.h"
#include "core/pam/syntax/control.h"
#include "core/pam/syntax/document.h"
#include "core/tree/filesource.h"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/** The effective stack: what libpam holds in memory after pam_start (semantics §1–§3). */
namespace pamphlet::pam {

/// How an entry's file was reached.
enum class Via { Service, Include, Substack, AtInclude, Other };
/// "include", "substack", "@include", "other"; empty for Service.
std::string_view viaName(Via via);

/// One reading of one file: the service file, `other`, or what an include line pulled in.
struct Frame {
    int parent = -1; ///< index in EffectiveStack::frames; -1 for the service file and for `other`
    Via via = Via::Service;
    std::string file; ///< the file that was read; for a failed include what was asked for
    std::string target; ///< the include's target as written
    std::string directiveFile; ///< where the include line stands; empty for roots
    std::size_t directiveLine = 0;
    int depth = 0; ///< nested files: 0 for roots
    bool failed = false;
};

enum class EntryKind {
    Module, ///< libpam calls the module
    MustFail, ///< never called: yields PAM_PERM_DENIED
    Marker, ///< a substack begins; counts for jumps
};

struct Entry {
    EntryKind kind = EntryKind::Module;
    Facility facility = Facility::Auth;
    int frame = 0;
    std::size_t node = 0; ///< index of its node in the document of `file`
    std::string file; ///< absolute inside the root
    std::size_t line = 0;
    int depth = 0; ///< nested files
    int level = 0; ///< substack level, what jumps and `done` go by
    bool silent = false;
    bool fallback = false; ///< from `other`
    bool firstChainOnly = false; ///< semantics §2.7: linked in authenticate/open_session but not in setcred/close_session
    std::string control; ///< as written, brackets included; empty for @include
    Actions actions{};
    std::string module; ///< as written; a Marker's target; may be empty for MustFail
    std::vector<std::string> arguments;
    Via via = Via::Service;
};

enum class ProblemKind {
    IllegalType,
    MissingControl,
    MissingModule,
    BadControl,
    IncludeTargetMissing, ///< an include line without a file name
    IncludeNotFound,
    IncludeUnreadable,
    IncludeTooDeep,
    IncludeFailed, ///< a parse error inside the included file
    IncludeCycle, ///< a file that includes itself: libpam runs until it is out of descriptors
    BadModuleName,
    UnfinishedContinuation,
    OverlongLine, ///< old parser: the tail of a line is read as a rule of its own
    HiddenBytes, ///< NUL
    ReaderHangs,
    ServiceNotFound, ///< neither the service's file nor `other`
    UsesOther, ///< the service has no file: `other` decides everything
    WorkLimit, ///< our own limit: the configuration expands to too many entries
};

struct Problem {
    ProblemKind kind = ProblemKind::BadControl;
    Place where;
    std::string detail; ///< the token, file or reason in question
};

/// What pam_start would answer.
enum class StartOutcome { Success, Abort, Hang, Crash, Undefined };
/// "success", "abort", "hang", "crash", "undefined".
std::string_view startName(StartOutcome start);

struct EffectiveStack {
    std::string service; ///< normalized
    StartOutcome start = StartOutcome::Success;
    std::string serviceFile; ///< empty: none
    std::string otherFile; ///< empty: none
    std::vector<Frame> frames;
    std::vector<Entry> serviceEntries; ///< in the order they were read, all facilities
    std::vector<Entry> otherEntries;
    std::vector<Problem> problems;
    std::map<std::string, Document> documents; ///< every file that was read, by path

    /// The chain that libpam runs for a facility: the service's if it has an entry, else `other`'s (§1.4).
    std::vector<Entry> chain(Facility facility) const;
    bool hasProblem(ProblemKind kind) const;
};

/// Our own bound on entries, where libpam has none.
inline constexpr std::size_t maxEntries = 20000;

EffectiveStack effectiveStack(const FileSource &tree, const LibpamProfile &profile, std::string_view service);

} // namespace pamphlet::pam
