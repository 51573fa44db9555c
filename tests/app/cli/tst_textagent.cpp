// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/cliprogram.h"
#include "tests/app/cli/terminalrun.h"
#include "tests/support/innamespace.h"

#include <QFile>
#include <QTest>

using namespace pamphlet::test;

/// pamphletctl on a terminal, asking for an administrator's password through polkit's textual agent: the real bus, the real
/// polkitd, the real helper, the real PAM, in a namespace of their own.
class TestTextAgent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void rightPasswordApplies();
    void wrongPasswordDoesNot();
    void interruptedQuestionGivesTheTerminalBack();
    void authorizedUserIsNotAsked();
    void withoutATerminalNobodyIsAsked();
    void rootIsNotAsked();
    void testLoginAsAUser();

private:
    static constexpr auto before = "before\n";

    static QStringList as(const char *user, const QStringList &arguments)
    {
        return QStringList{QStringLiteral("--reuid"), QString::fromLatin1(user),       QStringLiteral("--regid"),
                           QString::fromLatin1(user), QStringLiteral("--init-groups"), cliProgram()}
        + arguments;
    }
    static TerminalRun onTerminal(const char *user, const QStringList &arguments)
    {
        return TerminalRun(QStringLiteral("/usr/bin/setpriv"), as(user, arguments));
    }
    static CliRun withoutTerminal(const QStringList &arguments, const QByteArray &input = {})
    {
        QProcess process;
        process.setChildProcessModifier([] { setsid(); });
        process.start(QStringLiteral("/usr/bin/setpriv"), arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(60000))
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    static QByteArray motd()
    {
        QFile file(QStringLiteral("/etc/motd"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QStringList setMotd() { return {QStringLiteral("motd"), QStringLiteral("set"), QStringLiteral("/run/home/new-motd")}; }
};

void TestTextAgent::init()
{
    for (const auto &[path, text] : {std::pair("/etc/motd", before), std::pair("/run/home/new-motd", "after\n")}) {
        QFile file(QString::fromLatin1(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(text) > 0);
    }
}

void TestTextAgent::rightPasswordApplies()
{
    TerminalRun run = onTerminal("erin", setMotd());
    QVERIFY2(run.expect("Password: "), run.output().constData());
    QTRY_VERIFY(!run.echoes());
    run.type("correct horse\n");
    const int code = run.exitCode();
    QVERIFY2(code == 0, run.output().constData());
    QCOMPARE(motd(), QByteArrayLiteral("after\n"));
    QVERIFY(run.echoes());
    QVERIFY(!run.output().contains("correct horse"));

    TerminalRun rollback = onTerminal("erin", words("rollback"));
    QVERIFY(rollback.expect("Password: "));
    QTRY_VERIFY(!rollback.echoes());
    rollback.type("correct horse\n");
    QCOMPARE(rollback.exitCode(), 0);
    QCOMPARE(motd(), QByteArray(before));
}

void TestTextAgent::wrongPasswordDoesNot()
{
    TerminalRun run = onTerminal("erin", setMotd());
    QVERIFY2(run.expect("Password: "), run.output().constData());
    QTRY_VERIFY(!run.echoes());
    run.type("battery staple\n");
    const int code = run.exitCode();
    QVERIFY2(code == 4, run.output().constData());
    QCOMPARE(motd(), QByteArray(before));
    QVERIFY(run.echoes());
}

void TestTextAgent::interruptedQuestionGivesTheTerminalBack()
{
    TerminalRun run = onTerminal("erin", setMotd());
    QVERIFY2(run.expect("Password: "), run.output().constData());
    QTRY_VERIFY(!run.echoes());
    run.type("\x03");
    QCOMPARE(run.exitCode(), 5);
    QVERIFY(run.echoes());
    QCOMPARE(motd(), QByteArray(before));
}

void TestTextAgent::authorizedUserIsNotAsked()
{
    TerminalRun run = onTerminal("alice", setMotd());
    const int code = run.exitCode();
    QVERIFY2(code == 0, run.output().constData());
    QVERIFY(!run.output().contains("Password"));
    QCOMPARE(motd(), QByteArrayLiteral("after\n"));
}

void TestTextAgent::withoutATerminalNobodyIsAsked()
{
    const CliRun run = withoutTerminal(as("bob", setMotd()));
    QVERIFY2(run.code == 4, run.err.constData());
    QCOMPARE(motd(), QByteArray(before));
    const CliRun rollback = withoutTerminal(as("bob", words("rollback")));
    QCOMPARE(rollback.code, 4);
    const CliRun login = withoutTerminal(as("bob", words("test-login sudo bob --password-stdin")), "correct horse\n");
    QCOMPARE(login.code, 4);
}

void TestTextAgent::rootIsNotAsked()
{
    const CliRun run = runCli(setMotd());
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(motd(), QByteArrayLiteral("after\n"));
}

void TestTextAgent::testLoginAsAUser()
{
    const auto login = [](const QByteArray &password) {
        return withoutTerminal(as("alice", words("test-login login bob --password-stdin --trace --json")), password + '\n');
    };
    const CliRun right = login("correct horse");
    QVERIFY2(right.code == 0, right.err.constData());
    QVERIFY(right.object()[QStringLiteral("ok")].toBool());
    bool unixAnswered = false;
    for (const QJsonValue &step : right.object()[QStringLiteral("trace")].toArray())
        unixAnswered = unixAnswered
            || (step[QStringLiteral("module")].toString() == QStringLiteral("pam_unix.so")
                && step[QStringLiteral("returned")].toInt() == 0);
    QVERIFY(unixAnswered);
    const CliRun wrong = login("battery staple");
    QCOMPARE(wrong.code, 1);
    QVERIFY(!wrong.object()[QStringLiteral("ok")].toBool(true));
}

PAMPHLET_NAMESPACE_MAIN(TestTextAgent)
#include "tst_textagent.moc"
