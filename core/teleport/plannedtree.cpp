// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/plannedtree.h"

#include <algorithm>
#include <set>

namespace pamphlet::teleport {

PlannedTree::PlannedTree(const FileSource &base, const std::vector<ProvisionedFile> &files)
    : m_base(base)
    , m_files(files)
{ }

const ProvisionedFile *PlannedTree::find(const std::string &path) const
{
    const auto found = std::find_if(m_files.begin(), m_files.end(), [&](const ProvisionedFile &file) { return file.path == path; });
    return found == m_files.end() ? nullptr : &*found;
}

FileStatus PlannedTree::status(const std::string &path) const
{
    FileStatus status = m_base.status(path);
    if (const ProvisionedFile *file = find(path)) {
        const std::uint32_t mode = status.kind == FileKind::Missing ? 0600 : status.mode;
        status = {};
        status.kind = FileKind::Regular;
        status.mode = file->mode.value_or(mode);
    } else if (status.kind == FileKind::Missing && !list(path).empty()) {
        status.kind = FileKind::Directory;
        status.mode = 0755;
    }
    return status;
}

FileContent PlannedTree::read(const std::string &path) const
{
    if (const ProvisionedFile *file = find(path))
        return {status(path), file->bytes};
    return m_base.read(path);
}

std::vector<std::string> PlannedTree::list(const std::string &directory) const
{
    const std::vector<std::string> base = m_base.list(directory);
    std::set<std::string> names(base.begin(), base.end());
    const std::string prefix = directory == "/" ? directory : directory + '/';
    for (const ProvisionedFile &file : m_files) {
        if (file.path.starts_with(prefix))
            names.insert(file.path.substr(prefix.size(), file.path.find('/', prefix.size()) - prefix.size()));
    }
    return {names.begin(), names.end()};
}

} // namespace pamphlet::teleport
