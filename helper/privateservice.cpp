// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/privateservice.h"

#include "core/change/privatedirectory.h"
#include "helper/peeruid.h"
#include "helper/process.h"
#include "helper/verbs/allverbs.h"
#include "helper/verbs/transactions.h"

#include <QCoreApplication>
#include <QDBusError>
#include <QFileInfo>

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

namespace pamphlet::helper {

namespace {

Result<void> checkAddress(const QString &address)
{
    const QLatin1String prefix("unix:path=");
    const QString escaped = address.mid(prefix.size());
    if (!address.startsWith(prefix) || !escaped.startsWith(QLatin1Char('/')) || escaped.contains(QLatin1Char(','))
        || escaped.contains(QLatin1Char(';')))
        return fail(ErrorCode::InvalidArgument, "the address must be unix:path=SOCKET");
    const QByteArray path = QByteArray::fromPercentEncoding(escaped.toLatin1());
    const QByteArray directory = QFileInfo(QString::fromLocal8Bit(path)).path().toLocal8Bit();
    // The way to it counts as much: whoever can put another directory in its place decides what the client connects to.
    const auto place = change::openPrivateDirectory(directory.toStdString());
    if (!place)
        return fail(place.error().code, "the socket's directory: " + place.error().detail);
    if (place->path != directory.toStdString())
        return fail(ErrorCode::Unsafe, "the socket's directory is named through a link");
    return {};
}

} // namespace

PrivateService::PrivateService() = default;

PrivateService::~PrivateService()
{
    if (!m_peer)
        return;
    // QtDBus goes on in its own thread. Nothing of ours may get an event from it once the connection is let go: the event
    // would hold a connection that has no other owner any more, and is deleted twice (seen with Qt 6.4 as a crash at the end).
    listenForTheEnd(false);
    m_peer->unregisterObject(QLatin1String(InterfaceDescription::objectPath), QDBusConnection::UnregisterTree);
}

Result<void> PrivateService::start(const QString &root, const QString &address)
{
    if (const auto checked = checkAddress(address); !checked)
        return fail(checked.error());
    auto opened = change::RootDirectory::open(root.toLocal8Bit().toStdString());
    if (!opened)
        return fail(opened.error());
    m_services.mode = Mode::Private;
    m_services.root = *opened;

    const auto recovered = recoverTransactions(m_services);
    if (!recovered)
        std::fprintf(stderr, "pamphlet-helper: the journal could not be recovered: %s\n", recovered.error().detail.c_str());

    m_authorizer = std::make_unique<OwnerAuthorizer>(m_services.root);
    m_dispatcher = std::make_unique<Dispatcher>(m_callers, *m_authorizer, m_audit);
    m_tests = std::make_unique<TestRegistry>(m_services);
    m_services.tests = m_tests.get();
    addAllVerbs(*m_dispatcher, m_services);

    m_server = std::make_unique<QDBusServer>(address);
    if (!m_server->isConnected())
        return fail(ErrorCode::Io, "cannot listen: " + m_server->lastError().message().toStdString());
    connect(m_server.get(), &QDBusServer::newConnection, this, &PrivateService::accept);

    m_input = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
    connect(m_input.get(), &QSocketNotifier::activated, this, [this] {
        std::array<char, 256> ignored;
        const ssize_t n = read(STDIN_FILENO, ignored.data(), ignored.size());
        if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
            stop();
    });
    connect(new TerminationSignals(this), &TerminationSignals::received, this, &PrivateService::stop);

    std::fputs("ready\n", stdout);
    std::fflush(stdout);
    return {};
}

void PrivateService::accept(const QDBusConnection &connection)
{
    // libdbus lets in root and our own user; here only the latter, whom the kernel vouches for.
    const auto uid = peerUid(connection);
    if (m_peer || !uid || *uid != geteuid()) {
        QDBusConnection::disconnectFromPeer(connection.name());
        return;
    }
    m_peer = connection;
    m_callers.addPeer(connection, *uid);
    // QtDBus delivers nothing before this slot has returned: even an end that was before is still to be told.
    listenForTheEnd(true);
    m_peer->registerVirtualObject(QLatin1String(InterfaceDescription::objectPath), m_dispatcher.get());
}

void PrivateService::listenForTheEnd(bool on)
{
    const QString path = QStringLiteral("/org/freedesktop/DBus/Local");
    const QString interface = QStringLiteral("org.freedesktop.DBus.Local");
    const QString signal = QStringLiteral("Disconnected");
    if (on)
        m_peer->connect(QString(), path, interface, signal, this, SLOT(peerGone()));
    else
        m_peer->disconnect(QString(), path, interface, signal, this, SLOT(peerGone()));
}

void PrivateService::peerGone()
{
    m_callers.removePeer(*m_peer);
    QCoreApplication::quit();
}

void PrivateService::stop()
{
    m_input->setEnabled(false);
    m_dispatcher->cancelAll();
    QCoreApplication::quit();
}

} // namespace pamphlet::helper
