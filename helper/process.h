// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace pamphlet::helper {

/// What every mode does first: no core dumps, no ptrace by the same user, closed umask, descriptors 0 to 2 open, no variable
/// in the environment that changes how Qt runs its event loop or where it loads plugins from.
Result<void> hardenProcess();

/// Tells the service manager, if there is one (sd_notify(3)).
void notifyServiceManager(const QByteArray &state);

/// SIGTERM, SIGINT and SIGHUP as a signal of the event loop, so that they never cut a transaction in two.
class TerminationSignals final : public QObject
{
    Q_OBJECT
public:
    explicit TerminationSignals(QObject *parent = nullptr);

Q_SIGNALS:
    void received();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace pamphlet::helper
