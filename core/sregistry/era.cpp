// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/era.h"

#include "core/sregistry/dockerfile.h"
#include "core/sregistry/pythonlist.h"

#include <algorithm>
#include <initializer_list>

namespace pamphlet::sregistry {

namespace {

class Recognizer
{
public:
    Recognizer(const FileSource &tree, std::string directory)
        : m_tree(tree)
        , m_directory(std::move(directory))
    {
        while (m_directory.size() > 1 && m_directory.ends_with('/'))
            m_directory.pop_back();
    }

    Recognition recognize();

private:
    std::string path(std::string_view name) const { return (m_directory == "/" ? "" : m_directory) + '/' + std::string(name); }
    /// The first of these that is there; empty if none is.
    std::string first(std::initializer_list<std::string_view> names);
    void note(LayoutProblem problem, std::string where, std::string detail)
    {
        m_result.findings.push_back({problem, std::move(where), std::move(detail)});
    }
    void require(const std::string &found, std::string_view name)
    {
        if (found.empty())
            note(LayoutProblem::Missing, path(name), "this file is missing");
    }
    /// shub/settings.py assigns the list itself, and never looks into settings.yaml for it.
    bool moduleDecides(const std::string &module) const;

    const FileSource &m_tree;
    std::string m_directory;
    Recognition m_result;
};

std::string Recognizer::first(std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names) {
        const FileContent content = m_tree.read(path(name));
        if (content.status.kind == FileKind::Regular)
            return path(name);
        if (content.status.kind != FileKind::Missing)
            note(LayoutProblem::Unreadable, path(name), content.status.detail.empty() ? "not a file" : content.status.detail);
    }
    return {};
}

bool Recognizer::moduleDecides(const std::string &module) const
{
    if (module.empty())
        return false;
    const auto list = parsePythonList(m_tree.read(module).bytes, pluginsName, module);
    return list && list->form == ListForm::Assignment;
}

Recognition Recognizer::recognize()
{
    const std::string dockerfile = first({"Dockerfile"});
    const std::string compose = first({"docker-compose.yml", "docker-compose.yaml"});
    const std::string https = first({"https/docker-compose.yml", "https-docker-compose.yml"});
    const std::string config = first({"shub/settings/config.py", "config.py"});
    const std::string module = first({"shub/settings.py"});
    const std::string settings = first({"settings.yaml"});
    const std::string dummy = first({"shub/dummy-settings.yaml"});
    // A package `settings` hides the module of that name; a directory that was left behind without its __init__.py does not.
    const bool package = m_tree.status(path("shub/settings/__init__.py")).kind == FileKind::Regular;

    const bool newer = !module.empty() || !settings.empty() || !dummy.empty();
    if (config.empty() && !newer) {
        note(LayoutProblem::NoRegistry, m_directory, "neither shub/settings/config.py nor shub/settings.py nor settings.yaml is here");
        return std::move(m_result);
    }
    const bool old = !config.empty() && (!newer || package);
    if (!config.empty() && newer)
        note(LayoutProblem::Contradiction, old ? (module.empty() ? settings + dummy : module) : config,
             old ? "this file is of a newer version than the package shub/settings, which hides it"
                 : "this file is of an older version and is not read any more");

    Layout layout;
    layout.directory = m_directory;
    layout.dockerfile = dockerfile;
    layout.settingsModule = module;
    layout.settingsYaml = settings;
    for (const std::string &file : {compose, https}) {
        if (!file.empty())
            layout.compose.push_back(file);
    }
    const bool argument = !dockerfile.empty() && readDockerfile(m_tree.read(dockerfile).bytes, dockerfile).hasBuildArgument();
    if (old) {
        layout.era = argument ? Era::BuildArgument : Era::Commented;
        layout.source = PluginSource::ConfigModule;
        layout.plugins = config;
    } else {
        layout.era = Era::SettingsFile;
        const bool inModule = moduleDecides(module);
        layout.source = inModule ? PluginSource::SettingsModule : PluginSource::SettingsYaml;
        layout.plugins = inModule ? module : settings;
        if (!inModule && settings.empty())
            note(LayoutProblem::Missing, path("settings.yaml"), "this file is missing: copy shub/dummy-settings.yaml and make it yours");
        if (!dockerfile.empty() && !argument)
            note(LayoutProblem::Contradiction, dockerfile,
                 "this Dockerfile has no ARG ENABLE_PAM: it is of an older version than the settings");
    }
    require(dockerfile, "Dockerfile");
    require(compose, "docker-compose.yml");
    m_result.layout = std::move(layout);
    return std::move(m_result);
}

} // namespace

std::string_view eraName(Era era)
{
    switch (era) {
    case Era::Commented:
        return "2019";
    case Era::BuildArgument:
        return "1.1";
    case Era::SettingsFile:
        return "2";
    }
    return {};
}

bool Recognition::complete() const
{
    return layout && std::none_of(findings.begin(), findings.end(), [](const LayoutFinding &finding) {
               return finding.problem == LayoutProblem::Missing || finding.problem == LayoutProblem::Unreadable;
           });
}

Error Recognition::error() const
{
    const auto worst = std::find_if(findings.begin(), findings.end(),
                                    [](const LayoutFinding &finding) { return finding.problem != LayoutProblem::Contradiction; });
    if (worst == findings.end())
        return {ErrorCode::Internal, "nothing is wrong", {}};
    const ErrorCode code = worst->problem == LayoutProblem::Unreadable ? ErrorCode::Unreadable : ErrorCode::NotFound;
    return {code, worst->detail, Place{worst->path, 0, 0}};
}

Recognition recognize(const FileSource &tree, const std::string &directory)
{
    return Recognizer(tree, directory).recognize();
}

} // namespace pamphlet::sregistry
