// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/callerregistry.h"

#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QPointer>

namespace pamphlet::helper {

CallerRegistry::CallerRegistry(QObject *parent)
    : QObject(parent)
{ }

CallerRegistry::~CallerRegistry() = default;

bool CallerRegistry::isIdle() const
{
    return m_alive == 0 && m_waiting.isEmpty();
}

void CallerRegistry::addPeer(const QDBusConnection &connection, std::uint32_t uid)
{
    m_peers.insert(connection.name(), std::make_shared<Caller>(connection, QString(), uid));
}

void CallerRegistry::removePeer(const QDBusConnection &connection)
{
    // Held here until everybody was told.
    if (const auto peer = m_peers.take(connection.name()))
        peer->setGone();
}

void CallerRegistry::identify(const QDBusMessage &message, const QDBusConnection &connection, Done done)
{
    if (const auto peer = m_peers.value(connection.name())) {
        done(peer);
        return;
    }
    const QString busName = message.service();
    // A unique name is the only one that a bus gives out as sender; without a bus there is none.
    if (!busName.startsWith(QLatin1Char(':'))) {
        done(fail(ErrorCode::AccessDenied, "the sender has no name on a bus"));
        return;
    }
    if (auto known = m_known.value(busName).lock()) {
        done(std::move(known));
        return;
    }
    std::vector<Done> &waiting = m_waiting[busName];
    waiting.push_back(std::move(done));
    if (waiting.size() > 1)
        return;
    Q_EMIT busy();

    // First watch, then ask: the bus handles both in this order, so a sender that leaves is never missed.
    if (!m_watcher) {
        m_watcher = std::make_unique<QDBusServiceWatcher>();
        m_watcher->setConnection(connection);
        m_watcher->setWatchMode(QDBusServiceWatcher::WatchForUnregistration);
        connect(m_watcher.get(), &QDBusServiceWatcher::serviceUnregistered, this, &CallerRegistry::nameGone);
    }
    m_watcher->addWatchedService(busName);
    QDBusMessage question = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
                                                           QStringLiteral("org.freedesktop.DBus"), QStringLiteral("GetConnectionUnixUser"));
    question << busName;
    auto *watcher = new QDBusPendingCallWatcher(connection.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, busName, connection] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isError())
            resolved(busName, connection, fail(ErrorCode::Cancelled, "the bus does not know the sender any more"));
        else
            resolved(busName, connection, std::uint32_t(reply.value()));
    });
}

void CallerRegistry::resolved(const QString &busName, const QDBusConnection &connection, Result<std::uint32_t> uid)
{
    const std::vector<Done> waiting = m_waiting.take(busName);
    if (waiting.empty())
        return; // has gone meanwhile
    if (!uid) {
        m_watcher->removeWatchedService(busName);
        for (const Done &done : waiting)
            done(fail(uid.error()));
        if (isIdle())
            Q_EMIT idle();
        return;
    }
    ++m_alive;
    const QPointer<CallerRegistry> self(this);
    const std::shared_ptr<Caller> caller(new Caller(connection, busName, *uid), [self, busName, connection](Caller *dead) {
        delete dead;
        if (self)
            self->callerReleased(busName, connection);
    });
    m_known.insert(busName, caller);
    for (const Done &done : waiting)
        done(caller);
}

void CallerRegistry::nameGone(const QString &busName)
{
    for (const Done &done : m_waiting.take(busName))
        done(fail(ErrorCode::Cancelled, "the sender has gone"));
    if (const auto caller = m_known.take(busName).lock())
        caller->setGone();
    m_watcher->removeWatchedService(busName);
    if (isIdle())
        Q_EMIT idle();
}

void CallerRegistry::callerReleased(const QString &busName, const QDBusConnection &)
{
    --m_alive;
    // Unless the same sender has come back in between (it was released and identified anew).
    if (m_known.value(busName).expired() && !m_waiting.contains(busName)) {
        m_known.remove(busName);
        m_watcher->removeWatchedService(busName);
    }
    if (isIdle())
        Q_EMIT idle();
}

} // namespace pamphlet::helper
