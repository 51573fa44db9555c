// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace pamphlet::ui::text {

/// Characters that a name or token in a sentence may have before its middle is left out.
inline constexpr qsizetype printableLimit = 120;

/**
 * Text from files, modules or other people's programs, made safe to show in a sentence, a table cell or a terminal:
 * one line, no control characters, nothing that hides or reorders the text around it (each is shown as `\n`, `\x1B`,
 * `\u202E`), U+FFFD for what is not UTF-8, and not longer than `limit` characters (the middle becomes "…").
 */
QString printable(std::string_view bytes, qsizetype limit = printableLimit);
QString printable(const QString &text, qsizetype limit = printableLimit);

} // namespace pamphlet::ui::text
