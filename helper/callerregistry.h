// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "helper/caller.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusServiceWatcher>
#include <QHash>

#include <functional>
#include <memory>
#include <vector>

namespace pamphlet::helper {

/// Who is calling, and who has gone.
class CallerRegistry final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(Result<std::shared_ptr<Caller>>)>;

    explicit CallerRegistry(QObject *parent = nullptr);
    ~CallerRegistry() override;

    /// A private connection has one caller; its uid is what the kernel says of the socket's other end.
    void addPeer(const QDBusConnection &connection, std::uint32_t uid);
    void removePeer(const QDBusConnection &connection);

    /// The sender of a message. On a bus its uid is asked of the bus, without blocking; `done` may be called at once.
    /// Cancelled if the sender has gone.
    void identify(const QDBusMessage &message, const QDBusConnection &connection, Done done);

    /// Is nobody served: no call under way, nothing running for anybody?
    bool isIdle() const;

Q_SIGNALS:
    void idle();
    void busy();

private:
    void nameGone(const QString &busName);
    void resolved(const QString &busName, const QDBusConnection &connection, Result<std::uint32_t> uid);
    void callerReleased(const QString &busName, const QDBusConnection &connection);

    QHash<QString, std::weak_ptr<Caller>> m_known;
    QHash<QString, std::vector<Done>> m_waiting; ///< the bus was asked for the uid
    QHash<QString, std::shared_ptr<Caller>> m_peers;
    std::unique_ptr<QDBusServiceWatcher> m_watcher;
    int m_alive = 0;
};

} // namespace pamphlet::helper
