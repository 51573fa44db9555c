// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/terminalrun.h"

#include <QDeadlineTimer>
#include <QFile>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

namespace pamphlet::test {

TerminalRun::TerminalRun(const QString &program, const QStringList &arguments, const QString &input)
{
    m_master = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (m_master < 0 || ::grantpt(m_master) != 0 || ::unlockpt(m_master) != 0)
        return;
    const QByteArray name(::ptsname(m_master));
    m_slave = ::open(name.constData(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    std::vector<QByteArray> words{QFile::encodeName(program)};
    for (const QString &argument : arguments)
        words.push_back(QFile::encodeName(argument));
    std::vector<char *> argv;
    for (QByteArray &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    const QByteArray source = QFile::encodeName(input);

    m_process = ::fork();
    if (m_process != 0)
        return;
    // Only what is safe between fork and exec.
    ::setsid();
    const int terminal = ::open(name.constData(), O_RDWR);
    ::ioctl(terminal, TIOCSCTTY, 0);
    ::dup2(terminal, STDIN_FILENO);
    ::dup2(terminal, STDOUT_FILENO);
    ::dup2(terminal, STDERR_FILENO);
    if (!source.isEmpty()) {
        const int file = ::open(source.constData(), O_RDONLY);
        ::dup2(file, STDIN_FILENO);
    }
    ::execv(argv[0], argv.data());
    ::_exit(127);
}

TerminalRun::~TerminalRun()
{
    if (m_process > 0 && !m_reaped) {
        ::kill(m_process, SIGKILL);
        ::waitpid(m_process, nullptr, 0);
    }
    ::close(m_slave);
    ::close(m_master);
}

bool TerminalRun::readSome(int milliseconds)
{
    struct pollfd wait = {m_master, POLLIN, 0};
    if (::poll(&wait, 1, milliseconds) <= 0 || !(wait.revents & POLLIN))
        return false;
    char buffer[4096];
    const ssize_t count = ::read(m_master, buffer, sizeof buffer);
    if (count <= 0)
        return false;
    m_output.append(buffer, count);
    return true;
}

bool TerminalRun::expect(const QByteArray &text)
{
    const QDeadlineTimer patience(30000);
    while (!patience.hasExpired()) {
        const qsizetype at = m_output.indexOf(text, m_seen);
        if (at >= 0) {
            m_seen = at + text.size();
            return true;
        }
        readSome(100);
    }
    return false;
}

void TerminalRun::type(const QByteArray &bytes) const
{
    [[maybe_unused]] const ssize_t written = ::write(m_master, bytes.constData(), std::size_t(bytes.size()));
}

bool TerminalRun::echoes() const
{
    struct termios modes = {};
    return ::tcgetattr(m_slave, &modes) == 0 && (modes.c_lflag & ECHO);
}

bool TerminalRun::waitForStop() const
{
    const QDeadlineTimer patience(30000);
    while (!patience.hasExpired()) {
        int status = 0;
        if (::waitpid(m_process, &status, WUNTRACED | WNOHANG) == m_process)
            return WIFSTOPPED(status);
        ::poll(nullptr, 0, 20);
    }
    return false;
}

int TerminalRun::exitCode()
{
    const QDeadlineTimer patience(60000);
    int status = 0;
    while (::waitpid(m_process, &status, WNOHANG) == 0) {
        if (patience.hasExpired()) {
            ::kill(m_process, SIGKILL);
            ::waitpid(m_process, &status, 0);
            m_reaped = true;
            return -1;
        }
        readSome(20); // a program that writes to a full terminal never ends
    }
    m_reaped = true;
    while (readSome(0)) { }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -2;
}

} // namespace pamphlet::test
