// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/libpamprofile.h"
#include "core/result.h"
#include "core/token/access.h"
#include "core/tree/filesource.h"

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

} // namespace pamphlet::token
