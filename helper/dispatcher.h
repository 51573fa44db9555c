// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "helper/auditlog.h"
#include "helper/authorizer/authorizer.h"
#include "helper/callerregistry.h"
#include "helper/interfacedescription.h"
#include "helper/verb.h"

#include <QDBusVirtualObject>

#include <cstddef>
#include <functional>
#include <map>
#include <memory>

namespace pamphlet::helper {

/**
 * The one place that every call passes: shape → caller → validate → authorize → re-check → act → audit → reply, exactly once.
 * It is a virtual object, so that QtDBus calls nothing behind its back.
 */
class Dispatcher final : public QDBusVirtualObject
{
    Q_OBJECT
public:
    static constexpr std::size_t maxCallsPerSender = 8;
    static constexpr std::size_t maxCallsPerUid = 16;
    static constexpr std::size_t maxCalls = 64;

    Dispatcher(CallerRegistry &callers, Authorizer &authorizer, AuditLog &audit, QObject *parent = nullptr);
    ~Dispatcher() override;

    /// Registers a verb. Each call makes V(services...); the services must outlive the dispatcher.
    template<VerbClass V, class... Services>
    void add(Services &...services)
    {
        addVerb(V::method, V::actionId, [&services...] { return std::make_unique<V>(services...); });
    }

    /// Methods of the XML that no verb stands for.
    QStringList missingVerbs() const;
    /// The action of every registered verb, by method.
    QMap<QString, QString> actionIds() const;

    /// Ends whatever waits with Cancelled. For a service that stops.
    void cancelAll();

    QString introspect(const QString &path) const override;
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override;

private:
    using Factory = std::function<std::unique_ptr<Verb>()>;
    struct Registered {
        QString actionId;
        Factory make;
    };
    struct Call;
    using CallId = quint64;

    void addVerb(std::string_view method, std::string_view actionId, Factory make);
    bool hasRoomFor(const QDBusMessage &message, const QDBusConnection &connection) const;
    std::size_t callsOf(std::uint32_t uid) const;
    void identified(CallId id, Result<std::shared_ptr<Caller>> caller);
    void authorized(CallId id, const Result<void> &answer);
    void finish(CallId id, const Result<QVariantList> &result);
    void drop(CallId id);
    std::unique_ptr<Call> take(CallId id);

    CallerRegistry &m_callers;
    Authorizer &m_authorizer;
    AuditLog &m_audit;
    InterfaceDescription m_interface;
    std::map<QString, Registered> m_verbs;
    std::map<CallId, std::unique_ptr<Call>> m_calls;
    CallId m_lastId = 0;
};

} // namespace pamphlet::helper
