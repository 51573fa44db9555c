// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dbus/helperclient.h"

#include "app/dbus/dbuserror.h"
#include "app/dbus/helperchannel.h"
#include "app/dbus/helpertestlogin.h"
#include "app/dbus/sealedfile.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusUnixFileDescriptor>
#include <QPointer>
#include <QPromise>

namespace pamphlet::app {

namespace {

/// Long, because a person may be typing a password in between.
constexpr int patienceMilliseconds = 5 * 60 * 1000;
/// More signals than this before the reply they belong to are not a helper's doing.
constexpr qsizetype maxEarlySignals = 4096;

constexpr QLatin1StringView path("/org/pamphlet/Helper1");
constexpr QLatin1StringView interface("org.pamphlet.Helper1");

/// A promise that is always kept: if nobody answers because the client was deleted, the answer is Cancelled.
class Answer
{
public:
    Answer() { m_promise.start(); }
    ~Answer() { set(pamphlet::fail(ErrorCode::Cancelled, "the client was closed")); }
    Answer(const Answer &) = delete;
    Answer &operator=(const Answer &) = delete;

    QFuture<Result<ui::Applied>> future() { return m_promise.future(); }
    void set(Result<ui::Applied> result)
    {
        if (std::exchange(m_given, true))
            return;
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

private:
    QPromise<Result<ui::Applied>> m_promise;
    bool m_given = false;
};

Result<QVariantList> withChangeSet(QVariantList arguments, const change::ChangeSet &changeSet)
{
    const auto file = sealedFile(change::serialize(changeSet));
    if (!file)
        return pamphlet::fail(file.error());
    arguments.append(QVariant::fromValue(*file));
    return arguments;
}

QStringList variables(const std::map<std::string, std::string> &environment)
{
    QStringList list;
    for (const auto &[name, value] : environment)
        list << QString::fromStdString(name + '=' + value);
    return list;
}

Result<QDBusMessage> shaped(const Result<QDBusMessage> &reply, QLatin1StringView signature)
{
    if (reply && reply->signature() != signature)
        return pamphlet::fail(ErrorCode::Unsupported, "the helper answered in another shape: it is of another version");
    return reply;
}

} // namespace

HelperClient::HelperClient(std::unique_ptr<HelperChannel> channel)
    : m_channel(std::move(channel))
{
    connect(m_channel.get(), &HelperChannel::connected, this, [this](const QDBusConnection &connection) {
        // From the owner of the helper's name alone: nobody else's signals are worth the memory. receive() compares the sender with
        // who answered StartTest besides, for the name may change hands.
        for (const char *name : {"TestMessage", "TestStep", "TestPrimitive", "TestFinished"})
            QDBusConnection(connection)
                .connect(m_channel->service(), path, interface, QString::fromLatin1(name), this, SLOT(receive(QDBusMessage)));
    });
    connect(m_channel.get(), &HelperChannel::lost, this, &HelperClient::lost);
}

HelperClient::~HelperClient()
{
    QList<QPointer<HelperTestLogin>> logins;
    for (HelperTestLogin *login : std::as_const(m_starting))
        logins.append(login);
    for (HelperTestLogin *login : std::as_const(m_running))
        logins.append(login);
    m_starting.clear();
    m_running.clear();
    for (const auto &login : std::as_const(logins)) {
        if (login) {
            login->m_client = nullptr;
            login->fail(Error{ErrorCode::Cancelled, "the client was closed", {}});
        }
    }
}

void HelperClient::call(const QString &method, std::function<Result<QVariantList>()> arguments, Reply reply)
{
    // The channel is ours and drops what waits for it when we end: `this` is alive in there.
    m_channel->withConnection(
        [this, method, arguments = std::move(arguments), reply = std::move(reply)](Result<QDBusConnection> connection) {
            if (!connection) {
                reply(pamphlet::fail(connection.error()));
                return;
            }
            const auto list = arguments();
            if (!list)
                reply(pamphlet::fail(list.error()));
            else
                send(*connection, method, *list, reply);
        });
}

void HelperClient::send(QDBusConnection connection, const QString &method, const QVariantList &arguments, Reply reply)
{
    QDBusMessage message = QDBusMessage::createMethodCall(m_channel->service(), path, interface, method);
    message.setArguments(arguments);
    message.setInteractiveAuthorizationAllowed(true);
    auto *watcher = new QDBusPendingCallWatcher(connection.asyncCall(message, patienceMilliseconds), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [watcher, reply = std::move(reply)] {
        watcher->deleteLater();
        if (watcher->isError())
            reply(pamphlet::fail(errorFromDbus(watcher->error())));
        else
            reply(watcher->reply());
    });
}

QFuture<Result<ui::Applied>> HelperClient::apply(const change::ChangeSet &changeSet)
{
    const auto answer = std::make_shared<Answer>();
    QFuture<Result<ui::Applied>> future = answer->future();
    if (const auto valid = change::validate(changeSet, change::PathPolicy::anywhere()); !valid) {
        answer->set(pamphlet::fail(valid.error()));
        return future;
    }
    call(
        QStringLiteral("Apply"), [changeSet] { return withChangeSet({}, changeSet); },
        [answer](const Result<QDBusMessage> &reply) {
            answer->set(shaped(reply, QLatin1StringView("sas")).map([](const QDBusMessage &message) {
                return ui::Applied{message.arguments().at(0).toString(), message.arguments().at(1).toStringList()};
            }));
        });
    return future;
}

QFuture<Result<ui::Applied>> HelperClient::rollback(const QString &transaction)
{
    const auto answer = std::make_shared<Answer>();
    call(
        QStringLiteral("Rollback"), [transaction] { return Result<QVariantList>(QVariantList{transaction}); },
        [answer](const Result<QDBusMessage> &reply) {
            answer->set(shaped(reply, QLatin1StringView("ass")).map([](const QDBusMessage &message) {
                return ui::Applied{message.arguments().at(1).toString(), message.arguments().at(0).toStringList()};
            }));
        });
    return answer->future();
}

std::unique_ptr<ui::TestLogin> HelperClient::startTest(const ui::TestRequest &request)
{
    auto login = std::make_unique<HelperTestLogin>(this);
    begin(login.get(), request);
    return login;
}

void HelperClient::begin(HelperTestLogin *login, const ui::TestRequest &request)
{
    const quint64 ticket = m_nextTicket++;
    m_starting.insert(ticket, login);
    const bool teleport
        = request.sequence == ui::TestSequence::Teleport && (request.teleport.authenticate || !request.teleport.environment.empty());
    call(
        teleport ? QStringLiteral("StartTeleportTest") : QStringLiteral("StartTest"),
        [this, ticket, request, teleport]() -> Result<QVariantList> {
            if (!m_starting.value(ticket))
                return pamphlet::fail(ErrorCode::Cancelled, "before it was started");
            if (const auto valid = change::validate(request.staged); !valid)
                return pamphlet::fail(valid.error());
            QVariantList arguments{request.service, request.user};
            if (teleport)
                arguments << request.teleport.authenticate << variables(request.teleport.environment);
            else
                arguments << ui::testSequenceName(request.sequence);
            arguments << request.session << request.trace << QVariant::fromValue(uint(request.timeoutSeconds));
            return withChangeSet(arguments, request.staged);
        },
        [this, ticket](const Result<QDBusMessage> &reply) { started(ticket, shaped(reply, QLatin1StringView("s"))); });
}

void HelperClient::started(quint64 ticket, const Result<QDBusMessage> &reply)
{
    const QPointer<HelperClient> alive(this); // what hears our signals may delete us
    HelperTestLogin *login = m_starting.take(ticket);
    if (!reply) {
        if (login)
            login->fail(reply.error());
    } else {
        const QString test = reply->arguments().at(0).toString();
        m_senders.insert(test, reply->service());
        if (login) {
            m_running.insert(test, login);
            login->setRunning(test);
        } else {
            cancel(test);
            m_senders.remove(test);
        }
        if (!alive)
            return;
        const QList<QDBusMessage> early = std::exchange(m_early, {});
        for (const QDBusMessage &signal : early) {
            dispatch(signal);
            if (!alive)
                return;
        }
    }
    if (alive && m_starting.isEmpty())
        m_early.clear();
}

void HelperClient::receive(const QDBusMessage &signal)
{
    dispatch(signal);
}

void HelperClient::dispatch(const QDBusMessage &signal)
{
    const QString test = signal.arguments().value(0).toString();
    HelperTestLogin *login = m_running.value(test);
    if (!login) {
        if (!m_starting.isEmpty() && m_early.size() < maxEarlySignals)
            m_early.append(signal);
        return;
    }
    if (signal.service() != m_senders.value(test))
        return;
    if (signal.member() == QStringLiteral("TestFinished")) {
        m_running.remove(test); // first: its listeners may delete the login, or us
        m_senders.remove(test);
    }
    login->handle(signal);
}

void HelperClient::answer(const QString &test, unsigned prompt, Secret secret, HelperTestLogin *login)
{
    auto kept = std::make_shared<Secret>(std::move(secret));
    call(
        QStringLiteral("AnswerTest"),
        [test, prompt, kept]() -> Result<QVariantList> {
            const auto file = sealedFile(kept->view());
            kept->clear();
            if (!file)
                return pamphlet::fail(file.error());
            return QVariantList{test, prompt, QVariant::fromValue(*file)};
        },
        [this, test, login = QPointer<HelperTestLogin>(login)](const Result<QDBusMessage> &reply) {
            // An answer that does not arrive leaves the module waiting: the login cannot go on. A login that ended meanwhile does not care.
            if (reply || !login || m_running.value(test) != login)
                return;
            cancel(test);
            m_running.remove(test);
            m_senders.remove(test);
            login->fail(reply.error());
        });
}

void HelperClient::cancel(const QString &test)
{
    call(
        QStringLiteral("CancelTest"), [test] { return Result<QVariantList>(QVariantList{test}); }, [](const Result<QDBusMessage> &) {});
}

void HelperClient::forget(HelperTestLogin *login)
{
    for (auto &starting : m_starting) {
        if (starting == login)
            starting = nullptr;
    }
    m_running.removeIf([this, login](const auto &entry) {
        if (entry.value() != login)
            return false;
        m_senders.remove(entry.key());
        return true;
    });
}

void HelperClient::lost()
{
    const QHash<QString, HelperTestLogin *> running = std::exchange(m_running, {});
    m_senders.clear();
    QList<QPointer<HelperTestLogin>> logins;
    for (HelperTestLogin *login : running)
        logins.append(login);
    for (const auto &login : std::as_const(logins)) {
        if (login)
            login->fail(Error{ErrorCode::HelperUnavailable, "the helper ended during the login", {}});
    }
}

} // namespace pamphlet::app
