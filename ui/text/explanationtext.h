// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/explain.h"

#include <QString>
#include <QStringList>

/** Who gets in, in the words of a sysadmin. */
namespace pamphlet::ui::text {

/// "Every way in checks a credential.", "Open door: …", "Nobody can pass: …": what is to be said first.
QString verdictSentence(const pam::Explanation &explanation);

/// One way in: "With the right password (pam_unix)."
QString waySentence(const pam::Way &way, pam::Facility facility);
/// The same without capital and full stop: "the right password (pam_unix)".
QString wayPhrase(const pam::Way &way, pam::Facility facility);
/// What spoils the way: "Not if pam_cap returns new_authtok_reqd."; empty if nothing does.
QString spoilingSentence(const pam::Way &way);

/// "A one-time code can be left out: where pam_google_authenticator returns ignore, the right password is enough."
QString skippableSentence(const pam::SkippableFactor &factor);

/// "pam_unix" for "pam_unix.so" or a path to it.
QString moduleTitle(const std::string &module);
/// A factor of the catalogue with its article: "the right password", "a fingerprint".
QString factorPhrase(const std::string &factor);
/// "a", "a and b", "a, b and c".
QString enumeration(const QStringList &parts);

} // namespace pamphlet::ui::text
