// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tree/filesource.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

/**
 * Which libpam reads the files: there is not one. Five independent switches explain every difference known
 * between Linux-PAM 1.5.2 and 1.7.2 and their Debian builds (docs/linux-pam.md).
 */
struct LibpamProfile {
    std::string name; ///< as in `--libpam`: "debian-12", "upstream-1.7", …
    bool parser16 = false; ///< 1.6.0+: lines of any length, depth limit for includes, no wrapping numbers
    bool atInclude = false; ///< `@include FILE` is a directive (Debian, Ubuntu)
    bool etcInclude = false; ///< relative include targets are always /etc/pam.d/NAME
    bool jumpIsIgnore = false; ///< Debian: a jump never touches the state; else in a frozen chain it also acts as `ok`
    bool uninitNext = false; ///< one malformed case is undefined behaviour (1.5.2)
    std::vector<std::string> directories; ///< where service files are looked for, in order
    std::vector<std::string> moduleDirectories; ///< where modules are looked for, in order

    bool operator==(const LibpamProfile &) const = default;
};

/// Every profile by name: debian-12 ubuntu-24.04 debian-13 debian-sid upstream-1.5.2 upstream-1.5.3 upstream-1.6 upstream-1.7.
const std::vector<LibpamProfile> &libpamProfiles();
std::optional<LibpamProfile> libpamProfile(std::string_view name);

/**
 * The profile of a tree: the version of its libpam0g (dpkg) or pam (by /usr/lib/os-release) if the tree has one, else `fallback`.
 * Never guesses from the configuration itself.
 */
LibpamProfile detectLibpam(const FileSource &tree, const LibpamProfile &fallback);

} // namespace pamphlet::pam
