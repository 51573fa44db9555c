// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace pamphlet::app::cli {

Result<std::unique_ptr<Terminal>> Terminal::open()
{
    const int fd = ::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fail(ErrorCode::Unsupported, std::string("no terminal: ") + std::strerror(errno));
    return std::unique_ptr<Terminal>(new Terminal(fd));
}

Terminal::Terminal(int fd)
    : m_fd(fd)
    , m_notifier(new QSocketNotifier(fd, QSocketNotifier::Read, this))
{
    m_notifier->setEnabled(false);
    connect(m_notifier, &QSocketNotifier::activated, this, &Terminal::readLine);
}

Terminal::~Terminal()
{
    abandon();
    delete m_notifier;
    ::close(m_fd);
}

void Terminal::ask(const QString &prompt, bool echo, std::function<void(Result<Secret>)> answered)
{
    m_prompt = prompt;
    m_echo = echo;
    m_answered = std::move(answered);
    prepare();
    put(m_prompt);
    m_notifier->setEnabled(true);
}

void Terminal::abandon()
{
    if (!m_answered)
        return;
    m_answered = nullptr;
    m_notifier->setEnabled(false);
    restore();
    put(QStringLiteral("\n"));
}

void Terminal::suspend()
{
    restore();
}

void Terminal::resume()
{
    if (!m_answered)
        return;
    prepare();
    put(m_prompt);
}

void Terminal::put(const QString &text) const
{
    const QByteArray bytes = text.toUtf8();
    // A terminal that takes nothing is not worth waiting for.
    [[maybe_unused]] const ssize_t written = ::write(m_fd, bytes.constData(), static_cast<std::size_t>(bytes.size()));
}

void Terminal::prepare()
{
    if (m_prepared || ::tcgetattr(m_fd, &m_before) != 0)
        return;
    termios mode = m_before;
    mode.c_lflag |= ICANON | ISIG;
    if (m_echo) {
        mode.c_lflag |= ECHO;
    } else {
        mode.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHOE | ECHOK);
        mode.c_lflag |= ECHONL;
    }
    m_prepared = ::tcsetattr(m_fd, TCSAFLUSH, &mode) == 0;
}

void Terminal::restore()
{
    if (std::exchange(m_prepared, false))
        ::tcsetattr(m_fd, TCSADRAIN, &m_before);
}

void Terminal::readLine()
{
    std::array<char, 4096> buffer{}; // a canonical line is never longer (termios(3))
    const ssize_t count = ::read(m_fd, buffer.data(), buffer.size());
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    Secret line;
    bool fits = true;
    if (count > 0) {
        std::string_view text(buffer.data(), static_cast<std::size_t>(count));
        if (text.back() == '\n')
            text.remove_suffix(1);
        fits = line.assign(text);
    }
    ::explicit_bzero(buffer.data(), buffer.size());
    if (count <= 0) {
        conclude(fail(ErrorCode::Cancelled, "the terminal was closed"));
    } else if (!fits) {
        put(tr("That is longer than PAM takes. Once more, please.") + u'\n' + m_prompt);
    } else {
        conclude(std::move(line));
    }
}

void Terminal::conclude(Result<Secret> answer)
{
    m_notifier->setEnabled(false);
    restore();
    const auto answered = std::exchange(m_answered, nullptr);
    if (answered)
        answered(std::move(answer));
}

} // namespace pamphlet::app::cli
