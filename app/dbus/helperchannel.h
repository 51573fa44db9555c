// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QDBusConnection>
#include <QObject>
#include <QString>

#include <functional>

namespace pamphlet::app {

/// How the helper is reached. One connection at a time; made when it is first asked for.
class HelperChannel : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    using Ready = std::function<void(Result<QDBusConnection>)>;

    /// Calls `ready` once, through the event loop, with a connection that works or with HelperUnavailable.
    virtual void withConnection(Ready ready) = 0;

    /// Destination of calls: the bus name, or empty on a private connection.
    virtual QString service() const = 0;

Q_SIGNALS:
    /// A connection was made; signals of the helper can be subscribed to.
    void connected(const QDBusConnection &connection);
    /// The helper that had been reached is gone; what it was doing will not be finished.
    void lost();
};

} // namespace pamphlet::app
