// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/hostaccounts.h"

#include "core/sregistry/lines.h"

#include <string_view>

namespace pamphlet::sregistry {

namespace {

/// The first field of a line of passwd(5) or group(5).
bool hasAccount(std::string_view bytes, std::string_view name)
{
    for (std::size_t at = 0; at < bytes.size();) {
        const Line line = lineAt(bytes, at);
        const std::string_view text = line.text(bytes);
        if (text.substr(0, text.find(':')) == name && text.find(':') != text.npos)
            return true;
        at = line.next;
    }
    return false;
}

} // namespace

std::optional<std::vector<HostAccount>> hostAccounts(const FileSource &host)
{
    const FileContent passwd = host.read("/etc/passwd");
    const FileContent group = host.read("/etc/group");
    if (passwd.status.kind != FileKind::Regular || group.status.kind != FileKind::Regular)
        return std::nullopt;
    return std::vector<HostAccount>{
        {true, hasAccount(group.bytes, "nginx"), "addgroup --system nginx"},
        {false, hasAccount(passwd.bytes, "nginx"), "adduser --disabled-login --system --home /var/cache/nginx --ingroup nginx nginx"},
    };
}

} // namespace pamphlet::sregistry
