// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/helper/dispatcherfixture.h"
#include "tests/support/memfd.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::helper;

namespace {

struct WithoutActionId : Verb {
    static constexpr std::string_view method = "Apply";
};
struct WithForeignActionId : WithoutActionId {
    static constexpr std::string_view actionId = "org.freedesktop.systemd1.manage-units";
};
struct WithEmptyActionId : WithoutActionId {
    static constexpr std::string_view actionId = "org.pamphlet.helper1.";
};
struct NotAVerb {
    static constexpr std::string_view method = "Apply";
    static constexpr std::string_view actionId = "org.pamphlet.helper1.apply";
};
static_assert(VerbClass<Undo> && VerbClass<Write>);
static_assert(!VerbClass<WithoutActionId>, "a verb without an action must not compile");
static_assert(!VerbClass<WithForeignActionId>);
static_assert(!VerbClass<WithEmptyActionId>);
static_assert(!VerbClass<NotAVerb>);

} // namespace

class TestDispatcher : public QObject
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

    void shape_data();
    void shape();
    void introspection();
    void anAllowedCallRunsEveryStepInOrder();
    void aRefusalReachesNoVerb_data();
    void aRefusalReachesNoVerb();
    void invalidArgumentsAreNotAskedAbout();
    void whatChangedMeanwhileIsNotDone();
    void theAuthorityLearnsWhatTheCallIsAbout();
    void aDescriptorArrivesOpen();
    void answersAreNotSwapped();
    void answersOfOneActionAreNotSwapped();
};

void TestDispatcher::shape_data()
{
    QTest::addColumn<QString>("interface");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QVariantList>("arguments");
    QTest::addColumn<QString>("error");

    const QString ours = QLatin1String(InterfaceDescription::interfaceName);
    const QString invalid = QStringLiteral("org.freedesktop.DBus.Error.InvalidArgs");
    const QString unknown = QStringLiteral("org.freedesktop.DBus.Error.UnknownMethod");
    const QString interface = QStringLiteral("org.freedesktop.DBus.Error.UnknownInterface");
    QTest::newRow("a string where a descriptor belongs")
        << ours << QStringLiteral("Apply") << QVariantList{QStringLiteral("/etc/shadow")} << invalid;
    QTest::newRow("no argument") << ours << QStringLiteral("Rollback") << QVariantList{} << invalid;
    QTest::newRow("one argument too many") << ours << QStringLiteral("Rollback") << QVariantList{QString(), QString()} << invalid;
    QTest::newRow("a variant") << ours << QStringLiteral("Rollback") << QVariantList{QVariant::fromValue(QDBusVariant(QStringLiteral("x")))}
                               << invalid;
    QTest::newRow("a list") << ours << QStringLiteral("Rollback") << QVariantList{QStringList{QStringLiteral("x")}} << invalid;
    QTest::newRow("a number") << ours << QStringLiteral("Rollback") << QVariantList{7} << invalid;
    QTest::newRow("unknown method") << ours << QStringLiteral("RunCommand") << QVariantList{QStringLiteral("id")} << unknown;
    QTest::newRow("a C++ slot") << ours << QStringLiteral("deleteLater") << QVariantList{} << unknown;
    QTest::newRow("case matters") << ours << QStringLiteral("apply") << QVariantList{} << unknown;
    QTest::newRow("in the XML, but without a verb") << ours << QStringLiteral("CancelTest") << QVariantList{QString()} << unknown;
    QTest::newRow("foreign interface") << QStringLiteral("org.example.Other") << QStringLiteral("Rollback") << QVariantList{QString()}
                                       << interface;
    QTest::newRow("no interface") << QString() << QStringLiteral("Rollback") << QVariantList{QString()} << interface;
    QTest::newRow("properties") << QStringLiteral("org.freedesktop.DBus.Properties") << QStringLiteral("Get")
                                << QVariantList{ours, QStringLiteral("objectName")} << interface;
}

void TestDispatcher::shape()
{
    QFETCH(QString, interface);
    QFETCH(QString, method);
    QFETCH(QVariantList, arguments);
    QFETCH(QString, error);

    m_service->authorizer.behaviour = FakeAuthorizer::Behaviour::Allow;
    QDBusMessage call = QDBusMessage::createMethodCall(m_service->connection.baseService(), QLatin1String(InterfaceDescription::objectPath),
                                                       interface, method);
    call.setArguments(arguments);
    const QDBusPendingCall pending = m_service->newClient().asyncCall(call);
    QTRY_VERIFY(pending.isFinished());
    QCOMPARE(pending.error().name(), error);
    QVERIFY(steps.isEmpty());
    QVERIFY(m_service->authorizer.asked.empty());
}

void TestDispatcher::introspection()
{
    QDBusMessage call = QDBusMessage::createMethodCall(m_service->connection.baseService(), QLatin1String(InterfaceDescription::objectPath),
                                                       QStringLiteral("org.freedesktop.DBus.Introspectable"), QStringLiteral("Introspect"));
    const QDBusPendingReply<QString> reply = m_service->newClient().asyncCall(call);
    QTRY_VERIFY(reply.isFinished());
    QVERIFY2(!reply.isError(), qPrintable(reply.error().message()));
    QVERIFY(reply.value().contains(InterfaceDescription().xml()));

    const InterfaceDescription description;
    QCOMPARE(description.inSignature(QStringLiteral("Apply")), QStringLiteral("h"));
    QCOMPARE(description.outSignature(QStringLiteral("Apply")), QStringLiteral("sas"));
    QCOMPARE(description.inSignature(QStringLiteral("StartTest")), QStringLiteral("sssbbuh"));
    QVERIFY(!description.hasMethod(QStringLiteral("TestMessage"))); // a signal
}

void TestDispatcher::anAllowedCallRunsEveryStepInOrder()
{
    m_service->authorizer.behaviour = FakeAuthorizer::Behaviour::Allow;
    const QDBusConnection client = m_service->newClient();
    const QDBusPendingReply<QStringList, QString> reply = m_service->undo(client, QStringLiteral("x"));
    QTRY_VERIFY(reply.isFinished());
    QVERIFY2(!reply.isError(), qPrintable(reply.error().message()));
    QCOMPARE(reply.argumentAt<0>(), QStringList{QStringLiteral("x")});
    QCOMPARE(reply.argumentAt<1>(), client.baseService());
    QCOMPARE(
        steps,
        (QStringList{QStringLiteral("validate x"), QStringLiteral("recheck x"), QStringLiteral("act x"), QStringLiteral("replied x")}));
    QCOMPARE(m_service->audit.lines, QStringList{QStringLiteral("uid=%1 verb=Rollback object=\"x\" outcome=done").arg(geteuid())});
}

void TestDispatcher::aRefusalReachesNoVerb_data()
{
    QTest::addColumn<int>("behaviour");
    QTest::newRow("denied") << int(FakeAuthorizer::Behaviour::Deny);
    QTest::newRow("the authority fails") << int(FakeAuthorizer::Behaviour::Error);
}

void TestDispatcher::aRefusalReachesNoVerb()
{
    QFETCH(int, behaviour);
    m_service->authorizer.behaviour = FakeAuthorizer::Behaviour(behaviour);
    const QDBusPendingCall pending = m_service->undo(m_service->newClient(), QStringLiteral("x"));
    QTRY_VERIFY(pending.isFinished());
    QCOMPARE(pending.error().name(), accessDenied);
    QCOMPARE(steps, QStringList{QStringLiteral("validate x")});
    QCOMPARE(m_service->audit.lines.size(), 1);
    QVERIFY2(m_service->audit.lines.first().contains(QStringLiteral("outcome=AccessDenied")), qPrintable(m_service->audit.lines.first()));
}

void TestDispatcher::invalidArgumentsAreNotAskedAbout()
{
    validateFails = true;
    m_service->authorizer.behaviour = FakeAuthorizer::Behaviour::Allow;
    const QDBusPendingCall pending = m_service->undo(m_service->newClient(), QStringLiteral("x"));
    QTRY_VERIFY(pending.isFinished());
    QCOMPARE(pending.error().name(), QStringLiteral("org.pamphlet.Error.InvalidInput"));
    QCOMPARE(pending.error().message(), QStringLiteral("/etc/pam.d/sudo:3:7: bad"));
    QVERIFY(m_service->authorizer.asked.empty());
}

void TestDispatcher::whatChangedMeanwhileIsNotDone()
{
    m_service->authorizer.behaviour = FakeAuthorizer::Behaviour::Hang;
    const QDBusConnection client = m_service->newClient();
    const QDBusPendingCall pending = m_service->undo(client, QStringLiteral("x"));
    QTRY_COMPARE(m_service->authorizer.waiting(), std::size_t(1));
    recheckFails = true;
    QVERIFY(m_service->authorizer.answer(rollbackId, client.baseService(), {}));
    QTRY_VERIFY(pending.isFinished());
    QCOMPARE(pending.error().name(), QStringLiteral("org.pamphlet.Error.Changed"));
    QCOMPARE(steps, (QStringList{QStringLiteral("validate x"), QStringLiteral("recheck x")}));
}

void TestDispatcher::theAuthorityLearnsWhatTheCallIsAbout()
{
    const QDBusConnection client = m_service->newClient();
    QDBusMessage call = m_service->message(QStringLiteral("Rollback"), {QStringLiteral("a, b")});
    for (const bool interactive : {false, true}) {
        call.setInteractiveAuthorizationAllowed(interactive);
        const QDBusPendingCall pending = client.asyncCall(call);
        QTRY_VERIFY(pending.isFinished());
        const AuthorizationRequest &asked = m_service->authorizer.asked.back();
        QCOMPARE(asked.interactive, interactive);
        QCOMPARE(asked.actionId, rollbackId);
        QCOMPARE(asked.caller->busName(), client.baseService());
        QCOMPARE(asked.caller->uid(), geteuid());
        QCOMPARE(asked.details, (QMap<QString, QString>{{QStringLiteral("files"), QStringLiteral("a, b")}}));
        m_service->authorizer.asked.clear();
    }
}

void TestDispatcher::aDescriptorArrivesOpen()
{
    m_service->authorizer.behaviour = FakeAuthorizer::Behaviour::Allow;
    const QDBusPendingCall pending
        = m_service->newClient().asyncCall(m_service->message(QStringLiteral("Apply"), {QVariant::fromValue(test::memfd("x"))}));
    QTRY_VERIFY(pending.isFinished());
    QVERIFY2(!pending.isError(), qPrintable(pending.error().message()));
    QVERIFY2(m_service->audit.lines.first().contains(QStringLiteral("object=\"open\"")), qPrintable(m_service->audit.lines.first()));
}

void TestDispatcher::answersAreNotSwapped()
{
    m_service->authorizer.behaviour = FakeAuthorizer::Behaviour::Hang;
    const QDBusConnection slow = m_service->newClient();
    const QDBusConnection fast = m_service->newClient();
    const QDBusPendingCall denied = slow.asyncCall(m_service->message(QStringLiteral("Apply"), {QVariant::fromValue(test::memfd("x"))}));
    QTRY_COMPARE(m_service->authorizer.waiting(), std::size_t(1));
    const QDBusPendingCall allowed = m_service->undo(fast, QStringLiteral("fast"));
    QTRY_COMPARE(m_service->authorizer.waiting(), std::size_t(2));

    QVERIFY(m_service->authorizer.answer(rollbackId, fast.baseService(), {}));
    QTRY_VERIFY(allowed.isFinished());
    QVERIFY2(!allowed.isError(), qPrintable(allowed.error().message()));
    QVERIFY(!denied.isFinished());
    QVERIFY(!steps.contains(QStringLiteral("act fd")));

    QVERIFY(m_service->authorizer.answer(QStringLiteral("org.pamphlet.helper1.apply"), slow.baseService(), fail(ErrorCode::AccessDenied)));
    QTRY_VERIFY(denied.isFinished());
    QCOMPARE(denied.error().name(), accessDenied);
    QVERIFY(!steps.contains(QStringLiteral("act fd")));
}

void TestDispatcher::answersOfOneActionAreNotSwapped()
{
    m_service->authorizer.behaviour = FakeAuthorizer::Behaviour::Hang;
    const QDBusConnection slow = m_service->newClient();
    const QDBusConnection fast = m_service->newClient();
    const QDBusPendingCall denied = m_service->undo(slow, QStringLiteral("slow"));
    QTRY_COMPARE(m_service->authorizer.waiting(), std::size_t(1));
    const QDBusPendingCall allowed = m_service->undo(fast, QStringLiteral("fast"));
    QTRY_COMPARE(m_service->authorizer.waiting(), std::size_t(2));

    QVERIFY(m_service->authorizer.answer(rollbackId, fast.baseService(), {}));
    QTRY_VERIFY(allowed.isFinished());
    QVERIFY(!allowed.isError());
    QVERIFY(!denied.isFinished());
    QVERIFY(m_service->authorizer.answer(rollbackId, slow.baseService(), fail(ErrorCode::AccessDenied)));
    QTRY_VERIFY(denied.isFinished());
    QCOMPARE(denied.error().name(), accessDenied);
    QVERIFY(steps.contains(QStringLiteral("act fast")));
    QVERIFY(!steps.contains(QStringLiteral("act slow")));
}

QTEST_GUILESS_MAIN(TestDispatcher)
#include "tst_dispatcher.moc"
