// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/ownership/generator.h"

#include "core/pam/stack/servicelookup.h"

#include <algorithm>
#include <array>

namespace pamphlet::pam {

namespace {

constexpr std::string_view etcPamD = "/etc/pam.d/";

/// The files of sys-auth/pambase.
bool isPambaseName(std::string_view name)
{
    constexpr std::array<std::string_view, 8> names{
        "system-auth", "system-login", "system-local-login", "system-remote-login", "system-services", "system-session", "other", "passwd"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool hasPambase(const FileSource &tree)
{
    const std::vector<std::string> packages = tree.list("/var/db/pkg/sys-auth");
    if (std::any_of(packages.begin(), packages.end(), [](const std::string &name) { return name.starts_with("pambase-"); }))
        return true;
    for (const char *path : {"/etc/os-release", "/usr/lib/os-release"}) {
        const std::string release = '\n' + tree.read(path).bytes;
        if (release.find("\nID=gentoo\n") != std::string::npos || release.find("\nID='gentoo'\n") != std::string::npos
            || release.find("\nID=\"gentoo\"\n") != std::string::npos)
            return true;
    }
    return false;
}

} // namespace

std::string_view generatorName(Generator generator)
{
    constexpr std::array<std::string_view, 7> names{"none", "pam-auth-update", "authselect", "pam-config", "pambase", "package", "vendor"};
    return names.at(static_cast<std::size_t>(generator));
}

Generator generatorOf(const FileSource &tree, const std::string &path)
{
    if (path.starts_with("/usr/"))
        return Generator::Vendor;
    switch (ownerOf(tree, path)) {
    case Owner::PamAuthUpdate:
        return Generator::PamAuthUpdate;
    case Owner::Authselect:
        return Generator::Authselect;
    case Owner::PamConfig:
        return Generator::PamConfig;
    case Owner::Package:
        return Generator::Package;
    case Owner::Hand:
    case Owner::Unknown:
        break;
    }
    const bool named = path.starts_with(etcPamD) && isPambaseName(std::string_view(path).substr(etcPamD.size()));
    return named && tree.status(path).kind == FileKind::Regular && hasPambase(tree) ? Generator::Pambase : Generator::None;
}

} // namespace pamphlet::pam
