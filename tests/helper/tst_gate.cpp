// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/dispatcher.h"
#include "helper/services.h"
#include "helper/testregistry.h"
#include "helper/verbs/allverbs.h"
#include "helper/verbs/transactions.h"
#include "tests/support/fakeauthorizer.h"
#include "tests/support/helpercalls.h"
#include "tests/support/privatebus.h"

#include <QDBusPendingCall>
#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <optional>

using namespace pamphlet;
using namespace pamphlet::helper;
using test::FakeAuthorizer;

namespace {

class SilentAudit final : public AuditLog
{
public:
    QStringList lines;
    void write(const AuditEntry &entry) override { lines << auditLine(entry); }
};

QMap<QString, QByteArray> contentsOf(const QString &directory)
{
    QMap<QString, QByteArray> contents;
    QDirIterator files(directory, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        QFile file(path);
        contents.insert(path, files.fileInfo().isFile() && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("-"));
    }
    return contents;
}

} // namespace

/// The real verbs, every one of the introspection data, before an authority that does not say yes.
class TestGate : public QObject
{
    Q_OBJECT
    std::unique_ptr<test::PrivateBus> m_bus;

private Q_SLOTS:
    void initTestCase();
    void everyMethodHasAVerb();
    void noYesNoChange_data();
    void noYesNoChange();
};

void TestGate::initTestCase()
{
    m_bus = std::make_unique<test::PrivateBus>();
    if (!m_bus->isRunning())
        QSKIP("no dbus-daemon");
}

void TestGate::everyMethodHasAVerb()
{
    CallerRegistry callers;
    FakeAuthorizer authorizer;
    SilentAudit audit;
    Services services;
    Dispatcher dispatcher(callers, authorizer, audit);
    addAllVerbs(dispatcher, services);
    QCOMPARE(dispatcher.missingVerbs(), QStringList());

    // And every action of theirs is in the policy.
    QFile policy(QStringLiteral(PAMPHLET_SOURCE_DIR "/resources/polkit/org.pamphlet.helper1.policy"));
    QVERIFY(policy.open(QIODevice::ReadOnly));
    const QByteArray text = policy.readAll();
    const auto actions = dispatcher.actionIds();
    for (const QString &action : actions)
        QVERIFY2(text.contains("<action id=\"" + action.toUtf8() + "\">"), qPrintable(action));
    QCOMPARE(text.count("<action "), actions.size());
}

void TestGate::noYesNoChange_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<int>("behaviour");
    for (const QString &method : InterfaceDescription().methods()) {
        QTest::addRow("%s, denied", qPrintable(method)) << method << int(FakeAuthorizer::Behaviour::Deny);
        QTest::addRow("%s, the authority fails", qPrintable(method)) << method << int(FakeAuthorizer::Behaviour::Error);
        QTest::addRow("%s, the authority hangs", qPrintable(method)) << method << int(FakeAuthorizer::Behaviour::Hang);
    }
}

void TestGate::noYesNoChange()
{
    QFETCH(QString, method);
    QFETCH(int, behaviour);

    QTemporaryDir directory;
    QVERIFY(QDir(directory.path()).mkpath(QStringLiteral("etc/pam.d")));
    QFile sudo(directory.filePath(QStringLiteral("etc/pam.d/sudo")));
    QVERIFY(sudo.open(QIODevice::WriteOnly) && sudo.write("auth required pam_deny.so\n") > 0);
    sudo.close();

    Services services;
    auto root = change::RootDirectory::open(directory.path().toStdString());
    QVERIFY(root.has_value());
    services.root = *root;
    TestRegistry tests(services);
    services.tests = &tests;

    CallerRegistry callers;
    FakeAuthorizer authorizer;
    SilentAudit audit;
    auto dispatcher = std::make_unique<Dispatcher>(callers, authorizer, audit);
    addAllVerbs(*dispatcher, services);
    QDBusConnection server = m_bus->connect();
    QVERIFY(server.registerVirtualObject(QLatin1String(InterfaceDescription::objectPath), dispatcher.get()));
    std::optional<QDBusConnection> client = m_bus->connect();
    const auto close = qScopeGuard([&] {
        QDBusConnection::disconnectFromBus(server.name());
        if (client)
            QDBusConnection::disconnectFromBus(client->name());
    });

    change::ChangeSet changeSet;
    change::FileChange motd;
    motd.path = "/etc/motd";
    motd.content = "new\n";
    changeSet.changes.push_back(motd);
    const auto arguments = test::validArguments(method, changeSet);
    QVERIFY2(arguments, "a new method: give it arguments in tests/support/helpercalls.h");
    QDBusMessage call = QDBusMessage::createMethodCall(server.baseService(), QLatin1String(InterfaceDescription::objectPath),
                                                       QLatin1String(InterfaceDescription::interfaceName), method);
    call.setArguments(*arguments);

    authorizer.behaviour = FakeAuthorizer::Behaviour(behaviour);
    const auto before = contentsOf(directory.path());
    QVERIFY(before.size() == 3);
    const QDBusPendingCall pending = client->asyncCall(call);
    if (authorizer.behaviour == FakeAuthorizer::Behaviour::Hang) {
        QTRY_COMPARE(authorizer.waiting(), std::size_t(1));
        QVERIFY(!pending.isFinished());
        QDBusConnection::disconnectFromBus(client->name());
        client.reset();
        QTRY_COMPARE(authorizer.waiting(), std::size_t(0));
    } else {
        QTRY_VERIFY(pending.isFinished());
        QCOMPARE(pending.error().name(), QStringLiteral("org.pamphlet.Error.AccessDenied"));
    }
    QCOMPARE(authorizer.asked.size(), std::size_t(1));
    QCOMPARE(tests.size(), std::size_t(0));
    QCOMPARE(contentsOf(directory.path()), before);
    QCOMPARE(audit.lines.size(), 1);
    authorizer.asked.clear();
    dispatcher.reset();
}

QTEST_GUILESS_MAIN(TestGate)
#include "tst_gate.moc"
