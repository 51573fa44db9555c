// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/rootdirectory.h"
#include "core/pam/libpamprofile.h"
#include "core/result.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pamphlet::app::cli {

/// A tree on disk and the libpam that reads it.
struct Tree {
    std::shared_ptr<const change::RootDirectory> files;
    pam::LibpamProfile profile;
};

/// `libpam` is "auto" or the name of a profile (InvalidArgument). auto: the tree's own libpam, else this machine's, else the newest
/// upstream. Errors of RootDirectory::open(), and Unreadable if a directory of PAM files may not be searched.
Result<Tree> openTree(const std::string &root, const std::string &libpam);

/// This machine's own libpam, which test logins run; nullopt if it is not known.
std::optional<pam::LibpamProfile> machineLibpam();

/// Paths of the tree that PAM would read and that cannot be read here, so that every answer about them would be a guess.
std::vector<Error> unreadableFiles(const FileSource &files, const pam::LibpamProfile &profile);

/// The first of them that an answer about the service would be a guess without; any of them for nullopt, which is every service.
std::optional<Error> unreadableFileOf(const Tree &tree, const std::optional<std::string> &service);

/// The bytes of a file named on the command line, "-" for standard input. NotFound, Unreadable, TooLarge, Io.
Result<std::string> readArgumentFile(const std::string &path, std::size_t maxBytes);

} // namespace pamphlet::app::cli
