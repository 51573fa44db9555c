// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/pam/lint/check.h"
#include "core/pam/stack/effectivestack.h"
#include "core/pam/stack/servicelookup.h"

#include <QString>

/** The one place where codes become sentences. Used by the window and by pamphletctl. */
namespace pamphlet::ui::text {

/// "/etc/pam.d/sudo:3:9: …, and what to do."
QString errorMessage(const Error &error);
QString errorTitle(const Error &error);
QString findingMessage(const pam::Finding &finding);
/// What the finding's fix does ("Remove nullok"); empty without a fix.
QString fixTitle(const pam::Finding &finding);
QString problemMessage(const pam::Problem &problem);
QString ownerText(pam::Owner owner);
/// "Authentication", "Account", "Password", "Session".
QString facilityTitle(pam::Facility facility);
/// A control in words: "success → skip 1", "required".
QString controlWords(const pam::Entry &entry);
/// One plain sentence of what the rule does here.
QString ruleSentence(const pam::Entry &entry);
/// "sudo:3"
QString shortPlace(const std::string &file, std::size_t line);

} // namespace pamphlet::ui::text
