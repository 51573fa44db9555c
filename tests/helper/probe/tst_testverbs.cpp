// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The verbs of login tests through a real helper on a private connection, for a tree of the test's own. Needs no root.
#include "tests/support/memfd.h"
#include "tests/support/testclient.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace pamphlet;
using pamphlet::test::memfd;
using pamphlet::test::TestClient;

namespace {

const QByteArray testModules = PAMPHLET_TEST_MODULES;

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

change::ChangeSet changeTo(const std::string &path, const QByteArray &content)
{
    change::ChangeSet set;
    set.changes.push_back({path, std::nullopt, content.toStdString(), std::nullopt});
    return set;
}

} // namespace

class tst_testverbs : public QObject
{
    Q_OBJECT

    QTemporaryDir m_root, m_socket, m_runtime;
    std::unique_ptr<QProcess> m_helper;
    std::unique_ptr<TestClient> m_client;

    void write(const char *service, const QByteArray &content)
    {
        QFile file(m_root.filePath(text("etc/pam.d/") + text(service)));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(QByteArray(content).replace("TEST/", testModules + "/"));
    }

    void writeTree(const char *path, const QByteArray &content)
    {
        QFile file(m_root.filePath(text(path)));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    }

    /// Root's is a place of its own (and the test's: pamphlet_private_run).
    QString stages() const { return geteuid() == 0 ? text("/run/pamphlet") : m_runtime.filePath(text("pamphlet")); }
    QStringList stagesLeft() const { return QDir(stages()).entryList(QDir::Dirs | QDir::NoDotAndDotDot); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDir(m_root.path()).mkpath(text("etc/pam.d")));
        write("other", "auth required pam_deny.so\naccount required pam_deny.so\nsession required pam_deny.so\n");
        write("yes", "auth required pam_permit.so\naccount required pam_permit.so\n");
        write("ask", "auth required TEST/pam_test_prompt.so on=blue off=s3cret\naccount required pam_permit.so\n");
        const QString address = text("unix:path=") + m_socket.filePath(text("socket"));
        m_helper = std::make_unique<QProcess>();
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(text("XDG_RUNTIME_DIR"), m_runtime.path());
        m_helper->setProcessEnvironment(environment);
        m_helper->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QVERIFY(QDir().mkpath(stages() + text("/stage-dead00/c")));
        QVERIFY(QFile(stages()).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        m_helper->start(text(PAMPHLET_BIN_DIR "/pamphlet-helper"), {text("--root"), m_root.path(), text("--listen"), address});
        QVERIFY(m_helper->waitForStarted());
        QTRY_VERIFY(m_helper->canReadLine());
        QCOMPARE(m_helper->readLine(), QByteArray("ready\n"));
        const auto connection = QDBusConnection::connectToPeer(address, text("tst_testverbs"));
        QVERIFY(connection.isConnected());
        // Whether descriptors can be sent is known only after the first exchange.
        connection.call(QDBusMessage::createMethodCall(QString(), text("/"), text("org.freedesktop.DBus.Peer"), text("Ping")));
        m_client = std::make_unique<TestClient>(connection, QString());
        QCOMPARE(stagesLeft(), QStringList()); // what a dead helper left was swept
    }

    void cleanupTestCase()
    {
        m_client.reset();
        QDBusConnection::disconnectFromPeer(text("tst_testverbs"));
        QVERIFY(m_helper->waitForFinished());
    }

    void cleanup() { QCOMPARE(stagesLeft(), QStringList()); }

    void teleportsCallsAndVariables_data()
    {
        QTest::addColumn<bool>("authenticate");
        QTest::addColumn<QStringList>("primitives");
        QTest::newRow("account alone") << false
                                       << QStringList{text("start 0"), text("acct_mgmt 0"), text("open_session 0"),
                                                      text("close_session 0")};
        QTest::newRow("use_pam_auth") << true
                                      << QStringList{text("start 0"), text("acct_mgmt 0"), text("authenticate 0"), text("open_session 0"),
                                                     text("close_session 0")};
    }
    void teleportsCallsAndVariables()
    {
        QFETCH(bool, authenticate);
        write("teleport",
              "auth required pam_permit.so\naccount required pam_exec.so stdout /usr/bin/env\nsession required pam_permit.so\n");
        writeTree("etc/teleport.yaml", "ssh_service:\n  pam:\n    enabled: yes\n    environment:\n      TEAM: x\n");
        TestClient::Order order{text("teleport"), text("alice")};
        order.session = true;
        order.authenticate = authenticate;
        order.environment = QStringList{text("TELEPORT_LOGIN=alice"), text("TELEPORT_ROLES=dev ops"), text("TEAM=a=b $(id) 'c'")};
        QVERIFY2(m_client->run(order), qPrintable(m_client->error()));
        QCOMPARE(m_client->finished(), QString());
        QFETCH(QStringList, primitives);
        QCOMPARE(m_client->primitives(), primitives);
        const QString said = m_client->messages().join(QLatin1Char('\n'));
        for (const QString &variable : order.environment)
            QVERIFY2(said.contains(variable), qPrintable(said));
        QVERIFY(said.contains(text("PAM_TYPE=account")));
    }

    void variablesThatMayNotBeSet_data()
    {
        QTest::addColumn<QStringList>("environment");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *name, const QStringList &environment, const char *error) {
            QTest::newRow(name) << environment << text(error);
        };
        row("the loader's", {text("LD_PRELOAD=/tmp/x.so")}, "InvalidArgument");
        row("beside a good one", {text("TELEPORT_LOGIN=a"), text("PATH=/tmp")}, "InvalidArgument");
        row("another case", {text("team=x")}, "InvalidArgument");
        row("one that only looks like Teleport's", {text("TELEPORT_CONFIG_FILE=/tmp/x")}, "InvalidArgument");
        row("no value", {text("TELEPORT_LOGIN")}, "InvalidArgument");
        row("no name", {text("=x")}, "InvalidArgument");
        row("a digit in front", {text("1A=x")}, "InvalidArgument");
        row("a blank in the name", {text("TELEPORT_A B=x")}, "InvalidArgument");
        row("a newline", {text("TELEPORT_A=x\nLD_PRELOAD=y")}, "InvalidArgument");
        row("twice", {text("TELEPORT_A=x"), text("TELEPORT_A=y")}, "InvalidArgument");
        row("too long", {text("TELEPORT_A=") + QString(502, QLatin1Char('x'))}, "InvalidArgument");
        QStringList many;
        for (int i = 0; i < 65; ++i)
            many << text("TELEPORT_%1=x").arg(i);
        row("too many", many, "InvalidArgument");
    }
    void variablesThatMayNotBeSet()
    {
        QFETCH(QStringList, environment);
        QFETCH(QString, error);
        writeTree("etc/teleport.yaml", "ssh_service:\n  pam:\n    environment:\n      TEAM: x\n");
        TestClient::Order order{text("yes"), text("alice")};
        order.environment = environment;
        QVERIFY(m_client->start(order).isEmpty());
        QCOMPARE(m_client->error(), error);
    }

    void aConfigurationThatOthersCanWriteAllowsNothing()
    {
        writeTree("etc/teleport.yaml", "ssh_service:\n  pam:\n    environment:\n      TEAM: x\n");
        QFile file(m_root.filePath(text("etc/teleport.yaml")));
        QVERIFY(file.setPermissions(file.permissions() | QFile::WriteOther));
        TestClient::Order order{text("yes"), text("alice")};
        order.environment = QStringList{text("TEAM=x")};
        QVERIFY(m_client->start(order).isEmpty());
        QCOMPARE(m_client->error(), text("Unsafe"));
        QVERIFY(file.remove());
        QVERIFY(m_client->start(order).isEmpty());
        QCOMPARE(m_client->error(), text("InvalidArgument"));
    }

    void aLoginAsItIsInstalled()
    {
        QVERIFY2(m_client->run({text("yes"), text("alice")}), qPrintable(m_client->error()));
        QCOMPARE(m_client->finished(), QString());
        QCOMPARE(m_client->primitives(), (QStringList{text("start 0"), text("authenticate 0"), text("acct_mgmt 0")}));
        QCOMPARE(m_client->steps(), QStringList());
        QCOMPARE(m_client->ends(), 1);
    }

    void aStagedChange()
    {
        TestClient::Order order{text("yes"), text("alice")};
        order.trace = true;
        order.changes = changeTo("/etc/pam.d/yes", "# first\nauth requisite pam_deny.so\nauth required pam_permit.so\n");
        QVERIFY2(m_client->run(order), qPrintable(m_client->error()));
        QCOMPARE(m_client->primitives(), (QStringList{text("start 0"), text("authenticate 7")}));
        QCOMPARE(m_client->steps(), QStringList{text("authenticate /etc/pam.d/yes:2 pam_deny.so 7")});
        QFile installed(m_root.filePath(text("etc/pam.d/yes")));
        QVERIFY(installed.open(QIODevice::ReadOnly));
        QVERIFY(installed.readAll().startsWith("auth required pam_permit.so\n"));
    }

    void aConversation()
    {
        TestClient::Order order{text("ask"), text("alice")};
        order.trace = true;
        QVERIFY(m_client->run(order, {{text("Colour: "), "blue"}, {text("Password: "), "s3cret"}}));
        QCOMPARE(m_client->error(), QString());
        QCOMPARE(m_client->events(),
                 (QStringList{text("primitive start 0"), text("message info Two questions."), text("message echo-on Colour: "),
                              text("message echo-off Password: "), text("message error That was all."),
                              text("step authenticate /etc/pam.d/ask:1 %1/pam_test_prompt.so 0").arg(text(testModules.constData())),
                              text("primitive authenticate 0"), text("step acct_mgmt /etc/pam.d/ask:2 pam_permit.so 0"),
                              text("primitive acct_mgmt 0"), text("finished ")}));
    }

    void cancelling()
    {
        const QString id = m_client->start({text("ask"), text("alice")});
        QTRY_COMPARE(m_client->prompt(), 1U);
        QCOMPARE(m_client->cancel(id), QString());
        QVERIFY(m_client->waitForEnd());
        QCOMPARE(m_client->finished(), text("Cancelled"));
        QCOMPARE(m_client->cancel(id), text("NotFound"));
        QCOMPARE(m_client->answer(id, 1, "x"), text("NotFound"));
    }

    void theTimeLimit()
    {
        TestClient::Order order{text("yes"), text("alice")};
        order.trace = true;
        order.timeout = 1;
        order.changes = changeTo("/etc/pam.d/yes", "auth required " + testModules + "/pam_test_hang.so\n");
        QVERIFY(m_client->run(order));
        QCOMPARE(m_client->finished(), text("TimedOut"));
        QCOMPARE(m_client->detail(),
                 text("%1/pam_test_hang.so (/etc/pam.d/yes:1) did not come back from authenticate within 1 s")
                     .arg(text(testModules.constData())));
    }

    void wrongAnswers()
    {
        const QString id = m_client->start({text("ask"), text("alice")});
        QCOMPARE(id.size(), 32);
        QTRY_COMPARE(m_client->prompt(), 1U);
        const auto with = [](const auto &descriptor) { return QVariant::fromValue(descriptor); };
        const QString method = text("AnswerTest");
        QCOMPARE(m_client->answer(id, 2, "x"), text("NotFound"));
        QCOMPARE(m_client->answer(id, 0, "x"), text("InvalidArgument"));
        QCOMPARE(m_client->answer(QString(32, QLatin1Char('0')), 1, "x"), text("NotFound"));
        QCOMPARE(m_client->answer(text("../x"), 1, "x"), text("InvalidArgument"));
        QCOMPARE(m_client->answer(id, 1, QByteArray("a\0b", 3)), text("InvalidArgument"));
        QCOMPARE(m_client->answer(id, 1, QByteArray(513, 'x')), text("TooLarge"));
        QCOMPARE(m_client->callVerb(method, {id, 1U, with(memfd("x", F_SEAL_GROW))}), text("InvalidArgument"));
        QFile pipe(text("/dev/zero"));
        QVERIFY(pipe.open(QIODevice::ReadOnly));
        QCOMPARE(m_client->callVerb(method, {id, 1U, with(QDBusUnixFileDescriptor(pipe.handle()))}), text("InvalidArgument"));
        QCOMPARE(m_client->ends(), 0);
        QCOMPARE(m_client->answer(id, 1, QByteArray(512, 'x')), QString());
        QTRY_COMPARE(m_client->prompt(), 2U);
        QCOMPARE(m_client->cancel(id), QString());
        QVERIFY(m_client->waitForEnd());
    }

    void twoAtATime()
    {
        const QString first = m_client->start({text("ask"), text("alice")});
        const QString second = m_client->start({text("ask"), text("alice")});
        QVERIFY(!first.isEmpty() && !second.isEmpty() && first != second);
        QCOMPARE(m_client->start({text("ask"), text("alice")}), QString());
        QCOMPARE(m_client->error(), text("LimitExceeded"));
        QCOMPARE(m_client->cancel(first), QString());
        QTRY_COMPARE(m_client->ends(), 1);
        QVERIFY(!m_client->start({text("yes"), text("alice")}).isEmpty());
        QVERIFY(m_client->waitForEnd());
        QCOMPARE(m_client->cancel(second), QString());
        QTRY_COMPARE(m_client->ends(), 2);
    }

    void badOrders_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("sequence");
        QTest::addColumn<uint>("timeout");
        const QString yes = text("yes"), alice = text("alice"), generic = text("generic");
        QTest::newRow("a service elsewhere") << text("../yes") << alice << generic << 10U;
        QTest::newRow("a user with a newline") << yes << text("al\nice") << generic << 10U;
        QTest::newRow("an unknown sequence") << yes << alice << text("chauthtok") << 10U;
        QTest::newRow("no time") << yes << alice << generic << 0U;
        QTest::newRow("too much time") << yes << alice << generic << 301U;
    }
    void badOrders()
    {
        QFETCH(QString, service);
        QFETCH(QString, user);
        QFETCH(QString, sequence);
        QFETCH(uint, timeout);
        TestClient::Order order{service, user};
        order.sequence = sequence;
        order.timeout = timeout;
        QVERIFY(!m_client->run(order));
        QCOMPARE(m_client->error(), text("InvalidArgument"));
    }

    void badChangeSets()
    {
        const auto call = [this](const QVariant &descriptor) {
            return m_client->callVerb(text("StartTest"), {text("yes"), text("alice"), text("generic"), false, false, 10U, descriptor});
        };
        QCOMPARE(call(QVariant::fromValue(memfd("{}"))), text("InvalidChangeSet"));
        QCOMPARE(call(QVariant::fromValue(memfd("{}", 0))), text("InvalidArgument"));
        TestClient::Order order{text("yes"), text("alice")};
        order.changes = changeTo("/etc/shadow", "x");
        QVERIFY(!m_client->run(order));
        QCOMPARE(m_client->error(), text("InvalidChangeSet"));
    }

    void everySequenceHasItsName_data()
    {
        QTest::addColumn<QString>("sequence");
        QTest::addColumn<QStringList>("calls");
        QTest::newRow("sshd") << text("sshd") << QStringList{text("start 0"), text("authenticate 0"), text("acct_mgmt 0")};
        QTest::newRow("teleport") << text("teleport") << QStringList{text("start 0"), text("acct_mgmt 0")};
        QTest::newRow("teleport-auth") << text("teleport-auth")
                                       << QStringList{text("start 0"), text("acct_mgmt 0"), text("authenticate 0")};
        QTest::newRow("token-service") << text("token-service") << QStringList{text("start 0"), text("authenticate 0")};
    }
    void everySequenceHasItsName()
    {
        QFETCH(QString, sequence);
        QFETCH(QStringList, calls);
        TestClient::Order order{text("yes"), text("alice")};
        order.sequence = sequence;
        QVERIFY(m_client->run(order));
        QCOMPARE(m_client->primitives(), calls);
    }

    void aRuleThatIsNotTracedIsSaid()
    {
        TestClient::Order order{text("yes"), text("alice")};
        order.trace = true;
        order.changes
            = changeTo("/etc/pam.d/yes", "auth required pam_permit.so " + QByteArray(960, 'x') + "\naccount required pam_permit.so\n");
        QVERIFY(m_client->run(order));
        QCOMPARE(m_client->finished(), QString());
        if (m_client->steps().size() == 2)
            QSKIP("this machine's libpam reads lines of any length");
        QVERIFY2(m_client->detail().startsWith(text("not traced: /etc/pam.d/yes:1: ")), qPrintable(m_client->detail()));
    }
};

QTEST_GUILESS_MAIN(tst_testverbs)
#include "tst_testverbs.moc"
