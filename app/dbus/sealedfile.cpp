// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dbus/sealedfile.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace pamphlet::app {

namespace {

tl::unexpected<Error> failed(const char *what, int number)
{
    const bool full = number == ENOSPC || number == ENOMEM;
    return pamphlet::fail(full ? ErrorCode::NoSpace : ErrorCode::Io, std::string(what) + ": " + std::strerror(number));
}

} // namespace

Result<QDBusUnixFileDescriptor> sealedFile(std::string_view bytes)
{
    const int fd = ::memfd_create("pamphlet", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0)
        return failed("memfd_create", errno);
    QDBusUnixFileDescriptor result;
    result.giveFileDescriptor(fd);
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR)
                continue;
            return failed("write to memfd", errno);
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::lseek(fd, 0, SEEK_SET) != 0)
        return failed("lseek in memfd", errno);
    if (::fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0)
        return failed("sealing a memfd", errno);
    return result;
}

} // namespace pamphlet::app
