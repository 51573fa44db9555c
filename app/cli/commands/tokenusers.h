// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/tree.h"
#include "core/result.h"
#include "core/token/access.h"

#include <string>
#include <vector>

/** Who could ask the token service, and what PAM is certain to answer. */
namespace pamphlet::app::cli {

/// Names in the tree's /etc/passwd, in its order; users of directory services are not in it. NotFound, Unreadable.
Result<std::vector<std::string>> passwdUsers(const FileSource &files);

/**
 * What the rules of a service say of everybody, whoever asks: "no" where no module can make them succeed, "yes" where they succeed
 * whatever happens, "unknown" for the rest, which is what real stacks are. Unreadable if a file of PAM's may not be read; a tree without
 * PAM's files has unknown answers.
 */
Result<token::PamAnswer> certainPamAnswer(const Tree &tree, const std::string &service);

} // namespace pamphlet::app::cli
