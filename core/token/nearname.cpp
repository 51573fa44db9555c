// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/nearname.h"

#include "core/pam/lint/spelling.h"

#include <cstddef>

namespace pamphlet::token {

namespace {

std::string folded(std::string_view name)
{
    std::string text;
    for (const char c : name) {
        if (c == '_' || c == '-' || c == '.' || c == ' ')
            continue;
        text += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return text;
}

} // namespace

std::optional<std::string> nearName(std::string_view name, const std::vector<std::string> &names)
{
    const std::string wanted = folded(name);
    if (wanted.empty())
        return std::nullopt;
    std::optional<std::string> best;
    std::size_t bestDistance = 0;
    for (const std::string &candidate : names) {
        const std::string other = folded(candidate);
        const std::size_t allowed = other.size() < 6 ? 1 : 2;
        const std::size_t steps = pam::spellingDistance(wanted, other, allowed);
        if (steps <= allowed && (!best || steps < bestDistance)) {
            best = candidate;
            bestDistance = steps;
        }
    }
    return best;
}

} // namespace pamphlet::token
