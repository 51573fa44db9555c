// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/teleport/provision.h"
#include "core/tree/filesource.h"

#include <string>
#include <vector>

namespace pamphlet::teleport {

/// A tree with some files as they will be, with owner root and their modes. Refers to both.
class PlannedTree final : public FileSource
{
public:
    PlannedTree(const FileSource &base, const std::vector<ProvisionedFile> &files);

    FileStatus status(const std::string &path) const override;
    FileContent read(const std::string &path) const override;
    std::vector<std::string> list(const std::string &directory) const override;

private:
    const ProvisionedFile *find(const std::string &path) const;

    const FileSource &m_base;
    const std::vector<ProvisionedFile> &m_files;
};

} // namespace pamphlet::teleport
