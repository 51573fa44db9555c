// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/stack/effectivestack.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace pamphlet::pam {

/**
 * Does what libpam does in pam_start: finds and reads the files of one service, in libpam's order, and collects the entries.
 * Use once: construct, build(). effectiveStack() is the way in from outside.
 */
class StackBuilder
{
public:
    StackBuilder(const FileSource &tree, const LibpamProfile &profile, std::string_view service);

    EffectiveStack build();

private:
    /// How reading went on.
    enum class Flow {
        Done,
        ParseError, ///< this file is given up; what was read stays
        Stop, ///< everything is given up; m_stack.start says why
    };

    /// A file in memory, and its nodes that are more than blanks and comments.
    struct Loaded {
        Document document;
        std::vector<std::size_t> relevant;
    };

    /// `file` is null if there is nothing to read.
    struct Opened {
        std::string path;
        const Loaded *file = nullptr;
        bool unreadable = false;
    };

    /// One reading of a file.
    struct Reading {
        std::string path;
        const Loaded *file = nullptr;
        int frame = 0;
        std::optional<Facility> request; ///< only this type is kept; nullopt: any
        int level = 0; ///< substack level
        bool other = false; ///< entries go to the set of `other`
        bool fallback = false;
        bool pamConf = false;
    };

    /// A line that is being looked at.
    struct Line {
        const Reading &reading;
        std::size_t index = 0;
        const Node &node;
        Facility facility = Facility::Auth;
    };

    void loadPamD();
    void loadPamConf();
    Flow loadRoot(const Opened &opened, Via via, bool other);
    Flow parse(const Reading &reading);
    Flow parseRule(const Reading &reading, std::size_t index, const Node &node);
    Flow addRule(const Line &line);
    Flow addInclude(const Line &line, Via via);
    /// What the include line names, read as far as it goes.
    Flow readTarget(const Line &line, Via via, int frame);
    Flow failedInclude(const Line &line, Via via);
    Flow addEntry(const Line &line, EntryKind kind, const Actions &actions);

    /// The first file that libpam can open for this name (semantics §1.2, §2.8).
    Opened openService(const std::string &name, const Place &where);
    Opened openTarget(const std::string &target, const Place &where);
    Opened open(const std::string &name, const Place &where, Syntax syntax = Syntax::PamD);

    int addFrame(Frame frame);
    bool isOpen(const Reading &reading) const;
    bool spend();
    Flow stop(StartOutcome outcome);
    void report(ProblemKind kind, Place where, std::string detail = {});
    void report(const Line &line, ProblemKind kind, const std::optional<Token> &token);
    Place placeOf(const Reading &reading, std::size_t offset) const;

    const FileSource &m_tree;
    const LibpamProfile &m_profile;
    EffectiveStack m_stack;
    std::map<std::pair<std::string, Syntax>, Loaded> m_files;
    std::vector<const Reading *> m_open; ///< innermost last
    std::set<std::tuple<ProblemKind, std::string, std::size_t, std::size_t, std::string>> m_reported;
    std::size_t m_steps = 0;
    bool m_halfLinked = false; ///< the parse error under way left an entry in one chain only
    bool m_undefinedTable = false; ///< an entry's actions are whatever the memory held
};

} // namespace pamphlet::pam
