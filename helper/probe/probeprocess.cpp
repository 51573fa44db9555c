// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/probe/probeprocess.h"

#include "helper/probe/channel.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pamphlet::helper {

namespace {

constexpr int graceMilliseconds = 15000; ///< more than the probe takes to end what modules left (descendants.h)

/// The spawn attributes and actions, freed in any case.
class SpawnPlan
{
public:
    SpawnPlan()
    {
        ::posix_spawn_file_actions_init(&m_actions);
        ::posix_spawnattr_init(&m_attributes);
    }
    ~SpawnPlan()
    {
        ::posix_spawn_file_actions_destroy(&m_actions);
        ::posix_spawnattr_destroy(&m_attributes);
    }
    SpawnPlan(const SpawnPlan &) = delete;
    SpawnPlan &operator=(const SpawnPlan &) = delete;

    /// 0, or an errno.
    int prepare(int channel)
    {
        sigset_t all;
        sigset_t none;
        ::sigfillset(&all);
        ::sigemptyset(&none);
        int failed = 0;
        const auto check = [&failed](int error) { failed = failed ? failed : error; };
        for (int fd = 0; fd < 3; ++fd)
            check(::posix_spawn_file_actions_addopen(&m_actions, fd, "/dev/null", O_RDWR, 0));
        check(::posix_spawn_file_actions_adddup2(&m_actions, channel, channelDescriptor));
        check(::posix_spawn_file_actions_addclosefrom_np(&m_actions, channelDescriptor + 1));
        check(::posix_spawnattr_setsigdefault(&m_attributes, &all));
        check(::posix_spawnattr_setsigmask(&m_attributes, &none));
        check(::posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK));
        return failed;
    }

    int spawn(pid_t &pid, const std::string &program)
    {
        std::string name = program;
        std::string path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";
        const std::array<char *, 2> arguments{name.data(), nullptr};
        const std::array<char *, 2> environment{path.data(), nullptr};
        return ::posix_spawn(&pid, program.c_str(), &m_actions, &m_attributes, arguments.data(), environment.data());
    }

private:
    posix_spawn_file_actions_t m_actions;
    posix_spawnattr_t m_attributes;
};

std::string errorText(int error)
{
    return ::strerrordesc_np(error) ? ::strerrordesc_np(error) : "error " + std::to_string(error);
}

} // namespace

ProbeProcess::ProbeProcess(int channel, int pidfd, pid_t pid)
    : m_channel(channel)
    , m_pidfd(pidfd)
    , m_pid(pid)
{ }

ProbeProcess::ProbeProcess(ProbeProcess &&other) noexcept
{
    swap(other);
}

ProbeProcess &ProbeProcess::operator=(ProbeProcess &&other) noexcept
{
    ProbeProcess(std::move(other)).swap(*this);
    return *this;
}

void ProbeProcess::swap(ProbeProcess &other) noexcept
{
    std::swap(m_channel, other.m_channel);
    std::swap(m_pidfd, other.m_pidfd);
    std::swap(m_pid, other.m_pid);
}

ProbeProcess::~ProbeProcess()
{
    if (m_pid > 0) {
        terminate();
        pollfd ended{m_pidfd, POLLIN, 0};
        if (::poll(&ended, 1, graceMilliseconds) != 1)
            kill();
        (void)reap();
    }
    if (m_pidfd >= 0)
        ::close(m_pidfd);
    if (m_channel >= 0)
        ::close(m_channel);
}

Result<ProbeProcess> ProbeProcess::spawn(const std::string &program)
{
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        return fail(ErrorCode::Io, "no socket pair for the probe: " + errorText(errno));
    pid_t pid = -1;
    SpawnPlan plan;
    int error = plan.prepare(pair[1]);
    if (error == 0)
        error = plan.spawn(pid, program);
    ::close(pair[1]);
    if (error != 0) {
        ::close(pair[0]);
        return fail(ErrorCode::Io, "the probe could not be started: " + errorText(error));
    }
    ProbeProcess process(pair[0], static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)), pid);
    if (process.m_pidfd < 0 || ::fcntl(pair[0], F_SETFL, O_NONBLOCK) != 0)
        return fail(ErrorCode::Io, "the probe cannot be watched: " + errorText(errno));
    return process;
}

void ProbeProcess::terminate()
{
    if (m_pid > 0)
        ::kill(m_pid, SIGTERM); // not yet reaped, so the number is still the probe's
}

void ProbeProcess::kill()
{
    if (m_pid > 0) {
        ::kill(-m_pid, SIGKILL);
        ::kill(m_pid, SIGKILL);
    }
}

std::string ProbeProcess::reap()
{
    if (m_pid <= 0)
        return {};
    int status = 0;
    pid_t reaped = 0;
    do {
        reaped = ::waitpid(m_pid, &status, 0);
    } while (reaped < 0 && errno == EINTR);
    m_pid = -1;
    if (reaped < 0)
        return "the probe was reaped by somebody else";
    if (WIFSIGNALED(status))
        return "the probe was killed by signal " + std::to_string(WTERMSIG(status));
    if (WEXITSTATUS(status) != 0)
        return "the probe ended with status " + std::to_string(WEXITSTATUS(status));
    return {};
}

} // namespace pamphlet::helper
