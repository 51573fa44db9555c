// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

/// Letters to add, drop, change or swap with their neighbour to get from one word to the other; more than `limit` counts as limit + 1.
std::size_t spellingDistance(std::string_view a, std::string_view b, std::size_t limit);

/**
 * The one candidate that somebody who wrote `word` meant; empty if there is none or more than one. One slip is allowed, two in
 * words of eight letters and more. Words that differ by a digit are different words (pam_unix, pam_unix2).
 */
std::string intendedWord(std::string_view word, const std::vector<std::string> &candidates);

} // namespace pamphlet::pam
