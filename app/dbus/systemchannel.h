// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/dbus/helperchannel.h"

#include <memory>

QT_BEGIN_NAMESPACE
class QDBusServiceWatcher;
QT_END_NAMESPACE

namespace pamphlet::app {

/// The helper on the system bus, started by the bus when it is called.
class SystemChannel final : public HelperChannel
{
    Q_OBJECT
public:
    explicit SystemChannel(QObject *parent = nullptr);
    ~SystemChannel() override;

    void withConnection(Ready ready) override;
    QString service() const override;

private Q_SLOTS:
    void disconnected();

private:
    void drop();

    QString m_name; ///< of the connection; empty: none
    std::unique_ptr<QDBusServiceWatcher> m_watcher;
};

} // namespace pamphlet::app
