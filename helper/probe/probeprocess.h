// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>

#include <sys/types.h>

namespace pamphlet::helper {

/**
 * A running pamphlet-probe: a session of its own, no environment, no descriptors but its end of the socket pair, standard
 * descriptors on /dev/null. Owns the process: destruction ends it and everything it started.
 */
class ProbeProcess
{
public:
    /// Io if it cannot be started.
    static Result<ProbeProcess> spawn(const std::string &program);

    ProbeProcess(ProbeProcess &&other) noexcept;
    ProbeProcess &operator=(ProbeProcess &&other) noexcept;
    ~ProbeProcess();

    int channel() const { return m_channel; } ///< our end, non-blocking
    int pidfd() const { return m_pidfd; } ///< readable once the probe has ended
    pid_t pid() const { return m_pid; }

    void terminate(); ///< the probe cleans up and ends
    void kill(); ///< for one that does not

    /// After pidfd() became readable: what the probe itself ended with, in English; empty if it ended well.
    std::string reap();

private:
    ProbeProcess(int channel, int pidfd, pid_t pid);
    void swap(ProbeProcess &other) noexcept;

    int m_channel = -1;
    int m_pidfd = -1;
    pid_t m_pid = -1; ///< -1: reaped, or moved from
};

} // namespace pamphlet::helper
