// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/pam/lint/check.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::token {

using pam::Severity;
using pam::severityName;

/// New bytes or a new mode of a file. Never of a private key's bytes.
struct Rewrite {
    std::string path;
    std::optional<std::string> bytes; ///< nullopt: they stay
    std::optional<std::uint32_t> mode; ///< nullopt: it stays

    bool operator==(const Rewrite &) const = default;
};

/// Something wrong with token service and registry. Its text is made in ui/text from id and arguments; docs/token-service.md has both.
struct Finding {
    std::string id; ///< "TOK001"
    Severity severity = Severity::Warning;
    Place where;
    std::vector<std::string> arguments; ///< what the text of this id speaks of
    std::vector<Rewrite> fix; ///< empty: none that is safe without asking
};

struct FindingInfo {
    std::string_view id;
    Severity severity;
    std::string_view name; ///< short stable slug: "issuer-differs"
};
/// Every id there is, in order.
const std::vector<FindingInfo> &findingCatalogue();

/// Findings under way.
class FindingList
{
public:
    void add(std::string_view id, Place where, std::vector<std::string> arguments = {}, std::vector<Rewrite> fix = {});
    /// Sorted by file, line, column, id.
    std::vector<Finding> take();

private:
    std::vector<Finding> m_findings;
};

} // namespace pamphlet::token
