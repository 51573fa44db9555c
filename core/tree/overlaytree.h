// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tree/filesource.h"

#include <map>
#include <memory>
#include <optional>

namespace pamphlet {

/// A tree with some files replaced, added (bytes) or removed (nullopt): a staged change without a write.
class OverlayTree final : public FileSource
{
public:
    using Changes = std::map<std::string, std::optional<std::string>>;
    /// Permission bits of files; of others they stay, 0644 for an added one.
    using Modes = std::map<std::string, std::uint32_t>;

    OverlayTree(std::shared_ptr<const FileSource> base, Changes changes, Modes modes = {});

    const Changes &changes() const { return m_changes; }

    FileStatus status(const std::string &path) const override;
    FileContent read(const std::string &path) const override;
    std::vector<std::string> list(const std::string &directory) const override;

private:
    bool holdsAddedFile(const std::string &directory) const;
    FileStatus withMode(FileStatus status, const std::string &path) const;

    std::shared_ptr<const FileSource> m_base;
    Changes m_changes;
    Modes m_modes;
};

} // namespace pamphlet
