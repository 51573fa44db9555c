// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/ownership/authselectstate.h"

#include <sstream>

namespace pamphlet::pam {

namespace {

std::string templateDirectory(const FileSource &tree, const std::string &profile)
{
    // A vendor's profile goes before the default one of the same name (authselect-profiles(5)).
    for (const char *parent : {"/usr/share/authselect/vendor/", "/usr/share/authselect/default/", "/etc/authselect/"}) {
        const bool custom = profile.starts_with("custom/");
        std::string directory = parent + profile;
        if (custom == (std::string_view(parent) == "/etc/authselect/") && tree.status(directory).kind == FileKind::Directory)
            return directory;
    }
    return {};
}

} // namespace

std::optional<AuthselectState> parseAuthselect(std::string_view config, const FileSource &tree)
{
    AuthselectState state;
    std::istringstream lines{std::string(config)};
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.find("..") != std::string::npos)
            continue;
        if (state.profile.empty())
            state.profile = line;
        else
            state.features.push_back(line);
    }
    if (state.profile.empty())
        return std::nullopt;
    state.directory = templateDirectory(tree, state.profile);
    return state;
}

std::optional<AuthselectState> readAuthselect(const FileSource &tree)
{
    return parseAuthselect(tree.read(authselectConfigFile).bytes, tree);
}

std::optional<std::string> authselectFeature(const FileSource &tree, const AuthselectState &state, const std::string &file,
                                             Facility facility, std::string_view module)
{
    constexpr std::string_view opening = "{include if \"";
    if (state.directory.empty())
        return std::nullopt;
    std::istringstream lines(tree.read(state.directory + '/' + file).bytes);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string type;
        words >> type;
        if (type.starts_with('-'))
            type.erase(0, 1);
        bool named = false;
        for (std::string word; words >> word;)
            named = named || word == module;
        const std::size_t begin = line.find(opening);
        if (!named || facilityFromName(type) != facility || begin == std::string::npos)
            continue;
        const std::size_t name = begin + opening.size();
        const std::size_t end = line.find('"', name);
        if (end != std::string::npos && line.substr(end).starts_with("\"}"))
            return line.substr(name, end - name);
    }
    return std::nullopt;
}

} // namespace pamphlet::pam
