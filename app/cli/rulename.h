// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/syntax/document.h"
#include "core/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace pamphlet::app::cli {

struct Tree;

/// A PAM file of a tree, and a line of it (0: the file as a whole), as the command line names them.
struct RuleName {
    std::string file; ///< absolute inside the root
    std::size_t line = 0;
};

/// "sudo" (the file that libpam would open for the name) or an absolute path. NotFound.
Result<RuleName> fileName(const Tree &tree, std::string_view text);
/// The same with ":LINE". InvalidArgument without a line.
Result<RuleName> ruleName(const Tree &tree, std::string_view text);

/// NotFound, Unreadable.
Result<pam::Document> documentOf(const Tree &tree, const std::string &file);

/// The node of the rule on this line; InvalidArgument, with the place, if there is none.
Result<std::size_t> ruleAt(const pam::Document &document, const std::string &file, std::size_t line);

} // namespace pamphlet::app::cli
