// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

#include <string>

namespace pamphlet::helper {

/// A service by its plain name: letters, digits and `._+-@`, at most 255 of them, not "." or "..".
Result<std::string> checkedService(const QString &name);

/**
 * A user's name as real machines have it ("alice", "DOMAIN\\alice", "alice@example.com", "web srv$", "józef"), at most 256 bytes of
 * UTF-8. What could mislead a prompt, a log or a module's script is refused: control and format characters, `:` and `/`, a blank
 * at either end, a hyphen at the front, "." and "..".
 */
Result<std::string> checkedUser(const QString &name);

/// 32 lower-case hexadecimal digits.
Result<QString> checkedTestId(const QString &id);

} // namespace pamphlet::helper
