// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>

class QDBusConnection;

namespace pamphlet::helper {

/// The uid at the other end of a private connection, as the kernel recorded it when it was opened (SO_PEERCRED, unix(7)). Of
/// a connection that is closed already: the uid as which it was authenticated, AccessDenied if it never was.
/// Call it in the slot of QDBusServer::newConnection: until that returns, QtDBus keeps the connection's data, and every
/// message of it in a queue.
Result<std::uint32_t> peerUid(const QDBusConnection &connection);

} // namespace pamphlet::helper
