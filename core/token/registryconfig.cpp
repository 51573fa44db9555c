// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/registryconfig.h"

namespace pamphlet::token {

namespace {

constexpr yaml::Reader reader = yaml::Reader::GoYaml2;

void readAuthTypes(RegistryConfig &config)
{
    const yaml::Value *auth = config.document.effective({"auth"});
    if (!auth)
        return;
    if (auth->isMap()) {
        for (const yaml::Entry &entry : auth->entries) {
            if (const std::string *name = entry.name())
                config.types.push_back({*name, {config.file, entry.key.line, entry.key.column}});
        }
    } else if (auth->isScalar()) {
        // The name of a type alone is allowed; token needs more.
        config.types.push_back({auth->text, config.auth.where});
    }
    config.auth.state = config.types.empty() ? SettingState::WrongType : SettingState::Good;
    if (config.types.empty())
        config.auth.found = typeWord(*auth, reader);
}

} // namespace

const std::vector<std::string> &registryTokenKeys(RegistryVersion version)
{
    static const std::vector<std::string> two{"realm", "service", "issuer", "rootcertbundle", "autoredirect"};
    static const std::vector<std::string> three{"realm",        "service",          "issuer", "rootcertbundle",
                                                "autoredirect", "autoredirectpath", "jwks",   "signingalgorithms"};
    return version == RegistryVersion::V2 ? two : three;
}

const std::vector<std::string> &registryAlgorithmNames()
{
    static const std::vector<std::string> names{"EdDSA", "HS256", "HS384", "HS512", "RS256", "RS384", "RS512",
                                                "ES256", "ES384", "ES512", "PS256", "PS384", "PS512"};
    return names;
}

std::vector<std::string> RegistryConfig::algorithms() const
{
    std::vector<std::string> names;
    for (const Setting &item : signingAlgorithms.items) {
        if (item.good())
            names.push_back(item.text);
    }
    return names;
}

Result<RegistryConfig> readRegistryConfig(std::string bytes, const std::string &file)
{
    Result<yaml::Document> document = yaml::Document::parse(std::move(bytes));
    if (!document) {
        Error error = document.error();
        error.where.file = file;
        return fail(std::move(error));
    }
    RegistryConfig config;
    config.file = file;
    config.document = std::move(*document);
    const yaml::Value &root = config.document.root();
    config.isMap = root.isMap() || root.isNull();
    const yaml::Document &tree = config.document;
    config.auth = readText(tree, file, {"auth"}, reader);
    readAuthTypes(config);
    config.token = readText(tree, file, {"auth", "token"}, reader);
    if (const yaml::Value *token = tree.effective({"auth", "token"})) {
        const bool map = token->isMap() || token->isNull();
        config.token.state = map ? SettingState::Good : SettingState::WrongType;
        config.token.found = map ? std::string() : typeWord(*token, reader);
    }
    const auto text = [&](const char *key) { return readText(tree, file, {"auth", "token", key}, reader); };
    config.realm = text("realm");
    config.service = text("service");
    config.issuer = text("issuer");
    config.rootCertBundle = text("rootcertbundle");
    config.autoRedirect = readBool(tree, file, {"auth", "token", "autoredirect"}, reader);
    config.autoRedirectPath = text("autoredirectpath");
    config.jwks = text("jwks");
    config.signingAlgorithms = readList(tree, file, {"auth", "token", "signingalgorithms"}, reader);
    config.unknown = unknownKeys(tree, file, {"auth", "token"}, registryTokenKeys(RegistryVersion::V31));
    config.uses3 = config.autoRedirectPath.present() || config.jwks.present() || config.signingAlgorithms.present();
    return config;
}

} // namespace pamphlet::token
