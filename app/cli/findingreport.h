// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "app/cli/exitcode.h"
#include "core/pam/lint/check.h"
#include "core/tree/filesource.h"

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>
#include <vector>

/** Findings as every check prints them, whatever they are about. */
namespace pamphlet::app::cli {

/// The short stable name of an id: "module-missing".
std::string_view findingName(std::string_view id);

/// How a severity is printed.
Style severityStyle(pam::Severity severity);

/// The contract's keys. `files`: what a fix is shown as a difference to.
Json findingJson(const FileSource &files, const pam::Finding &finding);

/// A line, the services and the title of the fix.
void printFinding(Console &console, const pam::Finding &finding);
/// "2 errors, …", as a remark.
void noteFindingCounts(Console &console, const std::vector<pam::Finding> &findings);

/// Errors and warnings of what is about to be written, as remarks.
void noteFindings(Console &console, const std::vector<pam::Finding> &findings);
/// Without the notes.
std::vector<pam::Finding> withoutNotes(std::vector<pam::Finding> findings);

/// --fail-on SEVERITY.
void defineFailOn(CLI::App &app, std::string &failOn);
/// No if a finding is of this severity, or a worse one.
ExitCode verdictOf(const std::vector<pam::Finding> &findings, std::string_view failOn);

} // namespace pamphlet::app::cli
