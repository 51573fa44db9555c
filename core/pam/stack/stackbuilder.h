// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/stack/resolvedstack.h"
#include "core/pam/stack/treefiles.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace pamphlet::pam {

/// What the parts before came to: our own limits are on all of them.
struct WorkDone {
    std::size_t entries = 0;
    std::size_t frames = 0;
    std::size_t steps = 0;
};

/// Our own bound on lines looked at, wanted or not.
inline constexpr std::size_t maxSteps = 2'000'000;

/**
 * Does what libpam does in pam_start: reads the files of one part of a stack, in libpam's order, and collects the entries.
 * One reading after another; StackSet is the way in from outside.
 */
class StackBuilder
{
public:
    explicit StackBuilder(TreeFiles &files)
        : m_files(files)
    { }

    /// Begins a part.
    void clear();

    /// A file found for a name; null if libpam can open nothing.
    const TreeFile *openService(std::string_view name) { return openNamed(name, nullptr).file; }
    const TreeFile *openPamConf() { return checked(m_files.openPamConf(), nullptr).file; }
    void report(ProblemKind kind, Place where, std::string detail = {});

    /// pam.d: the service's file, or that of `other`. `done`: what the service's part took already.
    void readRoot(const TreeFile &file, Via via, bool other, const WorkDone &done);
    /// pam.conf: the lines of the service and of `other`.
    void readPamConf(const TreeFile &file, std::string_view service);

    /// How reading went so far.
    StartOutcome start() const { return m_part.start; }
    std::size_t problems() const { return m_part.problems.size(); }
    /// What was collected since clear(). The entries hold until the next one.
    ResolvedPart take();

private:
    /// How reading went on.
    enum class Flow {
        Done,
        ParseError, ///< this file is given up; what was read stays
        Stop, ///< everything is given up; m_part.start says why
    };

    /// One reading of a file.
    struct Reading {
        const TreeFile *file = nullptr;
        std::size_t frame = 0;
        std::optional<Facility> request; ///< only this type is kept; nullopt: any
        int level = 0; ///< substack level
        bool other = false; ///< entries go to the set of `other`
        bool fallback = false;
        bool pamConf = false;
    };

    /// A line that is being looked at.
    struct Line {
        const Reading &reading;
        std::uint32_t index = 0;
        const ScannedRule &rule;
        Facility facility = Facility::Auth;
    };

    void setLimits(const WorkDone &done);
    Flow parse(const Reading &reading);
    Flow parseNode(const Line &line);
    Flow parseRule(const Reading &reading, std::uint32_t index, const ScannedRule &rule);
    Flow parsePamConfRule(const Reading &reading, std::uint32_t index, const ScannedRule &rule);
    Flow addRule(const Line &line);
    Flow addInclude(const Line &line, Via via);
    /// What the include line names, read as far as it goes.
    Flow readTarget(const Line &line, Via via, std::size_t frame);
    Flow failedInclude(const Line &line, Via via);
    Flow addEntry(const Line &line, EntryKind kind);

    /// The first file that libpam can open for this name (semantics §1.2, §2.8).
    struct Opened {
        const TreeFile *file = nullptr;
        bool unreadable = false;
    };
    /// `line`: the include line, null for a root.
    Opened openNamed(std::string_view name, const Line *line);
    Opened openTarget(const Line &line);
    Opened checked(const TreeFile &file, const Line *line);

    std::size_t addFrame(const ResolvedFrame &frame);
    bool isOpen(const Reading &reading) const;
    Flow stop(StartOutcome outcome);

    /// The line with all its tokens: parsed only if there is something to say about it.
    const Node &nodeOf(const Line &line);
    Place placeOf(const Reading &reading, std::size_t offset);
    /// Where an include line says what it includes.
    Place targetPlace(const Line &line);
    void report(const Line &line, ProblemKind kind, const std::optional<Token> &token);

    TreeFiles &m_files;
    ResolvedPart m_part;
    std::vector<ResolvedFrame> m_frames;
    std::vector<ResolvedEntry> m_serviceEntries;
    std::vector<ResolvedEntry> m_otherEntries;
    std::vector<const Reading *> m_open; ///< innermost last
    std::set<std::tuple<ProblemKind, std::string, std::size_t, std::size_t, std::string>> m_reported;
    std::string_view m_service; ///< pam.conf only
    std::size_t m_entriesLeft = maxEntries; ///< what this part may come to
    std::size_t m_framesLeft = maxEntries;
    std::size_t m_stepsLeft = maxSteps;
    bool m_halfLinked = false; ///< the parse error under way left an entry in one chain only
};

} // namespace pamphlet::pam
