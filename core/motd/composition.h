// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/motd/motdrule.h"
#include "core/pam/libpamprofile.h"
#include "core/tree/filesource.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/**
 * What a login through a service shows as message of the day: by the pam_motd rules of its session stack, and by the program itself.
 * As an ordinary user sees it: pam_motd reads with the rights of who logs in.
 *
 * Measured against pam_motd of Linux-PAM 1.5.2 (Debian) by tests/core/motd/tst_pammotd.cpp, row by row and byte by byte. What sshd and
 * login do themselves is from their manuals: sshd_config(5), login(1) of util-linux.
 */
namespace pamphlet::motd {

enum class PartKind {
    Static,
    Directory, ///< one file of a directory
    Dynamic, ///< below /run: made by a program
};
/// "static", "directory", "dynamic".
std::string_view partKindName(PartKind kind);

enum class PartState {
    Shown,
    MadeAtLogin, ///< not there yet: the scripts write it before it is shown
    Missing,
    Empty, ///< of no length, or a link to /dev/null: shows nothing, and keeps others of its name from being shown
    TooLarge, ///< more than maxMotdBytes
    Private, ///< not everyone may read it: the next one of its list is shown instead
    NotAFile,
    Unreadable, ///< to us; those who log in may see it
};
/// "shown", "made-at-login", "missing", "empty", "too-large", "private", "not-a-file", "unreadable".
std::string_view partStateName(PartState state);

/// Who shows it.
enum class Shower { Pam, Sshd, Login };
/// "pam_motd", "sshd", "login".
std::string_view showerName(Shower shower);

struct Part {
    Shower by = Shower::Pam;
    bool certain = true; ///< false: if the program is the one that reads this setting
    Place where; ///< of the rule or the setting; line 0: nobody wrote it, it is the default
    std::string path; ///< as the rule names it
    PartKind kind = PartKind::Static;
    PartState state = PartState::Shown;
    std::string bytes; ///< what the terminal gets
    bool fresh = false; ///< the scripts of this login write it first: `bytes` is from an earlier one
    std::vector<std::string> hides; ///< files of its name, or behind it in its list, that are there and not shown because of it

    bool shows() const { return state == PartState::Shown || state == PartState::MadeAtLogin; }
};

struct MotdRule {
    Place where;
    RuleArguments arguments;
    bool updates = false; ///< runs the scripts
    bool neverRuns = false; ///< no way through the stack comes to it
};

/// One file that a login shows more than once.
struct Repetition {
    std::string path; ///< links followed
    std::vector<std::size_t> parts;
};

struct Composition {
    std::string service;
    std::vector<MotdRule> rules; ///< in the order in which they run
    std::vector<Part> parts; ///< in the order in which they are seen, with those that show nothing
    std::vector<Repetition> repetitions;
    /// sshd, and it does not use PAM: where that is said.
    std::optional<Place> withoutPam;
    /// Where the login dies while the message is shown (RuleArguments::crashes); nothing comes after it.
    std::optional<Place> crash;

    bool concernsMotd() const { return !rules.empty() || !parts.empty(); }
    /// What a terminal gets, all of it.
    std::string bytes() const;
};

Composition compose(const FileSource &tree, const pam::LibpamProfile &profile, std::string_view service);

/// A file that belongs to the message of the day, of a default place or named by a rule.
struct MotdFile {
    std::string path;
    PartKind kind = PartKind::Static;
    std::vector<std::string> services; ///< that show it; empty: nobody ever sees it
    std::string hiddenBy; ///< what is shown in its place; may be empty
};

/// All services that have to do with the message, and all its files.
struct Survey {
    std::vector<Composition> services;
    std::vector<MotdFile> files; ///< that are there, by path
    std::vector<UpdateScript> scripts;
    bool updates = false; ///< this libpam's pam_motd runs scripts

    const Composition *find(std::string_view service) const;
};

/// Files that services only share are no services. Slow where there are many: call it in the background.
Survey survey(const FileSource &tree, const pam::LibpamProfile &profile);

/// The path with links in its last part followed, as far as the tree has them.
std::string linksFollowed(const FileSource &tree, std::string path);

} // namespace pamphlet::motd
