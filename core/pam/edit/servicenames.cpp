// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/edit/servicenames.h"

#include "core/pam/stack/servicelookup.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace pamphlet::pam {

bool isIncludeName(const std::string &name)
{
    // Debian, SUSE; Fedora (authselect); Arch, Gentoo; Alpine.
    constexpr std::array<std::string_view, 13> names{
        "system-auth",   "password-auth",      "fingerprint-auth",           "smartcard-auth", "postlogin",
        "system-login",  "system-local-login", "system-remote-login",        "base-account",   "base-auth",
        "base-password", "base-session",       "base-session-noninteractive"};
    return name.starts_with("common-") || name.starts_with("postlogin-")
        || std::find(names.begin(), names.end(), std::string_view(name)) != names.end();
}

std::vector<NamedService> servicesOf(const FileSource &tree, const LibpamProfile &profile)
{
    constexpr const char *other = "other";
    std::vector<NamedService> services;
    std::set<std::string> names;
    for (const ServiceFile &file : listServices(tree, profile)) {
        names.insert(file.service);
        if (file.service != other && normalizedServiceName(file.service) == file.service)
            services.push_back({file.service, file.service});
    }
    if (names.contains(other) || findServiceFile(tree, profile, other)) {
        std::string unknown = "unknown-service";
        while (names.contains(unknown))
            unknown += "-";
        services.push_back({other, unknown});
    }
    return services;
}

} // namespace pamphlet::pam
