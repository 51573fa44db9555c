// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/token/finding.h"
#include "core/token/privatebytes.h"
#include "core/token/setup.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/** One wish, and all files that it takes: what must agree is changed together or not at all. */
namespace pamphlet::token {

enum class OldCertificates {
    Keep, ///< tokens of the old key stay good until they expire (refresh tokens: for ever)
    Drop, ///< every token out there is refused once the registry is restarted
};

struct KeyChange {
    SigningKey key;
    std::string certificate; ///< PEM; its public key must be this key's
    OldCertificates old = OldCertificates::Keep;
    std::string keyFile; ///< empty: where private_key is; else private_key is changed to it
    std::string bundleFile; ///< empty: where rootcertbundle is; else rootcertbundle is changed to it
};

/// What is to be; nullopt: as it is.
struct WantedSetup {
    std::optional<std::string> issuer; ///< in both files
    std::optional<std::string> audience; ///< the registry calls it service
    std::optional<std::string> realm; ///< of the registry
    std::optional<std::vector<std::string>> blacklist; ///< of the service, in this order
    std::optional<KeyChange> key;
};

/// A private key on its way to its file.
struct PrivateFile {
    std::string path;
    PrivateBytes bytes;
    std::uint32_t mode = 0600;
};

struct CoupledChange {
    std::vector<Rewrite> files; ///< sorted by path; only those whose bytes change
    std::optional<PrivateFile> key;

    bool empty() const { return files.empty() && !key; }
};

/**
 * The new bytes of every file that has to change. Errors have file, line and column where a file cannot be patched: NotFound (a
 * configuration, auth.token, or the file of the key or the bundle is not there), InvalidInput (no YAML), EditRefused (yaml/edit.h),
 * InvalidArgument (a value that cannot be, a certificate of another key), Unsupported (an EC key for DockerAuthentication),
 * Conflict (rootcertbundle is the registry's TLS certificate as well, or key and bundle are one file, or a jwks file is trusted beside the
 * bundle).
 */
Result<CoupledChange> coupledChange(const FileSource &tree, const SetupPaths &paths, const WantedSetup &wanted);

} // namespace pamphlet::token
