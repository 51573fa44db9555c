// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Live logins: the real helper, started by the real bus, the real polkitd, the real libpam and pam_unix, real users.
#include "tests/support/innamespace.h"
#include "tests/support/memfd.h"
#include "tests/support/testclient.h"
#include "tests/system/fixture.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <csignal>
#include <memory>

using namespace pamphlet;
using namespace pamphlet::test;

namespace {

const QString busName = QStringLiteral("org.pamphlet.Helper1");
const QByteArray testModules = PAMPHLET_TEST_MODULES;
const QByteArray password = "correct horse";
const QString passwordPrompt = QStringLiteral("Password: ");
const QString unixFile = QStringLiteral("/etc/pam.d/unix-test");
const QByteArray unixContent = "#%PAM-1.0\n"
                               "auth     requisite  pam_succeed_if.so quiet uid >= 1000\n"
                               "auth     required   pam_unix.so nodelay\n"
                               "@include unix-account\n"
                               "session  required   pam_permit.so\n";

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

QMap<QString, QByteArray> with(const QByteArray &secret)
{
    return {{passwordPrompt, secret}};
}

QStringList probes()
{
    QStringList found;
    for (const QString &pid : QDir(text("/proc")).entryList({text("[1-9]*")}, QDir::Dirs)) {
        QFile name(QStringLiteral("/proc/%1/comm").arg(pid));
        if (name.open(QIODevice::ReadOnly) && name.readAll().startsWith("pamphlet-probe"))
            found.append(pid);
    }
    return found;
}

QStringList stages()
{
    return QDir(text("/run/pamphlet")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

} // namespace

class tst_login : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestClient> m_alice; ///< authorized
    std::unique_ptr<TestClient> m_bob; ///< not authorized

    static TestClient::Order order(const QString &user, const QString &service = QStringLiteral("unix-test"))
    {
        TestClient::Order order{service, user};
        order.trace = true;
        return order;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(write(unixFile, unixContent));
        QVERIFY(write(text("/etc/pam.d/unix-account"), "account  required   pam_unix.so\n"));
        m_alice = std::make_unique<TestClient>(connectAs("alice"), busName);
        m_bob = std::make_unique<TestClient>(connectAs("bob"), busName);
    }

    void cleanup()
    {
        QTRY_COMPARE(probes(), QStringList());
        QTRY_COMPARE(stages(), QStringList());
    }

    void theRightPasswordSucceeds()
    {
        QVERIFY2(m_alice->run(order(text("bob")), with(password)), qPrintable(m_alice->error() + m_alice->detail()));
        QCOMPARE(m_alice->events(),
                 (QStringList{text("primitive start 0"), text("step authenticate /etc/pam.d/unix-test:2 pam_succeed_if.so 0"),
                              text("message echo-off Password: "), text("step authenticate /etc/pam.d/unix-test:3 pam_unix.so 0"),
                              text("primitive authenticate 0"), text("step acct_mgmt /etc/pam.d/unix-account:1 pam_unix.so 0"),
                              text("primitive acct_mgmt 0"), text("finished ")}));
    }

    void aWrongPasswordFails_data()
    {
        QTest::addColumn<QByteArray>("wrong");
        QTest::newRow("another") << QByteArray("incorrect horse");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("a newline behind") << password + '\n';
        QTest::newRow("in capitals") << password.toUpper();
        QTest::newRow("512 bytes") << QByteArray(512, 'x');
    }
    void aWrongPasswordFails()
    {
        QFETCH(QByteArray, wrong);
        QVERIFY2(m_alice->run(order(text("bob")), with(wrong)), qPrintable(m_alice->error()));
        QCOMPARE(m_alice->primitives(), (QStringList{text("start 0"), text("authenticate 7")}));
        QCOMPARE(m_alice->steps().last(), text("authenticate /etc/pam.d/unix-test:3 pam_unix.so 7"));
        QCOMPARE(m_alice->finished(), QString());
    }

    void anExpiredAccountFailsInAcctMgmt()
    {
        QVERIFY(m_alice->run(order(text("carol")), with(password)));
        QCOMPARE(m_alice->primitives(), (QStringList{text("start 0"), text("authenticate 0"), text("acct_mgmt 13")}));
        QCOMPARE(m_alice->steps().last(), text("acct_mgmt /etc/pam.d/unix-account:1 pam_unix.so 13"));
        // It says why, in words that are pam_unix's own.
        QVERIFY(!m_alice->messages().filter(text("expired")).isEmpty());
    }

    void aLockedPasswordFailsInAuthenticate()
    {
        QVERIFY(m_alice->run(order(text("dave")), with(password)));
        QCOMPARE(m_alice->primitives(), (QStringList{text("start 0"), text("authenticate 7")}));
    }

    void aUserWhoDoesNotExistFails()
    {
        QVERIFY(m_alice->run(order(text("nobody-at-all")), with(password)));
        QCOMPARE(m_alice->primitives().size(), 2);
        QVERIFY(!m_alice->primitives().last().endsWith(text(" 0")));
    }

    void theMachinesOwnServices_data()
    {
        QTest::addColumn<QString>("service");
        QTest::newRow("login") << text("login");
        QTest::newRow("other, for a service without a file") << text("there-is-no-such-service");
    }
    void theMachinesOwnServices()
    {
        QFETCH(QString, service);
        QVERIFY(m_alice->run(order(text("bob"), service), with(password)));
        QCOMPARE(m_alice->finished(), QString());
        QCOMPARE(m_alice->primitives(), (QStringList{text("start 0"), text("authenticate 0"), text("acct_mgmt 0")}));
        QVERIFY(!m_alice->steps().filter(text("/etc/pam.d/common-auth:")).isEmpty());
        QVERIFY(!m_alice->steps().filter(text("/etc/pam.d/common-account:")).isEmpty());
        for (const QString &step : m_alice->steps()) { // every step names a line that has its module
            const QString place = step.section(QLatin1Char(' '), 1, 1);
            const QStringList lines = QString::fromUtf8(contentOf(place.section(QLatin1Char(':'), 0, 0))).split(QLatin1Char('\n'));
            QVERIFY(lines.value(place.section(QLatin1Char(':'), 1).toInt() - 1).contains(step.section(QLatin1Char(' '), 2, 2)));
        }
    }

    void aWholeSession()
    {
        auto whole = order(text("bob"));
        whole.session = true;
        QVERIFY(m_alice->run(whole, with(password)));
        QCOMPARE(m_alice->primitives(),
                 (QStringList{text("start 0"), text("authenticate 0"), text("acct_mgmt 0"), text("setcred 0"), text("open_session 0"),
                              text("close_session 0"), text("setcred 0")}));
    }

    void aStagedChangeIsTestedWithoutBeingInstalled()
    {
        const Listing before = listingOf({text("/etc")});
        auto staged = order(text("bob"));
        staged.changes = changeTo({{unixFile, "auth requisite pam_deny.so\n" + unixContent}});
        QVERIFY(m_alice->run(staged, with(password)));
        QCOMPARE(m_alice->events(),
                 (QStringList{text("primitive start 0"), text("step authenticate /etc/pam.d/unix-test:1 pam_deny.so 7"),
                              text("primitive authenticate 7"), text("finished ")}));
        QCOMPARE(contentOf(unixFile), unixContent);
        QCOMPARE(listingOf({text("/etc")}), before);
        // And the next one goes by what is installed.
        QVERIFY(m_alice->run(order(text("bob")), with(password)));
        QCOMPARE(m_alice->primitives().last(), text("acct_mgmt 0"));
    }

    void aChangeOfAnIncludedFileIsStagedToo()
    {
        auto staged = order(text("bob"));
        staged.changes = changeTo({{text("/etc/pam.d/unix-account"), "account required pam_deny.so\n"}});
        QVERIFY(m_alice->run(staged, with(password)));
        QCOMPARE(m_alice->steps().last(), text("acct_mgmt /etc/pam.d/unix-account:1 pam_deny.so 7"));
    }

    void tracingChangesNoResult()
    {
        for (const QByteArray &secret : {password, QByteArray("wrong")}) {
            auto plain = order(text("bob"));
            plain.trace = false;
            QVERIFY(m_alice->run(plain, with(secret)));
            QVERIFY(m_alice->steps().isEmpty());
            const QStringList primitives = m_alice->primitives(), messages = m_alice->messages();
            QVERIFY(m_alice->run(order(text("bob")), with(secret)));
            QCOMPARE(m_alice->primitives(), primitives);
            QCOMPARE(m_alice->messages(), messages);
        }
    }

    void aModuleThatHangsIsCutOff()
    {
        auto hanging = order(text("bob"));
        hanging.timeout = 1;
        hanging.changes = changeTo({{unixFile, "auth required pam_permit.so\nauth required " + testModules + "/pam_test_hang.so\n"}});
        QVERIFY(m_alice->run(hanging));
        QCOMPARE(m_alice->finished(), text("TimedOut"));
        QCOMPARE(m_alice->detail(),
                 text("%1/pam_test_hang.so (/etc/pam.d/unix-test:2) did not come back from authenticate within 1 s")
                     .arg(text(testModules.constData())));
        QCOMPARE(m_alice->steps(), QStringList{text("authenticate /etc/pam.d/unix-test:1 pam_permit.so 0")});
    }

    void aModuleThatCrashesTakesOnlyTheProbe()
    {
        const qint64 helper = activateHelper();
        QVERIFY(helper > 0);
        auto crashing = order(text("bob"));
        crashing.changes = changeTo({{unixFile, "auth required " + testModules + "/pam_test_crash.so\n"}});
        QVERIFY(m_alice->run(crashing));
        QCOMPARE(m_alice->finished(), text("ProbeFailed"));
        QCOMPARE(m_alice->detail(),
                 text("killed by signal 11 (SIGSEGV) in %1/pam_test_crash.so (/etc/pam.d/unix-test:1), authenticate")
                     .arg(text(testModules.constData())));
        QVERIFY(m_alice->run(order(text("bob")), with(password)));
        QCOMPARE(m_alice->primitives().last(), text("acct_mgmt 0"));
        QCOMPARE(helperPid(), helper);
    }

    void whoIsNotAuthorizedTestsNothing()
    {
        QVERIFY(!m_bob->run(order(text("bob")), with(password)));
        QCOMPARE(m_bob->error(), text("AccessDenied"));
        QCOMPARE(m_bob->events(), QStringList());
    }

    void aTestBelongsToItsCaller()
    {
        TestClient other(connectAs("alice"), busName); // the same user, another connection
        const QString id = m_alice->start(order(text("bob")));
        QTRY_COMPARE(m_alice->prompt(), 1U);
        for (TestClient *stranger : {&other, m_bob.get()}) {
            QCOMPARE(stranger->answer(id, 1, password), text("NotFound"));
            QCOMPARE(stranger->cancel(id), text("NotFound"));
        }
        QCOMPARE(m_alice->answer(id, 1, password), QString());
        QVERIFY(m_alice->waitForEnd());
        QCOMPARE(m_alice->primitives().last(), text("acct_mgmt 0"));
        // Both listen to the same signals, and neither was sent any.
        QCOMPARE(other.events(), QStringList());
        QCOMPARE(m_bob->events(), QStringList());
    }

    void aCallerWhoVanishesEndsItsTests()
    {
        QString name;
        {
            const QDBusConnection connection = connectAs("alice");
            name = connection.name();
            TestClient fleeting(connection, busName);
            QVERIFY(!fleeting.start(order(text("bob"))).isEmpty());
            QTRY_COMPARE(fleeting.prompt(), 1U);
            QVERIFY(!probes().isEmpty());
            QVERIFY(!stages().isEmpty());
        }
        QDBusConnection::disconnectFromBus(name);
        QTRY_COMPARE(probes(), QStringList());
        QTRY_COMPARE(stages(), QStringList());
    }

    void quotas()
    {
        TestClient other(connectAs("alice"), busName);
        const QString first = m_alice->start(order(text("bob")));
        const QString second = other.start(order(text("bob")));
        QVERIFY(!first.isEmpty() && !second.isEmpty());
        TestClient third(connectAs("alice"), busName);
        QVERIFY(third.start(order(text("bob"))).isEmpty());
        QCOMPARE(third.error(), text("LimitExceeded"));
        QCOMPARE(m_alice->cancel(first), QString());
        QCOMPARE(other.cancel(second), QString());
        QVERIFY(m_alice->waitForEnd() && other.waitForEnd());
        QCOMPARE(other.finished(), text("Cancelled"));
    }

    void aStageIsRootsAlone()
    {
        const QString id = m_alice->start(order(text("bob")));
        QTRY_COMPARE(m_alice->prompt(), 1U);
        int seen = 0;
        const Listing listing = listingOf({text("/run/pamphlet")});
        for (auto entry = listing.begin(); entry != listing.end(); ++entry, ++seen) {
            const QString mode = entry.value().section(QLatin1Char(' '), 0, 0);
            QVERIFY2(mode.endsWith(text("00")) || mode.startsWith(text("12")), qPrintable(entry.key())); // 12…: a symbolic link
            QVERIFY(entry.value().contains(text(" 0:0")));
        }
        QVERIFY(seen > 5);
        QCOMPARE(m_alice->cancel(id), QString());
        QVERIFY(m_alice->waitForEnd());
    }

    void aHelperThatIsKilledLeavesNothing()
    {
        QVERIFY(!m_alice->start(order(text("bob"))).isEmpty());
        QTRY_COMPARE(m_alice->prompt(), 1U);
        QVERIFY(!probes().isEmpty());
        endHelper(SIGKILL);
        QTRY_COMPARE(probes(), QStringList());
        // What it had staged stays until the next one starts.
        QVERIFY(!stages().isEmpty());
        QVERIFY(activateHelper() > 0);
        QTRY_COMPARE(stages(), QStringList());
        QVERIFY(m_alice->run(order(text("bob")), with(password)));
        QCOMPARE(m_alice->primitives().last(), text("acct_mgmt 0"));
    }

    void noSecretIsAnywhereOutside()
    {
        const QByteArray secret = "Tr0ub4dor&3-xyzzy";
        QVERIFY(m_alice->run(order(text("bob")), with(secret)));
        for (const QString &event : m_alice->events())
            QVERIFY(!event.contains(QString::fromUtf8(secret)));
        // The probe is gone; the helper lives, and handed the secret on without keeping it.
        const qint64 helper = helperPid();
        QVERIFY(helper > 0);
        QFile maps(QStringLiteral("/proc/%1/maps").arg(helper));
        QFile memory(QStringLiteral("/proc/%1/mem").arg(helper));
        QVERIFY(maps.open(QIODevice::ReadOnly) && memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
        bool control = false; // something that is in there, to see that looking works
        for (const QByteArray &line : maps.readAll().split('\n')) {
            const QByteArray range = line.left(line.indexOf(' '));
            if (!line.contains(" rw") || range.isEmpty())
                continue;
            const qint64 begin = range.split('-')[0].toLongLong(nullptr, 16), end = range.split('-')[1].toLongLong(nullptr, 16);
            if (!memory.seek(begin))
                continue;
            const QByteArray bytes = memory.read(end - begin);
            control = control || bytes.contains("org.pamphlet.Helper1");
            QVERIFY2(!bytes.contains(secret), line.constData());
        }
        QVERIFY(control);
    }
};

PAMPHLET_NAMESPACE_MAIN(tst_login)
#include "tst_login.moc"
