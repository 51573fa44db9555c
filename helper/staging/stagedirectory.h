// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstddef>
#include <string>

namespace pamphlet::helper {

/// Where the stages of this process go: /run/pamphlet for the system's helper; else a directory of the user's own below
/// $XDG_RUNTIME_DIR, or in /tmp. Created if needed, mode 0700; Unsafe if it is anybody else's or open to others.
Result<std::string> stagingParent(bool system);

/**
 * A directory with mode 0700 and an unguessable name, removed with all that is in it on destruction. It is locked as long as the
 * object lives: a directory without a living owner is what sweepStages() removes.
 */
class StageDirectory
{
public:
    static Result<StageDirectory> create(const std::string &parent);

    StageDirectory(StageDirectory &&other) noexcept;
    StageDirectory &operator=(StageDirectory &&other) noexcept;
    ~StageDirectory();

    const std::string &path() const { return m_path; }

    /// Names are relative; their directory is created. The file must not exist.
    Result<void> addFile(const std::string &name, const std::string &bytes);
    Result<void> addLink(const std::string &name, const std::string &target);
    Result<void> addDirectory(const std::string &name);

private:
    StageDirectory(std::string path, int descriptor);

    std::string m_path;
    int m_descriptor = -1; ///< of the directory; holds the lock
};

/// Removes what helpers that died left behind; tells how many.
Result<std::size_t> sweepStages(const std::string &parent);

} // namespace pamphlet::helper
