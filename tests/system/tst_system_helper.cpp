// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/interfacedescription.h"
#include "tests/support/helpercalls.h"
#include "tests/support/innamespace.h"
#include "tests/support/memfd.h"
#include "tests/system/fixture.h"

#include <QDBusConnectionInterface>
#include <QDBusPendingReply>
#include <QDeadlineTimer>
#include <QProcess>
#include <QTest>

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace pamphlet;
using namespace pamphlet::test;

namespace {

const QString sudoFile = QStringLiteral("/etc/pam.d/sudo");
const QString motdFile = QStringLiteral("/etc/motd");
const QByteArray oldSudo = "auth required pam_unix.so\naccount required pam_unix.so\n";
const QByteArray newSudo = "auth required pam_deny.so\naccount required pam_unix.so\n";
const QByteArray oldMotd = "old\n";
const QByteArray newMotd = "new\n";
const QString accessDenied = QStringLiteral("org.pamphlet.Error.AccessDenied");

change::ChangeSet sudoAndMotd()
{
    return changeTo({{sudoFile, newSudo}, {motdFile, newMotd}});
}

} // namespace

/// The real helper, started by the real bus, asking the real polkitd.
class TestSystemHelper : public QObject
{
    Q_OBJECT
    std::optional<QDBusConnection> m_alice;
    std::optional<QDBusConnection> m_bob;

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void activationStartsTheHelper();
    void theHelperIsHardened();
    void polkitdKnowsEveryAction();
    void everyMethodIsDenied_data();
    void everyMethodIsDenied();
    void anUnauthorizedUserChangesNothing();
    void anAuthorizedUserChangesBothFiles();
    void whatChangedMeanwhileIsRefused();
    void aForeignPathIsRefused();
    void rollbackRestoresBothFiles();
    void rollbackOfWhatIsNotThere_data();
    void rollbackOfWhatIsNotThere();
    void badDescriptors_data();
    void badDescriptors();
    void wrongSignature();
    void theBusLetsOnlyOurInterfaceThrough();
    void onlyRootOwnsTheName();
    void idleExitAndReturn();
    void aCallInTheMomentOfIdleExitIsAnswered();
    void theEnvironmentCannotSilencePolkit();
    void terminationIsClean();
    void aHangingPolkitDoesNotBlockOthers();
    void withoutPolkitEverythingIsDenied();
};

void TestSystemHelper::initTestCase()
{
    QVERIFY(QDBusConnection::systemBus().isConnected());
    m_alice = connectAs("alice");
    m_bob = connectAs("bob");
}

void TestSystemHelper::init()
{
    QVERIFY(write(sudoFile, oldSudo));
    QVERIFY(write(motdFile, oldMotd));
}

void TestSystemHelper::cleanup()
{
    endHelper(SIGKILL);
}

void TestSystemHelper::activationStartsTheHelper()
{
    QCOMPARE(helperPid(), qint64(0));
    const QDBusMessage reply = askHelper(*m_bob, QStringLiteral("Apply"), {changeSetArgument(sudoAndMotd())});
    QCOMPARE(reply.errorName(), accessDenied);
    QVERIFY(helperPid() > 0);
    QCOMPARE(QFile::symLinkTarget(QStringLiteral("/proc/%1/exe").arg(helperPid())),
             QStringLiteral("/usr/libexec/pamphlet/pamphlet-helper"));
}

void TestSystemHelper::theHelperIsHardened()
{
    const qint64 pid = activateHelper();
    QVERIFY(pid > 0);
    struct stat status = {};
    QCOMPARE(stat(qPrintable(QStringLiteral("/proc/%1/mem").arg(pid)), &status), 0);
    const QByteArray limits = contentOf(QStringLiteral("/proc/%1/limits").arg(pid));
    QVERIFY2(limits.contains("Max core file size        0                    0"), limits.constData());
    QVERIFY2(contentOf(QStringLiteral("/proc/%1/status").arg(pid)).contains("Umask:\t0077"), "umask");
}

void TestSystemHelper::polkitdKnowsEveryAction()
{
    QProcess pkaction;
    pkaction.start(QStringLiteral("pkaction"), QStringList());
    QVERIFY(pkaction.waitForFinished());
    const QString known = QString::fromUtf8(pkaction.readAllStandardOutput());
    const QStringList actions = known.split(QLatin1Char('\n')).filter(QStringLiteral("org.pamphlet.helper1."));
    // One for each method, and none besides.
    QCOMPARE(actions.size(), helper::InterfaceDescription().methods().size());
    const QMap<QString, QString> actionOf = {{QStringLiteral("Apply"), QStringLiteral("apply")},
                                             {QStringLiteral("Rollback"), QStringLiteral("rollback")},
                                             {QStringLiteral("StartTest"), QStringLiteral("test-login")},
                                             {QStringLiteral("StartTeleportTest"), QStringLiteral("test-teleport-login")},
                                             {QStringLiteral("AnswerTest"), QStringLiteral("answer-test")},
                                             {QStringLiteral("CancelTest"), QStringLiteral("cancel-test")}};
    for (const QString &method : helper::InterfaceDescription().methods())
        QVERIFY2(actions.contains(QStringLiteral("org.pamphlet.helper1.") + actionOf.value(method)), qPrintable(method));
}

void TestSystemHelper::everyMethodIsDenied_data()
{
    QTest::addColumn<QString>("method");
    for (const QString &method : helper::InterfaceDescription().methods())
        QTest::newRow(qPrintable(method)) << method;
}

void TestSystemHelper::everyMethodIsDenied()
{
    QFETCH(QString, method);
    // A rule that says no to everybody, for the actions that the policy allows as well.
    const QString rule = QStringLiteral("/etc/polkit-1/rules.d/00-a-denial.rules");
    QVERIFY(write(rule,
                  "polkit.addRule(function(action, subject) {"
                  " if (action.id.indexOf('org.pamphlet.helper1.') == 0 && subject.user == 'bob') return polkit.Result.NO; });\n"));
    const auto removeRule = qScopeGuard([&] { QFile::remove(rule); });
    QVERIFY(validArguments(method, sudoAndMotd()));
    const QStringList trees = {QStringLiteral("/etc"), QStringLiteral("/var/lib/pamphlet")};
    const Listing before = listingOf(trees);
    QVERIFY(before.size() > 100);
    // polkitd reads its rules again when it notices; until then the policy decides, which lets two methods get further.
    QString name;
    QTRY_VERIFY2((name = askHelper(*m_bob, method, *validArguments(method, sudoAndMotd())).errorName()) == accessDenied, qPrintable(name));
    QCOMPARE(listingOf(trees), before);
}

void TestSystemHelper::anUnauthorizedUserChangesNothing()
{
    const QStringList trees = {QStringLiteral("/etc"), QStringLiteral("/var/lib/pamphlet")};
    const Listing before = listingOf(trees);
    const QDBusMessage reply = askHelper(*m_bob, QStringLiteral("Apply"), {changeSetArgument(sudoAndMotd())});
    QCOMPARE(reply.type(), QDBusMessage::ErrorMessage);
    QCOMPARE(reply.errorName(), accessDenied);
    QCOMPARE(listingOf(trees), before);
}

void TestSystemHelper::anAuthorizedUserChangesBothFiles()
{
    QCOMPARE(chmod(qPrintable(motdFile), 0640), 0);
    const QDBusMessage reply = askHelper(*m_alice, QStringLiteral("Apply"), {changeSetArgument(sudoAndMotd())});
    QVERIFY2(reply.type() == QDBusMessage::ReplyMessage, qPrintable(reply.errorMessage()));
    QCOMPARE(reply.signature(), QStringLiteral("sas"));
    QCOMPARE(reply.arguments().at(0).toString().size(), 32);
    QCOMPARE(reply.arguments().at(1).toStringList(), (QStringList{motdFile, sudoFile}));
    QCOMPARE(contentOf(sudoFile), newSudo);
    QCOMPARE(contentOf(motdFile), newMotd);
    struct stat status = {};
    QCOMPARE(stat(qPrintable(motdFile), &status), 0);
    QCOMPARE(int(status.st_mode & 07777), 0640);
    QCOMPARE(stat("/var/lib/pamphlet/transactions", &status), 0);
    QCOMPARE(int(status.st_mode & 07777), 0700);
}

void TestSystemHelper::whatChangedMeanwhileIsRefused()
{
    const change::ChangeSet changeSet = sudoAndMotd();
    QVERIFY(write(sudoFile, "# edited by hand\n"));
    const QDBusMessage reply = askHelper(*m_alice, QStringLiteral("Apply"), {changeSetArgument(changeSet)});
    QCOMPARE(reply.errorName(), QStringLiteral("org.pamphlet.Error.Changed"));
    QVERIFY2(reply.errorMessage().contains(sudoFile), qPrintable(reply.errorMessage()));
    QCOMPARE(contentOf(sudoFile), QByteArray("# edited by hand\n"));
    QCOMPARE(contentOf(motdFile), oldMotd);
}

void TestSystemHelper::aForeignPathIsRefused()
{
    for (const char *path : {"/etc/shadow", "/etc/pam.d/../shadow", "/etc/sudoers.d/x", "/var/lib/pamphlet/transactions/x"}) {
        change::ChangeSet changeSet;
        change::FileChange change;
        change.path = path;
        change.content = "x";
        changeSet.changes.push_back(change);
        const QDBusMessage reply = askHelper(*m_alice, QStringLiteral("Apply"), {changeSetArgument(changeSet)});
        QVERIFY2(reply.type() == QDBusMessage::ErrorMessage, path);
        QVERIFY2(reply.errorName() == QLatin1String("org.pamphlet.Error.NotAllowed")
                     || reply.errorName() == QLatin1String("org.pamphlet.Error.InvalidChangeSet"),
                 qPrintable(reply.errorName()));
    }
}

void TestSystemHelper::rollbackRestoresBothFiles()
{
    const QDBusMessage applied = askHelper(*m_alice, QStringLiteral("Apply"), {changeSetArgument(sudoAndMotd())});
    QVERIFY2(applied.type() == QDBusMessage::ReplyMessage, qPrintable(applied.errorMessage()));
    const QString id = applied.arguments().at(0).toString();

    QCOMPARE(askHelper(*m_bob, QStringLiteral("Rollback"), {id}).errorName(), accessDenied);
    QCOMPARE(contentOf(sudoFile), newSudo);

    const QDBusMessage reply = askHelper(*m_alice, QStringLiteral("Rollback"), {QString()});
    QVERIFY2(reply.type() == QDBusMessage::ReplyMessage, qPrintable(reply.errorMessage()));
    QCOMPARE(reply.arguments().at(0).toStringList(), (QStringList{motdFile, sudoFile}));
    QCOMPARE(reply.arguments().at(1).toString(), id);
    QCOMPARE(contentOf(sudoFile), oldSudo);
    QCOMPARE(contentOf(motdFile), oldMotd);

    const QDBusMessage again = askHelper(*m_alice, QStringLiteral("Rollback"), {id});
    QCOMPARE(again.type(), QDBusMessage::ErrorMessage);
    QCOMPARE(contentOf(sudoFile), oldSudo);
}

void TestSystemHelper::rollbackOfWhatIsNotThere_data()
{
    QTest::addColumn<QString>("transaction");
    QTest::addColumn<QString>("error");
    const QString invalid = QStringLiteral("org.pamphlet.Error.InvalidArgument");
    QTest::newRow("unknown") << QString(32, QLatin1Char('a')) << QStringLiteral("org.pamphlet.Error.NotFound");
    QTest::newRow("a path") << QStringLiteral("../../../etc/shadow") << invalid;
    QTest::newRow("a letter") << QStringLiteral("x") << invalid;
    QTest::newRow("upper case") << QString(32, QLatin1Char('A')) << invalid;
    QTest::newRow("too long") << QString(33, QLatin1Char('a')) << invalid;
    QTest::newRow("a newline") << QString(31, QLatin1Char('a')) + QLatin1Char('\n') << invalid;
    QTest::newRow("a megabyte") << QString(1 << 20, QLatin1Char('a')) << invalid;
}

void TestSystemHelper::rollbackOfWhatIsNotThere()
{
    QFETCH(QString, transaction);
    QFETCH(QString, error);
    QCOMPARE(askHelper(*m_alice, QStringLiteral("Rollback"), {transaction}).errorName(), error);
}

void TestSystemHelper::badDescriptors_data()
{
    QTest::addColumn<QDBusUnixFileDescriptor>("descriptor");
    QTest::addColumn<QString>("error");
    const QByteArray good = QByteArray::fromStdString(change::serialize(sudoAndMotd()));
    const QString invalid = QStringLiteral("org.pamphlet.Error.InvalidArgument");
    const QString malformed = QStringLiteral("org.pamphlet.Error.InvalidChangeSet");
    QTest::newRow("not sealed") << memfd(good, 0) << invalid;
    QTest::newRow("half sealed") << memfd(good, F_SEAL_WRITE | F_SEAL_GROW) << invalid;
    const auto take = [](int fd) {
        QDBusUnixFileDescriptor descriptor;
        descriptor.giveFileDescriptor(fd);
        return descriptor;
    };
    const QDBusUnixFileDescriptor sealed = memfd(good);
    QTest::newRow("O_PATH of a sealed one") << take(
        open(qPrintable(QStringLiteral("/proc/self/fd/%1").arg(sealed.fileDescriptor())), O_PATH))
                                            << invalid;
    QTest::newRow("O_PATH of a file only root can read") << take(open("/etc/shadow", O_PATH)) << invalid;
    QTest::newRow("a file on disk") << take(open("/etc/shadow", O_RDONLY)) << invalid;
    int ends[2];
    QCOMPARE(pipe(ends), 0);
    QTest::newRow("a FIFO that never ends") << take(ends[0]) << invalid;
    QTest::newRow("its other end") << take(ends[1]) << invalid;
    QTest::newRow("a device") << take(open("/dev/zero", O_RDONLY)) << invalid;
    QTest::newRow("huge") << memfd({}, allSeals, qint64(change::maxChangeSetBytes) + 1) << QStringLiteral("org.pamphlet.Error.TooLarge");
    QTest::newRow("empty") << memfd({}) << malformed;
    QTest::newRow("NUL bytes") << memfd(QByteArray(4096, '\0')) << malformed;
    QTest::newRow("truncated") << memfd(good.chopped(5)) << malformed;
    QTest::newRow("no change in it") << memfd(QByteArray::fromStdString(change::serialize(change::ChangeSet()))) << malformed;
}

void TestSystemHelper::badDescriptors()
{
    QFETCH(QDBusUnixFileDescriptor, descriptor);
    QFETCH(QString, error);
    QVERIFY(descriptor.isValid());
    const QStringList trees = {QStringLiteral("/etc"), QStringLiteral("/var/lib/pamphlet")};
    const Listing before = listingOf(trees);
    QCOMPARE(askHelper(*m_alice, QStringLiteral("Apply"), {QVariant::fromValue(descriptor)}).errorName(), error);
    QCOMPARE(listingOf(trees), before);
}

void TestSystemHelper::wrongSignature()
{
    const QString invalid = QStringLiteral("org.freedesktop.DBus.Error.InvalidArgs");
    QCOMPARE(askHelper(*m_alice, QStringLiteral("Apply"), {QStringLiteral("/etc/shadow")}).errorName(), invalid);
    QCOMPARE(askHelper(*m_alice, QStringLiteral("Rollback"), {}).errorName(), invalid);
    QCOMPARE(askHelper(*m_alice, QStringLiteral("Run"), {}).errorName(), QStringLiteral("org.freedesktop.DBus.Error.UnknownMethod"));
}

void TestSystemHelper::theBusLetsOnlyOurInterfaceThrough()
{
    QDBusMessage call = QDBusMessage::createMethodCall(QLatin1String(helper::InterfaceDescription::busName),
                                                       QLatin1String(helper::InterfaceDescription::objectPath),
                                                       QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("GetAll"));
    call << QLatin1String(helper::InterfaceDescription::interfaceName);
    QDBusPendingCall pending = m_alice->asyncCall(call);
    pending.waitForFinished();
    QCOMPARE(pending.error().name(), QStringLiteral("org.freedesktop.DBus.Error.AccessDenied"));
}

void TestSystemHelper::onlyRootOwnsTheName()
{
    QVERIFY(!m_alice->registerService(QLatin1String(helper::InterfaceDescription::busName)));
    QCOMPARE(m_alice->lastError().name(), QStringLiteral("org.freedesktop.DBus.Error.AccessDenied"));
}

void TestSystemHelper::idleExitAndReturn()
{
    QProcess helper;
    helper.setProcessChannelMode(QProcess::ForwardedChannels);
    helper.start(QStringLiteral("/usr/libexec/pamphlet/pamphlet-helper"),
                 {QStringLiteral("--system"), QStringLiteral("--idle-exit"), QStringLiteral("1")});
    QVERIFY(helper.waitForStarted());
    QTRY_VERIFY(helperPid() == helper.processId());
    QTRY_COMPARE_WITH_TIMEOUT(helper.state(), QProcess::NotRunning, 20000);
    QCOMPARE(helper.exitStatus(), QProcess::NormalExit);
    QCOMPARE(helper.exitCode(), 0);
    // Calls sent around the exit are all answered, by the old one or by a new one.
    helper.start();
    QVERIFY(helper.waitForStarted());
    QTRY_VERIFY(helperPid() == helper.processId());
    QList<QDBusPendingCall> calls;
    while (helper.state() != QProcess::NotRunning) {
        calls << callHelper(*m_bob, QStringLiteral("Rollback"), {QString()});
        QTRY_VERIFY(calls.last().isFinished());
        QCOMPARE(calls.last().error().name(), accessDenied);
        if (calls.size() > 3) // from here on it may become idle
            QTRY_COMPARE_WITH_TIMEOUT(helper.state(), QProcess::NotRunning, 20000);
    }
    QCOMPARE(helper.exitCode(), 0);
    QCOMPARE(askHelper(*m_bob, QStringLiteral("Rollback"), {QString()}).errorName(), accessDenied);
}

void TestSystemHelper::aCallInTheMomentOfIdleExitIsAnswered()
{
    for (int round = 0; round < 3; ++round) {
        QProcess helper;
        helper.setProcessChannelMode(QProcess::ForwardedChannels);
        helper.start(QStringLiteral("/usr/libexec/pamphlet/pamphlet-helper"),
                     {QStringLiteral("--system"), QStringLiteral("--idle-exit"), QStringLiteral("1")});
        QVERIFY(helper.waitForStarted());
        QTRY_VERIFY(helperPid() == helper.processId());
        // Stopped until its time is over; the call is in its queue when it finds out.
        QCOMPARE(kill(pid_t(helper.processId()), SIGSTOP), 0);
        const QDeadlineTimer over(1500);
        QTRY_VERIFY(over.hasExpired());
        const QDBusPendingCall call = callHelper(*m_bob, QStringLiteral("Rollback"), {QString()});
        // The bus answers in order, so by now it has handed the call to the helper.
        QCOMPARE(helperPid(), helper.processId());
        QVERIFY(m_bob->interface()->isServiceRegistered(QLatin1String(helper::InterfaceDescription::busName)));
        QCOMPARE(kill(pid_t(helper.processId()), SIGCONT), 0);
        QTRY_VERIFY(call.isFinished());
        QCOMPARE(call.error().name(), accessDenied);
        QTRY_COMPARE_WITH_TIMEOUT(helper.state(), QProcess::NotRunning, 20000);
        QCOMPARE(helper.exitStatus(), QProcess::NormalExit);
        QCOMPARE(helper.exitCode(), 0);
    }
}

void TestSystemHelper::theEnvironmentCannotSilencePolkit()
{
    QProcess helper;
    helper.setProcessChannelMode(QProcess::ForwardedChannels);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_NO_GLIB"), QStringLiteral("1")); // polkit's answers would never arrive
    helper.setProcessEnvironment(environment);
    helper.start(QStringLiteral("/usr/libexec/pamphlet/pamphlet-helper"), {QStringLiteral("--system")});
    QTRY_VERIFY(helper.processId() > 0 && helperPid() == helper.processId());
    QCOMPARE(askHelper(*m_bob, QStringLiteral("Rollback"), {QString()}).errorName(), accessDenied);
    const QDBusMessage reply = askHelper(*m_alice, QStringLiteral("Apply"), {changeSetArgument(sudoAndMotd())});
    QVERIFY2(reply.type() == QDBusMessage::ReplyMessage, qPrintable(reply.errorMessage()));
    helper.kill();
    QVERIFY(helper.waitForFinished());
}

void TestSystemHelper::terminationIsClean()
{
    QProcess helper;
    helper.setProcessChannelMode(QProcess::ForwardedChannels);
    helper.start(QStringLiteral("/usr/libexec/pamphlet/pamphlet-helper"), {QStringLiteral("--system")});
    QTRY_VERIFY(helper.processId() > 0 && helperPid() == helper.processId());
    helper.terminate();
    QVERIFY(helper.waitForFinished());
    QCOMPARE(helper.exitStatus(), QProcess::NormalExit);
    QCOMPARE(helper.exitCode(), 0);
}

void TestSystemHelper::aHangingPolkitDoesNotBlockOthers()
{
    const pid_t polkitd = qEnvironmentVariableIntValue("PAMPHLET_POLKITD_PID");
    const qint64 helper = activateHelper();
    QVERIFY(helper > 0);
    // Once, so that the helper knows polkitd.
    QCOMPARE(askHelper(*m_bob, QStringLiteral("Rollback"), {QString()}).errorName(), accessDenied);
    QCOMPARE(kill(polkitd, SIGSTOP), 0);
    const auto resume = qScopeGuard([&] { kill(polkitd, SIGCONT); });
    const Listing before = listingOf({QStringLiteral("/etc")});
    const QDBusPendingCall waiting = callHelper(*m_alice, QStringLiteral("Apply"), {changeSetArgument(sudoAndMotd())});
    // What needs no answer of polkit's is answered.
    QCOMPARE(askHelper(*m_bob, QStringLiteral("Rollback"), {QStringLiteral("x")}).errorName(),
             QStringLiteral("org.pamphlet.Error.InvalidArgument"));
    QVERIFY(!waiting.isFinished());
    QCOMPARE(listingOf({QStringLiteral("/etc")}), before);
    QCOMPARE(kill(polkitd, SIGCONT), 0);
    QTRY_VERIFY(waiting.isFinished());
    QVERIFY2(!waiting.isError(), qPrintable(waiting.error().message()));
    QCOMPARE(contentOf(sudoFile), newSudo);
}

void TestSystemHelper::withoutPolkitEverythingIsDenied() // last: there is no polkitd afterwards
{
    // As if it were not installed, so that the bus cannot start another one.
    QVERIFY(QFile::remove(QStringLiteral("/usr/share/dbus-1/system-services/org.freedesktop.PolicyKit1.service")));
    QDBusMessage reload = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
                                                         QStringLiteral("org.freedesktop.DBus"), QStringLiteral("ReloadConfig"));
    QCOMPARE(QDBusConnection::systemBus().call(reload).type(), QDBusMessage::ReplyMessage);
    // Both a helper that knew polkitd and one that never saw it.
    QVERIFY(activateHelper() > 0);
    QCOMPARE(askHelper(*m_bob, QStringLiteral("Rollback"), {QString()}).errorName(), accessDenied);
    QCOMPARE(kill(qEnvironmentVariableIntValue("PAMPHLET_POLKITD_PID"), SIGTERM), 0);
    QTRY_VERIFY(!QDBusConnection::systemBus().interface()->isServiceRegistered(QStringLiteral("org.freedesktop.PolicyKit1")));
    for (const bool fresh : {false, true}) {
        if (fresh)
            endHelper(SIGTERM);
        for (const QDBusConnection &connection : {*m_alice, *m_bob, QDBusConnection::systemBus()}) {
            QCOMPARE(askHelper(connection, QStringLiteral("Apply"), {changeSetArgument(sudoAndMotd())}).errorName(), accessDenied);
            QCOMPARE(contentOf(sudoFile), oldSudo);
        }
    }
}

PAMPHLET_NAMESPACE_MAIN(TestSystemHelper)
#include "tst_system_helper.moc"
