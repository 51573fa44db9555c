// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sregistry/era.h"

#include <QString>

namespace pamphlet::ui::text {

/// "Singularity Registry 1.1"
QString registryTitle(sregistry::Era era);

} // namespace pamphlet::ui::text
