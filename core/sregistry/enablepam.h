// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/tree/filesource.h"

#include <string>
#include <vector>

namespace pamphlet::sregistry {

/// A file's new bytes.
struct FileChange {
    std::string path; ///< absolute inside the tree
    std::string bytes;

    bool operator==(const FileChange &) const = default;
};

/**
 * What has to change in a registry's directory so that users log in through PAM: the plugin list, the Dockerfile (or its build
 * argument), the binds of every compose file. Only files that change; none if all is done already. The result was parsed:
 * the plugins are the old ones and pam_auth, the image gets django-pam, uwsgi has both binds. Nothing of it is half done: if one file
 * cannot be changed, the error names it with line and column.
 */
Result<std::vector<FileChange>> enablePam(const FileSource &tree, const std::string &directory);

/// The other way round. After enablePam() it gives the bytes that were there before.
Result<std::vector<FileChange>> disablePam(const FileSource &tree, const std::string &directory);

} // namespace pamphlet::sregistry
