// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ports/helperport.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QString>
#include <QVariantList>

#include <functional>
#include <memory>

QT_BEGIN_NAMESPACE
class QDBusConnection;
class QDBusMessage;
QT_END_NAMESPACE

namespace pamphlet::app {

class HelperChannel;
class HelperTestLogin;

/**
 * The helper over D-Bus, on the system bus or on a private connection (the channel decides). Connects with the first
 * call and again after the helper went away. Nothing blocks and no event loop is nested; every answer comes
 * through the event loop of the thread that made the object.
 */
class HelperClient final : public QObject, public ui::HelperPort
{
    Q_OBJECT
public:
    explicit HelperClient(std::unique_ptr<HelperChannel> channel);
    /// Logins that are still under way fail with Cancelled.
    ~HelperClient() override;

    QFuture<Result<ui::Applied>> apply(const change::ChangeSet &changeSet) override;
    QFuture<Result<ui::Applied>> rollback(const QString &transaction) override;
    std::unique_ptr<ui::TestLogin> startTest(const ui::TestRequest &request) override;

private:
    friend class HelperTestLogin;
    using Reply = std::function<void(Result<QDBusMessage>)>;

    /// `arguments` makes the arguments late: a descriptor is only created once there is somebody to send it to.
    void call(const QString &method, std::function<Result<QVariantList>()> arguments, Reply reply);
    void send(QDBusConnection connection, const QString &method, const QVariantList &arguments, Reply reply);

    void begin(HelperTestLogin *login, const ui::TestRequest &request);
    void started(quint64 ticket, const Result<QDBusMessage> &reply);
    void answer(const QString &test, unsigned prompt, Secret secret, HelperTestLogin *login);
    void cancel(const QString &test);
    void forget(HelperTestLogin *login);
    void dispatch(const QDBusMessage &signal);
    void lost();

private Q_SLOTS:
    void receive(const QDBusMessage &signal);

private:
    std::unique_ptr<HelperChannel> m_channel;
    QHash<quint64, HelperTestLogin *> m_starting; ///< null: deleted before the helper answered
    QHash<QString, HelperTestLogin *> m_running; ///< by the helper's id
    QHash<QString, QString> m_senders; ///< who may speak for a running login: the bus lets anyone send signals
    QList<QDBusMessage> m_early; ///< signals that overtook the reply of StartTest
    quint64 m_nextTicket = 1;
};

} // namespace pamphlet::app
