// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/token/setup.h"

#include <string>

/** Where a token service and its registry stand in the tests, and what they share. */
namespace pamphlet::test {

inline token::SetupPaths bothConfigs(const std::string &service, const std::string &registry)
{
    token::SetupPaths both;
    both.serviceConfig = service;
    both.registryConfig = registry;
    both.version = token::RegistryVersion::V2;
    return both;
}

/// Empty if it is not there, so that a test whose text has changed fails.
inline std::string replaced(std::string text, const std::string &what, const std::string &with)
{
    const std::size_t at = text.find(what);
    return at == std::string::npos ? std::string() : text.replace(at, what.size(), with);
}

} // namespace pamphlet::test
