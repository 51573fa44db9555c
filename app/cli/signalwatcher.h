// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

QT_BEGIN_NAMESPACE
class QSocketNotifier;
QT_END_NAMESPACE

namespace pamphlet::app::cli {

/// Signals of the operating system as signals of Qt. While one lives, Ctrl+C does not end the process by itself. One at a time.
class SignalWatcher final : public QObject
{
    Q_OBJECT
public:
    explicit SignalWatcher(QObject *parent = nullptr);
    ~SignalWatcher() override;

Q_SIGNALS:
    /// SIGINT, SIGTERM, SIGHUP or SIGQUIT: end, in order.
    void interrupted();
    /// SIGTSTP, before the process stops.
    void suspending();
    /// The process runs again.
    void resumed();

private:
    void read();

    QSocketNotifier *m_notifier = nullptr;
};

} // namespace pamphlet::app::cli
