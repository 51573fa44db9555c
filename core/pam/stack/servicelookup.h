// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/libpamprofile.h"
#include "core/tree/memorytree.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

/// Who writes a file (besides the sysadmin).
enum class Owner { Hand, PamAuthUpdate, Authselect, PamConfig, Package, Unknown };
/// "hand", "pam-auth-update", "authselect", "pam-config", "package", "unknown".
std::string_view ownerName(Owner owner);

/// A service file, or a file that services include.
struct ServiceFile {
    std::string service; ///< name of the file
    std::string path; ///< absolute inside the root
    bool vendor = false; ///< not from /etc
    bool masksVendor = false; ///< an /etc file that hides a vendor file of the same name
    Owner owner = Owner::Unknown;
};

/// pam_start(3): what follows the last `/`, ASCII letters in lower case (semantics §1.1).
std::string normalizedServiceName(std::string_view service);

/// The file that libpam opens for a service or "other": first readable one in the profile's directories (§1.2).
std::optional<std::string> findServiceFile(const FileSource &tree, const LibpamProfile &profile, const std::string &name);

/// True if libpam is in pam.d mode here (§1.3): one of the directories exists.
bool usesPamD(const FileSource &tree, const LibpamProfile &profile);

/// Every file libpam could open by a plain name, sorted by name; masked vendor files are not listed.
/// Names that package managers and editors leave behind (*.dpkg-*, *.rpm*, *~, .*) are not services.
std::vector<ServiceFile> listServices(const FileSource &tree, const LibpamProfile &profile);

/// Who owns a file: by its markers, its link (authselect), or the package manager's record in the tree.
Owner ownerOf(const FileSource &tree, const std::string &path);

/**
 * Everything of a tree that the program shows: PAM files, include targets wherever they are, module files (status only),
 * the message of the day, what owner detection reads. An immutable value for models.
 */
MemoryTree snapshot(const FileSource &tree, const LibpamProfile &profile);

} // namespace pamphlet::pam
