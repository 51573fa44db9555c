// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/signalwatcher.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace pamphlet::app::cli {

namespace {

constexpr std::array watched{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};

// A handler can reach nothing but what is static (signal-safety(7)).
std::array<int, 2> wire{-1, -1};
std::array<struct sigaction, watched.size()> dispositions{};

extern "C" void tell(int number)
{
    const int saved = errno;
    const char byte = static_cast<char>(number);
    [[maybe_unused]] const ssize_t written = ::write(wire[1], &byte, 1);
    errno = saved;
}

} // namespace

SignalWatcher::SignalWatcher(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(wire.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = new QSocketNotifier(wire[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &SignalWatcher::read);
    for (std::size_t i = 0; i < watched.size(); ++i) {
        struct sigaction action = {};
        action.sa_handler = tell;
        action.sa_flags = SA_RESTART;
        ::sigaction(watched[i], &action, &dispositions[i]);
        if (dispositions[i].sa_handler == SIG_IGN) // nohup, or a shell without job control
            ::sigaction(watched[i], &dispositions[i], nullptr);
    }
}

SignalWatcher::~SignalWatcher()
{
    if (!m_notifier)
        return;
    for (std::size_t i = 0; i < watched.size(); ++i)
        ::sigaction(watched[i], &dispositions[i], nullptr);
    delete m_notifier;
    ::close(wire[0]);
    ::close(wire[1]);
    wire = {-1, -1};
}

void SignalWatcher::read()
{
    char byte = 0;
    while (::read(wire[0], &byte, 1) == 1) {
        if (byte != SIGTSTP) {
            Q_EMIT interrupted();
            continue;
        }
        Q_EMIT suspending();
        ::kill(::getpid(), SIGSTOP);
        Q_EMIT resumed();
    }
}

} // namespace pamphlet::app::cli
