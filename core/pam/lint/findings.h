// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/lint/check.h"

#include <map>
#include <set>
#include <tuple>

namespace pamphlet::pam {

/// Findings under way: the same one met again through another service is one finding that names both.
class Findings
{
public:
    void add(std::string_view id, const Place &where, std::vector<std::string> arguments, const std::string &service,
             std::optional<Fix> fix = std::nullopt);

    /// Sorted by file, line, column, id.
    std::vector<Finding> take();

private:
    struct Body {
        std::set<std::string> services;
        std::optional<Fix> fix;
    };
    using Key = std::tuple<std::string, std::size_t, std::size_t, std::string_view, std::vector<std::string>>;

    std::map<Key, Body> m_found;
};

} // namespace pamphlet::pam
