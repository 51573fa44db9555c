// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/token/setup.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::app::cli {

/// "2.8", "3.0", "3.1".
std::string_view registryVersionName(token::RegistryVersion version);

/// Which files belong together and which registry reads them, as the command line names them.
class TokenFiles
{
    Q_DECLARE_TR_FUNCTIONS(pamphlet::app::cli::TokenFiles)

public:
    void define(CLI::App &app);

    bool service() const { return !m_paths.serviceConfig.empty(); }
    bool registry() const { return !m_paths.registryConfig.empty(); }
    bool anything() const;

    /// InvalidArgument for a path that is not absolute. The version is set if exactly one is named.
    Result<token::SetupPaths> paths() const;
    /// In order, each once; all of them if none is named.
    std::vector<token::RegistryVersion> versions() const;

private:
    token::SetupPaths m_paths;
    std::vector<std::string> m_versions;
};

/// NotFound, Unreadable or InvalidInput of a configuration that was named and cannot be used.
Result<void> usableConfigs(const token::TokenSetup &setup);

} // namespace pamphlet::app::cli
