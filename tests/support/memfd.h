// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDBusUnixFileDescriptor>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace pamphlet::test {

inline constexpr int allSeals = F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK;

/// A memfd with these bytes and seals; `size` beyond the bytes makes a hole.
inline QDBusUnixFileDescriptor memfd(const QByteArray &bytes, int seals = allSeals, qint64 size = -1)
{
    const int fd = memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (size >= 0 && ftruncate(fd, size) != 0)
        return QDBusUnixFileDescriptor();
    if (pwrite(fd, bytes.constData(), std::size_t(bytes.size()), 0) != bytes.size() || fcntl(fd, F_ADD_SEALS, seals) != 0)
        return QDBusUnixFileDescriptor();
    QDBusUnixFileDescriptor descriptor;
    descriptor.giveFileDescriptor(fd);
    return descriptor;
}

} // namespace pamphlet::test
