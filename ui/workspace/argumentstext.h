// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

#include <string>
#include <vector>

namespace pamphlet::ui {

/// Arguments in one line as libpam splits them: by blanks, `[…]` keeps blanks together, `\]` is a bracket.
QString argumentsText(const std::vector<std::string> &arguments);
/// InvalidInput with the column (from 1, in characters) for a bracket that does not end.
Result<std::vector<std::string>> argumentsFromText(const QString &text);

} // namespace pamphlet::ui
