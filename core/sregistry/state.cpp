// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/state.h"

#include "core/sregistry/dockerfile.h"
#include "core/sregistry/environment.h"
#include "core/sregistry/pythonlist.h"
#include "core/sregistry/settingsyaml.h"

#include <algorithm>

namespace pamphlet::sregistry {

namespace {

class Reader
{
public:
    Reader(const FileSource &tree, const Layout &layout)
        : m_tree(tree)
        , m_layout(layout)
    { }

    State read()
    {
        compose();
        plugins();
        m_state.pluginOn = std::find(m_state.plugins.begin(), m_state.plugins.end(), pluginName) != m_state.plugins.end();
        image();
        return std::move(m_state);
    }

private:
    void compose()
    {
        for (const std::string &file : m_layout.compose) {
            ComposeState state;
            state.file = file;
            const auto document = yaml::Document::parse(m_tree.read(file).bytes);
            const auto compose = document ? readCompose(*document, file) : Result<Compose>(tl::unexpected(document.error()));
            if (!compose) {
                state.error = compose.error();
                state.error->where.file = file;
            } else {
                state.where = compose->where;
                for (const std::string_view path : accountFiles) {
                    if (const Bind *bind = compose->bindOf(path))
                        state.binds.push_back(*bind);
                }
                for (PlacedText &variable : pluginVariables(m_tree, file, *compose))
                    m_variables.push_back(std::move(variable));
                if (compose->buildArgument && !m_buildArgument)
                    m_buildArgument = compose->buildArgument;
            }
            m_state.compose.push_back(std::move(state));
        }
    }

    void plugins()
    {
        m_state.pluginsWhere = Place{m_layout.plugins, 0, 0};
        if (m_layout.plugins.empty()) {
            environment();
            return;
        }
        const FileContent content = m_tree.read(m_layout.plugins);
        if (m_layout.source != PluginSource::SettingsYaml) {
            const auto list = parsePythonList(content.bytes, pluginsName, m_layout.plugins);
            if (!list) {
                m_state.pluginsError = list.error();
                return;
            }
            m_state.plugins = list->values();
            m_state.pluginsWhere = list->where;
            return;
        }
        const auto settings = readSettings(content.bytes, m_layout.plugins);
        if (!settings) {
            m_state.pluginsError = settings.error();
        } else if (settings->key == PluginsKey::List) {
            for (const PlacedText &plugin : settings->plugins)
                m_state.plugins.push_back(plugin.text);
            m_state.pluginsWhere = settings->where;
        } else if (settings->key == PluginsKey::Other) {
            m_state.pluginsError = Error{ErrorCode::InvalidInput, "PLUGINS_ENABLED has to be a list of names", settings->where};
        } else {
            environment();
        }
    }

    void environment()
    {
        if (m_variables.empty())
            return;
        m_state.plugins = pluginNames(m_variables.front().text);
        m_state.pluginsWhere = m_variables.front().where;
    }

    /// A build argument of a compose file is stronger than the default of the Dockerfile.
    void image()
    {
        m_state.imageWhere = Place{m_layout.dockerfile, 0, 0};
        if (m_layout.dockerfile.empty())
            return;
        const Dockerfile dockerfile = readDockerfile(m_tree.read(m_layout.dockerfile).bytes, m_layout.dockerfile);
        m_state.hasBuildArgument = dockerfile.hasBuildArgument();
        m_state.imageInstalls = dockerfile.installs();
        if (const BuildArgument *argument = dockerfile.argument()) {
            m_state.buildArgument = argument->value;
            m_state.imageWhere = argument->where;
        } else if (!dockerfile.installations.empty()) {
            m_state.imageWhere = dockerfile.installations.front().where;
        }
        if (m_state.hasBuildArgument && m_buildArgument) {
            m_state.buildArgument = m_buildArgument->text;
            m_state.imageWhere = m_buildArgument->where;
            BuildArgument given;
            given.value = m_buildArgument->text;
            given.hasValue = true;
            m_state.imageInstalls = dockerfile.installs(&given);
        }
    }

    const FileSource &m_tree;
    const Layout &m_layout;
    State m_state;
    std::vector<PlacedText> m_variables;
    std::optional<PlacedText> m_buildArgument;
};

} // namespace

std::string_view pamSwitchName(PamSwitch value)
{
    switch (value) {
    case PamSwitch::Off:
        return "off";
    case PamSwitch::On:
        return "on";
    case PamSwitch::Half:
        return "half";
    case PamSwitch::Unknown:
        return "unknown";
    }
    return {};
}

PamSwitch State::pam() const
{
    const bool broken = std::any_of(compose.begin(), compose.end(), [](const ComposeState &file) { return file.error.has_value(); });
    if (pluginsError || broken)
        return PamSwitch::Unknown;
    const bool bound = std::all_of(compose.begin(), compose.end(), [](const ComposeState &file) { return file.complete(); });
    const bool unbound = std::all_of(compose.begin(), compose.end(), [](const ComposeState &file) { return file.binds.empty(); });
    if (pluginOn && imageInstalls && bound)
        return PamSwitch::On;
    return !pluginOn && !imageInstalls && unbound ? PamSwitch::Off : PamSwitch::Half;
}

State readState(const FileSource &tree, const Layout &layout)
{
    return Reader(tree, layout).read();
}

} // namespace pamphlet::sregistry
