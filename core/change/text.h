// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pamphlet::change {

/**
 * Well-formed UTF-8 (RFC 3629) that one line of a prompt or a log can show as it is: no control characters (C0, DEL, C1),
 * no line or paragraph separators, no characters that reorder the text around them (Unicode "Bidi_Control" embeddings, overrides,
 * isolates).
 */
[[nodiscard]] bool isPlainLine(std::string_view text);

/// RFC 4648 §4, padded, without line breaks.
std::string toBase64(std::string_view bytes);
/// Only what toBase64() makes: nullopt for spaces, missing padding or bits left over.
std::optional<std::string> fromBase64(std::string_view text);

/// `length` digits 0-9 a-f, of either case if `anyCase`.
[[nodiscard]] bool isHex(std::string_view text, std::size_t length, bool anyCase = false);

} // namespace pamphlet::change
