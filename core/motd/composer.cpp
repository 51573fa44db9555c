// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/motd/composer.h"

#include <algorithm>
#include <map>

namespace pamphlet::motd {

namespace {

std::string parentOf(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    return slash == 0 || slash == path.npos ? "/" : path.substr(0, slash);
}

/// Where a tree is no whole system there is no /dev/null in it, but there will be.
bool isSilenced(const FileStatus &status)
{
    return status.symlink && status.linkTarget == "/dev/null";
}

/// The message as pam_motd hands it on, and programs print it: up to a NUL, with one newline at the end.
std::string messageOf(std::string bytes)
{
    if (bytes.ends_with('\n'))
        bytes.pop_back();
    bytes.resize(std::min(bytes.find('\0'), bytes.size()));
    return bytes + '\n';
}

} // namespace

std::string linksFollowed(const FileSource &tree, std::string path)
{
    for (int hop = 0; hop < 8; ++hop) {
        const FileStatus status = tree.status(path);
        if (!status.symlink || status.linkTarget.empty())
            break;
        std::string target = status.linkTarget;
        std::string directory = parentOf(path);
        while (!target.starts_with('/') && (target.starts_with("../") || target.starts_with("./"))) {
            if (target.starts_with("../"))
                directory = parentOf(directory);
            target.erase(0, target.find('/') + 1);
        }
        path = target.starts_with('/') ? target : (directory == "/" ? std::string() : directory) + '/' + target;
    }
    return path.starts_with("/var/run/") ? path.substr(4) : path;
}

PartKind kindOf(const FileSource &tree, const std::string &path, PartKind otherwise)
{
    return linksFollowed(tree, path).starts_with("/run/") ? PartKind::Dynamic : otherwise;
}

Composer::Composer(const FileSource &tree)
    : m_tree(tree)
    , m_hasScripts(tree.status(scriptDirectory).kind == FileKind::Directory)
{
    const FileStatus root = tree.status("/");
    m_modesCount = root.kind == FileKind::Directory && root.uid == 0;
    const std::vector<UpdateScript> scripts = updateScripts(tree);
    m_scriptsSpeak = std::any_of(scripts.begin(), scripts.end(), [](const UpdateScript &script) { return script.runs; });
}

bool Composer::mayEnter(const std::string &path) const
{
    // The root of a copy may be closed; that of a system is not.
    for (std::string directory = parentOf(path); directory != "/"; directory = parentOf(directory)) {
        if ((m_tree.status(directory).mode & 01U) == 0)
            return false;
    }
    return true;
}

bool Composer::mayRead(const std::string &path, const FileStatus &status) const
{
    return !m_modesCount || ((status.mode & 04U) != 0 && mayEnter(path));
}

bool Composer::isMadeNow(const std::string &path) const
{
    return m_fresh && linksFollowed(m_tree, path) == dynamicFile;
}

bool Composer::opens(const std::string &path) const
{
    const FileStatus status = m_tree.status(path);
    return isMadeNow(path) || isSilenced(status) || (status.kind != FileKind::Missing && mayRead(path, status));
}

PartState Composer::look(const std::string &path, std::string &bytes) const
{
    FileContent content = m_tree.read(path);
    bytes.clear();
    if (isSilenced(content.status) || (isMadeNow(path) && !m_scriptsSpeak))
        return PartState::Empty;
    if (content.status.kind == FileKind::Missing)
        return isMadeNow(path) ? PartState::MadeAtLogin : PartState::Missing;
    if (!mayRead(path, content.status))
        return PartState::Private;
    switch (content.status.kind) {
    case FileKind::Regular:
        break;
    case FileKind::Unreadable:
        return PartState::Unreadable;
    default:
        return PartState::NotAFile;
    }
    if (content.bytes.empty())
        return PartState::Empty;
    bytes = std::move(content.bytes);
    return PartState::Shown;
}

void Composer::add(const MotdRule &rule, const std::string &path, PartKind kind, std::vector<std::string> hides)
{
    Part part;
    part.where = rule.where;
    part.path = path;
    part.kind = kindOf(m_tree, path, kind);
    part.hides = std::move(hides);
    part.fresh = isMadeNow(path);
    part.state = look(path, part.bytes);
    if (part.bytes.size() > maxMotdBytes) {
        part.state = PartState::TooLarge;
        part.bytes.clear();
    }
    if (part.state == PartState::Shown)
        part.bytes = messageOf(std::move(part.bytes));
    m_parts.push_back(std::move(part));
}

void Composer::show(const MotdRule &rule)
{
    m_fresh = m_fresh || (rule.updates && m_hasScripts);
    showFiles(rule);
    if (!rule.arguments.crashes)
        showDirectories(rule);
}

void Composer::showFiles(const MotdRule &rule)
{
    const std::vector<std::string> &files = rule.arguments.files;
    const auto first = std::find_if(files.begin(), files.end(), [this](const std::string &file) { return opens(file); });
    for (auto file = files.begin(); file != first; ++file) {
        if (m_tree.status(*file).kind != FileKind::Missing)
            add(rule, *file, PartKind::Static, {});
    }
    if (first != files.end()) {
        std::vector<std::string> hides;
        std::copy_if(first + 1, files.end(), std::back_inserter(hides),
                     [&](const std::string &file) { return file != *first && m_tree.status(file).kind != FileKind::Missing; });
        add(rule, *first, PartKind::Static, std::move(hides));
    } else if (!files.empty() && m_tree.status(files.front()).kind == FileKind::Missing) {
        add(rule, files.front(), PartKind::Static, {});
    }
}

/// What a listing with the rights of everyone gives: files and links, hidden ones too.
std::set<std::string> Composer::namesIn(const std::vector<std::string> &directories) const
{
    std::set<std::string> names;
    for (const std::string &directory : directories) {
        const FileStatus status = m_tree.status(directory);
        if (status.kind != FileKind::Directory || !mayRead(directory, status))
            continue;
        for (const std::string &name : m_tree.list(directory)) {
            const FileStatus file = m_tree.status(directory + '/' + name);
            const bool plain = file.kind == FileKind::Regular || file.kind == FileKind::Unreadable;
            if (plain || file.symlink)
                names.insert(name);
        }
    }
    return names;
}

void Composer::showDirectories(const MotdRule &rule)
{
    const std::vector<std::string> &directories = rule.arguments.directories;
    if (rule.arguments.named) {
        for (const std::string &directory : directories) {
            if (m_tree.status(directory).kind == FileKind::Missing)
                add(rule, directory, PartKind::Directory, {});
        }
    }
    for (const std::string &name : namesIn(directories)) {
        std::vector<std::string> hides;
        const std::string *shown = nullptr;
        std::vector<std::string> paths;
        for (const std::string &directory : directories) {
            const std::string path = directory + '/' + name;
            if (std::find(paths.begin(), paths.end(), path) == paths.end())
                paths.push_back(path);
        }
        for (const std::string &path : paths) {
            if (shown) {
                if (m_tree.status(path).kind != FileKind::Missing)
                    hides.push_back(path);
            } else if (opens(path)) {
                shown = &path;
            } else if (m_tree.status(path).kind != FileKind::Missing) {
                add(rule, path, PartKind::Directory, {});
            }
        }
        if (shown)
            add(rule, *shown, PartKind::Directory, std::move(hides));
    }
}

bool Composer::showPlain(Part part)
{
    part.kind = kindOf(m_tree, part.path, part.kind);
    part.fresh = isMadeNow(part.path);
    part.state = look(part.path, part.bytes);
    const bool shows = part.shows();
    m_parts.push_back(std::move(part));
    return shows;
}

bool Composer::showDirectory(Part part, const std::string &suffix)
{
    const std::string directory = part.path;
    part.kind = PartKind::Directory;
    bool shows = false;
    for (const std::string &name : namesIn({directory})) {
        if (!name.ends_with(suffix))
            continue;
        part.path = directory + '/' + name;
        shows = showPlain(part) || shows;
    }
    return shows;
}

} // namespace pamphlet::motd
