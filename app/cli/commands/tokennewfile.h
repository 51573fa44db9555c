// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/descriptor.h"
#include "core/change/rootdirectory.h"
#include "core/result.h"

#include <string>
#include <string_view>

#include <sys/types.h>

namespace pamphlet::app::cli {

/// A file that was not there before. Gone again with the object, unless it is kept.
class TokenNewFile
{
public:
    /// Makes it, empty and for its owner alone, in a directory of the tree. Conflict if anything of that name is there, be it a
    /// dangling link.
    static Result<TokenNewFile> create(const change::RootDirectory &root, const std::string &path);
    ~TokenNewFile();
    TokenNewFile(TokenNewFile &&other) noexcept = default;
    TokenNewFile &operator=(TokenNewFile &&) = delete;

    /// All of its bytes, on the disk, with this mode.
    Result<void> write(std::string_view bytes, mode_t mode);
    void keep() { m_directory.reset(); }

private:
    TokenNewFile(change::Descriptor directory, change::Descriptor file, std::string path);

    change::Descriptor m_directory; ///< valid as long as the file is not kept
    change::Descriptor m_file;
    std::string m_path;
};

} // namespace pamphlet::app::cli
