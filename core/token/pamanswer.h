// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/libpamprofile.h"
#include "core/result.h"
#include "core/token/access.h"
#include "core/tree/filesource.h"

#include <cstdint>
#include <string>

namespace pamphlet::token {

/// The service that DockerAuthentication asks PAM for: php-pam's default.
inline constexpr const char *servicePamName = "php";

/**
 * What the rules of a service say of everybody, whoever asks: "no" where no module can make them succeed, "yes" where they succeed
 * whatever happens, "unknown" for the rest, which is what real stacks are. Unreadable if a file of PAM's may not be read; a tree without
 * PAM's files has unknown answers.
 */
Result<PamAnswer> certainPamAnswer(const FileSource &files, const pam::LibpamProfile &profile, const std::string &service);

/**
 * The same, user by user, with what shadow(5) decides for pam_unix: no password fits, the account has expired, … Where it cannot be read,
 * or does not have the user, the answer is everybody's. `today`: days since 1970. Errors as above. What it returns owns what it needs.
 */
Result<AskPam> pamAnswers(const FileSource &files, const pam::LibpamProfile &profile, const std::string &service, std::int64_t today);

} // namespace pamphlet::token
