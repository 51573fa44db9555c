// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/** Who gets a token from DockerAuthentication, and what for. */
namespace pamphlet::token {

enum class Answer { No, Yes, Unknown };
/// "no", "yes", "unknown".
std::string_view answerName(Answer answer);

/// What PAM says of a user for the service that the token service asks ("php").
struct PamAnswer {
    Answer authenticate = Answer::Unknown; ///< could a right password get through auth
    Answer account = Answer::Unknown; ///< would account let them in: expired, locked out by time, …
};
using AskPam = std::function<PamAnswer(const std::string &user)>;

enum class AccessReason {
    NameTooLong, ///< more than 30 bytes: refused before PAM is asked
    Blacklisted,
    AuthenticationFails,
    AuthenticationUnknown,
    AccountIgnored, ///< account would not let them in, but DockerAuthentication never asks it
    AccountUnknown, ///< only a note: it would not be asked anyway
    RefreshStays, ///< blacklisted: who has a token already gets new ones with it, until the key is changed
};
/// Stable, for --json: "blacklisted".
std::string_view reasonName(AccessReason reason);

struct EffectiveAccess {
    std::string user;
    PamAnswer pam;
    bool blacklisted = false;
    Answer getsToken = Answer::Unknown;
    /// With a token: the catalog, and whatever scope is asked for. DockerAuthentication has no access lists.
    bool anyScope = false;
    std::vector<AccessReason> reasons;
};

/// Longest name and password that DockerAuthentication looks at, in bytes.
inline constexpr std::size_t maximumUserBytes = 30;
inline constexpr std::size_t maximumPasswordBytes = 60;

/// In the order of `users`. Blacklist entries are exact and case-sensitive.
std::vector<EffectiveAccess> effectiveAccess(const std::vector<std::string> &users, const std::vector<std::string> &blacklist,
                                             const AskPam &askPam);

/// An entry of the blacklist beside the machine's users.
struct BlacklistEntry {
    std::string name;
    bool exists = false;
    bool repeated = false; ///< it is there before
    std::string near; ///< it does not exist, but this user does, whose name differs in case or surrounding blanks; empty: none
};
std::vector<BlacklistEntry> reviewBlacklist(const std::vector<std::string> &blacklist, const std::vector<std::string> &users);

} // namespace pamphlet::token
