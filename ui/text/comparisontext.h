// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/dispatch/compare.h"

#include <QString>

/** What a change of the configuration means, in the words of a sysadmin. */
namespace pamphlet::ui::text {

/// What changed in one facility: "A fingerprint (pam_fprintd) alone now suffices." One or more sentences.
QString changeMessage(const pam::FacilityChange &change);

/// "locked out", "open door", "weaker", "stronger", "different".
QString changeTitle(pam::ChangeKind kind);

/// "has a file of its own now; before, “other” decided"; empty if that stayed as it was.
QString presenceText(pam::Presence presence);

} // namespace pamphlet::ui::text
