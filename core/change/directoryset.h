// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/descriptor.h"
#include "core/change/rootdirectory.h"
#include "core/change/safefile.h"
#include "core/result.h"

#include <map>
#include <memory>
#include <string>

namespace pamphlet::change {

/**
 * Directories of a tree that are safe to write in, opened once and held: whatever the path means later, work goes on in the same place.
 * Safe: reached from the root without any link, and each directory on the way, the root included, is owned by root or the tree's
 * owner and writable by nobody else (the group bits also tell of ACLs).
 */
class DirectorySet
{
public:
    explicit DirectorySet(std::shared_ptr<const RootDirectory> root);

    Trust trust() const { return {m_root->owner()}; }

    /// Open for reading and fsync; valid as long as the set. NotFound, NotADirectory, Unsafe, AccessDenied.
    Result<int> get(const std::string &path);

    /// Makes a missing directory in an existing one, with the owner of its parent, fsynced.
    Result<int> create(const std::string &path, std::uint32_t mode);

private:
    Result<void> check(int directory, const std::string &path) const;

    std::shared_ptr<const RootDirectory> m_root;
    std::map<std::string, Descriptor> m_open;
};

/// "/etc" of "/etc/motd", "/" of "/etc".
std::string parentOf(const std::string &path);
/// "motd" of "/etc/motd".
std::string nameOf(const std::string &path);

} // namespace pamphlet::change
