// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/motd/motdrule.h"

#include <algorithm>
#include <array>

namespace pamphlet::motd {

namespace {

std::vector<std::string> split(std::string_view list)
{
    std::vector<std::string> items;
    while (!list.empty()) {
        const std::size_t colon = std::min(list.find(':'), list.size());
        if (colon != 0)
            items.emplace_back(list.substr(0, colon));
        list.remove_prefix(std::min(colon + 1, list.size()));
    }
    return items;
}

/// The module makes room for one item more than there are colons behind the first byte, and lists them all.
bool hasEmptyItem(std::string_view list, std::size_t items)
{
    return !list.empty() && std::size_t(std::count(list.begin() + 1, list.end(), ':')) + 1 > items;
}

bool isAllOf(std::string_view text, std::string_view more)
{
    return std::all_of(text.begin(), text.end(),
                       [more](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || more.find(c) != more.npos; });
}

} // namespace

const std::vector<std::string> &defaultFiles()
{
    static const std::vector<std::string> files{"/etc/motd", "/run/motd", "/usr/lib/motd"};
    return files;
}

const std::vector<std::string> &defaultDirectories()
{
    static const std::vector<std::string> directories{"/etc/motd.d", "/run/motd.d", "/usr/lib/motd.d"};
    return directories;
}

RuleArguments readArguments(const std::vector<std::string> &arguments)
{
    constexpr std::string_view file = "motd=";
    constexpr std::string_view directory = "motd_dir=";
    std::string_view files;
    std::string_view directories;
    RuleArguments rule;
    for (const std::string_view argument : arguments) {
        if (argument.starts_with(file))
            files = argument.substr(file.size());
        else if (argument.starts_with(directory))
            directories = argument.substr(directory.size());
        else if (argument == "noupdate")
            rule.update = false;
    }
    rule.named = !files.empty() || !directories.empty();
    rule.files = rule.named ? split(files) : defaultFiles();
    rule.directories = rule.named ? split(directories) : defaultDirectories();
    rule.crashes = rule.named && hasEmptyItem(directories, rule.directories.size());
    return rule;
}

bool isScriptName(std::string_view name)
{
    if (name.empty())
        return false;
    constexpr std::array<std::string_view, 4> leftovers{"dpkg-old", "dpkg-dist", "dpkg-new", "dpkg-tmp"};
    if (std::any_of(leftovers.begin(), leftovers.end(), [name](std::string_view end) { return name.ends_with(end); }))
        return false;
    if (isAllOf(name, "-") && name.front() != '-')
        return true;
    const std::size_t last = name.rfind('-');
    if (last == name.npos || last + 1 == name.size() || !isAllOf(name.substr(last + 1), {}))
        return false;
    const std::string_view head = name.substr(0, last);
    return !head.empty() && head.front() != '-' && head.find("--") == head.npos && head.back() != '-' && isAllOf(head, "_.-");
}

std::vector<UpdateScript> updateScripts(const FileSource &tree)
{
    std::vector<UpdateScript> scripts;
    for (const std::string &name : tree.list(scriptDirectory)) {
        const std::string path = std::string(scriptDirectory) + '/' + name;
        const FileStatus status = tree.status(path);
        if (status.kind != FileKind::Regular && status.kind != FileKind::Unreadable)
            continue;
        const bool named = isScriptName(name);
        scripts.push_back({path, named && (status.mode & 0111U) != 0, !named});
    }
    return scripts;
}

} // namespace pamphlet::motd
