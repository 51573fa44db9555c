// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/stack/effectivestack.h"

#include <QStringList>

namespace pamphlet::ui {

/// What a test login of this stack may do to the machine, as sentences: modules that count failures, make directories, write records.
/// `session`: a session is opened too.
QStringList loginSideEffects(const pam::EffectiveStack &stack, bool session);

} // namespace pamphlet::ui
