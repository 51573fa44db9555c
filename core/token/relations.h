// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/token/finding.h"
#include "core/token/setup.h"

#include <cstdint>
#include <vector>

/** What must hold inside and between the two configurations, the key and the certificates. docs/token-service.md tells why. */
namespace pamphlet::token {

/// Everything, sorted by place. `now`: seconds since 1970, for the dates of certificates.
std::vector<Finding> checkSetup(const FileSource &tree, const TokenSetup &setup, std::int64_t now);

// Its parts.
void checkService(const TokenSetup &setup, FindingList &findings);
void checkRegistry(const TokenSetup &setup, FindingList &findings);
void checkAgreement(const TokenSetup &setup, FindingList &findings);
void checkKey(const FileSource &tree, const TokenSetup &setup, FindingList &findings);
void checkBundle(const TokenSetup &setup, std::int64_t now, FindingList &findings);
void checkVersion3(const TokenSetup &setup, FindingList &findings);

/// A realm's parts.
struct RealmParts {
    std::string scheme;
    std::string host; ///< with the port
    std::string path; ///< with its slash; without query and fragment

    bool operator==(const RealmParts &) const = default;
};
/// nullopt if it is no http or https address with a host.
std::optional<RealmParts> splitRealm(std::string_view realm);

} // namespace pamphlet::token
