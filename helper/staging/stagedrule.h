// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

namespace pamphlet::helper {

/// Where a traced rule comes from. The tracing module says a rule's number; its place in a table of these is the number.
struct StagedRule {
    std::string file; ///< absolute inside the root
    std::size_t line = 0;
    std::string module; ///< as written

    bool operator==(const StagedRule &) const = default;
};

} // namespace pamphlet::helper
