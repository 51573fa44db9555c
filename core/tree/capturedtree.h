// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tree/filesource.h"

#include <map>
#include <memory>
#include <mutex>
#include <string_view>

namespace pamphlet {

/**
 * A tree as it was when it was first looked at: each path is read from `base` once, when somebody asks, and never again. Who starts to
 * work on a file sees the same bytes until the end, without anybody having to know beforehand which files those are. May be used by
 * several threads. Private keys and shadow(5) are not kept: they are read again each time, and a key file that is another by then is
 * Unreadable, with a detail that says so.
 */
class CapturedTree final : public FileSource
{
public:
    explicit CapturedTree(std::shared_ptr<const FileSource> base);

    FileStatus status(const std::string &path) const override;
    FileContent read(const std::string &path) const override;
    std::vector<std::string> list(const std::string &directory) const override;

private:
    std::shared_ptr<const FileSource> m_base;
    mutable std::mutex m_mutex;
    mutable std::map<std::string, FileStatus> m_statuses;
    mutable std::map<std::string, FileContent> m_files;
    mutable std::map<std::string, std::vector<std::string>> m_directories;
    mutable std::map<std::string, std::size_t> m_keys; ///< hashes of what is not kept
};

/// Whether the bytes hold what nobody should keep or show: the begin of a PEM private key.
bool holdsPrivateKey(std::string_view bytes);

} // namespace pamphlet
