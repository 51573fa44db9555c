// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/syntax/document.h"
#include "core/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pamphlet::pam {

/// A token of the rule as it shall be.
struct WantedToken {
    std::optional<std::size_t> old; ///< index of the token that it keeps or replaces; nullopt: a new one
    bool keep = false; ///< its bytes stay
    std::string spelled; ///< unless `keep`
};

/**
 * The text of the document with the tokens `old` of one rule (in their order) turned into `wanted`
 * (indexes of `old` ascending). Blanks, comments and kept tokens keep their bytes.
 */
Result<std::string> patchTokens(const Document &document, const std::vector<const Token *> &old, const std::vector<WantedToken> &wanted);

/// Which of the old texts stays, is replaced or goes, so that as many as possible stay: one entry for each of `wanted`.
std::vector<std::optional<std::size_t>> matchTexts(const std::vector<std::string> &old, const std::vector<std::string> &wanted);

} // namespace pamphlet::pam
