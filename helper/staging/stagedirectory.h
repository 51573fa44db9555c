// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/privatedirectory.h"
#include "core/result.h"

#include <cstddef>
#include <string>

namespace pamphlet::helper {

/// Where the stages of this process go: /run/pamphlet for the system's helper and for any other that is root; else a directory of
/// the user's own below $XDG_RUNTIME_DIR, or in /tmp. Created if needed, mode 0700; Unsafe if it is anybody else's, open to others, or
/// on a path that others can change: whoever can swap a stage decides what modules run.
Result<std::string> stagingParent(bool system);

/**
 * A directory with mode 0700 and an unguessable name, removed with all that is in it on destruction. It is locked as long as the
 * object lives: a directory without a living owner is what sweepStages() removes.
 */
class StageDirectory
{
public:
    static Result<StageDirectory> create(const std::string &parent);

    const std::string &path() const { return m_directory.path(); }

    /// Names are relative; their directory is created. The file must not exist.
    Result<void> addFile(const std::string &name, const std::string &bytes);
    Result<void> addLink(const std::string &name, const std::string &target);
    Result<void> addDirectory(const std::string &name);

private:
    explicit StageDirectory(change::TemporaryDirectory directory);

    change::TemporaryDirectory m_directory; ///< its descriptor holds the lock
};

/// Removes what helpers that died left behind; tells how many.
Result<std::size_t> sweepStages(const std::string &parent);

} // namespace pamphlet::helper
