// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/token/access.h"
#include "core/token/finding.h"
#include "core/token/registryverify.h"
#include "ui/text/findingrows.h"

#include <QString>

#include <span>
#include <string_view>

/** What is said of token service and registry. */
namespace pamphlet::ui::text {

/// TOK001…, arguments as docs/token-service.md has them.
std::span<const FindingText> tokenFindings();
QString findingMessage(const token::Finding &finding);
/// What the finding's fix does ("Rename it to “issuer”"); empty without a fix.
QString fixTitle(const token::Finding &finding);

/// Why a registry refuses a token. `detail`: Verdict::detail.
QString reasonMessage(token::Reason reason, std::string_view detail);

/// Why a user gets a token, or none, or nobody knows.
QString accessReasonMessage(token::AccessReason reason);

} // namespace pamphlet::ui::text
