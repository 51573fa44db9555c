// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/settings.h"

#include "core/pam/generate/mimic.h"
#include "core/teleport/config.h"
#include "core/teleport/sequence.h"
#include "core/yaml/edit.h"

#include <algorithm>
#include <string_view>

namespace pamphlet::teleport {

namespace {

yaml::Path pamKey(const std::string &key)
{
    yaml::Path path = pamPath;
    path.emplace_back(key);
    return path;
}

yaml::Path variablePath(const std::string &name)
{
    yaml::Path path = pamKey("environment");
    path.emplace_back(name);
    return path;
}

/// Adds an entry, and the sections that lead to it where they are not there.
Result<std::string> added(const yaml::Document &document, yaml::Path map, const std::string &key, yaml::NewValue value)
{
    std::string name = key;
    while (!map.empty() && !document.find(map)) {
        value = yaml::NewValue::map({{name, std::move(value)}});
        name = *map.back().key();
        map.pop_back();
    }
    return yaml::addKey(document, map, name, value);
}

Result<std::string> scalarSet(const yaml::Document &document, const yaml::Path &path, const yaml::ScalarValue &value)
{
    if (document.find(path))
        return yaml::setScalar(document, path, value);
    return added(document, yaml::Path(path.begin(), path.end() - 1), *path.back().key(), value);
}

/// The bytes after each edit, one upon the other.
class SettingsEditor
{
public:
    SettingsEditor(std::string bytes, const std::string &file)
        : m_bytes(std::move(bytes))
        , m_file(file)
    { }

    Result<void> move(bool allowed);
    Result<void> set(const Settings &settings);
    /// That the file now says what was asked for, and not only looks like it.
    Result<void> verify(const Settings &settings) const;

    const std::string &bytes() const { return m_bytes; }

private:
    Result<void> take(Result<std::string> edited);
    Result<void> renameVariable(const std::string &name, const std::string &to);
    Result<void> setVariable(const std::string &name, const std::string &value);
    Result<void> removeVariable(const std::string &name);

    std::string m_bytes;
    const std::string &m_file;
};

Result<void> SettingsEditor::take(Result<std::string> edited)
{
    if (!edited) {
        Error error = edited.error();
        error.where.file = m_file;
        // A path that cannot be walked is a file without a place for the setting, not a wrong name of a file.
        if (error.code == ErrorCode::NotFound || error.code == ErrorCode::InvalidArgument)
            error.code = ErrorCode::EditRefused;
        return fail(std::move(error));
    }
    m_bytes = *std::move(edited);
    return {};
}

Result<void> SettingsEditor::move(bool allowed)
{
    // Each move may bring another block into view: `teleport: ssh_service: service_name`.
    for (int moves = 0; moves < 8; ++moves) {
        const auto config = readConfig(m_bytes, m_file);
        if (!config)
            return fail(config.error());
        const KeyFinding *misplaced = misplacedKey(*config);
        if (!misplaced)
            return {};
        if (!allowed)
            return fail(ErrorCode::EditRefused, yaml::pathText(misplaced->path) + " is not where Teleport looks for it", misplaced->where);
        if (auto moved = take(yaml::moveKey(config->document, misplaced->path, misplaced->belongs)); !moved)
            return moved;
    }
    return {};
}

Result<void> SettingsEditor::renameVariable(const std::string &name, const std::string &to)
{
    const auto config = readConfig(m_bytes, m_file);
    if (!config)
        return fail(config.error());
    if (name == to)
        return {};
    if (!config->document.effective(variablePath(name)))
        return fail(ErrorCode::EditRefused, "there is no variable " + name, {m_file, 0, 0});
    if (config->document.effective(variablePath(to)))
        return fail(ErrorCode::EditRefused, "there is a variable " + to + " already", {m_file, 0, 0});
    return take(yaml::renameKey(config->document, variablePath(name), to));
}

Result<void> SettingsEditor::setVariable(const std::string &name, const std::string &value)
{
    const auto config = readConfig(m_bytes, m_file);
    if (!config)
        return fail(config.error());
    const auto now = std::find_if(config->environment.begin(), config->environment.end(),
                                  [&](const EnvironmentEntry &entry) { return entry.name == name; });
    if (now != config->environment.end() && now->scalar && now->value == value)
        return {};
    return take(scalarSet(config->document, variablePath(name), yaml::ScalarValue::string(value)));
}

Result<void> SettingsEditor::removeVariable(const std::string &name)
{
    const auto config = readConfig(m_bytes, m_file);
    if (!config)
        return fail(config.error());
    if (!config->document.effective(variablePath(name)))
        return {};
    return take(yaml::removeKey(config->document, variablePath(name)));
}

Result<void> SettingsEditor::set(const Settings &settings)
{
    const auto parsed = [this] { return readConfig(m_bytes, m_file); };
    auto config = parsed();
    if (!config)
        return fail(config.error());
    const PamSwitch state = config->enabled.state;
    const bool isSo
        = settings.enabled && (*settings.enabled ? state == PamSwitch::On : state == PamSwitch::Off || state == PamSwitch::Absent);
    if (settings.enabled && !isSo) {
        const auto value = yaml::ScalarValue::boolean(*settings.enabled);
        if (auto done = take(scalarSet(config->document, pamKey("enabled"), value)); !done)
            return done;
    }
    if (settings.serviceName && config->serviceName != *settings.serviceName) {
        config = parsed();
        if (!config)
            return fail(config.error());
        const auto value = yaml::ScalarValue::string(*settings.serviceName);
        if (auto done = take(scalarSet(config->document, pamKey("service_name"), value)); !done)
            return done;
    }
    if (settings.usePamAuth && (!config->usePamAuth.valid || config->usePamAuth.on != *settings.usePamAuth)) {
        config = parsed();
        if (!config)
            return fail(config.error());
        const auto value = yaml::ScalarValue::boolean(*settings.usePamAuth);
        if (auto done = take(scalarSet(config->document, pamKey("use_pam_auth"), value)); !done)
            return done;
    }
    for (const auto &[name, to] : settings.renamedEnvironment) {
        if (auto done = renameVariable(name, to); !done)
            return done;
    }
    for (const auto &[name, value] : settings.environment) {
        if (auto done = setVariable(name, value); !done)
            return done;
    }
    for (const std::string &name : settings.removedEnvironment) {
        if (auto done = removeVariable(name); !done)
            return done;
    }
    return {};
}

Result<void> SettingsEditor::verify(const Settings &settings) const
{
    const auto config = readConfig(m_bytes, m_file);
    if (!config)
        return fail(config.error());
    const auto valueOf = [&](const std::string &name) -> const EnvironmentEntry * {
        const auto entry = std::find_if(config->environment.begin(), config->environment.end(),
                                        [&](const EnvironmentEntry &other) { return other.name == name; });
        return entry == config->environment.end() ? nullptr : &*entry;
    };
    bool right = (!settings.enabled || config->enabled.on() == *settings.enabled)
        && (!settings.serviceName || config->serviceName == *settings.serviceName)
        && (!settings.usePamAuth || (config->usePamAuth.valid && config->usePamAuth.on == *settings.usePamAuth));
    for (const auto &[name, value] : settings.environment)
        right = right && valueOf(name) && valueOf(name)->value == value;
    for (const std::string &name : settings.removedEnvironment)
        right = right && !valueOf(name);
    for (const auto &[name, to] : settings.renamedEnvironment)
        right = right && valueOf(to) && (name == to || !valueOf(name));
    if (!right)
        return fail(ErrorCode::EditRefused, "the file would not say what it should", {m_file, 0, 0});
    return {};
}

Result<void> checkVariable(const std::string &name)
{
    if (name.empty())
        return fail(ErrorCode::InvalidArgument, "a variable is given as NAME=VALUE");
    if (name.find_first_of(std::string_view("=\0", 2)) != name.npos)
        return fail(ErrorCode::InvalidArgument, "the name of a variable holds no equals sign");
    return {};
}

Result<void> checkSettings(const Settings &settings)
{
    if (settings.serviceName && !pam::isServiceName(*settings.serviceName))
        return fail(ErrorCode::InvalidArgument, "not a name of a service: lower-case letters, digits and ._-+@");
    const auto count = [](const std::vector<std::pair<std::string, std::string>> &list, const std::string &name, bool second = false) {
        return std::count_if(list.begin(), list.end(), [&](const auto &item) { return (second ? item.second : item.first) == name; });
    };
    const auto isRemoved = [&settings](const std::string &name) {
        return std::find(settings.removedEnvironment.begin(), settings.removedEnvironment.end(), name) != settings.removedEnvironment.end();
    };
    for (const auto &[name, value] : settings.environment) {
        if (auto fine = checkVariable(name); !fine)
            return fine;
        const auto expression = parseTemplate(value);
        if (!expression)
            return fail(ErrorCode::InvalidArgument, name + ": " + expression.error().detail);
        if (!expression->nameSpace.empty() && expression->nameSpace != "external")
            return fail(ErrorCode::InvalidArgument,
                        name + ": only traits of the namespace external are allowed here, not of " + expression->nameSpace);
        if (isRemoved(name))
            return fail(ErrorCode::InvalidArgument, name + " cannot both be set and removed");
        if (count(settings.environment, name) > 1)
            return fail(ErrorCode::InvalidArgument, name + " is given twice");
    }
    for (const auto &[name, to] : settings.renamedEnvironment) {
        if (auto fine = checkVariable(to); !fine)
            return fine;
        for (const std::string &either : {name, to}) {
            if (isRemoved(either) || count(settings.environment, either) > 0
                || count(settings.renamedEnvironment, either) + count(settings.renamedEnvironment, either, true) > (name == to ? 2 : 1))
                return fail(ErrorCode::InvalidArgument, either + " cannot be renamed and changed at once");
        }
    }
    return {};
}

} // namespace

Result<std::string> withSettings(const std::string &bytes, const std::string &file, const Settings &settings)
{
    if (const auto fine = checkSettings(settings); !fine)
        return fail(fine.error());
    SettingsEditor editor(bytes, file);
    if (const auto moved = editor.move(settings.move); !moved)
        return fail(moved.error());
    if (const auto done = editor.set(settings); !done)
        return fail(done.error());
    if (const auto right = editor.verify(settings); !right)
        return fail(right.error());
    return editor.bytes();
}

} // namespace pamphlet::teleport
