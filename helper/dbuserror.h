// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QString>

namespace pamphlet::helper {

/// "org.pamphlet.Error." and errorName().
QString dbusErrorName(ErrorCode code);

/**
 * The message of a D-Bus error is the detail. If the error has a place, "FILE:LINE:COLUMN: " stands before it, FILE being
 * absolute and the numbers 0 where not known; a client takes the shortest prefix of that form that starts with "/".
 * Bytes that are not UTF-8 and control characters are replaced, since D-Bus refuses the former and terminals obey the latter.
 */
QString dbusErrorMessage(const Error &error);

} // namespace pamphlet::helper
