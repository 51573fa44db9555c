// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/machineusers.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

namespace pamphlet::token {

namespace {

std::vector<std::string_view> splitAt(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

/// The fields of every line that names somebody: "+name" and "-name" are of NIS.
std::vector<std::vector<std::string_view>> entriesOf(std::string_view bytes)
{
    std::vector<std::vector<std::string_view>> entries;
    for (const std::string_view line : splitAt(bytes, '\n')) {
        if (line.empty() || line.front() == '#' || line.front() == '+' || line.front() == '-' || line.front() == ':'
            || line.find(':') == std::string_view::npos)
            continue;
        entries.push_back(splitAt(line, ':'));
    }
    return entries;
}

/// A broken number is nobody's: 65534 is "nobody" on every Linux.
std::uint32_t numberOf(const std::vector<std::string_view> &fields, std::size_t field)
{
    std::uint32_t number = 65534;
    if (field < fields.size())
        std::from_chars(fields[field].data(), fields[field].data() + fields[field].size(), number);
    return number;
}

} // namespace

Result<std::vector<MachineUser>> machineUsers(const FileSource &files)
{
    const std::string path = "/etc/passwd";
    const FileContent content = files.read(path);
    if (content.status.kind == FileKind::Missing)
        return fail(ErrorCode::NotFound, "no such file", {path, 0, 0});
    if (content.status.kind != FileKind::Regular)
        return fail(ErrorCode::Unreadable, content.status.detail.empty() ? "not a regular file" : content.status.detail, {path, 0, 0});
    std::vector<MachineUser> users;
    std::set<std::string_view> seen;
    for (const std::vector<std::string_view> &fields : entriesOf(content.bytes)) {
        if (seen.insert(fields.front()).second)
            users.push_back({std::string(fields.front()), numberOf(fields, 2), numberOf(fields, 3)});
    }
    return users;
}

Result<std::vector<std::string>> passwdUsers(const FileSource &files)
{
    const Result<std::vector<MachineUser>> users = machineUsers(files);
    if (!users)
        return fail(users.error());
    std::vector<std::string> names;
    for (const MachineUser &user : *users)
        names.push_back(user.name);
    return names;
}

std::vector<MachineGroup> machineGroups(const FileSource &files, const std::vector<MachineUser> &users)
{
    const FileContent content = files.read("/etc/group");
    std::vector<MachineGroup> groups;
    for (const std::vector<std::string_view> &fields : entriesOf(content.bytes)) {
        std::set<std::string> members;
        if (fields.size() > 3) {
            for (const std::string_view member : splitAt(fields[3], ',')) {
                if (!member.empty())
                    members.emplace(member);
            }
        }
        if (fields.size() > 2) {
            for (const MachineUser &user : users) {
                if (user.gid == numberOf(fields, 2))
                    members.insert(user.name);
            }
        }
        const std::string name(fields.front());
        if (!members.empty() && members != std::set<std::string>{name})
            groups.push_back({name, {members.begin(), members.end()}});
    }
    std::sort(groups.begin(), groups.end(), [](const MachineGroup &one, const MachineGroup &other) { return one.name < other.name; });
    return groups;
}

} // namespace pamphlet::token
