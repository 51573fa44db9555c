// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/token/jwt.h"
#include "core/token/keyid.h"
#include "core/token/registryverify.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/** A token as a registry reads it, which is sloppier than RFC 7519 in some places and stricter in others. */
namespace pamphlet::token {

struct ReadFault {
    Reason reason = Reason::None;
    std::string detail;
    std::string log;
};

/// A null among the entries makes the registry's handler panic.
struct ReadClaims {
    std::string issuer;
    std::vector<std::string> audience;
    std::int64_t expires = 0;
    bool expiryGiven = false;
    std::int64_t notBefore = 0;
    std::string subject;
    std::vector<AccessEntry> access;
    bool nullEntry = false;
};

struct ReadHeader {
    std::string algorithm;
    std::string keyId;
    std::vector<std::string> chain;
    std::optional<std::string> jwk; ///< JSON text
    bool critical = false; ///< has crit
};

struct TokenParts {
    std::string signedText;
    std::string header;
    std::string claims;
    std::string signature;
};

template<class T>
using ReadResult = tl::expected<T, ReadFault>;

ReadResult<TokenParts> splitToken(RegistryVersion version, std::string_view token);
ReadResult<ReadHeader> readHeader(RegistryVersion version, std::string_view json);
ReadResult<ReadClaims> readClaims(RegistryVersion version, std::string_view json);

} // namespace pamphlet::token
