// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/probe/descendants.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pamphlet::helper {

namespace {

using Clock = std::chrono::steady_clock; // CLOCK_MONOTONIC

/// Not core/change's: the probe links none of it, because modules are to meet libpam and libc alone.
class Handle
{
public:
    explicit Handle(int fd)
        : m_fd(fd)
    { }
    ~Handle()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
    bool valid() const { return m_fd >= 0; }
    int get() const { return m_fd; }

private:
    int m_fd;
};

struct Process {
    pid_t parent = -1; ///< -1: there is no such process
    bool dead = true; ///< only waits to be reaped
};

/// By proc(5): NUMBER (NAME) STATE PARENT … The name may hold anything, parentheses too, so it ends at the last one.
Process look(pid_t pid)
{
    const Handle file(::open(("/proc/" + std::to_string(pid) + "/stat").c_str(), O_RDONLY | O_CLOEXEC));
    char text[512];
    const ssize_t size = file.valid() ? ::read(file.get(), text, sizeof text - 1) : -1;
    if (size <= 0)
        return {};
    text[size] = '\0';
    const char *name = std::strrchr(text, ')');
    if (!name || std::strlen(name) < 5)
        return {};
    Process process;
    process.dead = name[2] == 'Z' || name[2] == 'X';
    std::from_chars(name + 4, text + size, process.parent);
    return process;
}

std::vector<pid_t> allProcesses()
{
    std::vector<pid_t> pids;
    const std::unique_ptr<DIR, int (*)(DIR *)> proc(::opendir("/proc"),
                                                    [](DIR *directory) { return directory ? ::closedir(directory) : 0; });
    while (const dirent *entry = proc ? ::readdir(proc.get()) : nullptr) {
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9')
            pids.push_back(static_cast<pid_t>(std::strtol(entry->d_name, nullptr, 10)));
    }
    return pids;
}

/// Who is below us, as one look at /proc finds out. Short-lived: numbers are given to others.
class Family
{
public:
    Family()
    {
        m_ours[0] = false;
        m_ours[1] = false;
        m_ours[::getpid()] = true;
    }

    bool has(pid_t pid)
    {
        std::vector<pid_t> line;
        auto known = m_ours.find(pid);
        while (known == m_ours.end()) {
            // The line is finite, unless numbers change hands while it is followed.
            const pid_t parent = std::find(line.begin(), line.end(), pid) == line.end() ? look(pid).parent : -1;
            line.push_back(pid);
            pid = parent;
            known = pid < 0 ? m_ours.find(0) : m_ours.find(pid);
        }
        const bool ours = known->second;
        for (const pid_t one : line)
            m_ours[one] = ours;
        return ours;
    }

private:
    std::map<pid_t, bool> m_ours;
};

/// Sends a signal to every living descendant that is not in `known`, and adds it. How many there were.
std::uint32_t signalFamily(int signal, std::set<pid_t> &known)
{
    Family family;
    const pid_t self = ::getpid();
    std::uint32_t count = 0;
    for (const pid_t pid : allProcesses()) {
        if (pid == self || known.contains(pid) || !family.has(pid))
            continue;
        // Held first and looked at again, so that the signal cannot reach a stranger who was given the number in between.
        const Handle held(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
        const Process process = look(pid);
        if (!held.valid() || process.dead || process.parent < 0 || !family.has(process.parent))
            continue;
        ::syscall(SYS_pidfd_send_signal, held.get(), signal, nullptr, 0);
        known.insert(pid);
        ++count;
    }
    return count;
}

/// False: there is nothing left.
bool reap()
{
    pid_t gone = 0;
    do {
        gone = ::waitpid(-1, nullptr, WNOHANG);
    } while (gone > 0 || (gone < 0 && errno == EINTR));
    return gone == 0 || errno != ECHILD;
}

} // namespace

std::uint32_t endDescendants(int signals, std::chrono::milliseconds limit)
{
    constexpr int milliseconds = 20;
    const auto deadline = Clock::now() + limit;
    while (reap()) {
        std::set<pid_t> stopped;
        while (signalFamily(SIGSTOP, stopped) > 0 && Clock::now() < deadline) { }
        std::set<pid_t> killed;
        const std::uint32_t left = signalFamily(SIGKILL, killed);
        pollfd waiting{signals, POLLIN, 0};
        if (::poll(&waiting, 1, milliseconds) > 0) {
            signalfd_siginfo info;
            while (::read(signals, &info, sizeof info) > 0) { }
        }
        if (Clock::now() >= deadline && reap())
            return std::max(left, 1U);
    }
    return 0;
}

} // namespace pamphlet::helper
