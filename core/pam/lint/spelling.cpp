// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/spelling.h"

#include <algorithm>

namespace pamphlet::pam {

namespace {

constexpr std::size_t maxWord = 64;

std::string digitsOf(std::string_view word)
{
    std::string digits;
    std::copy_if(word.begin(), word.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    return digits;
}

} // namespace

std::size_t spellingDistance(std::string_view a, std::string_view b, std::size_t limit)
{
    const std::size_t longer = std::max(a.size(), b.size());
    if (longer > maxWord || longer - std::min(a.size(), b.size()) > limit)
        return limit + 1;
    std::vector<std::size_t> before, row(b.size() + 1), next(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        next[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                next[j] = std::min(next[j], before[j - 2] + 1);
        }
        before = row;
        std::swap(row, next);
    }
    return std::min(row[b.size()], limit + 1);
}

std::string intendedWord(std::string_view word, const std::vector<std::string> &candidates)
{
    const std::size_t limit = word.size() >= 8 ? 2 : 1;
    const std::string digits = digitsOf(word);
    std::string best;
    std::size_t distance = limit + 1;
    bool unique = false;
    for (const std::string &candidate : candidates) {
        const std::size_t one = spellingDistance(word, candidate, limit);
        if (one > limit || digitsOf(candidate) != digits)
            continue;
        if (one < distance) {
            best = candidate;
            distance = one;
            unique = true;
        } else if (one == distance && candidate != best) {
            unique = false;
        }
    }
    return unique ? best : std::string();
}

} // namespace pamphlet::pam
