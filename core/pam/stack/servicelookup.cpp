// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/stack/servicelookup.h"

#include "core/pam/stack/fileowner.h"
#include "core/pam/syntax/document.h"

#include <algorithm>
#include <array>
#include <map>

namespace pamphlet::pam {

namespace {

constexpr const char *pamConfPath = "/etc/pam.conf";

std::string inDirectory(std::string directory, const std::string &name)
{
    if (!directory.ends_with('/'))
        directory += '/';
    return directory + name;
}

/// True if fopen(3) would succeed. A directory counts: libpam reads it as an empty file.
bool opens(FileKind kind)
{
    return kind == FileKind::Regular || kind == FileKind::Directory || kind == FileKind::Other;
}

/// What package managers (dpkg, rpm, ucf, pacman, apk, etckeeper's .gitignore among the dot files) and editors leave behind.
bool isLeftover(std::string_view name)
{
    constexpr std::array<std::string_view, 10> parts{".dpkg-",  ".rpmnew",  ".rpmsave", ".rpmorig", ".ucf-",
                                                     ".pacnew", ".pacsave", ".pacorig", ".apk-new", ".swp"};
    return name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'))
        || std::any_of(parts.begin(), parts.end(), [name](std::string_view part) { return name.find(part) != std::string_view::npos; });
}

/// pam.conf mode: the services are the first words of its lines.
std::vector<ServiceFile> servicesOfPamConf(const FileSource &tree, const LibpamProfile &profile)
{
    FileContent file = tree.read(pamConfPath);
    const Document document = Document::parse(std::move(file.bytes), profile, Syntax::PamConf);
    std::map<std::string, ServiceFile> found;
    const Owner owner = ownerOf(tree, pamConfPath);
    for (const Node &node : document.nodes()) {
        if (node.kind != NodeKind::Rule || !node.rule.service)
            continue;
        const std::string name = normalizedServiceName(node.rule.service->text);
        found.emplace(name, ServiceFile{name, pamConfPath, false, false, owner});
    }
    std::vector<ServiceFile> result;
    for (auto &[name, service] : found)
        result.push_back(std::move(service));
    return result;
}

} // namespace

std::string normalizedServiceName(std::string_view service)
{
    if (const std::size_t slash = service.rfind('/'); slash != std::string_view::npos)
        service.remove_prefix(slash + 1);
    std::string name(service);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return name;
}

std::optional<std::string> findServiceFile(const FileSource &tree, const LibpamProfile &profile, const std::string &name)
{
    if (name.starts_with('/'))
        return opens(tree.status(name).kind) ? std::optional(name) : std::nullopt;
    for (const std::string &directory : profile.directories) {
        std::string path = inDirectory(directory, name);
        if (opens(tree.status(path).kind))
            return path;
    }
    return std::nullopt;
}

bool usesPamD(const FileSource &tree, const LibpamProfile &profile)
{
    return std::any_of(profile.directories.begin(), profile.directories.end(),
                       [&tree](const std::string &directory) { return tree.status(directory).kind == FileKind::Directory; });
}

std::vector<ServiceFile> listServices(const FileSource &tree, const LibpamProfile &profile)
{
    if (!usesPamD(tree, profile))
        return servicesOfPamConf(tree, profile);

    const DpkgConffiles conffiles = DpkgConffiles::read(tree);
    std::map<std::string, ServiceFile> found;
    for (const std::string &directory : profile.directories) {
        tree.readAll(directory, [&](const std::string &name, const FileContent &content) {
            // A file that this process may not read is still one that libpam, run by root, reads.
            const FileKind kind = content.status.kind;
            if (isLeftover(name) || kind == FileKind::Missing || kind == FileKind::Directory)
                return;
            const std::string path = inDirectory(directory, name);
            const bool vendor = !path.starts_with("/etc/");
            const auto [entry, first] = found.try_emplace(name, ServiceFile{name, path, vendor, false, Owner::Unknown});
            if (first)
                entry->second.owner = ownerOf(conffiles, path, content);
            else if (!entry->second.vendor && vendor)
                entry->second.masksVendor = true;
        });
    }
    std::vector<ServiceFile> result;
    for (auto &[name, service] : found)
        result.push_back(std::move(service));
    return result;
}

} // namespace pamphlet::pam
