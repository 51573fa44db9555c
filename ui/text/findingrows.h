// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

/// The sentences of findings, by id. The arguments of each id are listed beside it: core/pam/lint/catalogue.cpp,
/// docs/teleport.md, docs/sregistry.md.
namespace pamphlet::ui::text {

/// The sentence of an id; of several rows of one id, the first whose `argument` (counted from 0) is `value`.
struct FindingText {
    std::string_view id;
    std::size_t argument;
    std::string_view value;
    const char *message;
};

/// A row for whatever the arguments are.
inline constexpr std::size_t anyArgument = static_cast<std::size_t>(-1);

std::span<const FindingText> lineFindings(); ///< PAM001…PAM048
std::span<const FindingText> writingFindings(); ///< PAM049…PAM081, PAM031: what is written
std::span<const FindingText> meaningFindings(); ///< PAM082…: what follows from it
std::span<const FindingText> teleportFindings(); ///< TEL…
std::span<const FindingText> sregistryFindings(); ///< SRG…

} // namespace pamphlet::ui::text
