// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace pamphlet::change {

/// Lines that two files share: indices from 0, both rising.
struct LineMatch {
    std::size_t before = 0;
    std::size_t after = 0;
};

/**
 * A common subsequence of two sequences of line numbers (equal lines, equal number). The longest one for files of ordinary size;
 * for larger ones it is split at lines that are unique in both, so that time stays near linear for any input.
 */
std::vector<LineMatch> matchLines(const std::vector<int> &before, const std::vector<int> &after);

} // namespace pamphlet::change
