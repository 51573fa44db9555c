// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tree/filesource.h"

#include <map>
#include <string>
#include <string_view>

namespace pamphlet::pam {

/// dpkg(1): where the state of all packages of a tree is recorded.
inline constexpr const char *dpkgStatusPath = "/var/lib/dpkg/status";

/**
 * What dpkg recorded of the PAM files that packages brought ("Conffiles:", deb-conffiles(5)): path and MD5 of the
 * delivered bytes. Read once for many questions: a status file may have ten megabytes.
 */
class DpkgConffiles
{
public:
    static DpkgConffiles read(const FileSource &tree);

    /// False if the tree has no readable dpkg database: then nothing can be said of who owns a file.
    bool exists() const { return m_exists; }
    /// True if the file is a conffile and its bytes are those that a package delivered.
    bool delivered(const std::string &path, std::string_view bytes) const;

private:
    bool m_exists = false;
    std::multimap<std::string, std::string> m_digests; ///< two versions may list one path while a package moves it
};

/// The part of a status file that this program reads: what tells the libpam, and the conffiles of PAM.
std::string reducedDpkgStatus(std::string_view status);

} // namespace pamphlet::pam
