// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/motd/composition.h"
#include "core/pam/lint/check.h"

#include <QString>

#include <vector>

/** The message of the day in words, for the window and for pamphletctl. */
namespace pamphlet::ui::text {

/// "static file", "file of a directory", "made by a program".
QString partKindText(motd::PartKind kind);
/// Why a part shows nothing: "not there"; empty for one that is shown as it is.
QString partStateText(const motd::Part &part);
/// Who shows it: "pam_motd, login:33", "sshd (PrintMotd)".
QString partShowerText(const motd::Part &part);
/// Why a script never runs; empty for one that does.
QString scriptStateText(const motd::UpdateScript &script);
/// What a file of the message is when nothing of it is shown: "nobody sees it", "hidden by /etc/motd.d/x"; else by which services.
QString fileShownText(const motd::MotdFile &file);

/// Something to know about what a login shows.
struct MotdRemark {
    pam::Severity severity = pam::Severity::Note;
    QString text; ///< plain
    Place where; ///< may be empty
};

/// Of one service, the gravest first.
std::vector<MotdRemark> remarksOn(const motd::Composition &composition, const motd::Survey &survey);
/// Of files that nobody sees.
std::vector<MotdRemark> remarksOn(const motd::Survey &survey);

} // namespace pamphlet::ui::text
