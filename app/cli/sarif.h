// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exitcode.h"
#include "app/cli/json.h"
#include "core/pam/lint/check.h"
#include "core/tree/filesource.h"

#include <QCoreApplication>

#include <map>
#include <string>
#include <vector>

namespace pamphlet::app::cli {

/// What a check of a tree was.
struct CheckRun {
    std::string root; ///< where the tree stands, absolute
    std::string libpam; ///< name of the profile
    ExitCode exitCode = ExitCode::Yes;
    std::vector<Error> unreadable; ///< files that could not be judged
};

/**
 * Findings as a SARIF log (Static Analysis Results Interchange Format 2.1.0, OASIS). Files are named relative to the root of the
 * tree ("ROOT"); columns count characters. A result's fingerprint survives what happens on other lines.
 */
class SarifLog
{
    Q_DECLARE_TR_FUNCTIONS(pamphlet::app::cli::SarifLog)

public:
    explicit SarifLog(const FileSource &files)
        : m_files(files)
    { }

    Json document(const std::vector<pam::Finding> &findings, const CheckRun &run);

private:
    Json result(const pam::Finding &finding);
    Json location(const Place &where);
    Json fix(const pam::Finding &finding);
    std::string fingerprint(const pam::Finding &finding);
    const std::string &textOf(const std::string &file);
    std::string lineOf(const Place &where);

    const FileSource &m_files;
    std::map<std::string, std::string> m_texts; ///< by path
    std::map<std::string, int> m_fingerprints; ///< how often each was given
};

} // namespace pamphlet::app::cli
