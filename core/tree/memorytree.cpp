// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tree/memorytree.h"

#include <set>
#include <utility>

namespace pamphlet {

namespace {

std::string parentOf(const std::string &path)
{
    const auto slash = path.rfind('/');
    return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

FileStatus directoryStatus()
{
    FileStatus status;
    status.kind = FileKind::Directory;
    status.mode = 0755;
    return status;
}

} // namespace

MemoryTree::MemoryTree()
    : m_directories{{"/", directoryStatus()}}
{ }

void MemoryTree::setFile(const std::string &path, std::string bytes, std::uint32_t mode)
{
    FileContent content;
    content.status.kind = FileKind::Regular;
    content.status.mode = mode;
    content.bytes = std::move(bytes);
    set(path, std::move(content));
}

void MemoryTree::set(const std::string &path, FileContent content)
{
    addDirectory(parentOf(path));
    m_files[path] = std::move(content);
}

void MemoryTree::addDirectory(const std::string &path)
{
    for (std::string directory = path; m_directories.emplace(directory, directoryStatus()).second; directory = parentOf(directory)) { }
}

void MemoryTree::addDirectory(const std::string &path, FileStatus status)
{
    addDirectory(path);
    m_directories[path] = std::move(status);
}

void MemoryTree::remove(const std::string &path)
{
    m_files.erase(path);
}

std::vector<std::string> MemoryTree::paths() const
{
    std::vector<std::string> result;
    result.reserve(m_files.size());
    for (const auto &[path, content] : m_files)
        result.push_back(path);
    return result;
}

FileStatus MemoryTree::status(const std::string &path) const
{
    if (const auto file = m_files.find(path); file != m_files.end())
        return file->second.status;
    const auto directory = m_directories.find(path);
    return directory == m_directories.end() ? FileStatus{} : directory->second;
}

FileContent MemoryTree::read(const std::string &path) const
{
    if (const auto file = m_files.find(path); file != m_files.end())
        return file->second;
    return {status(path), {}};
}

std::vector<std::string> MemoryTree::list(const std::string &directory) const
{
    const std::string prefix = directory == "/" ? directory : directory + '/';
    std::set<std::string> names;
    const auto childName = [&prefix](const std::string &path) { return path.substr(prefix.size()); };
    for (auto it = m_files.lower_bound(prefix); it != m_files.end() && it->first.starts_with(prefix); ++it) {
        if (const std::string name = childName(it->first); name.find('/') == std::string::npos)
            names.insert(name);
    }
    for (auto it = m_directories.lower_bound(prefix); it != m_directories.end() && it->first.starts_with(prefix); ++it) {
        if (const std::string name = childName(it->first); !name.empty() && name.find('/') == std::string::npos)
            names.insert(name);
    }
    return {names.begin(), names.end()};
}

} // namespace pamphlet
