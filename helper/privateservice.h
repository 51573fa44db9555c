// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "helper/auditlog.h"
#include "helper/authorizer/ownerauthorizer.h"
#include "helper/callerregistry.h"
#include "helper/dispatcher.h"
#include "helper/services.h"
#include "helper/testregistry.h"

#include <QDBusConnection>
#include <QDBusServer>
#include <QSocketNotifier>

#include <optional>

namespace pamphlet::helper {

/// The same object for a tree of the caller's own, over one private connection.
class PrivateService final : public QObject
{
    Q_OBJECT
public:
    PrivateService();
    ~PrivateService() override;

    /// address: "unix:path=SOCKET" in a directory that is ours alone (0700). Quits the application when the one connection
    /// that is served closes or standard input ends, which is how a dead parent shows.
    Result<void> start(const QString &root, const QString &address);

private Q_SLOTS:
    void peerGone();

private:
    void accept(const QDBusConnection &connection);
    void listenForTheEnd(bool on);
    void stop();

    std::unique_ptr<QDBusServer> m_server;
    std::optional<QDBusConnection> m_peer; ///< outlives everything that it is served by
    StderrAudit m_audit;
    Services m_services;
    CallerRegistry m_callers;
    std::unique_ptr<OwnerAuthorizer> m_authorizer;
    std::unique_ptr<Dispatcher> m_dispatcher;
    std::unique_ptr<TestRegistry> m_tests; ///< holds callers, so it goes before their registry
    std::unique_ptr<QSocketNotifier> m_input;
};

} // namespace pamphlet::helper
