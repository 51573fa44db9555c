// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

namespace pamphlet::app::gui {

/// A new key for the fixture's token service, and a certificate of it that expires soon: none of either is kept among the sources.
Result<void> writeSigningFiles(const QString &tree);

} // namespace pamphlet::app::gui
