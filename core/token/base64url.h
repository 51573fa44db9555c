// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pamphlet::token {

/// RFC 7515 §2: the URL alphabet, no padding.
std::string toBase64Url(std::string_view bytes);
/// The only spelling of each value: no padding, no blanks, unused bits zero. nullopt otherwise.
std::optional<std::string> fromBase64Url(std::string_view text);

enum class Base64Alphabet { Standard, Url };
enum class Base64Padding {
    Required, ///< Go's StdEncoding and URLEncoding
    Forbidden, ///< Go's RawURLEncoding
};
/// As Go's encoding/base64 reads: line ends are skipped, unused bits may be anything. Registries take what this takes.
std::optional<std::string> fromBase64AsGo(std::string_view text, Base64Alphabet alphabet, Base64Padding padding);

/// RFC 4648 §4, with padding: what a token's x5c entries are made of.
std::string toBase64(std::string_view bytes);

/// RFC 4648 §6 without padding: what libtrust writes its key ids in.
std::string toBase32(std::string_view bytes);

} // namespace pamphlet::token
