// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "helper/dispatcher.h"
#include "helper/requestcontext.h"
#include "tests/support/fakeauthorizer.h"
#include "tests/support/privatebus.h"

#include <QDBusPendingCall>
#include <QDBusPendingReply>

#include <unistd.h>

#include <memory>
#include <vector>

namespace pamphlet::helper {

using test::FakeAuthorizer;

/// What the verbs below were asked to do, in order.
inline QStringList steps;
inline bool recheckFails = false;
inline bool validateFails = false;

/// Stands behind Rollback, whose arguments are easy to make.
class Undo final : public Verb
{
public:
    static constexpr std::string_view method = "Rollback";
    static constexpr std::string_view actionId = "org.pamphlet.helper1.rollback";

    Result<VerbObject> validate(const RequestContext &call) override
    {
        m_name = call.argument<QString>(0);
        steps << QStringLiteral("validate ") + m_name;
        if (validateFails)
            return fail(ErrorCode::InvalidInput, "bad", {"/etc/pam.d/sudo", 3, 7});
        return VerbObject{m_name, {{QStringLiteral("files"), m_name}}};
    }
    Result<void> recheck(const RequestContext &) override
    {
        steps << QStringLiteral("recheck ") + m_name;
        if (recheckFails)
            return fail(ErrorCode::Changed, "changed meanwhile");
        return {};
    }
    Result<QVariantList> act(const RequestContext &call) override
    {
        steps << QStringLiteral("act ") + m_name;
        if (call.caller()->uid() != geteuid())
            return fail(ErrorCode::Internal, "not my uid");
        return QVariantList{QStringList{m_name}, call.caller()->busName()};
    }
    void replied(const RequestContext &call) override
    {
        steps << QStringLiteral("replied ") + m_name;
        call.caller()->sendSignal(QStringLiteral("TestFinished"), {m_name, QString(), QString()});
    }

private:
    QString m_name;
};

class Write final : public Verb
{
public:
    static constexpr std::string_view method = "Apply";
    static constexpr std::string_view actionId = "org.pamphlet.helper1.apply";

    Result<VerbObject> validate(const RequestContext &call) override
    {
        steps << QStringLiteral("validate fd");
        return VerbObject{call.descriptor(0) >= 0 ? QStringLiteral("open") : QStringLiteral("closed"), {}};
    }
    Result<QVariantList> act(const RequestContext &) override
    {
        steps << QStringLiteral("act fd");
        return QVariantList{QStringLiteral("id"), QStringList{}};
    }
};

class RecordingAudit final : public AuditLog
{
public:
    QStringList lines;
    void write(const AuditEntry &entry) override { lines << auditLine(entry); }
};

/// A dispatcher on a bus of its own.
struct Service {
    test::PrivateBus bus;
    QDBusConnection connection = bus.connect();
    CallerRegistry callers;
    FakeAuthorizer authorizer;
    RecordingAudit audit;
    std::unique_ptr<Dispatcher> dispatcher = std::make_unique<Dispatcher>(callers, authorizer, audit);
    std::vector<QDBusConnection> clients;

    Service()
    {
        steps.clear();
        recheckFails = validateFails = false;
        dispatcher->add<Undo>();
        dispatcher->add<Write>();
        connection.registerVirtualObject(QLatin1String(InterfaceDescription::objectPath), dispatcher.get());
    }
    ~Service()
    {
        for (const QDBusConnection &client : clients)
            QDBusConnection::disconnectFromBus(client.name());
        dispatcher.reset();
        QDBusConnection::disconnectFromBus(connection.name());
    }

    QDBusConnection newClient()
    {
        clients.push_back(bus.connect());
        return clients.back();
    }

    QDBusMessage message(const QString &method, const QVariantList &arguments = {}) const
    {
        QDBusMessage call = QDBusMessage::createMethodCall(connection.baseService(), QLatin1String(InterfaceDescription::objectPath),
                                                           QLatin1String(InterfaceDescription::interfaceName), method);
        call.setArguments(arguments);
        return call;
    }

    QDBusPendingCall undo(const QDBusConnection &client, const QString &name) const
    {
        return client.asyncCall(message(QStringLiteral("Rollback"), {name}), 60000);
    }
};

inline const QString accessDenied = QStringLiteral("org.pamphlet.Error.AccessDenied");
inline const QString rollbackId = QStringLiteral("org.pamphlet.helper1.rollback");

} // namespace pamphlet::helper
