// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

#include <sys/types.h>

namespace pamphlet::change {

/// Owns a file descriptor. Moves, never copies.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int fd)
        : m_fd(fd)
    { }
    ~Descriptor() { reset(); }
    Descriptor(Descriptor &&other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    { }
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        if (this != &other) {
            reset();
            m_fd = std::exchange(other.m_fd, -1);
        }
        return *this;
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    bool valid() const { return m_fd >= 0; }
    int get() const { return m_fd; }
    int release() { return std::exchange(m_fd, -1); }
    void reset(); ///< keeps errno

private:
    int m_fd = -1;
};

/// How a path may be resolved, see openat2(2).
enum class Resolve {
    InRoot, ///< links are followed, and `directory` is the root that none of them leaves
    Beneath, ///< no link is followed in any component, nothing leaves `directory`
};

/// openat2(2) with O_CLOEXEC, never through a magic link. On failure the result is not valid and errno tells why. A path with a NUL byte is
/// ENOENT.
Descriptor openInside(int directory, const std::string &path, int flags, Resolve resolve, mode_t mode = 0);

} // namespace pamphlet::change
