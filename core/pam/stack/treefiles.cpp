// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/stack/treefiles.h"

#include "core/pam/stack/servicelookup.h"

#include <algorithm>
#include <utility>

namespace pamphlet::pam {

namespace {

constexpr std::string_view etcPamD = "/etc/pam.d";
constexpr const char *pamConfPath = "/etc/pam.conf";

/// Neither a directory's own name nor a path: nothing to normalize, no directory to ask for.
bool isPlainName(std::string_view name)
{
    return !name.empty() && name.front() != '.' && name.find('/') == std::string_view::npos;
}

/// Of plain names alone.
bool isPlainPath(std::string_view path)
{
    if (!path.starts_with('/'))
        return false;
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::size_t slash = std::min(path.find('/'), path.size());
        if (!isPlainName(path.substr(0, slash)))
            return false;
        path.remove_prefix(slash);
    }
    return true;
}

} // namespace

TreeFiles::TreeFiles(const FileSource &tree, const LibpamProfile &profile)
    : m_tree(tree)
    , m_profile(std::make_shared<const LibpamProfile>(profile))
    , m_scanner(m_profile)
{
    for (const std::string &directory : m_profile->directories)
        m_directories.push_back({directory, isPlainPath(directory), {}});
    const auto etc = std::find(m_profile->directories.begin(), m_profile->directories.end(), etcPamD);
    m_etcPamD = static_cast<std::size_t>(etc - m_profile->directories.begin());
    if (m_etcPamD == m_directories.size())
        m_directories.push_back({etcPamD, true, {}});
}

void TreeFiles::clear()
{
    m_scanner.clear();
    m_texts.clear();
    m_rules.clear();
    m_services.clear();
    m_rare.clear();
    m_files.clear();
    for (Directory &directory : m_directories)
        directory.files.clear();
    m_elsewhere.clear();
    m_pamConf = nullptr;
    m_documents.clear();
    m_usesPamD.reset();
    m_hasEtcPamD.reset();
}

void TreeFiles::readDirectories()
{
    for (std::size_t i = 0; i < m_profile->directories.size(); ++i) {
        Directory &directory = m_directories[i];
        if (!directory.plain)
            continue;
        // One kind of work after the other is quicker than all in turn: between the calls of the kernel as little as can be.
        std::vector<TreeFile *> read;
        m_tree.readAll(m_profile->directories[i], [this, &directory, &read](const std::string &name, const FileContent &content) {
            if (isPlainName(name))
                read.push_back(&add(directory.path, name, Syntax::PamD, content));
        });
        for (TreeFile *const file : read) {
            if (directory.files.find(file->name))
                continue;
            directory.files.add(*file);
            scan(*file);
        }
    }
}

const TreeFile &TreeFiles::open(std::size_t directory, std::string_view name)
{
    Directory &place = m_directories[directory];
    if (const TreeFile *const known = place.files.find(name))
        return *known;
    std::string path(place.path);
    path.append("/").append(name);
    if (!place.plain || !isPlainName(name))
        return open(path);
    TreeFile &file = add(place.path, name, Syntax::PamD, m_tree.read(path));
    scan(file);
    place.files.add(file);
    return file;
}

const TreeFile &TreeFiles::open(std::string_view path)
{
    if (isPlainPath(path))
        return openNormal(path);
    if (const std::optional<std::string> normal = normalized(path))
        return openNormal(*normal);
    // Something that would have to be a directory on the way is none: a file of that spelling cannot be opened.
    if (const TreeFile *const known = m_elsewhere.find(path))
        return *known;
    const TreeFile &file = add({}, path, Syntax::PamD, {});
    m_elsewhere.add(file);
    return file;
}

const TreeFile &TreeFiles::openNormal(std::string_view path)
{
    const std::string_view parent = path.substr(0, path.rfind('/'));
    for (std::size_t i = 0; i < m_directories.size(); ++i) {
        if (m_directories[i].plain && m_directories[i].path == parent && isPlainName(path.substr(parent.size() + 1)))
            return open(i, path.substr(parent.size() + 1));
    }
    if (const TreeFile *const known = m_elsewhere.find(path))
        return *known;
    TreeFile &file = add({}, path, Syntax::PamD, m_tree.read(std::string(path)));
    scan(file);
    m_elsewhere.add(file);
    return file;
}

const TreeFile &TreeFiles::openPamConf()
{
    if (!m_pamConf) {
        TreeFile &file = add({}, pamConfPath, Syntax::PamConf, m_tree.read(pamConfPath));
        scan(file);
        m_pamConf = &file;
    }
    return *m_pamConf;
}

TreeFile &TreeFiles::add(std::string_view directory, std::string_view name, Syntax syntax, const FileContent &content)
{
    TreeFile file;
    file.directory = directory;
    file.name = keep(name);
    file.syntax = syntax;
    file.kind = content.status.kind;
    if (!content.status.detail.empty())
        file.rare = &m_rare.store({keep(content.status.detail), {}});
    // A directory reads as an empty file. What stands behind a device is not ours to read: empty too, as /dev/null would be.
    if (file.kind == FileKind::Regular)
        file.text = keep(content.bytes);
    return m_files.store(file);
}

void TreeFiles::scan(TreeFile &file)
{
    file.rules = m_rules.store(m_scanner.scan(file.text, file.syntax));
    if (file.syntax == Syntax::PamConf)
        file.rare = &m_rare.store({file.detail(), m_services.store(m_scanner.services())});
}

std::string_view TreeFiles::keep(std::string_view text)
{
    const std::span<const char> kept = m_texts.store(text);
    return {kept.data(), kept.size()};
}

/**
 * Without `//`, `/.`, `/..` and a slash at the end; links are not looked at. nullopt if something that would have to be
 * a directory on the way is none: `file/` and `file/../x` cannot be opened.
 */
std::optional<std::string> TreeFiles::normalized(std::string_view path) const
{
    std::string result;
    const auto isDirectory = [this, &result] { return result.empty() || m_tree.status(result).kind == FileKind::Directory; };
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        const std::string_view part = path.substr(0, slash);
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
        if (part == "." || part == "..") {
            if (!isDirectory())
                return std::nullopt;
            if (part == "..")
                result.resize(result.empty() ? 0 : result.rfind('/'));
        } else if (!part.empty()) {
            result.append("/").append(part);
            if (slash != std::string_view::npos && path.empty() && !isDirectory())
                return std::nullopt;
        }
    }
    return result.empty() ? "/" : result;
}

const Document &TreeFiles::document(const TreeFile &file)
{
    const auto found = m_documents.find(&file);
    if (found != m_documents.end())
        return found->second;
    return m_documents.emplace(&file, Document::parse(std::string(file.text), m_profile, file.syntax)).first->second;
}

bool TreeFiles::usesPamD()
{
    if (!m_usesPamD)
        m_usesPamD = pam::usesPamD(m_tree, *m_profile);
    return *m_usesPamD;
}

bool TreeFiles::hasEtcPamD()
{
    if (!m_hasEtcPamD)
        m_hasEtcPamD = m_tree.status(std::string(etcPamD)).kind == FileKind::Directory;
    return *m_hasEtcPamD;
}

} // namespace pamphlet::pam
