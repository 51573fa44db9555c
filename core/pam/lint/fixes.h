// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/lint/check.h"
#include "core/pam/syntax/document.h"

#include <cstddef>
#include <optional>
#include <string>

/// Repairs that change one rule. Each is nullopt where the edit is refused, or the file is too large to be worth it.
namespace pamphlet::pam {

/// No configuration is as large as this; a file made to keep us busy may be.
inline constexpr std::size_t maxFixBytes = 64u << 10;

std::optional<Fix> withoutArgument(const std::string &file, const Document &document, std::size_t node, std::size_t argument);
std::optional<Fix> withoutArguments(const std::string &file, const Document &document, std::size_t node);
std::optional<Fix> withTarget(const std::string &file, const Document &document, std::size_t node, const std::string &target);

} // namespace pamphlet::pam
