// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/config.h"

#include "core/teleport/configkeys.h"
#include "core/yaml/scalartype.h"

#include <algorithm>
#include <array>

namespace pamphlet::teleport {

namespace {

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return result;
}

class Reader
{
public:
    explicit Reader(Config &config)
        : m_config(config)
    { }

    void read();

private:
    Place place(const yaml::Value &value) const { return {m_config.file, value.line, value.column}; }
    const yaml::Value *at(yaml::Path path) const
    {
        const yaml::Value *value = m_config.document.effective(path);
        return value ? m_config.document.resolved(*value) : nullptr;
    }
    PlacedValue placed(const yaml::Value *value) const
    {
        if (!value)
            return {};
        return {value->isNull() ? std::string() : value->text, place(*value), true};
    }
    void enabled();
    void usePamAuth();
    void environment();

    Config &m_config;
};

void Reader::enabled()
{
    const yaml::Value *value = at({"ssh_service", "pam", "enabled"});
    m_config.enabled.value = placed(value);
    if (!value || value->isNull())
        return;
    if (!value->isScalar()) {
        m_config.enabled.state = PamSwitch::NotAScalar;
        return;
    }
    // The field is a string: quoted or not, the text as written counts. An empty one is not even looked at.
    const std::optional<bool> word = parseBool(value->text);
    if (value->text.empty())
        m_config.enabled.state = PamSwitch::Absent;
    else if (!word)
        m_config.enabled.state = PamSwitch::NotAWord;
    else
        m_config.enabled.state = *word ? PamSwitch::On : PamSwitch::Off;
}

void Reader::usePamAuth()
{
    const yaml::Value *value = at({"ssh_service", "pam", "use_pam_auth"});
    m_config.usePamAuth.value = placed(value);
    if (!value || value->isNull())
        return;
    const std::optional<bool> word = yaml::boolOf(*value, yaml::Reader::GoYaml2);
    m_config.usePamAuth.valid = word.has_value();
    m_config.usePamAuth.on = word.value_or(false);
}

void Reader::environment()
{
    const yaml::Value *map = at({"ssh_service", "pam", "environment"});
    for (const yaml::Entry &entry : map && map->isMap() ? map->entries : std::vector<yaml::Entry>{}) {
        const yaml::Value *value = m_config.document.resolved(entry.value);
        if (!entry.name() || !value)
            continue;
        const bool scalar = value->isScalar() || value->isNull();
        m_config.environment.push_back({*entry.name(), value->isScalar() ? value->text : std::string(), place(entry.value), scalar});
    }
}

void Reader::read()
{
    m_config.documents = m_config.document.roots().size();
    const yaml::Value *ssh = at({"ssh_service"});
    const yaml::Value *pam = at(pamPath);
    m_config.sshSection = ssh && ssh->isMap();
    m_config.pamSection = pam && pam->isMap();
    m_config.pamWhere = place(pam ? *pam : ssh ? *ssh : m_config.document.root());
    if (const yaml::Value *value = at({"ssh_service", "enabled"}); value && value->isScalar() && !value->text.empty())
        m_config.sshEnabled = parseBool(value->text).value_or(false);
    enabled();
    usePamAuth();
    environment();
    const yaml::Value *name = at({"ssh_service", "pam", "service_name"});
    m_config.serviceNameValue = placed(name);
    if (name && name->isScalar() && !name->text.empty())
        m_config.serviceName = name->text;
    m_config.messageOfTheDay = placed(at({"auth_service", "message_of_the_day"}));
    m_config.keys = checkKeys(m_config.document, m_config.file);
}

} // namespace

const KeyFinding *misplacedKey(const Config &config)
{
    const auto found = std::find_if(config.keys.begin(), config.keys.end(),
                                    [](const KeyFinding &finding) { return finding.problem == KeyProblem::Misplaced; });
    return found == config.keys.end() ? nullptr : &*found;
}

std::optional<bool> parseBool(std::string_view text)
{
    constexpr std::array<std::string_view, 6> yes{"yes", "yeah", "y", "true", "1", "on"};
    constexpr std::array<std::string_view, 6> no{"no", "nope", "n", "false", "0", "off"};
    const std::string word = lower(text);
    if (std::find(yes.begin(), yes.end(), word) != yes.end())
        return true;
    if (std::find(no.begin(), no.end(), word) != no.end())
        return false;
    return std::nullopt;
}

Result<Config> readConfig(const std::string &bytes, const std::string &file)
{
    auto document = yaml::Document::parse(bytes);
    if (!document) {
        Error error = document.error();
        error.where.file = file;
        return fail(std::move(error));
    }
    Config config;
    config.file = file;
    config.document = std::move(*document);
    Reader(config).read();
    return config;
}

} // namespace pamphlet::teleport
