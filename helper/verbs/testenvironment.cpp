// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/verbs/testenvironment.h"

#include "core/change/directoryset.h"
#include "core/change/safefile.h"
#include "core/teleport/config.h"
#include "helper/probe/frame.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace pamphlet::helper {

namespace {

/// What Teleport sets by itself (core/teleport/sequence.h).
constexpr std::array<std::string_view, 3> ownNames{"TELEPORT_USERNAME", "TELEPORT_LOGIN", "TELEPORT_ROLES"};
constexpr const char *configFile = "/etc/teleport.yaml";
constexpr std::size_t maxConfigBytes = 1U << 20;

bool isName(std::string_view name)
{
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !name.empty() && letter(name.front())
        && std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

std::string_view nameOf(std::string_view variable)
{
    return variable.substr(0, variable.find('='));
}

Result<std::set<std::string>> configuredNames(const std::shared_ptr<const change::RootDirectory> &root)
{
    change::DirectorySet directories(root);
    const auto directory = directories.get("/etc");
    if (!directory)
        return fail(directory.error());
    const auto file = change::takeSnapshot({*directory, "teleport.yaml", configFile}, directories.trust(), maxConfigBytes);
    if (!file)
        return fail(file.error());
    if (!*file)
        return std::set<std::string>{};
    if (((*file)->attributes.mode & 022) != 0)
        return fail(ErrorCode::Unsafe, "a file that others can write", {configFile, 0, 0});
    const auto config = teleport::readConfig((*file)->bytes, configFile);
    if (!config)
        return fail(config.error());
    std::set<std::string> names;
    for (const teleport::EnvironmentEntry &entry : config->environment)
        names.insert(entry.name);
    return names;
}

} // namespace

Result<std::vector<std::string>> checkedEnvironment(const QStringList &variables)
{
    if (static_cast<std::size_t>(variables.size()) > maxVariables)
        return fail(ErrorCode::InvalidArgument, "too many variables");
    std::vector<std::string> checked;
    std::set<std::string, std::less<>> names;
    for (const QString &variable : variables) {
        std::string text = variable.toStdString();
        const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
        if (text.size() > maxVariableBytes || text.find('=') == std::string::npos || !isName(nameOf(text))
            || std::any_of(text.begin(), text.end(), control) || !names.emplace(nameOf(text)).second)
            return fail(ErrorCode::InvalidArgument, "not a list of variables, each once: NAME=VALUE");
        checked.push_back(std::move(text));
    }
    return checked;
}

std::vector<std::string> furtherNames(const std::vector<std::string> &variables)
{
    std::vector<std::string> names;
    for (const std::string &variable : variables) {
        const std::string_view name = nameOf(variable);
        if (std::find(ownNames.begin(), ownNames.end(), name) == ownNames.end())
            names.emplace_back(name);
    }
    return names;
}

Result<void> isConfigured(const std::vector<std::string> &variables, const std::shared_ptr<const change::RootDirectory> &root)
{
    const std::vector<std::string> others = furtherNames(variables);
    if (others.empty())
        return {};
    const auto names = configuredNames(root);
    if (!names)
        return fail(names.error());
    for (const std::string &name : others) {
        if (!names->contains(name))
            return fail(ErrorCode::InvalidArgument, "the variable " + name + " is not one of ssh_service.pam.environment",
                        {configFile, 0, 0});
    }
    return {};
}

} // namespace pamphlet::helper
