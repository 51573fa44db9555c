// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/peeruid.h"

#include <QDBusConnection>

#include <dbus/dbus.h>
#include <sys/socket.h>

namespace pamphlet::helper {

Result<std::uint32_t> peerUid(const QDBusConnection &connection)
{
    auto *raw = static_cast<DBusConnection *>(connection.internalPointer());
    if (!raw)
        return fail(ErrorCode::AccessDenied, "the connection was never there");
    int fd = -1;
    if (!dbus_connection_get_socket(raw, &fd) || fd < 0) {
        unsigned long uid = 0;
        if (!dbus_connection_get_unix_user(raw, &uid))
            return fail(ErrorCode::AccessDenied, "the connection has gone before it was authenticated");
        return std::uint32_t(uid);
    }
    ucred credentials = {};
    socklen_t length = sizeof credentials;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0)
        return fail(ErrorCode::AccessDenied, "the kernel does not say who is connected");
    return credentials.uid;
}

} // namespace pamphlet::helper
