// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/descriptor.h"
#include "core/result.h"

#include <cstdint>
#include <string>

#include <sys/stat.h>

namespace pamphlet::change {

/// What a path leads to, and will lead to as long as root and the trusted owner leave it alone.
struct TrustedPath {
    Descriptor descriptor; ///< O_PATH
    std::string path; ///< absolute inside the root, without links and dots
    struct stat status {
    };
};

/**
 * Walks a path from `root` (a descriptor; every link stays inside), component by component and link by link. Unsafe unless everything
 * on the way, the root and the end included, is owned by root or by `owner`, and writable by nobody else; a directory may be, if it
 * is sticky, because what is in it still belongs to its owner. (The group bits also tell of ACLs.)
 * NotFound only where nobody else can put something; NotADirectory; Unsafe too for an end that is neither a directory nor a file.
 */
Result<TrustedPath> openTrusted(int root, const std::string &path, std::uint32_t owner);

/// The same from the root of this machine.
Result<TrustedPath> openTrusted(const std::string &path, std::uint32_t owner);

} // namespace pamphlet::change
