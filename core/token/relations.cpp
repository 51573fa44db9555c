// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/relations.h"

#include "core/token/configfixes.h"

#include <algorithm>

namespace pamphlet::token {

namespace {

Place startOf(const std::string &file)
{
    return {file, 1, 1};
}

void addDuplicates(const yaml::Document &document, const std::string &file, FindingList &findings)
{
    for (const yaml::Document::Duplicate &duplicate : document.duplicates())
        findings.add("TOK007", {file, duplicate.again.line, duplicate.again.column}, {duplicate.key, std::to_string(duplicate.first.line)});
}

/// A value that must be a string.
void checkText(const yaml::Document &document, const std::string &file, const Setting &setting, std::string_view id, FindingList &findings)
{
    const std::string key = *setting.path.back().key();
    if (setting.state == SettingState::WrongType) {
        const bool scalar = setting.found == "integer" || setting.found == "float" || setting.found == "boolean";
        findings.add(id, setting.where, {key, setting.found, "string"},
                     scalar ? fixByText(document, file, setting.path, setting.text) : std::vector<Rewrite>());
    } else if (setting.good() && setting.text.empty()) {
        findings.add("TOK011", setting.where, {key});
    }
}

std::string baseName(const std::string &path)
{
    return path.substr(path.rfind('/') + 1);
}

} // namespace

std::optional<RealmParts> splitRealm(std::string_view realm)
{
    for (const char c : realm) {
        if (static_cast<unsigned char>(c) <= ' ' || c == '\x7f' || c == '"' || c == '\\')
            return std::nullopt;
    }
    const std::size_t colon = realm.find("://");
    if (colon == std::string_view::npos)
        return std::nullopt;
    RealmParts parts;
    for (const char c : realm.substr(0, colon))
        parts.scheme += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (parts.scheme != "http" && parts.scheme != "https")
        return std::nullopt;
    std::string_view rest = realm.substr(colon + 3);
    rest = rest.substr(0, rest.find_first_of("?#"));
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    parts.host = rest.substr(0, slash);
    parts.path = rest.substr(slash);
    if (parts.host.empty() || parts.host.starts_with(':'))
        return std::nullopt;
    return parts;
}

void checkService(const TokenSetup &setup, FindingList &findings)
{
    const std::string &path = setup.paths.serviceConfig;
    if (path.empty())
        return;
    if (baseName(path) != "config.yml")
        findings.add("TOK010", startOf(path), {baseName(path)});
    if (setup.serviceError) {
        const bool syntax = setup.serviceStatus.kind == FileKind::Regular;
        findings.add(syntax ? "TOK002" : "TOK001", setup.serviceError->where, {setup.serviceError->detail});
        return;
    }
    const ServiceConfig &config = *setup.service;
    addDuplicates(config.document, path, findings);
    if (config.otherProgram || !config.isMap) {
        findings.add("TOK003", startOf(path), {});
        return;
    }
    for (const Setting *setting : {&config.privateKey, &config.issuer, &config.audience}) {
        if (!setting->present())
            findings.add("TOK004", setting->where, {*setting->path.back().key()});
        else
            checkText(config.document, path, *setting, "TOK005", findings);
    }
    if (config.blacklist.state == SettingState::WrongType)
        findings.add("TOK008", config.blacklist.where, {config.blacklist.found}, fixByList(config.document, path, config.blacklist));
    for (const Setting &item : config.blacklist.items) {
        if (!item.good())
            findings.add("TOK009", item.where, {item.text, item.found},
                         item.found == "list" || item.found == "map" || item.found == "null"
                             ? std::vector<Rewrite>()
                             : fixByText(config.document, path, item.path, item.text));
    }
    for (const UnknownKey &key : config.unknown)
        findings.add("TOK006", key.where, {key.key, key.near.value_or(std::string())}, fixByRename(config.document, path, key));
}

void checkAgreement(const TokenSetup &setup, FindingList &findings)
{
    if (!setup.service || !setup.registry || !setup.registry->usesToken())
        return;
    const ServiceConfig &service = *setup.service;
    const RegistryConfig &registry = *setup.registry;
    const auto compare = [&](const Setting &ours, const Setting &theirs, const char *id) {
        // Types have findings of their own; texts are compared whatever they are.
        const bool comparable = ours.good() && (theirs.good() || (theirs.present() && !theirs.text.empty()));
        if (comparable && ours.text != theirs.text)
            findings.add(id, theirs.where, {ours.text, theirs.text, service.file, std::to_string(ours.where.line)},
                         fixByText(registry.document, registry.file, theirs.path, ours.text));
    };
    compare(service.issuer, registry.issuer, "TOK040");
    compare(service.audience, registry.service, "TOK041");
    if (!registry.realm.good() || registry.realm.text.empty())
        return;
    const std::optional<RealmParts> parts = splitRealm(registry.realm.text);
    if (!parts) {
        findings.add("TOK044", registry.realm.where, {registry.realm.text});
        return;
    }
    if (parts->scheme == "http")
        findings.add("TOK043", registry.realm.where, {registry.realm.text});
    if (parts->path.ends_with(serviceTokenPath))
        return;
    // With nothing behind the host there is one thing that can be meant.
    const bool bare = parts->path.empty() || parts->path == "/";
    findings.add("TOK042", registry.realm.where, {registry.realm.text, std::string(serviceTokenPath)},
                 bare ? fixByText(registry.document, registry.file, registry.realm.path,
                                  parts->scheme + "://" + parts->host + std::string(serviceTokenPath))
                      : std::vector<Rewrite>());
}

void checkRegistry(const TokenSetup &setup, FindingList &findings)
{
    const std::string &path = setup.paths.registryConfig;
    if (path.empty())
        return;
    if (setup.registryError) {
        const bool syntax = setup.registryStatus.kind == FileKind::Regular;
        findings.add(syntax ? "TOK021" : "TOK020", setup.registryError->where, {setup.registryError->detail});
        return;
    }
    const RegistryConfig &config = *setup.registry;
    addDuplicates(config.document, path, findings);
    if (!config.auth.present()) {
        findings.add("TOK022", startOf(path), {});
        return;
    }
    if (config.types.empty()) {
        findings.add("TOK026", config.auth.where, {"auth", config.auth.found, "map"});
        return;
    }
    std::string names;
    for (const RegistryConfig::AuthType &type : config.types)
        names += (names.empty() ? "" : " ") + type.name;
    if (config.types.size() > 1)
        findings.add("TOK023", config.types[1].where, {names});
    if (!config.usesToken()) {
        if (config.types.size() == 1)
            findings.add("TOK024", config.types.front().where, {names});
        return;
    }
    if (!config.token.good()) {
        findings.add("TOK026", config.token.where, {"token", config.token.found, "map"});
        return;
    }
    const bool three = setup.paths.version && *setup.paths.version != RegistryVersion::V2;
    for (const Setting *setting : {&config.realm, &config.service, &config.issuer, &config.rootCertBundle}) {
        const bool optional = setting == &config.rootCertBundle && three && config.jwks.good();
        if (!setting->present() && !optional)
            findings.add("TOK025", setting->where, {*setting->path.back().key()});
        else if (setting->present())
            checkText(config.document, path, *setting, "TOK026", findings);
    }
    if (config.autoRedirect.state == SettingState::WrongType) {
        const std::string &text = config.autoRedirect.text;
        const bool truth = text == "true" || text == "yes" || text == "on";
        const bool falsehood = text == "false" || text == "no" || text == "off";
        findings.add("TOK026", config.autoRedirect.where, {"autoredirect", config.autoRedirect.found, "boolean"},
                     truth || falsehood ? fixByBool(config.document, path, config.autoRedirect.path, truth) : std::vector<Rewrite>());
    } else if (config.autoRedirect.value) {
        findings.add("TOK031", config.autoRedirect.where, {config.autoRedirectPath.good() ? config.autoRedirectPath.text : "/auth/token"});
    }
    for (const UnknownKey &key : config.unknown)
        findings.add("TOK027", key.where, {key.key, key.near.value_or(std::string())}, fixByRename(config.document, path, key));
}

std::vector<Finding> checkSetup(const FileSource &tree, const TokenSetup &setup, std::int64_t now)
{
    FindingList findings;
    checkService(setup, findings);
    checkRegistry(setup, findings);
    checkAgreement(setup, findings);
    checkKey(tree, setup, findings);
    checkBundle(setup, now, findings);
    checkVersion3(setup, findings);
    return findings.take();
}

} // namespace pamphlet::token
