// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/teleport/check.h"
#include "core/teleport/sequence.h"

#include <QString>

namespace pamphlet::ui::text {

/// "Teleport before 6: as if it were not there."
QString effectMessage(const teleport::VersionEffect &effect);

/// What becomes of a variable that does not get the value that the file gives it.
QString environmentNoteMessage(const teleport::EnvironmentNote &note);

/// Whether Teleport asks PAM, and how, as a sentence.
QString teleportStateMessage(const teleport::Config &config);

/// What a call is given: "teleport alice", "TELEPORT_LOGIN=alice"; empty for some.
QString callArguments(const teleport::Call &call);
/// What the call is for, as a sentence.
QString callSentence(teleport::CallKind kind);

} // namespace pamphlet::ui::text
