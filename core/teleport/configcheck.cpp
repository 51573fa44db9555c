// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/configcheck.h"

#include "core/pam/stack/servicelookup.h"
#include "core/teleport/check.h"
#include "core/teleport/sequence.h"
#include "core/yaml/edit.h"

#include <algorithm>
#include <array>

namespace pamphlet::teleport {

namespace {

class ConfigCheck
{
public:
    explicit ConfigCheck(const Config &config)
        : m_config(config)
    { }

    std::vector<pam::Finding> run();

private:
    void add(std::string_view id, const Place &where, std::vector<std::string> arguments = {}, std::optional<pam::Fix> fix = std::nullopt)
    {
        m_findings.push_back(makeFinding(id, where, std::move(arguments), std::move(fix)));
    }
    /// What an edit gives, if it can be made.
    std::optional<pam::Fix> fix(const Result<std::string> &edited) const
    {
        return edited ? std::optional(pam::Fix{m_config.file, *edited}) : std::nullopt;
    }
    void keys();
    void enabled();
    void usePamAuth();
    void serviceName();
    void environment();

    const Config &m_config;
    std::vector<pam::Finding> m_findings;
};

void ConfigCheck::keys()
{
    for (const KeyFinding &key : m_config.keys) {
        switch (key.problem) {
        case KeyProblem::Misplaced:
            add("TEL003", key.where, {yaml::pathText(key.path), yaml::pathText(key.belongs)},
                fix(yaml::moveKey(m_config.document, key.path, key.belongs)));
            break;
        case KeyProblem::Duplicate:
            add("TEL004", key.where, {*key.path.back().key(), std::to_string(key.first.line)});
            break;
        case KeyProblem::Unknown:
            // Newer versions have keys that are not in the list: only what looks like a mistake is called one.
            add(key.suggestion.empty() && key.path.size() < 3 ? "TEL007" : "TEL005", key.where, {yaml::pathText(key.path), key.suggestion},
                key.suggestion.empty() ? std::nullopt : fix(yaml::renameKey(m_config.document, key.path, key.suggestion)));
            break;
        case KeyProblem::WrongKind:
            add("TEL006", key.where, {yaml::pathText(key.path)});
            break;
        }
    }
}

/// What was probably meant by a word that Teleport does not know.
std::optional<bool> meant(std::string_view text)
{
    constexpr std::array<std::string_view, 7> on{"enable", "enabled", "t", "yep", "ok", "active", "yes."};
    constexpr std::array<std::string_view, 6> off{"disable", "disabled", "f", "none", "never", "inactive"};
    std::string word;
    for (const char c : text) {
        if (c != ' ' && c != '\t')
            word += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    if (const auto bare = parseBool(word))
        return bare;
    if (std::find(on.begin(), on.end(), word) != on.end())
        return true;
    if (std::find(off.begin(), off.end(), word) != off.end())
        return false;
    return std::nullopt;
}

void ConfigCheck::enabled()
{
    const PamEnabled &enabled = m_config.enabled;
    const yaml::Path path{"ssh_service", "pam", "enabled"};
    switch (enabled.state) {
    case PamSwitch::On:
        break;
    case PamSwitch::Absent:
        add("TEL010", enabled.value.given ? enabled.value.where : m_config.pamWhere, {"absent"});
        break;
    case PamSwitch::Off:
        add("TEL010", enabled.value.where, {"off"});
        break;
    case PamSwitch::NotAWord: {
        const std::optional<bool> value = meant(enabled.value.text);
        add("TEL011", enabled.value.where, {enabled.value.text},
            value ? fix(yaml::setScalar(m_config.document, path, yaml::ScalarValue::boolean(*value))) : std::nullopt);
        break;
    }
    case PamSwitch::NotAScalar:
        add("TEL012", enabled.value.where);
        break;
    }
}

void ConfigCheck::usePamAuth()
{
    if (m_config.usePamAuth.valid)
        return;
    const PlacedValue &value = m_config.usePamAuth.value;
    const std::optional<bool> word = meant(value.text);
    std::optional<pam::Fix> repaired;
    if (word)
        repaired = fix(yaml::setScalar(m_config.document, {"ssh_service", "pam", "use_pam_auth"}, yaml::ScalarValue::boolean(*word)));
    add("TEL013", value.where, {value.text}, std::move(repaired));
}

void ConfigCheck::serviceName()
{
    const std::string normalized = pam::normalizedServiceName(m_config.serviceName);
    if (normalized != m_config.serviceName)
        add("TEL015", m_config.serviceNameValue.where, {m_config.serviceName, normalized});
}

void ConfigCheck::environment()
{
    constexpr std::array<std::string_view, 3> own{"TELEPORT_USERNAME", "TELEPORT_LOGIN", "TELEPORT_ROLES"};
    for (const EnvironmentEntry &entry : m_config.environment) {
        if (entry.name.empty() || entry.name.find_first_of(std::string_view("=\0", 2)) != entry.name.npos)
            add("TEL018", entry.where, {entry.name});
        if (std::find(own.begin(), own.end(), entry.name) != own.end())
            add("TEL017", entry.where, {entry.name});
        if (!entry.scalar) {
            add("TEL016", entry.where, {entry.name, "a list or a map cannot be the value of a variable"});
            continue;
        }
        const auto expression = parseTemplate(entry.value);
        if (!expression)
            add("TEL016", entry.where, {entry.name, expression.error().detail});
        else if (!expression->nameSpace.empty() && expression->nameSpace != "external")
            add("TEL016", entry.where,
                {entry.name, "only traits of the namespace external are allowed here, not of " + expression->nameSpace});
    }
}

std::vector<pam::Finding> ConfigCheck::run()
{
    if (m_config.documents > 1) {
        const yaml::Value &second = m_config.document.roots()[1];
        add("TEL002", Place{m_config.file, second.line, second.column}, {std::to_string(m_config.documents)});
    }
    keys();
    enabled();
    usePamAuth();
    serviceName();
    environment();
    if (m_config.enabled.on() && !m_config.sshEnabled)
        add("TEL014", m_config.pamWhere);
    return std::move(m_findings);
}

} // namespace

std::vector<pam::Finding> checkConfig(const Config &config)
{
    return ConfigCheck(config).run();
}

} // namespace pamphlet::teleport
