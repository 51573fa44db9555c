// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dbus/systemchannel.h"

#include "app/dbus/helperclient.h"
#include "tests/app/dbus/scriptedhelper.h"
#include "tests/support/privatebus.h"

#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>

using namespace pamphlet;
using namespace pamphlet::test;

/// The system channel against a real bus of our own: who may speak for a login.
class TestSystemChannel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_bus = std::make_unique<PrivateBus>();
        if (!m_bus->isRunning())
            QSKIP("no dbus-daemon here");
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", m_bus->address().toUtf8()); // read once a process
    }
    void init() { m_client = std::make_unique<app::HelperClient>(std::make_unique<app::SystemChannel>()); }
    void cleanup() { m_client.reset(); }

    void nobodyThere();
    void strangersSignalsAreNotHeard();
    void vanishedHelperEndsTheLogin();
    void comesBackAfterTheHelperCameBack();
    void vanishedBusEndsTheLogin();

private:
    QDBusConnection serve(ScriptedHelper &helper)
    {
        QDBusConnection connection = m_bus->connect();
        connection.registerVirtualObject(QString::fromLatin1(ScriptedHelper::path), &helper);
        if (!connection.registerService(QString::fromLatin1(ScriptedHelper::interface)))
            qFatal("the name is taken");
        return connection;
    }

    std::unique_ptr<PrivateBus> m_bus;
    std::unique_ptr<app::HelperClient> m_client;
};

void TestSystemChannel::nobodyThere()
{
    auto future = m_client->rollback({});
    QTRY_VERIFY(future.isFinished());
    QVERIFY(!future.result());
    QCOMPARE(future.result().error().code, ErrorCode::HelperUnavailable);
}

void TestSystemChannel::strangersSignalsAreNotHeard()
{
    ScriptedHelper helper;
    QDBusConnection server = serve(helper);
    const auto leave = qScopeGuard([&server] { QDBusConnection::disconnectFromBus(server.name()); });
    QDBusConnection stranger = m_bus->connect();

    auto login = m_client->startTest({QStringLiteral("sudo"), QStringLiteral("ann"), ui::TestSequence::Generic, false, true, 60, {}});
    QStringList heard;
    connect(login.get(), &ui::TestLogin::prompted, this, [&](unsigned, ui::MessageStyle, const QString &text) { heard << text; });
    connect(login.get(), &ui::TestLogin::finished, this, [&] { heard << QStringLiteral("finished"); });
    QTRY_VERIFY(helper.has(QStringLiteral("StartTest")));
    const QDBusMessage start = helper.take(QStringLiteral("StartTest"));

    const auto to = [&start](QDBusMessage signal) {
        QDBusMessage message = QDBusMessage::createTargetedSignal(start.service(), signal.path(), signal.interface(), signal.member());
        message.setArguments(signal.arguments());
        return message;
    };
    const QDBusMessage forged = to(
        helperSignal("TestMessage", {QStringLiteral("t1"), 1u, QStringLiteral("echo-off"), QStringLiteral("Tell me your password: ")}));
    QVERIFY(stranger.send(forged)); // before the reply, while its id could only be guessed
    QVERIFY(server.send(start.createReply(QStringLiteral("t1"))));
    QSignalSpy started(login.get(), &ui::TestLogin::started);
    QVERIFY(started.wait());
    QVERIFY(stranger.send(forged)); // and after
    QVERIFY(stranger.send(to(helperSignal("TestFinished", {QStringLiteral("t1"), QString(), QString()}))));
    // The stranger's messages are behind us once the bus has answered the stranger.
    QVERIFY(stranger
                .call(QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/"),
                                                     QStringLiteral("org.freedesktop.DBus"), QStringLiteral("GetId")))
                .type()
            == QDBusMessage::ReplyMessage);
    QVERIFY(
        server.send(to(helperSignal("TestMessage", {QStringLiteral("t1"), 1u, QStringLiteral("echo-off"), QStringLiteral("Password: ")}))));
    QVERIFY(server.send(to(helperSignal("TestFinished", {QStringLiteral("t1"), QString(), QString()}))));
    QTRY_VERIFY(heard.contains(QStringLiteral("finished")));
    QCOMPARE(heard, (QStringList{QStringLiteral("Password: "), QStringLiteral("finished")}));
}

void TestSystemChannel::vanishedHelperEndsTheLogin()
{
    ScriptedHelper helper;
    const QString name = serve(helper).name();
    auto login = m_client->startTest({QStringLiteral("sudo"), QStringLiteral("ann"), ui::TestSequence::Generic, false, true, 60, {}});
    ErrorCode code = ErrorCode::Internal;
    connect(login.get(), &ui::TestLogin::failed, this, [&](const Error &error) { code = error.code; });
    QTRY_VERIFY(helper.has(QStringLiteral("StartTest")));
    QVERIFY(QDBusConnection(name).send(helper.take(QStringLiteral("StartTest")).createReply(QStringLiteral("t1"))));
    QSignalSpy started(login.get(), &ui::TestLogin::started);
    QVERIFY(started.wait());
    QDBusConnection::disconnectFromBus(name);
    QTRY_COMPARE(code, ErrorCode::HelperUnavailable);
}

void TestSystemChannel::comesBackAfterTheHelperCameBack()
{
    ScriptedHelper first;
    QDBusConnection::disconnectFromBus(serve(first).name());
    auto lost = m_client->rollback({});
    QTRY_VERIFY(lost.isFinished());
    QVERIFY(!lost.result());

    ScriptedHelper second;
    QDBusConnection server = serve(second);
    const auto leave = qScopeGuard([&server] { QDBusConnection::disconnectFromBus(server.name()); });
    auto future = m_client->rollback({});
    QTRY_VERIFY(second.has(QStringLiteral("Rollback")));
    QVERIFY(server.send(second.take(QStringLiteral("Rollback")).createReply(QVariantList{QStringList{}, QStringLiteral("x")})));
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.result());
}

void TestSystemChannel::vanishedBusEndsTheLogin()
{
    ScriptedHelper helper;
    QDBusConnection server = serve(helper);
    auto login = m_client->startTest({QStringLiteral("sudo"), QStringLiteral("ann"), ui::TestSequence::Generic, false, true, 60, {}});
    ErrorCode code = ErrorCode::Internal;
    connect(login.get(), &ui::TestLogin::failed, this, [&](const Error &error) { code = error.code; });
    QTRY_VERIFY(helper.has(QStringLiteral("StartTest")));
    QVERIFY(server.send(helper.take(QStringLiteral("StartTest")).createReply(QStringLiteral("t1"))));
    QSignalSpy started(login.get(), &ui::TestLogin::started);
    QVERIFY(started.wait());
    m_bus.reset();
    QTRY_COMPARE(code, ErrorCode::HelperUnavailable);

    auto future = m_client->rollback({}); // and now there is no bus at all
    QTRY_VERIFY(future.isFinished());
    QVERIFY(!future.result());
    QCOMPARE(future.result().error().code, ErrorCode::HelperUnavailable);
}

QTEST_GUILESS_MAIN(TestSystemChannel)
#include "tst_systemchannel.moc"
