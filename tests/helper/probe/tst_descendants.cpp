// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/probe/descendants.h"

#include <QTest>

#include <csignal>

#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace pamphlet::helper;

namespace {

constexpr int failed = 100;

/// Runs `work` in a child that is a subreaper, as the probe is; what endDescendants() returned there.
template<class Work>
int leftAfter(std::chrono::milliseconds limit, Work work)
{
    const pid_t supervisor = ::fork();
    if (supervisor == 0) {
        ::prctl(PR_SET_CHILD_SUBREAPER, 1);
        sigset_t children;
        ::sigemptyset(&children);
        ::sigaddset(&children, SIGCHLD);
        ::sigprocmask(SIG_BLOCK, &children, nullptr);
        const int signals = ::signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
        ::_exit(work() ? static_cast<int>(endDescendants(signals, limit)) : failed);
    }
    int status = 0;
    return ::waitpid(supervisor, &status, 0) == supervisor && WIFEXITED(status) ? WEXITSTATUS(status) : failed;
}

[[noreturn]] void sleepForAWhile()
{
    ::signal(SIGTERM, SIG_IGN);
    ::alarm(60);
    for (;;)
        ::pause();
}

} // namespace

class tst_descendants : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nobody()
    {
        QCOMPARE(leftAfter(std::chrono::seconds(10), [] { return true; }), 0);
    }

    /// Each is gone by the time it is looked at, and has left another one.
    void oneThatKeepsLeaving()
    {
        QCOMPARE(leftAfter(std::chrono::seconds(10),
                           [] {
                               const pid_t first = ::fork();
                               if (first == 0) {
                                   ::setsid();
                                   const time_t end = ::time(nullptr) + 60;
                                   while (::time(nullptr) < end) {
                                       if (::fork() > 0)
                                           ::_exit(0);
                                   }
                                   ::_exit(0);
                               }
                               return first > 0;
                           }),
                 0);
    }

    void whoeverIsLeftIsCounted()
    {
        if (::geteuid() != 0)
            QSKIP("needs root to have children that another user may not kill");
        int pipes[2];
        QCOMPARE(::pipe(pipes), 0);
        const auto twoOfRoot = [&pipes] {
            for (int i = 0; i < 2; ++i) {
                const pid_t child = ::fork();
                if (child == 0)
                    sleepForAWhile();
                if (child < 0 || ::write(pipes[1], &child, sizeof child) != sizeof child)
                    return false;
            }
            return ::setgid(65534) == 0 && ::setuid(65534) == 0;
        };
        const int left = leftAfter(std::chrono::milliseconds(100), twoOfRoot);
        for (int i = 0; i < 2; ++i) {
            pid_t child = 0;
            QCOMPARE(::read(pipes[0], &child, sizeof child), ssize_t(sizeof child));
            QVERIFY(child > 1);
            QCOMPARE(::kill(child, SIGKILL), 0);
        }
        ::close(pipes[0]);
        ::close(pipes[1]);
        QCOMPARE(left, 2);
    }
};

QTEST_GUILESS_MAIN(tst_descendants)
#include "tst_descendants.moc"
