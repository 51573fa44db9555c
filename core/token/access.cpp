// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/access.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace pamphlet::token {

namespace {

std::string folded(std::string_view name)
{
    const std::size_t begin = name.find_first_not_of(" \t");
    const std::size_t end = name.find_last_not_of(" \t");
    std::string text(begin == std::string_view::npos ? std::string_view() : name.substr(begin, end - begin + 1));
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

EffectiveAccess accessOf(const std::string &user, bool blacklisted, const AskPam &askPam)
{
    EffectiveAccess access;
    access.user = user;
    access.blacklisted = blacklisted;
    access.pam = askPam ? askPam(user) : PamAnswer();
    if (user.size() > maximumUserBytes)
        access.reasons.push_back(AccessReason::NameTooLong);
    if (blacklisted)
        access.reasons.insert(access.reasons.end(), {AccessReason::Blacklisted, AccessReason::RefreshStays});
    if (access.pam.authenticate == Answer::No)
        access.reasons.push_back(AccessReason::AuthenticationFails);
    if (!access.reasons.empty()) {
        access.getsToken = Answer::No;
        return access;
    }
    access.getsToken = access.pam.authenticate;
    access.anyScope = true;
    if (access.pam.authenticate == Answer::Unknown)
        access.reasons.push_back(AccessReason::AuthenticationUnknown);
    if (access.pam.account == Answer::No)
        access.reasons.push_back(AccessReason::AccountIgnored);
    else if (access.pam.account == Answer::Unknown)
        access.reasons.push_back(AccessReason::AccountUnknown);
    return access;
}

} // namespace

std::string_view answerName(Answer answer)
{
    constexpr std::array<std::string_view, 3> names{"no", "yes", "unknown"};
    return names[static_cast<std::size_t>(answer)];
}

std::string_view reasonName(AccessReason reason)
{
    constexpr std::array<std::string_view, 7> names{"name-too-long",   "blacklisted",     "authentication-fails", "authentication-unknown",
                                                    "account-ignored", "account-unknown", "refresh-stays"};
    static_assert(names.size() == static_cast<std::size_t>(AccessReason::RefreshStays) + 1);
    return names[static_cast<std::size_t>(reason)];
}

std::vector<EffectiveAccess> effectiveAccess(const std::vector<std::string> &users, const std::vector<std::string> &blacklist,
                                             const AskPam &askPam)
{
    std::vector<EffectiveAccess> list;
    list.reserve(users.size());
    for (const std::string &user : users)
        list.push_back(accessOf(user, std::find(blacklist.begin(), blacklist.end(), user) != blacklist.end(), askPam));
    return list;
}

std::vector<BlacklistEntry> reviewBlacklist(const std::vector<std::string> &blacklist, const std::vector<std::string> &users)
{
    std::vector<BlacklistEntry> entries;
    for (const std::string &name : blacklist) {
        BlacklistEntry entry{name, std::find(users.begin(), users.end(), name) != users.end(), false, {}};
        entry.repeated = std::any_of(entries.begin(), entries.end(), [&name](const BlacklistEntry &other) { return other.name == name; });
        if (!entry.exists) {
            const auto near
                = std::find_if(users.begin(), users.end(), [&name](const std::string &user) { return folded(user) == folded(name); });
            if (near != users.end())
                entry.near = *near;
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace pamphlet::token
