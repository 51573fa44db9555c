// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tree/overlaytree.h"

#include <set>

namespace pamphlet {

OverlayTree::OverlayTree(std::shared_ptr<const FileSource> base, Changes changes, Modes modes)
    : m_base(std::move(base))
    , m_changes(std::move(changes))
    , m_modes(std::move(modes))
{ }

FileStatus OverlayTree::withMode(FileStatus status, const std::string &path) const
{
    const auto mode = m_modes.find(path);
    if (mode != m_modes.end() && status.kind == FileKind::Regular)
        status.mode = mode->second;
    return status;
}

bool OverlayTree::holdsAddedFile(const std::string &directory) const
{
    const std::string prefix = directory + '/';
    for (auto it = m_changes.lower_bound(prefix); it != m_changes.end() && it->first.starts_with(prefix); ++it) {
        if (it->second)
            return true;
    }
    return false;
}

FileStatus OverlayTree::status(const std::string &path) const
{
    const auto change = m_changes.find(path);
    if (change == m_changes.end()) {
        FileStatus status = m_base->status(path);
        if (status.kind == FileKind::Missing && holdsAddedFile(path)) {
            status.kind = FileKind::Directory;
            status.mode = 0755;
        }
        return withMode(std::move(status), path);
    }
    if (!change->second)
        return {};
    // A staged file keeps the owner and mode of what it replaces, as the transaction does.
    FileStatus status = m_base->status(path);
    if (status.kind == FileKind::Missing)
        status.mode = 0644;
    status.kind = FileKind::Regular;
    status.detail.clear();
    return withMode(std::move(status), path);
}

FileContent OverlayTree::read(const std::string &path) const
{
    const auto change = m_changes.find(path);
    if (change == m_changes.end()) {
        FileContent content = m_base->read(path);
        content.status = withMode(std::move(content.status), path);
        return content;
    }
    return {status(path), change->second.value_or(std::string())};
}

std::vector<std::string> OverlayTree::list(const std::string &directory) const
{
    const std::vector<std::string> base = m_base->list(directory);
    std::set<std::string> names(base.begin(), base.end());
    const std::string prefix = directory == "/" ? directory : directory + '/';
    for (const auto &[path, content] : m_changes) {
        if (!path.starts_with(prefix))
            continue;
        // Of a file further below, the directory that it brings along.
        const std::size_t slash = path.find('/', prefix.size());
        const std::string name = path.substr(prefix.size(), slash == std::string::npos ? slash : slash - prefix.size());
        if (content)
            names.insert(name);
        else if (slash == std::string::npos)
            names.erase(name);
    }
    return {names.begin(), names.end()};
}

} // namespace pamphlet
