// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tree/capturedtree.h"

#include <functional>
#include <utility>

namespace pamphlet {

namespace {

bool isShadow(const std::string &path)
{
    return path == "/etc/shadow" || path == "/etc/gshadow";
}

} // namespace

CapturedTree::CapturedTree(std::shared_ptr<const FileSource> base)
    : m_base(std::move(base))
{ }

// Nothing is asked of the base with the lock held: one file on a disk that does not answer must not keep everybody waiting.

FileStatus CapturedTree::status(const std::string &path) const
{
    {
        const std::lock_guard lock(m_mutex);
        if (const auto file = m_files.find(path); file != m_files.end())
            return file->second.status;
        if (const auto known = m_statuses.find(path); known != m_statuses.end())
            return known->second;
    }
    FileStatus status = m_base->status(path);
    const std::lock_guard lock(m_mutex);
    if (const auto file = m_files.find(path); file != m_files.end())
        return file->second.status;
    return m_statuses.emplace(path, std::move(status)).first->second;
}

FileContent CapturedTree::read(const std::string &path) const
{
    {
        const std::lock_guard lock(m_mutex);
        if (const auto file = m_files.find(path); file != m_files.end())
            return file->second;
    }
    FileContent content = m_base->read(path);
    if (isShadow(path))
        return content;
    const std::lock_guard lock(m_mutex);
    const auto key = m_keys.find(path);
    if (key == m_keys.end() && !holdsPrivateKey(content.bytes)) {
        m_statuses.erase(path);
        return m_files.emplace(path, std::move(content)).first->second;
    }
    // What is made against the one must not be written over the other.
    const std::size_t hash = std::hash<std::string>()(content.bytes);
    if (m_keys.emplace(path, hash).first->second == hash)
        return content;
    content.bytes.clear();
    content.status.kind = FileKind::Unreadable;
    content.status.detail = "it has changed since it was first read";
    return content;
}

std::vector<std::string> CapturedTree::list(const std::string &directory) const
{
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_directories.find(directory); known != m_directories.end())
            return known->second;
    }
    std::vector<std::string> names = m_base->list(directory);
    const std::lock_guard lock(m_mutex);
    return m_directories.emplace(directory, std::move(names)).first->second;
}

bool holdsPrivateKey(std::string_view bytes)
{
    return bytes.find("PRIVATE KEY-----") != std::string_view::npos;
}

} // namespace pamphlet
