// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pamphlet::helper {

/// `text` fit for one line of a log: everything that is not a printable character or a plain space becomes U+FFFD
/// (control and format characters, line and paragraph separators, lone surrogates), and at most `maxLength` units remain.
QString printable(const QString &text, qsizetype maxLength);

} // namespace pamphlet::helper
