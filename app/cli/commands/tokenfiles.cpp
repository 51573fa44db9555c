// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/tokenfiles.h"

#include "app/cli/treefile.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pamphlet::app::cli {

namespace {

constexpr std::array registryVersions{token::RegistryVersion::V2, token::RegistryVersion::V30, token::RegistryVersion::V31};

} // namespace

std::string_view registryVersionName(token::RegistryVersion version)
{
    switch (version) {
    case token::RegistryVersion::V2:
        return "2.8";
    case token::RegistryVersion::V30:
        return "3.0";
    case token::RegistryVersion::V31:
        return "3.1";
    }
    return {};
}

void TokenFiles::define(CLI::App &app)
{
    const auto file = [&app](const char *name, std::string &path, const QString &description) {
        app.add_option(name, path, description.toStdString())->type_name("FILE");
    };
    file("--service-config", m_paths.serviceConfig, tr("The token service's config.yml"));
    file("--registry-config", m_paths.registryConfig, tr("The registry's config.yml"));
    file("--key", m_paths.keyFile, tr("The private key, if it is not where private_key says"));
    file("--bundle", m_paths.bundleFile, tr("The certificates, if they are not where rootcertbundle says"));
    file("--jwks", m_paths.jwksFile, tr("The JSON Web Keys, if they are not where jwks says"));
    app.add_option("--registry-version", m_versions, tr("2.8, 3.0 or 3.1; may be repeated").toStdString())
        ->type_name("VERSION")
        ->allow_extra_args(false)
        ->delimiter(',')
        ->check(CLI::IsMember({"2.8", "3.0", "3.1"}));
}

bool TokenFiles::anything() const
{
    return service() || registry() || !m_paths.keyFile.empty() || !m_paths.bundleFile.empty();
}

Result<token::SetupPaths> TokenFiles::paths() const
{
    token::SetupPaths paths = m_paths;
    for (std::string *path : {&paths.serviceConfig, &paths.registryConfig, &paths.keyFile, &paths.bundleFile, &paths.jwksFile}) {
        if (path->empty())
            continue;
        Result<std::string> inside = treePath(*path);
        if (!inside)
            return fail(inside.error());
        *path = std::move(*inside);
    }
    if (const std::vector<token::RegistryVersion> chosen = versions(); chosen.size() == 1)
        paths.version = chosen.front();
    return paths;
}

std::vector<token::RegistryVersion> TokenFiles::versions() const
{
    std::vector<token::RegistryVersion> chosen;
    for (const token::RegistryVersion version : registryVersions) {
        if (m_versions.empty() || std::find(m_versions.begin(), m_versions.end(), registryVersionName(version)) != m_versions.end())
            chosen.push_back(version);
    }
    return chosen;
}

Result<void> usableConfigs(const token::TokenSetup &setup)
{
    for (const std::optional<Error> *error : {&setup.serviceError, &setup.registryError}) {
        if (*error)
            return fail(**error);
    }
    // Read as if it were, it would look like one without a blacklist.
    if (setup.service && (!setup.service->isMap || setup.service->otherProgram))
        return fail(ErrorCode::InvalidInput, "not the file of DockerAuthentication", Place{setup.paths.serviceConfig, 1, 1});
    if (setup.registry && !setup.registry->token.good())
        return fail(ErrorCode::InvalidInput, "auth.token is missing", Place{setup.paths.registryConfig, 1, 1});
    return {};
}

} // namespace pamphlet::app::cli
