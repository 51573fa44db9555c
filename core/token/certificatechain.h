// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/token/certificate.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace pamphlet::token {

enum class ChainFault {
    NotYetValid,
    Expired,
    UnknownAuthority, ///< no way up to a root
    NotAuthority, ///< the only way up goes through a certificate that may not issue others
    TooLong, ///< more certificates below one than its path length allows
    UnknownExtension, ///< a critical extension that the registry does not understand
};

/**
 * Would Go's crypto/x509 (Certificate.Verify with any key usage) accept the leaf at this time? nullopt: yes. A root is any certificate
 * of the bundle, an end entity too: the leaf itself may be one. The dates of every certificate on the way count.
 */
std::optional<ChainFault> chainFault(const Certificate &leaf, const std::vector<Certificate> &intermediates,
                                     const std::vector<Certificate> &roots, std::int64_t time);

} // namespace pamphlet::token
