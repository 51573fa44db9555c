// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/dispatcher.h"

#include "helper/dbuserror.h"
#include "helper/requestcontext.h"

#include <QPointer>

namespace pamphlet::helper {

namespace {

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

struct Dispatcher::Call {
    Call(const QDBusMessage &message, const QDBusConnection &connection)
        : context(message, connection)
    { }

    RequestContext context;
    QString actionId;
    std::unique_ptr<Verb> verb;
    VerbObject object;
    QMetaObject::Connection vanished;
    std::unique_ptr<Authorizer::Check> check; ///< last: taken back before anything else of the call goes
};

Dispatcher::Dispatcher(CallerRegistry &callers, Authorizer &authorizer, AuditLog &audit, QObject *parent)
    : QDBusVirtualObject(parent)
    , m_callers(callers)
    , m_authorizer(authorizer)
    , m_audit(audit)
{ }

Dispatcher::~Dispatcher() = default;

void Dispatcher::addVerb(std::string_view method, std::string_view actionId, Factory make)
{
    const QString name = fromView(method);
    const QString action = fromView(actionId);
    // Two verbs behind one action would make consent to the one consent to the other.
    for (const auto &[other, registered] : m_verbs) {
        if (other == name || registered.actionId == action)
            qFatal("%s: its name or its action is taken by %s", qPrintable(name), qPrintable(other));
    }
    if (!m_interface.hasMethod(name))
        qFatal("%s is not in the introspection data", qPrintable(name));
    m_verbs.insert_or_assign(name, Registered{action, std::move(make)});
}

QStringList Dispatcher::missingVerbs() const
{
    QStringList missing;
    for (const QString &method : m_interface.methods()) {
        if (!m_verbs.contains(method))
            missing << method;
    }
    return missing;
}

QMap<QString, QString> Dispatcher::actionIds() const
{
    QMap<QString, QString> ids;
    for (const auto &[method, registered] : m_verbs)
        ids.insert(method, registered.actionId);
    return ids;
}

QString Dispatcher::introspect(const QString &) const
{
    return m_interface.xml();
}

bool Dispatcher::handleMessage(const QDBusMessage &message, const QDBusConnection &connection)
{
    if (message.interface() == QLatin1String("org.freedesktop.DBus.Introspectable"))
        return false; // QtDBus answers with introspect()

    auto call = std::make_unique<Call>(message, connection);
    RequestContext &context = call->context;
    const QString method = message.member();

    // Shape.
    if (message.interface() != QLatin1String(InterfaceDescription::interfaceName)) {
        context.replyStandardError(QStringLiteral("org.freedesktop.DBus.Error.UnknownInterface"), QStringLiteral("No such interface"));
        return true;
    }
    const auto registered = m_verbs.find(method);
    if (!m_interface.hasMethod(method) || registered == m_verbs.end()) {
        context.replyStandardError(QStringLiteral("org.freedesktop.DBus.Error.UnknownMethod"), QStringLiteral("No such method"));
        return true;
    }
    if (message.signature() != m_interface.inSignature(method)) {
        context.replyStandardError(QStringLiteral("org.freedesktop.DBus.Error.InvalidArgs"),
                                   QStringLiteral("%1 takes (%2)").arg(method, m_interface.inSignature(method)));
        return true;
    }

    const CallId id = ++m_lastId;
    call->actionId = registered->second.actionId;
    const bool hasRoom = hasRoomFor(message, connection);
    if (hasRoom)
        call->verb = registered->second.make();
    m_calls.emplace(id, std::move(call));
    if (!hasRoom) {
        finish(id, fail(ErrorCode::LimitExceeded, "too many calls under way"));
        return true;
    }
    m_callers.identify(message, connection, [this, id, alive = QPointer<Dispatcher>(this)](Result<std::shared_ptr<Caller>> caller) {
        if (alive)
            identified(id, std::move(caller));
    });
    return true;
}

bool Dispatcher::hasRoomFor(const QDBusMessage &message, const QDBusConnection &connection) const
{
    if (m_calls.size() >= maxCalls)
        return false;
    const auto sameSender = [&](const auto &entry) {
        const RequestContext &other = entry.second->context;
        return other.message().service() == message.service() && other.connection().name() == connection.name();
    };
    return std::size_t(std::count_if(m_calls.begin(), m_calls.end(), sameSender)) < maxCallsPerSender;
}

std::size_t Dispatcher::callsOf(std::uint32_t uid) const
{
    const auto sameUid = [uid](const auto &entry) {
        const auto &caller = entry.second->context.caller();
        return caller && caller->uid() == uid;
    };
    return std::size_t(std::count_if(m_calls.begin(), m_calls.end(), sameUid));
}

void Dispatcher::identified(CallId id, Result<std::shared_ptr<Caller>> caller)
{
    const auto found = m_calls.find(id);
    if (found == m_calls.end())
        return;
    Call &call = *found->second;
    if (!caller) {
        finish(id, fail(caller.error()));
        return;
    }
    call.context.setCaller(*caller);
    // A connection costs a caller nothing, so what counts in the end is the user.
    if (callsOf((*caller)->uid()) > maxCallsPerUid) {
        finish(id, fail(ErrorCode::LimitExceeded, "too many calls of this user under way"));
        return;
    }
    call.vanished = connect(caller->get(), &Caller::vanished, this, [this, id] { drop(id); });

    auto object = call.verb->validate(call.context);
    if (!object) {
        finish(id, fail(object.error()));
        return;
    }
    call.object = std::move(*object);
    const AuthorizationRequest request{*caller, call.actionId, call.object.details, call.context.isInteractive()};
    call.check = m_authorizer.check(request, [this, id, alive = QPointer<Dispatcher>(this)](Result<void> answer) {
        if (alive)
            authorized(id, answer);
    });
}

void Dispatcher::authorized(CallId id, const Result<void> &answer)
{
    const auto found = m_calls.find(id);
    if (found == m_calls.end())
        return;
    Call &call = *found->second;
    if (!answer) {
        // Whatever the reason: for the caller it is a denial.
        finish(id, fail(ErrorCode::AccessDenied, answer.error().detail));
        return;
    }
    if (const auto still = call.verb->recheck(call.context); !still) {
        finish(id, fail(still.error()));
        return;
    }
    finish(id, call.verb->act(call.context));
}

void Dispatcher::finish(CallId id, const Result<QVariantList> &result)
{
    const std::unique_ptr<Call> call = take(id);
    if (!call)
        return;
    disconnect(call->vanished);
    RequestContext &context = call->context;
    AuditEntry entry;
    if (context.caller())
        entry.uid = context.caller()->uid();
    entry.verb = context.method();
    entry.object = call->object.name;
    if (result) {
        entry.outcome = QStringLiteral("done");
    } else {
        entry.outcome = fromView(errorName(result.error().code));
        entry.detail = QString::fromStdString(result.error().detail);
    }
    m_audit.write(entry);
    if (!result) {
        context.replyError(result.error());
        return;
    }
    context.reply(*result);
    call->verb->replied(context);
}

std::unique_ptr<Dispatcher::Call> Dispatcher::take(CallId id)
{
    const auto found = m_calls.find(id);
    if (found == m_calls.end())
        return nullptr;
    std::unique_ptr<Call> call = std::move(found->second);
    m_calls.erase(found);
    return call;
}

void Dispatcher::drop(CallId id)
{
    const auto found = m_calls.find(id);
    if (found == m_calls.end())
        return;
    found->second->context.drop();
    finish(id, fail(ErrorCode::Cancelled, "the caller has gone"));
}

void Dispatcher::cancelAll()
{
    while (!m_calls.empty())
        finish(m_calls.begin()->first, fail(ErrorCode::Cancelled, "the helper stops"));
}

} // namespace pamphlet::helper
