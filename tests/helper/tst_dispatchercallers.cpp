// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/helper/dispatcherfixture.h"

#include <QTest>

#include <optional>

using namespace pamphlet;
using namespace pamphlet::helper;

/// Collects signals by their first argument.
class SignalCollector : public QObject
{
    Q_OBJECT
public:
    QStringList names;
public Q_SLOTS:
    void finished(const QString &test, const QString &, const QString &) { names << test; }
};

class TestDispatcherCallers : public QObject
{
    Q_OBJECT
    std::unique_ptr<Service> m_service;

private Q_SLOTS:
    void initTestCase()
    {
        if (!test::PrivateBus().isRunning())
            QSKIP("no dbus-daemon");
    }
    void init() { m_service = std::make_unique<Service>(); }
    void cleanup() { m_service.reset(); }

    void aVanishedCallerIsDropped();
    void aCallerThatLeavesAtOnceIsDropped();
    void noReplyIsSentIfNoneIsWanted();
    void callsOfOneSenderAreLimited();
    void callsOfOneUserAreLimited();
    void stoppingAnswersWhatWaits();
    void aDispatcherThatDiesAnswersWhatWaits();
    void signalsGoToTheCallerAlone();
    void idlenessIsSeen();
};

void TestDispatcherCallers::aVanishedCallerIsDropped()
{
    m_service->authorizer.behaviour = FakeAuthorizer::Behaviour::Hang;
    std::optional<QDBusConnection> client = m_service->bus.connect();
    const QString name = client->baseService();
    m_service->undo(*client, QStringLiteral("x"));
    QTRY_COMPARE(m_service->authorizer.waiting(), std::size_t(1));

    QDBusConnection::disconnectFromBus(client->name());
    client.reset(); // the last reference closes it
    // The question is taken back, so a late yes has nobody to go to.
    QTRY_COMPARE(m_service->authorizer.waiting(), std::size_t(0));
    QVERIFY(!m_service->authorizer.answer(rollbackId, name, {}));
    QCOMPARE(steps, QStringList{QStringLiteral("validate x")});
    QVERIFY2(m_service->audit.lines.last().contains(QStringLiteral("outcome=Cancelled")), qPrintable(m_service->audit.lines.last()));
}

void TestDispatcherCallers::aCallerThatLeavesAtOnceIsDropped()
{
    m_service->authorizer.behaviour = FakeAuthorizer::Behaviour::Hang;
    for (int i = 0; i < 20; ++i) {
        const QDBusConnection client = m_service->bus.connect();
        client.send(m_service->message(QStringLiteral("Rollback"), {QStringLiteral("x")}));
        QDBusConnection::disconnectFromBus(client.name());
    }
    QTRY_COMPARE(m_service->audit.lines.size(), 20);
    QCOMPARE(m_service->authorizer.waiting(), std::size_t(0));
    QTRY_VERIFY(m_service->callers.isIdle());
    QVERIFY(steps.filter(QStringLiteral("act")).isEmpty());
}

void TestDispatcherCallers::noReplyIsSentIfNoneIsWanted()
{
    m_service->authorizer.behaviour = FakeAuthorizer::Behaviour::Allow;
    const QDBusConnection client = m_service->newClient();
    QVERIFY(client.send(m_service->message(QStringLiteral("Rollback"), {QStringLiteral("x")})));
    QTRY_VERIFY(steps.contains(QStringLiteral("act x")));
    const QDBusPendingCall pending = m_service->undo(client, QStringLiteral("y"));
    QTRY_VERIFY(pending.isFinished());
    QVERIFY(!pending.isError());
}

void TestDispatcherCallers::callsOfOneSenderAreLimited()
{
    m_service->authorizer.behaviour = FakeAuthorizer::Behaviour::Hang;
    const QDBusConnection client = m_service->newClient();
    QList<QDBusPendingCall> calls;
    for (std::size_t i = 0; i < Dispatcher::maxCallsPerSender; ++i)
        calls << m_service->undo(client, QStringLiteral("x"));
    QTRY_COMPARE(m_service->authorizer.waiting(), Dispatcher::maxCallsPerSender);
    const QDBusPendingCall tooMany = m_service->undo(client, QStringLiteral("x"));
    QTRY_VERIFY(tooMany.isFinished());
    QCOMPARE(tooMany.error().name(), QStringLiteral("org.pamphlet.Error.LimitExceeded"));

    // Another sender still gets through, and so does this one when a call has ended.
    const QDBusConnection other = m_service->newClient();
    m_service->undo(other, QStringLiteral("x"));
    QTRY_COMPARE(m_service->authorizer.waiting(), Dispatcher::maxCallsPerSender + 1);
    QVERIFY(m_service->authorizer.answer(rollbackId, client.baseService(), {}));
    QTRY_VERIFY(calls.first().isFinished());
    m_service->undo(client, QStringLiteral("x"));
    QTRY_COMPARE(m_service->authorizer.waiting(), Dispatcher::maxCallsPerSender + 1);
}

void TestDispatcherCallers::callsOfOneUserAreLimited()
{
    m_service->authorizer.behaviour = FakeAuthorizer::Behaviour::Hang;
    for (std::size_t i = 0; i < Dispatcher::maxCallsPerUid; ++i) {
        m_service->undo(m_service->newClient(), QStringLiteral("x"));
        QTRY_COMPARE(m_service->authorizer.waiting(), i + 1);
    }
    const QDBusPendingCall tooMany = m_service->undo(m_service->newClient(), QStringLiteral("x"));
    QTRY_VERIFY(tooMany.isFinished());
    QCOMPARE(tooMany.error().name(), QStringLiteral("org.pamphlet.Error.LimitExceeded"));
    QCOMPARE(m_service->authorizer.waiting(), Dispatcher::maxCallsPerUid);
}

void TestDispatcherCallers::stoppingAnswersWhatWaits()
{
    m_service->authorizer.behaviour = FakeAuthorizer::Behaviour::Hang;
    const QDBusPendingCall pending = m_service->undo(m_service->newClient(), QStringLiteral("x"));
    QTRY_COMPARE(m_service->authorizer.waiting(), std::size_t(1));
    m_service->dispatcher->cancelAll();
    QTRY_VERIFY(pending.isFinished());
    QCOMPARE(pending.error().name(), QStringLiteral("org.pamphlet.Error.Cancelled"));
    QCOMPARE(m_service->authorizer.waiting(), std::size_t(0));
}

void TestDispatcherCallers::aDispatcherThatDiesAnswersWhatWaits()
{
    m_service->authorizer.behaviour = FakeAuthorizer::Behaviour::Hang;
    const QDBusPendingCall pending = m_service->undo(m_service->newClient(), QStringLiteral("x"));
    QTRY_COMPARE(m_service->authorizer.waiting(), std::size_t(1));
    m_service->dispatcher.reset();
    QTRY_VERIFY(pending.isFinished());
    QCOMPARE(pending.error().name(), QStringLiteral("org.pamphlet.Error.Internal"));
}

void TestDispatcherCallers::signalsGoToTheCallerAlone()
{
    m_service->authorizer.behaviour = FakeAuthorizer::Behaviour::Allow;
    QDBusConnection caller = m_service->newClient();
    QDBusConnection other = m_service->newClient();
    SignalCollector ofCaller;
    SignalCollector ofOther;
    for (const auto &[connection, collector] : {std::pair(&caller, &ofCaller), std::pair(&other, &ofOther)}) {
        QVERIFY(connection->connect(m_service->connection.baseService(), QLatin1String(InterfaceDescription::objectPath),
                                    QLatin1String(InterfaceDescription::interfaceName), QStringLiteral("TestFinished"), collector,
                                    SLOT(finished(QString, QString, QString))));
    }
    const QDBusPendingCall first = m_service->undo(caller, QStringLiteral("mine"));
    QTRY_COMPARE(ofCaller.names, QStringList{QStringLiteral("mine")});
    QVERIFY(first.isFinished()); // the reply came before the signal
    // A signal of its own proves that the other one listens; what was not for it would have come before.
    const QDBusPendingCall second = m_service->undo(other, QStringLiteral("theirs"));
    QTRY_COMPARE(ofOther.names, QStringList{QStringLiteral("theirs")});
    QCOMPARE(ofCaller.names, QStringList{QStringLiteral("mine")});
}

void TestDispatcherCallers::idlenessIsSeen()
{
    QStringList seen;
    connect(&m_service->callers, &CallerRegistry::busy, this, [&] { seen << QStringLiteral("busy"); });
    connect(&m_service->callers, &CallerRegistry::idle, this, [&] { seen << QStringLiteral("idle"); });
    QVERIFY(m_service->callers.isIdle());
    m_service->authorizer.behaviour = FakeAuthorizer::Behaviour::Hang;
    const QDBusConnection client = m_service->newClient();
    m_service->undo(client, QStringLiteral("x"));
    QTRY_COMPARE(m_service->authorizer.waiting(), std::size_t(1));
    QVERIFY(!m_service->callers.isIdle());
    // What remembers a question must not keep the helper alive.
    m_service->authorizer.asked.clear();
    QVERIFY(m_service->authorizer.answer(rollbackId, client.baseService(), {}));
    QTRY_VERIFY(m_service->callers.isIdle());
    QCOMPARE(seen, (QStringList{QStringLiteral("busy"), QStringLiteral("idle")}));
}

QTEST_GUILESS_MAIN(TestDispatcherCallers)
#include "tst_dispatchercallers.moc"
