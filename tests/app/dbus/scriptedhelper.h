// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/dbus/helperchannel.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusServer>
#include <QDBusVirtualObject>
#include <QHash>
#include <QList>
#include <QObject>
#include <QTest>

#include <functional>

namespace pamphlet::test {

/**
 * The other end of the wire, at the level of messages: what a helper could send, in an order that a real one only sends on a bad
 * day. Holds each call until the test answers it.
 */
class ScriptedHelper final : public QDBusVirtualObject
{
    Q_OBJECT
public:
    static constexpr auto path = "/org/pamphlet/Helper1";
    static constexpr auto interface = "org.pamphlet.Helper1";

    QList<QDBusMessage> calls; ///< in the order they came, unanswered

    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &) override
    {
        message.setDelayedReply(true);
        calls.append(message);
        return true;
    }

    /// The oldest unanswered call of a method; an invalid message if there is none.
    QDBusMessage take(const QString &method)
    {
        for (qsizetype i = 0; i < calls.size(); ++i) {
            if (calls[i].member() == method)
                return calls.takeAt(i);
        }
        return {};
    }
    bool has(const QString &method) const
    {
        return std::any_of(calls.begin(), calls.end(), [&](const QDBusMessage &call) { return call.member() == method; });
    }
};

/// A signal of the helper.
inline QDBusMessage helperSignal(const char *name, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createSignal(QString::fromLatin1(ScriptedHelper::path),
                                                      QString::fromLatin1(ScriptedHelper::interface), QString::fromLatin1(name));
    message.setArguments(arguments);
    return message;
}

/// A scripted helper over a private connection inside the test process, and the channel to it.
class ScriptedPeer final : public QObject
{
    Q_OBJECT
public:
    ScriptedPeer()
    {
        connect(&m_server, &QDBusServer::newConnection, this, [this](const QDBusConnection &connection) {
            m_connection = std::make_unique<QDBusConnection>(connection);
            m_connection->registerVirtualObject(QString::fromLatin1(ScriptedHelper::path), &helper);
        });
    }

    ScriptedHelper helper;

    QString address() const { return m_server.address(); }
    void send(const QDBusMessage &message) const { QVERIFY(m_connection && m_connection->send(message)); }
    void reply(const QDBusMessage &call, const QVariantList &arguments) const { send(call.createReply(arguments)); }
    void vanish()
    {
        const QString name = m_connection->name();
        m_connection.reset();
        QDBusConnection::disconnectFromPeer(name);
    }

private:
    QDBusServer m_server{QStringLiteral("unix:tmpdir=/tmp")};
    std::unique_ptr<QDBusConnection> m_connection;
};

class PeerChannel final : public app::HelperChannel
{
    Q_OBJECT
public:
    explicit PeerChannel(QString address)
        : m_address(std::move(address))
    { }
    ~PeerChannel() override { QDBusConnection::disconnectFromPeer(m_name); }

    void withConnection(Ready ready) override
    {
        QMetaObject::invokeMethod(
            this,
            [this, ready] {
                if (!m_name.isEmpty())
                    return m_usable ? ready(QDBusConnection(m_name)) : m_waiting.append(ready);
                static int count = 0;
                m_name = QStringLiteral("test-peer-%1").arg(++count);
                QDBusConnection fresh = QDBusConnection::connectToPeer(m_address, m_name);
                if (!fresh.isConnected())
                    return ready(fail(ErrorCode::HelperUnavailable, "the test has no server"));
                fresh.connect(QString(), QStringLiteral("/org/freedesktop/DBus/Local"), QStringLiteral("org.freedesktop.DBus.Local"),
                              QStringLiteral("Disconnected"), this, SLOT(disconnected()));
                Q_EMIT connected(fresh);
                // As PrivateHelper does: before the first round trip no descriptor can be sent.
                m_waiting.append(ready);
                auto *watcher = new QDBusPendingCallWatcher(
                    fresh.asyncCall(QDBusMessage::createMethodCall(QString(), QStringLiteral("/"),
                                                                   QStringLiteral("org.freedesktop.DBus.Peer"), QStringLiteral("Ping"))),
                    this);
                connect(watcher, &QDBusPendingCallWatcher::finished, this, [this] {
                    m_usable = true;
                    for (const Ready &waiting : std::exchange(m_waiting, {}))
                        waiting(QDBusConnection(m_name));
                });
            },
            Qt::QueuedConnection);
    }
    QString service() const override { return {}; }

private Q_SLOTS:
    void disconnected() { Q_EMIT lost(); }

private:
    QString m_address;
    QString m_name;
    bool m_usable = false;
    QList<Ready> m_waiting;
};

} // namespace pamphlet::test
