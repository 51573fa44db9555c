// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/syntax/document.h"
#include "core/result.h"

#include <string>
#include <vector>

namespace pamphlet::pam {

/// What libpam makes of a file, in its order: rules, and the ends that it runs into.
std::vector<const Node *> meaningOf(const Document &document);

/// The texts of all tokens are the same; where they stand does not matter.
bool sameMeaning(const Node &a, const Node &b);

/**
 * `bytes` if libpam reads exactly `expected` in them; else EditRefused with the place in `before`
 * of the first rule that would come out differently.
 */
Result<std::string> checkedEdit(const Document &before, std::string bytes, const std::vector<const Node *> &expected);

} // namespace pamphlet::pam
