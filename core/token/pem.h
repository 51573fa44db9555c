// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::token {

/// A PEM block (RFC 7468) in a file, found where Go's encoding/pem finds one.
struct PemBlock {
    std::string label; ///< "CERTIFICATE"
    std::string der; ///< decoded; empty for private keys, whose bytes are not copied
    std::size_t begin = 0; ///< of "-----BEGIN"
    std::size_t end = 0; ///< behind the END line
    std::size_t line = 1; ///< of "-----BEGIN", from 1
    bool encrypted = false; ///< has a DEK-Info header, or is ENCRYPTED by its label
    /// BEGIN without a matching END, or no base64 between them: readers skip it, as they skip text around blocks.
    bool broken = false;

    bool operator==(const PemBlock &) const = default;
};

bool isPrivateKeyLabel(std::string_view label);

/// Every block in file order. Text around blocks and CR LF are no problem.
std::vector<PemBlock> findPemBlocks(std::string_view bytes);

/// A block as OpenSSL writes it: 64 digits a line.
std::string toPem(std::string_view label, std::string_view der);

} // namespace pamphlet::token
