// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/controlpairs.h"

#include "core/pam/returncode.h"

#include <algorithm>
#include <array>

namespace pamphlet::pam {

namespace {

/// isspace(3) in the C locale.
constexpr std::string_view space = " \t\n\v\f\r";

std::size_t skipSpace(std::string_view text, std::size_t at)
{
    return std::min(text.find_first_not_of(space, at), text.size());
}

std::string nameAt(std::string_view text, std::size_t at)
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> words{"default"};
        for (int code = 0; code < returnCodeCount; ++code)
            words.push_back(returnCodeWord(code));
        return words;
    }();
    const auto found = std::find_if(names.begin(), names.end(), [&](const std::string &name) { return text.substr(at).starts_with(name); });
    return found == names.end() ? std::string() : *found;
}

std::string actionAt(std::string_view text, std::size_t at)
{
    constexpr std::array<std::string_view, 6> words{"ignore", "ok", "done", "bad", "die", "reset"};
    const auto found = std::find_if(words.begin(), words.end(), [&](std::string_view word) { return text.substr(at).starts_with(word); });
    if (found != words.end())
        return std::string(*found);
    return std::string(text.substr(at, std::min(text.find_first_not_of("0123456789", at), text.size()) - at));
}

} // namespace

std::vector<ControlPair> controlPairs(std::string_view text)
{
    std::vector<ControlPair> pairs;
    for (std::size_t end = 0;;) {
        ControlPair pair;
        pair.begin = skipSpace(text, end);
        pair.glued = !pairs.empty() && pair.begin == end;
        if (pair.begin == text.size())
            return pairs;
        pair.name = nameAt(text, pair.begin);
        const std::size_t equals = skipSpace(text, pair.begin + pair.name.size());
        if (pair.name.empty() || equals == text.size() || text[equals] != '=')
            return pairs;
        const std::size_t action = skipSpace(text, equals + 1);
        pair.action = actionAt(text, action);
        if (pair.action.empty())
            return pairs;
        end = action + pair.action.size();
        pairs.push_back(std::move(pair));
    }
}

bool isControlPair(std::string_view text)
{
    const std::vector<ControlPair> pairs = controlPairs(text);
    return pairs.size() == 1 && text == pairs.front().name + '=' + pairs.front().action;
}

} // namespace pamphlet::pam
