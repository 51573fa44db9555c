// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/probe/supervisor.h"

#include "helper/probe/channel.h"
#include "helper/probe/descendants.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pamphlet::helper {

namespace {

/// Reaps what modules left behind while the worker goes on. True once the worker itself has ended; it is left unreaped, so
/// that its number cannot be given to another process before its group is killed.
bool workerHasEnded(pid_t worker, siginfo_t &info)
{
    for (;;) {
        info = {};
        if (::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0)
            return false;
        if (info.si_pid == worker)
            return true;
        (void)::waitpid(info.si_pid, nullptr, WNOHANG);
    }
}

[[noreturn]] void becomeWorker(int channel, int signals, pid_t supervisor, const sigset_t &mask, void (*work)(int))
{
    ::close(signals);
    // Not the only guard (the kernel forgets it when a module changes its uid), but the quickest.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != supervisor)
        ::_exit(1);
    ::setsid();
    ::sigprocmask(SIG_SETMASK, &mask, nullptr);
    // The mask of the programs that are stood in for: what modules make (lastlog, wtmp, a home) outlives the test.
    ::umask(0022);
    work(channel);
    ::_exit(0);
}

} // namespace

bool hardenProbe()
{
    const rlimit none{0, 0};
    if (::prctl(PR_SET_DUMPABLE, 0) != 0 || ::setrlimit(RLIMIT_CORE, &none) != 0)
        return false;
    ::umask(0077);
    if (::close_range(channelDescriptor + 1, ~0U, 0) != 0)
        return false;
    // Programs that modules start (pam_exec, unix_chkpwd) must not hold the channel.
    if (::fcntl(channelDescriptor, F_SETFD, FD_CLOEXEC) != 0)
        return false;
    return ::clearenv() == 0 && ::setenv("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", 1) == 0 && ::chdir("/") == 0;
}

void superviseWorker(int channel, void (*work)(int))
{
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    sigset_t wanted;
    sigset_t before;
    ::sigemptyset(&wanted);
    for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP})
        ::sigaddset(&wanted, signal);
    ::sigprocmask(SIG_BLOCK, &wanted, &before);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    const int signals = ::signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
    const pid_t self = ::getpid();
    const pid_t worker = signals < 0 ? -1 : ::fork();
    if (worker == 0)
        becomeWorker(channel, signals, self, before, work);

    siginfo_t info{};
    bool ended = false;
    bool stop = worker < 0;
    while (!ended && !stop) {
        // POLLHUP needs not be asked for: the helper hung up, also if it died before the death signal was set.
        pollfd waiting[] = {{signals, POLLIN, 0}, {channel, 0, 0}};
        if (::poll(waiting, 2, -1) < 0 && errno != EINTR)
            stop = true;
        signalfd_siginfo signal;
        while (::read(signals, &signal, sizeof signal) == static_cast<ssize_t>(sizeof signal)) {
            if (signal.ssi_signo != SIGCHLD)
                stop = true;
        }
        if (waiting[1].revents != 0)
            stop = true;
        ended = workerHasEnded(worker, info);
    }
    std::uint32_t left = 0;
    if (worker > 0) {
        ::kill(-worker, SIGKILL);
        left = endDescendants(signals, patience);
    }
    Channel helper(channel);
    if (ended)
        (void)helper.send(ProbeEnded{info.si_code != CLD_EXITED, info.si_status, left});
    else
        (void)helper.send(ProbeEnded{true, SIGKILL, left});
}

} // namespace pamphlet::helper
