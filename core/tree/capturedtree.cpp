// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tree/capturedtree.h"

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

FileStatus CapturedTree::status(const std::string &path) const
{
    const std::lock_guard lock(m_mutex);
    if (const auto file = m_files.find(path); file != m_files.end())
        return file->second.status;
    const auto known = m_statuses.find(path);
    return known != m_statuses.end() ? known->second : m_statuses.emplace(path, m_base->status(path)).first->second;
}

FileContent CapturedTree::read(const std::string &path) const
{
    const std::lock_guard lock(m_mutex);
    if (const auto file = m_files.find(path); file != m_files.end())
        return file->second;
    FileContent content = m_base->read(path);
    if (!isShadow(path) && !holdsPrivateKey(content.bytes)) {
        m_statuses.erase(path);
        m_files.emplace(path, content);
    }
    return content;
}

std::vector<std::string> CapturedTree::list(const std::string &directory) const
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_directories.find(directory);
    return known != m_directories.end() ? known->second : m_directories.emplace(directory, m_base->list(directory)).first->second;
}

bool holdsPrivateKey(std::string_view bytes)
{
    return bytes.find("PRIVATE KEY-----") != std::string_view::npos;
}

} // namespace pamphlet
