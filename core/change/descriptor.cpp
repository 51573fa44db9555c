// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/descriptor.h"

#include <cerrno>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace pamphlet::change {

namespace {
// The kernel answers EAGAIN when a rename or a mount elsewhere kept it from proving that the walk stayed inside.
constexpr int maxAttempts = 1000;
} // namespace

void Descriptor::reset()
{
    if (m_fd < 0)
        return;
    const int keep = errno;
    ::close(m_fd);
    m_fd = -1;
    errno = keep;
}

Descriptor openInside(int directory, const std::string &path, int flags, Resolve resolve, mode_t mode)
{
    if (path.find('\0') != std::string::npos) {
        errno = ENOENT;
        return {};
    }
    open_how how{};
    how.flags = static_cast<unsigned>(flags | O_CLOEXEC);
    how.mode = mode;
    how.resolve = RESOLVE_NO_MAGICLINKS;
    how.resolve |= resolve == Resolve::InRoot ? RESOLVE_IN_ROOT : RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
    for (int attempt = 0; attempt < maxAttempts; ++attempt) {
        const long fd = ::syscall(SYS_openat2, directory, path.c_str(), &how, sizeof how);
        if (fd >= 0)
            return Descriptor(static_cast<int>(fd));
        if (errno != EAGAIN && errno != EINTR)
            break;
    }
    return {};
}

} // namespace pamphlet::change
