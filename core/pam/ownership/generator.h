// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tree/filesource.h"

#include <string>
#include <string_view>

namespace pamphlet::pam {

/// What writes a file again besides the sysadmin.
enum class Generator {
    None, ///< nobody
    PamAuthUpdate, ///< Debian: a block of common-*
    Authselect, ///< Fedora: the whole file, a link
    PamConfig, ///< SUSE: the whole file, mostly behind a link
    Pambase, ///< Gentoo: a package that is built anew; changes are merged by hand
    Package, ///< a package's configuration file as it was delivered
    Vendor, ///< a file below /usr: the next update of its package
};
/// "none", "pam-auth-update", "authselect", "pam-config", "pambase", "package", "vendor".
std::string_view generatorName(Generator generator);

Generator generatorOf(const FileSource &tree, const std::string &path);

} // namespace pamphlet::pam
