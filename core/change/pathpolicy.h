// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/rootdirectory.h"
#include "core/error.h"
#include "core/result.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/** Which files a change set may name in a tree, and with which modes. */
namespace pamphlet::change {

/// Where the administrator of a tree lists files beside PAM's own: `*.conf` in it, docs/changeset.md.
inline constexpr const char *pathListDirectory = "/etc/pamphlet/paths.d";

/**
 * Always allowed: /etc/pam.d/NAME, /etc/pam.conf, /etc/motd, /etc/motd.d/NAME. Beside these only what the tree's administrator has listed,
 * a file at a time. The parts of a path are made of ASCII letters, digits and `._-+@`, at most 255 bytes long and not "." or "..": a
 * path stands in prompts, where it must not be able to look like anything but a path.
 */
class PathPolicy
{
public:
    /// What every tree allows.
    PathPolicy() = default;

    /// For who does not know the tree: any path that could be listed. The helper decides.
    static PathPolicy anywhere();

    /// With what the tree lists. What cannot be relied on allows nothing: a list that others could write, or with a line that is none.
    static PathPolicy of(std::shared_ptr<const RootDirectory> root);

    /// NotAllowed for a path that a change set must not name.
    Result<void> check(std::string_view path) const;

    /// InvalidChangeSet for permission bits that a change set must not give to this file.
    Result<void> checkMode(std::string_view path, std::uint32_t mode) const;

    const std::map<std::string, bool, std::less<>> &listed() const { return m_listed; } ///< path; whether it may be executable
    /// Lists that count for nothing, and why: Unsafe, InvalidInput with line, Unreadable, TooLarge.
    const std::vector<Error> &problems() const { return m_problems; }

private:
    void readList(std::string_view text, const std::string &file);

    bool m_anywhere = false;
    std::map<std::string, bool, std::less<>> m_listed;
    std::vector<Error> m_problems;
};

} // namespace pamphlet::change
