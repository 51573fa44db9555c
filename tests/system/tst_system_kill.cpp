// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/helpercalls.h"
#include "tests/support/innamespace.h"
#include "tests/system/fixture.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <signal.h>

using namespace pamphlet;
using namespace pamphlet::test;

namespace {

const QString sudoFile = QStringLiteral("/etc/pam.d/sudo");
const QString motdFile = QStringLiteral("/etc/motd");
const QString freshFile = QStringLiteral("/etc/pam.d/pamphlet-fresh"); // is created by the change
const QString goneFile = QStringLiteral("/etc/pam.d/pamphlet-gone"); // is removed by it

using State = std::vector<QByteArray>;
const State oldState = {"auth required pam_unix.so\n", "old\n", "<missing>", "auth required pam_deny.so\n"};
const State newState = {"auth required pam_permit.so\n", "new\n", "auth required pam_unix.so\n", "<missing>"};

State state()
{
    return {contentOf(sudoFile), contentOf(motdFile), contentOf(freshFile), contentOf(goneFile)};
}

/// What changes anything on disk. Killed before each of them, every state that a crash can leave is met. The renames come first,
/// while /etc/motd still is a file of the overlay's lower layer: two names of such a file do not look like one.
const QByteArray mutating = "renameat,openat,openat2,write,pwrite64,fsync,fdatasync,rename,renameat2,link,linkat,unlink,unlinkat,"
                            "mkdir,mkdirat,fchmod,fchmodat,fchown,fchownat,fsetxattr,ftruncate,symlinkat";

} // namespace

/// kill -9 at every step of a transaction: the next start of the helper leaves every file old or every file new.
class TestSystemKill : public QObject
{
    Q_OBJECT
    std::optional<QDBusConnection> m_alice;

private Q_SLOTS:
    void initTestCase();
    void killed_data();
    void killed();
    void killedWhileRecovering_data();
    void killedWhileRecovering();

private:
    bool killAt(const QString &method, const QByteArray &syscall, int number);
    bool killRecoveryAt(const QByteArray &syscall, int number);
    void reset();
    bool nothingIsLeftOver() const;
};

void TestSystemKill::initTestCase()
{
    if (QStandardPaths::findExecutable(QStringLiteral("strace")).isEmpty())
        QSKIP("strace is missing");
    m_alice = connectAs("alice");
}

void TestSystemKill::reset()
{
    // Without a history the number of steps stays the same from one round to the next.
    endHelper(SIGKILL);
    QVERIFY(QDir(QStringLiteral("/var/lib/pamphlet")).removeRecursively());
    QVERIFY(write(sudoFile, oldState[0]));
    QVERIFY(write(motdFile, oldState[1]));
    QFile::remove(freshFile);
    QVERIFY(write(goneFile, oldState[3]));
    QCOMPARE(state(), oldState);
}

/// Calls `method` on a helper that is killed when it enters `syscall` for the number'th time. True if it was killed, false if the
/// call ended before that.
bool TestSystemKill::killAt(const QString &method, const QByteArray &syscall, int number)
{
    const qint64 pid = activateHelper();
    if (pid <= 0)
        qFatal("the helper does not start");
    QProcess strace;
    // The main thread alone: it does the work, and its counts do not depend on how the bus thread was scheduled.
    strace.start(QStringLiteral("strace"),
                 {QStringLiteral("-o"), QStringLiteral("/dev/null"), QStringLiteral("-e"),
                  QStringLiteral("inject=%1:signal=KILL:when=%2").arg(QLatin1String(syscall)).arg(number), QStringLiteral("-p"),
                  QString::number(pid)});
    QByteArray said;
    strace.setReadChannel(QProcess::StandardError);
    while (!said.contains("attached")) {
        if (!strace.waitForReadyRead(10000))
            qFatal("strace cannot attach: %s", said.constData());
        said += strace.readAllStandardError();
    }
    const QVariantList arguments = method == QLatin1String("Apply") ? QVariantList{changeSetArgument(changeTo(
                                       {{sudoFile, newState[0]}, {motdFile, newState[1]}, {freshFile, newState[2]}, {goneFile, {}}}))}
                                                                    : QVariantList{QString()};
    const QDBusMessage reply = askHelper(*m_alice, method, arguments);
    const bool killed = reply.errorName() == QLatin1String("org.freedesktop.DBus.Error.NoReply");
    if (!killed && reply.type() == QDBusMessage::ErrorMessage)
        qFatal("%s: %s", qPrintable(method), qPrintable(reply.errorMessage()));
    if (!killed)
        endHelper(SIGKILL);
    // The helper is gone; strace has nothing left to do, even if it has not noticed.
    if (!strace.waitForFinished(5000)) {
        strace.kill();
        strace.waitForFinished();
    }
    return killed;
}

bool TestSystemKill::nothingIsLeftOver() const
{
    // No temporary file beside the targets.
    for (const QString &path : listingOf({QStringLiteral("/etc/pam.d")}).keys()) {
        if (path.contains(QLatin1String("pamphlet")) && path != freshFile && path != goneFile)
            return false;
    }
    return true;
}

void TestSystemKill::killed_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QByteArray>("syscall");
    for (const char *method : {"Apply", "Rollback"}) {
        for (const QByteArray &syscall : mutating.split(','))
            QTest::addRow("%s, %s", method, syscall.constData()) << QString::fromLatin1(method) << syscall;
    }
}

void TestSystemKill::killed()
{
    QFETCH(QString, method);
    QFETCH(QByteArray, syscall);
    const bool apply = method == QLatin1String("Apply");
    int kills = 0;
    int endedNew = 0;
    bool wentThrough = false;
    for (int number = 1; !wentThrough; ++number) {
        reset();
        if (!apply) {
            const QVariant change
                = changeSetArgument(changeTo({{sudoFile, newState[0]}, {motdFile, newState[1]}, {freshFile, newState[2]}, {goneFile, {}}}));
            QCOMPARE(askHelper(*m_alice, QStringLiteral("Apply"), {change}).errorMessage(), QString());
            QCOMPARE(state(), newState);
        }
        const bool killed = killAt(method, syscall, number);
        // The next activation.
        QVERIFY(activateHelper() > 0);
        const State now = state();
        const QByteArray where = syscall + " number " + QByteArray::number(number);
        QVERIFY2(now == oldState || now == newState, where.constData());
        QVERIFY2(nothingIsLeftOver(), where.constData());
        if (killed) {
            ++kills;
            endedNew += now == newState ? 1 : 0;
        } else {
            wentThrough = true;
            QVERIFY2(now == (apply ? newState : oldState), where.constData());
        }
        // Either way the next transaction works.
        if (now == newState)
            QCOMPARE(askHelper(*m_alice, QStringLiteral("Rollback"), {QString()}).errorMessage(), QString());
        QCOMPARE(state(), oldState);
        QVERIFY2(number < 500, where.constData());
    }
    qInfo("%d kills, %d of them ended with every file new", kills, endedNew);
    // These the transaction cannot do without; if they are never met, the test kills nothing.
    if (syscall == "write" || syscall == "fsync" || syscall == "renameat" || syscall == "unlinkat")
        QVERIFY(kills > 0);
}

void TestSystemKill::killedWhileRecovering_data()
{
    QTest::addColumn<QByteArray>("syscall");
    for (const QByteArray &syscall : mutating.split(',')) {
        // A program's start opens many files. One that was created and is still empty is met before its first write.
        if (!syscall.startsWith("openat"))
            QTest::newRow(syscall.constData()) << syscall;
    }
}

/// Starts a helper that is killed at this system call. False if it got as far as taking its name.
bool TestSystemKill::killRecoveryAt(const QByteArray &syscall, int number)
{
    QProcess strace;
    strace.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    strace.start(QStringLiteral("strace"),
                 {QStringLiteral("-o"), QStringLiteral("/dev/null"), QStringLiteral("-e"),
                  QStringLiteral("inject=%1:signal=KILL:when=%2").arg(QLatin1String(syscall)).arg(number),
                  QStringLiteral("/usr/libexec/pamphlet/pamphlet-helper"), QStringLiteral("--system")});
    if (!QTest::qWaitFor([&] { return strace.state() == QProcess::NotRunning || helperPid() > 0; }, 30000))
        qFatal("the helper neither starts nor dies");
    const bool killed = helperPid() == 0;
    endHelper(SIGKILL);
    strace.waitForFinished();
    return killed;
}

void TestSystemKill::killedWhileRecovering()
{
    QFETCH(QByteArray, syscall);
    int kills = 0;
    for (int number = 1;; ++number) {
        reset();
        // Between the renames: some files are new already.
        if (!killAt(QStringLiteral("Apply"), "renameat", 3))
            QFAIL("the transaction has fewer steps than thought");
        QVERIFY(state() != oldState && state() != newState);
        if (!killRecoveryAt(syscall, number))
            break;
        ++kills;
        QVERIFY(activateHelper() > 0);
        QCOMPARE(state(), oldState);
        QVERIFY(nothingIsLeftOver());
        QVERIFY2(number < 500, syscall.constData());
    }
    QVERIFY(activateHelper() > 0);
    QCOMPARE(state(), oldState);
    qInfo("%d kills", kills);
    endHelper(SIGKILL);
    if (syscall == "write" || syscall == "fsync" || syscall == "renameat" || syscall == "unlinkat")
        QVERIFY(kills > 0);
}

PAMPHLET_NAMESPACE_MAIN(TestSystemKill)
#include "tst_system_kill.moc"
