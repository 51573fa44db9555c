// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/change/tracedchild.h"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pamphlet::test {

TracedChild::TracedChild(const std::function<bool()> &work)
    : m_pid(::fork())
{
    if (m_pid == 0) {
        if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0)
            ::_exit(3);
        ::raise(SIGSTOP);
        ::_exit(work() ? 0 : 1);
    }
    int status = 0;
    if (m_pid < 0 || ::waitpid(m_pid, &status, 0) != m_pid)
        return;
    if (!WIFSTOPPED(status)) {
        end(WIFEXITED(status) && WEXITSTATUS(status) == 3 ? State::NoTracing : State::Broken);
        return;
    }
    m_state = State::Stopped;
    if (::ptrace(PTRACE_SETOPTIONS, m_pid, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) != 0) {
        kill();
        m_state = State::NoTracing;
    }
}

TracedChild::~TracedChild()
{
    kill();
}

TracedChild::State TracedChild::end(State state)
{
    m_pid = -1;
    return m_state = state;
}

TracedChild::State TracedChild::proceed(bool watched)
{
    const int systemCall = SIGTRAP | 0x80; // PTRACE_O_TRACESYSGOOD
    long signal = 0;
    while (m_state == State::Stopped) {
        int status = 0;
        if (::ptrace(watched ? PTRACE_SYSCALL : PTRACE_CONT, m_pid, nullptr, signal) != 0 || ::waitpid(m_pid, &status, 0) != m_pid)
            return end(State::Broken);
        if (WIFSIGNALED(status))
            return end(State::Broken);
        if (WIFEXITED(status)) {
            m_exitStatus = WEXITSTATUS(status);
            return end(State::Ended);
        }
        if (WSTOPSIG(status) == systemCall) {
            m_entering = !m_entering;
            break;
        }
        signal = WSTOPSIG(status);
    }
    return m_state;
}

void TracedChild::kill()
{
    if (m_pid <= 0)
        return;
    ::kill(m_pid, SIGKILL);
    ::waitpid(m_pid, nullptr, 0);
    end(State::Ended);
}

} // namespace pamphlet::test
