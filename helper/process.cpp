// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace pamphlet::helper {

namespace {

int terminationFd = -1;

void onTermination(int)
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t n = write(terminationFd, &one, sizeof one);
}

} // namespace

Result<void> hardenProcess()
{
    // Otherwise the next file opened would become somebody's standard error.
    int fd = 0;
    do {
        fd = open("/dev/null", O_RDWR);
    } while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0)
        close(fd);

    umask(0077);
    const rlimit none = {0, 0};
    if (prctl(PR_SET_DUMPABLE, 0) != 0 || setrlimit(RLIMIT_CORE, &none) != 0)
        return fail(ErrorCode::Io, "core dumps could not be turned off");
    // A writer whose reader is gone is an error of that write, not the end of the process.
    signal(SIGPIPE, SIG_IGN);
    for (const char *name : {"QT_NO_GLIB", "QT_PLUGIN_PATH", "QT_LOGGING_CONF", "QT_MESSAGE_PATTERN"})
        unsetenv(name);
    return {};
}

void notifyServiceManager(const QByteArray &state)
{
    const char *path = getenv("NOTIFY_SOCKET");
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const std::size_t length = path ? strlen(path) : 0;
    if (length < 2 || length >= sizeof address.sun_path)
        return;
    memcpy(address.sun_path, path, length);
    if (address.sun_path[0] == '@')
        address.sun_path[0] = '\0';
    const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return;
    [[maybe_unused]] const ssize_t n
        = sendto(fd, state.constData(), std::size_t(state.size()), MSG_NOSIGNAL, reinterpret_cast<const sockaddr *>(&address),
                 socklen_t(offsetof(sockaddr_un, sun_path) + length));
    close(fd);
}

TerminationSignals::TerminationSignals(QObject *parent)
    : QObject(parent)
{
    terminationFd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    m_notifier = std::make_unique<QSocketNotifier>(terminationFd, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        std::uint64_t count = 0;
        [[maybe_unused]] const ssize_t n = read(terminationFd, &count, sizeof count);
        Q_EMIT received();
    });
    // Handlers and not a blocked mask with a signalfd: a child that is started inherits a mask, but no handler.
    struct sigaction action = {};
    action.sa_handler = onTermination;
    action.sa_flags = SA_RESTART;
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        sigaction(number, &action, nullptr);
}

} // namespace pamphlet::helper
