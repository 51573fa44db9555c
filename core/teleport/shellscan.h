// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/** A shell script taken apart as far as its commands and redirections go; no expansion is done. */
namespace pamphlet::teleport {

struct ShellWord {
    std::string source; ///< as written
    std::string text; ///< quotes taken off; expansions stay as they are written
    std::size_t begin = 0;
    std::vector<std::string> unquoted; ///< variables that are expanded outside quotes
    bool literal = true; ///< nothing in it is expanded
};

struct ShellRedirection {
    std::string op; ///< ">", ">>", "&>", "2>", "<<", "<<<", …
    ShellWord target; ///< of a here-document the delimiter
    std::size_t begin = 0;
};

/// What stands behind a command.
enum class ShellEnd { Line, Semicolon, And, Or, Pipe, Background, Group };

/// A simple command. Words of the grammar (if, while, {, …) that stand before it are taken off.
struct ShellCommand {
    std::vector<std::string> keywords; ///< before it: "if", "!", "then"
    std::vector<std::pair<std::string, ShellWord>> assignments;
    std::vector<ShellWord> words; ///< may be empty: assignments or redirections alone
    std::vector<ShellRedirection> redirections;
    ShellEnd end = ShellEnd::Line;
    std::size_t begin = 0;
};

struct HereDocument {
    bool quoted = false; ///< the delimiter is: nothing in the body is expanded
    std::size_t begin = 0; ///< of the body
    std::size_t finish = 0;
};

struct ShellScript {
    std::string program; ///< of the `#!` line; empty: none
    std::string interpreter; ///< the shell: the program, or what env(1) is told to run
    bool shebang = false;
    bool carriageReturns = false; ///< of the `#!` line: there is no such program then
    std::vector<ShellCommand> commands;
    std::vector<HereDocument> hereDocuments;
};

/// Never fails: what cannot be understood is one odd command.
ShellScript scanShell(std::string_view text);

} // namespace pamphlet::teleport
