// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/checkrun.h"

#include "core/sregistry/check.h"
#include "core/sregistry/dockerfile.h"
#include "core/sregistry/environment.h"
#include "core/sregistry/hostaccounts.h"
#include "core/sregistry/lines.h"
#include "core/sregistry/pythonlist.h"
#include "core/sregistry/settingsyaml.h"
#include "core/yaml/edit.h"

#include <algorithm>

namespace pamphlet::sregistry {

namespace {

/// The entry with its dash put right: a name that only is spelled with hyphens.
std::string underscored(std::string name)
{
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

} // namespace

CheckRun::CheckRun(const FileSource &tree, std::string directory, const FileSource &host)
    : m_tree(tree)
    , m_host(host)
    , m_directory(std::move(directory))
    , m_known{"ldap_auth", "google_build", "pam_auth", "globus", "saml_auth", "pgp"}
{ }

void CheckRun::add(std::string_view id, Place where, std::vector<std::string> arguments, std::optional<pam::Fix> fix)
{
    const auto &catalogue = checkCatalogue();
    const auto info = std::find_if(catalogue.begin(), catalogue.end(), [&](const pam::LintInfo &i) { return i.id == id; });
    m_findings.push_back({std::string(id), info->severity, std::move(where), std::move(arguments), {}, std::move(fix)});
}

void CheckRun::unusable(const Error &error, const std::string &file)
{
    add("SRG003", Place{file, error.where.line, error.where.column}, {error.detail});
}

void CheckRun::name(const std::string &plugin, const Place &where)
{
    if (m_known.contains(plugin))
        return;
    const std::string suggestion = underscored(plugin);
    add("SRG012", where, {plugin, suggestion != plugin && m_known.contains(suggestion) ? suggestion : std::string()});
}

void CheckRun::layout(const Recognition &recognition)
{
    for (const LayoutFinding &finding : recognition.findings) {
        const Place where{finding.path, 0, 0};
        switch (finding.problem) {
        case LayoutProblem::Missing:
        case LayoutProblem::NoRegistry:
            add("SRG001", where, {finding.detail});
            break;
        case LayoutProblem::Unreadable:
            add("SRG003", where, {finding.detail});
            break;
        case LayoutProblem::Contradiction:
            add("SRG002", where, {finding.detail});
            break;
        }
    }
}

void CheckRun::pythonList(const std::string &file)
{
    const std::string bytes = m_tree.read(file).bytes;
    const auto list = parsePythonList(bytes, pluginsName, file);
    if (!list) {
        m_unknown = true;
        unusable(list.error(), file);
        return;
    }
    m_enabled = m_enabled || list->contains(pluginName);
    for (const ListElement &element : list->elements) {
        if (!element.value)
            continue;
        if (element.parts > 1)
            add("SRG011", element.where, {*element.value});
        else
            name(*element.value, element.where);
    }
    for (const CommentedElement &element : list->commented) {
        if (!element.comma && list->close != lineAt(bytes, element.hash).next + blanks(bytes, lineAt(bytes, element.hash).next).size())
            add("SRG017", element.where, {element.value});
    }
    for (const OtherUse &other : list->others) {
        if (other.later && other.replaces)
            add("SRG015", other.where, {std::to_string(list->where.line)});
    }
}

void CheckRun::settings(const std::string &file)
{
    const auto settings = readSettings(m_tree.read(file).bytes, file);
    if (!settings) {
        m_unknown = true;
        unusable(settings.error(), file);
        return;
    }
    if (settings->empty)
        add("SRG003", Place{file, 1, 1}, {"nothing is set in this file: the program does not start with it"});
    if (settings->key == PluginsKey::Other || settings->odd)
        add("SRG003", settings->where, {"PLUGINS_ENABLED has to be a list of names"});
    m_listDecides = settings->key == PluginsKey::List;
    m_enabled = settings->contains(pluginName);
    for (const PlacedText &plugin : settings->plugins)
        name(plugin.text, plugin.where);
}

/// Lists that look as if they decided, and do not.
void CheckRun::overruled()
{
    if (m_layout.source == PluginSource::SettingsModule && !m_layout.settingsYaml.empty()) {
        const auto settings = readSettings(m_tree.read(m_layout.settingsYaml).bytes, m_layout.settingsYaml);
        if (settings && settings->key == PluginsKey::List)
            add("SRG013", settings->where, {m_layout.settingsModule});
    }
    // From 2.1.2 the list in the code is replaced by what the environment says, even where that says nothing.
    if (m_layout.source == PluginSource::SettingsYaml && !m_layout.settingsModule.empty()) {
        const auto list = parsePythonList(m_tree.read(m_layout.settingsModule).bytes, pluginsName, m_layout.settingsModule);
        if (list && !list->elements.empty())
            add("SRG013", list->elements.front().where, {"settings.yaml"});
    }
}

void CheckRun::secrets()
{
    for (const char *path : {"/shub/settings/secrets.py", "/shub/secrets.py", "/secrets.py"}) {
        const std::string file = m_directory + path;
        const FileContent content = m_tree.read(file);
        if (content.status.kind != FileKind::Regular)
            continue;
        const auto list = parsePythonList(content.bytes, pluginsName, file);
        if (list)
            add("SRG014", list->where, {m_layout.plugins});
    }
}

void CheckRun::environment(const PlacedText &plugins)
{
    const std::vector<std::string> names = pluginNames(plugins.text);
    for (const std::string &plugin : names)
        name(plugin, plugins.where);
    if (m_layout.source == PluginSource::ConfigModule || m_listDecides)
        add("SRG016", plugins.where, {m_layout.plugins});
    else if (std::find(names.begin(), names.end(), pluginName) != names.end())
        m_environmentEnables = true;
}

void CheckRun::dockerfile()
{
    if (m_layout.dockerfile.empty())
        return;
    const std::string &file = m_layout.dockerfile;
    const std::string bytes = m_tree.read(file).bytes;
    const Dockerfile dockerfile = readDockerfile(bytes, file);
    for (const BuildArgument &argument : dockerfile.arguments) {
        if (argument.beforeFrom)
            add("SRG022", argument.where);
        else if (!argument.on() && argument.value != "false")
            add("SRG021", argument.where, {argument.value});
    }
    if (!m_enabled || dockerfile.installs() || m_buildArgumentOn)
        return;
    Place where{file, 0, 0};
    if (const BuildArgument *argument = dockerfile.argument())
        where = argument->where;
    else if (!dockerfile.installations.empty())
        where = dockerfile.installations.front().where;
    std::optional<pam::Fix> fix;
    if (const auto enabled = enableInDockerfile(bytes, file))
        fix = pam::Fix{file, *enabled};
    add("SRG020", where, {dockerfile.hasBuildArgument() ? "ENABLE_PAM" : ""}, std::move(fix));
}

void CheckRun::binds(const Compose &compose, const std::string &file, const std::string &bytes)
{
    bool missing = false;
    for (const std::string_view path : accountFiles) {
        const Bind *bind = compose.bindOf(path);
        if (bind && !m_enabled && !m_unknown)
            add("SRG032", bind->where, {std::string(path)});
        m_accountsBound = m_accountsBound || bind;
        missing = missing || !bind;
        if (bind && !bind->readOnly) {
            std::optional<pam::Fix> fix;
            const auto document = yaml::Document::parse(bytes);
            yaml::Path item = compose.service;
            item.emplace_back("volumes");
            item.emplace_back(bind->index);
            const yaml::Value *value = document ? document->find(item) : nullptr;
            // A bind with other options, or of the long form, is left to the sysadmin.
            if (value && value->isScalar() && value->text == std::string(path) + ':' + std::string(path)) {
                if (const auto fixed = yaml::setScalar(*document, item, yaml::ScalarValue::string(bindText(path))))
                    fix = pam::Fix{file, *fixed};
            }
            add("SRG031", bind->where, {std::string(path)}, std::move(fix));
        }
    }
    for (const Bind &bind : compose.binds) {
        const bool crossed = bind.source != bind.target && bind.target.starts_with("/etc/") && bind.source.starts_with("/etc/");
        if (crossed)
            add("SRG033", bind.where, {bind.source, bind.target});
    }
    if (m_enabled && missing) {
        std::optional<pam::Fix> fix;
        if (const auto bound = addBinds(bytes, file))
            fix = pam::Fix{file, *bound};
        for (const std::string_view path : accountFiles) {
            if (!compose.bindOf(path))
                add("SRG030", compose.where, {std::string(path)}, fix);
        }
    }
}

void CheckRun::compose(const std::string &file)
{
    const std::string bytes = m_tree.read(file).bytes;
    const auto document = yaml::Document::parse(bytes);
    if (!document) {
        unusable(document.error(), file);
        return;
    }
    const auto compose = readCompose(*document, file);
    if (!compose) {
        unusable(compose.error(), file);
        return;
    }
    binds(*compose, file, bytes);
    const Bind *bind = compose->bindOf(accountFiles.front());
    if (!bind)
        bind = compose->bindOf(accountFiles.back());
    if (bind) {
        for (const VolumesFrom &from : compose->volumesFrom)
            add("SRG034", from.where, {from.service});
        add("SRG035", bind->where);
    }
    if (m_enabled && !compose->builds && compose->image)
        add("SRG023", compose->image->where, {compose->image->text});
}

void CheckRun::hostAccounts()
{
    if (!m_accountsBound)
        return;
    const auto accounts = sregistry::hostAccounts(m_host);
    if (!accounts) {
        add("SRG042", Place{"/etc/passwd", 0, 0});
        return;
    }
    // The files of the host hide those of the image, with the user that nginx runs as.
    for (const HostAccount &account : *accounts) {
        if (!account.there)
            add(account.group ? "SRG041" : "SRG040", Place{account.group ? "/etc/group" : "/etc/passwd", 0, 0}, {account.command});
    }
}

std::vector<pam::Finding> CheckRun::run()
{
    const Recognition recognition = recognize(m_tree, m_directory);
    layout(recognition);
    if (!recognition.layout)
        return std::move(m_findings);
    m_layout = *recognition.layout;
    m_directory = m_layout.directory == "/" ? std::string() : m_layout.directory;
    for (const std::string &plugin : m_tree.list(m_directory + "/shub/plugins"))
        m_known.insert(plugin);
    if (m_layout.source == PluginSource::SettingsYaml) {
        if (!m_layout.plugins.empty())
            settings(m_layout.plugins);
    } else {
        pythonList(m_layout.plugins);
    }
    overruled();
    secrets();
    for (const std::string &file : m_layout.compose) {
        const auto document = yaml::Document::parse(m_tree.read(file).bytes);
        const auto compose = document ? readCompose(*document, file) : Result<Compose>(fail(ErrorCode::InvalidInput));
        if (!compose)
            continue;
        for (const PlacedText &variable : pluginVariables(m_tree, file, *compose))
            environment(variable);
        m_buildArgumentOn = m_buildArgumentOn || (compose->buildArgument && compose->buildArgument->text == "true");
    }
    m_enabled = m_enabled || m_environmentEnables;
    if (!m_enabled && !m_unknown)
        add("SRG010", Place{m_layout.plugins.empty() ? m_layout.directory : m_layout.plugins, 0, 0}, {std::string(eraName(m_layout.era))});
    dockerfile();
    for (const std::string &file : m_layout.compose)
        compose(file);
    hostAccounts();
    if (m_enabled)
        add("SRG036", Place{m_layout.plugins, 0, 0}, {"login"});
    return std::move(m_findings);
}

} // namespace pamphlet::sregistry
