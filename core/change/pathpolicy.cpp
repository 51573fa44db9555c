// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/pathpolicy.h"

#include "core/change/directoryset.h"
#include "core/change/safefile.h"
#include "core/change/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pamphlet::change {

namespace {

constexpr std::array<std::string_view, 2> configDirectories{"/etc/pam.d/", "/etc/motd.d/"};
constexpr std::array<std::string_view, 2> configFiles{"/etc/motd", "/etc/pam.conf"};
/// No list makes these change: what the kernel serves, and what this program itself relies on.
constexpr std::array<std::string_view, 5> neverListed{"/proc/", "/sys/", "/dev/", "/etc/pamphlet/", "/var/lib/pamphlet/"};
constexpr std::size_t maxNameBytes = 255;
constexpr std::size_t maxPathBytes = 1024;
constexpr std::size_t maxListBytes = 64 * 1024;
constexpr std::size_t maxListed = 256;
/// The names of our own temporary files (TransactionLog).
constexpr std::string_view reservedPrefix = ".pamphlet-";

constexpr std::uint32_t fileMode = 0644;
constexpr std::uint32_t programMode = 0755;
constexpr std::uint32_t neededMode = 0600;

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || std::string_view("._-+@").find(c) != std::string_view::npos;
}

bool isName(std::string_view name)
{
    return !name.empty() && name.size() <= maxNameBytes && name != "." && name != ".." && !name.starts_with(reservedPrefix)
        && std::all_of(name.begin(), name.end(), isNameCharacter);
}

bool isFixed(std::string_view path)
{
    if (std::find(configFiles.begin(), configFiles.end(), path) != configFiles.end())
        return true;
    return std::any_of(configDirectories.begin(), configDirectories.end(),
                       [path](std::string_view directory) { return path.starts_with(directory) && isName(path.substr(directory.size())); });
}

/// Whether a list may name it at all.
bool isListable(std::string_view path)
{
    if (path.size() > maxPathBytes || !path.starts_with('/'))
        return false;
    if (std::any_of(neverListed.begin(), neverListed.end(), [path](std::string_view prefix) { return path.starts_with(prefix); }))
        return false;
    for (std::string_view rest = path.substr(1);;) {
        const std::size_t slash = rest.find('/');
        if (!isName(rest.substr(0, slash)))
            return false;
        if (slash == std::string_view::npos)
            return true;
        rest.remove_prefix(slash + 1);
    }
}

} // namespace

PathPolicy PathPolicy::anywhere()
{
    PathPolicy policy;
    policy.m_anywhere = true;
    return policy;
}

PathPolicy PathPolicy::of(std::shared_ptr<const RootDirectory> root)
{
    PathPolicy policy;
    std::vector<std::string> names = root->list(pathListDirectory);
    std::erase_if(names, [](const std::string &name) { return !name.ends_with(".conf") || name.starts_with('.'); });
    if (names.empty())
        return policy;
    std::sort(names.begin(), names.end());

    DirectorySet directories(std::move(root));
    const Result<int> directory = directories.get(pathListDirectory);
    if (!directory) {
        policy.m_problems.push_back(directory.error());
        return policy;
    }
    for (const std::string &name : names) {
        const std::string path = std::string(pathListDirectory) + '/' + name;
        const auto list = takeSnapshot({*directory, name, path}, directories.trust(), maxListBytes);
        if (!list) {
            policy.m_problems.push_back(list.error());
            continue;
        }
        if (!*list) // gone since it was listed
            continue;
        if (((*list)->attributes.mode & 022) != 0) {
            policy.m_problems.push_back({ErrorCode::Unsafe, "a file that others can write", {path, 0, 0}});
            continue;
        }
        policy.readList((*list)->bytes, path);
    }
    return policy;
}

// A line is `file PATH` or `program PATH`. A list with one wrong line counts for nothing: what it was meant to say is not guessed at.
void PathPolicy::readList(std::string_view text, const std::string &file)
{
    std::map<std::string, bool, std::less<>> found;
    std::size_t number = 0;
    while (!text.empty()) {
        ++number;
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        constexpr std::string_view blanks = " \t\r";
        line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
        line = line.substr(0, line.find_last_not_of(blanks) + 1);
        if (line.empty() || line.starts_with('#'))
            continue;
        const std::string_view word = line.substr(0, line.find_first_of(blanks));
        std::string_view path = line.substr(word.size());
        path.remove_prefix(std::min(path.find_first_not_of(blanks), path.size()));
        if ((word != "file" && word != "program") || !isListable(path)) {
            const bool showable = isPlainLine(line) && line.size() <= maxPathBytes;
            m_problems.push_back({ErrorCode::InvalidInput,
                                  "neither \"file PATH\" nor \"program PATH\" with a path that may be listed"
                                      + (showable ? ": " + std::string(line) : std::string()),
                                  {file, number, 1}});
            return;
        }
        // Listed twice, it may be what either says.
        found[std::string(path)] |= word == "program";
    }
    if (m_listed.size() + found.size() > maxListed) {
        m_problems.push_back({ErrorCode::TooLarge, "more than " + std::to_string(maxListed) + " paths are listed", {file, 0, 0}});
        return;
    }
    for (const auto &[path, program] : found)
        m_listed[path] |= program;
}

Result<void> PathPolicy::check(std::string_view path) const
{
    if (isFixed(path) || m_listed.contains(path) || (m_anywhere && isListable(path)))
        return {};
    // The path goes along only if it can be shown.
    const bool showable = path.size() <= maxNameBytes && isPlainLine(path);
    return fail(ErrorCode::NotAllowed, "not a path that a change set may name", {showable ? std::string(path) : std::string(), 0, 0});
}

Result<void> PathPolicy::checkMode(std::string_view path, std::uint32_t mode) const
{
    const auto listed = m_listed.find(path);
    const bool program = listed != m_listed.end() ? listed->second : m_anywhere && !isFixed(path);
    const std::uint32_t most = program ? programMode : fileMode;
    if ((mode & ~most) == 0 && (mode & neededMode) == neededMode)
        return {};
    return fail(ErrorCode::InvalidChangeSet,
                program ? "mode is not between 0600 and 0755, or lets others write" : "mode is none of 0600, 0604, 0640, 0644",
                {std::string(path), 0, 0});
}

} // namespace pamphlet::change
