// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <sys/types.h>

namespace pamphlet::test {

/// A child process that stops at each of its system calls (ptrace(2)).
class TracedChild
{
public:
    enum class State {
        Stopped, ///< at the beginning or the end of a system call
        Ended, ///< see exitStatus()
        NoTracing, ///< forbidden here
        Broken,
    };

    /// Ends with status 0 if `work` returns true, else 1. Stopped before it begins.
    explicit TracedChild(const std::function<bool()> &work);
    ~TracedChild();
    TracedChild(const TracedChild &) = delete;
    TracedChild &operator=(const TracedChild &) = delete;

    State state() const { return m_state; }
    /// On to the next stop; with `watched` false to the end.
    State proceed(bool watched = true);
    void kill();

    pid_t pid() const { return m_pid; }
    int exitStatus() const { return m_exitStatus; }
    /// True at the beginning of a system call.
    bool entering() const { return m_entering; }

private:
    State end(State state);

    pid_t m_pid = -1;
    State m_state = State::Broken;
    int m_exitStatus = -1;
    bool m_entering = false;
};

} // namespace pamphlet::test
