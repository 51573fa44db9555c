// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/modules/modulelookup.h"

#include <algorithm>
#include <set>

namespace pamphlet::pam {

namespace {

constexpr std::string_view isaVariable = "$ISA";

std::string withSlash(std::string directory)
{
    if (!directory.ends_with('/'))
        directory += '/';
    return directory;
}

std::string withoutSlash(std::string directory)
{
    while (directory.size() > 1 && directory.ends_with('/'))
        directory.pop_back();
    return directory;
}

/// A module that this process may not read is one that root may load.
bool loadable(const FileSource &tree, const std::string &path)
{
    const FileKind kind = tree.status(path).kind;
    return kind == FileKind::Regular || kind == FileKind::Unreadable;
}

/// What `$ISA` stands for: Debian builds with a fixed directory, upstream with one relative to the module directory.
std::string isaValue(const LibpamProfile &profile)
{
    const std::vector<std::string> &directories = profile.moduleDirectories;
    const std::string directory = withoutSlash(directories[profile.atInclude && directories.size() > 1 ? 1 : 0]);
    if (profile.atInclude)
        return directory;
    const std::size_t end = directory.rfind('/');
    const std::size_t begin = end == std::string::npos || end == 0 ? std::string::npos : directory.rfind('/', end - 1);
    return begin == std::string::npos ? directory : "../../" + directory.substr(begin + 1, end - begin - 1) + "/security";
}

} // namespace

std::optional<std::string> findModule(const FileSource &tree, const LibpamProfile &profile, const std::string &module)
{
    if (profile.moduleDirectories.empty())
        return module.starts_with('/') && loadable(tree, module) ? std::optional(module) : std::nullopt;

    std::vector<std::string> candidates;
    if (module.starts_with('/')) {
        candidates.push_back(module);
    } else {
        for (const std::string &directory : profile.moduleDirectories)
            candidates.push_back(withSlash(directory) + module);
    }
    // libpam substitutes only the first occurrence, in the path it tried first.
    if (std::string path = candidates.front(); path.find(isaVariable) != std::string::npos) {
        path.replace(path.find(isaVariable), isaVariable.size(), isaValue(profile));
        candidates.push_back(std::move(path));
    }
    const auto found
        = std::find_if(candidates.begin(), candidates.end(), [&tree](const std::string &path) { return loadable(tree, path); });
    return found == candidates.end() ? std::nullopt : std::optional(*found);
}

bool hasModuleDirectory(const FileSource &tree, const LibpamProfile &profile)
{
    return std::any_of(profile.moduleDirectories.begin(), profile.moduleDirectories.end(),
                       [&tree](const std::string &directory) { return tree.status(withoutSlash(directory)).kind == FileKind::Directory; });
}

std::vector<std::string> installedModules(const FileSource &tree, const LibpamProfile &profile)
{
    std::set<std::string> names;
    for (const std::string &directory : profile.moduleDirectories) {
        for (const std::string &name : tree.list(withoutSlash(directory))) {
            if (name.ends_with(".so") && loadable(tree, withSlash(directory) + name))
                names.insert(name);
        }
    }
    return {names.begin(), names.end()};
}

} // namespace pamphlet::pam
