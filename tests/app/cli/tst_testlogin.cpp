// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/cliprogram.h"
#include "tests/app/cli/terminalrun.h"

#include <QTest>

#include <csignal>

using namespace pamphlet::test;

/// test-login: the real program, helper, probe and libpam on a tree of one's own.
class TestTestLogin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        for (const char *program : {"pamphlet-helper", "pamphlet-probe", "pam_pamphlet_trace.so"}) {
            if (!QFileInfo::exists(QStringLiteral(PAMPHLET_BIN_DIR "/") + QString::fromLatin1(program)))
                QSKIP("the helper is not built");
        }
    }

    void answers_data();
    void answers();
    void documentHasTheDocumentedKeys();
    void traceNamesEachRule();
    void sequences_data();
    void sequences();
    void asTeleportWithItsConfiguration();
    void teleportOptionsThatDoNotFit_data();
    void teleportOptionsThatDoNotFit();
    void stagedTreeIsTriedAndNotInstalled();
    void passwordFromStandardInput();
    void standardInputThatIsNoPassword_data();
    void standardInputThatIsNoPassword();
    void onlyOnePasswordIsGiven();
    void nobodyToAsk();
    void timeLimit();
    void crashTakesOnlyTheProbe();
    void hostileNames();
    void promptsOnTheTerminal();
    void documentWhilePrompting();
    void tooLongAnswerIsAskedAgain();
    void interruptedPrompt_data();
    void interruptedPrompt();
    void stoppedAndContinued();
    void deadHelperGivesTheTerminalBack();

private:
    /// A service whose authentication is one module of the tests.
    static QByteArray authBy(const QByteArray &rule)
    {
        return "auth required " + rule + "\naccount required pam_permit.so\nsession required pam_permit.so\n";
    }
    static QByteArray module(const char *name) { return QByteArrayLiteral(PAMPHLET_TEST_MODULES "/pam_test_") + name + ".so"; }
    static QByteArray promptRule() { return authBy(module("prompt") + " on=blue off=s3cret"); }
    static TerminalRun onTerminal(const Tree &tree, const QStringList &arguments)
    {
        return TerminalRun(
            cliProgram(),
            QStringList{QStringLiteral("--root"), tree.path(), QStringLiteral("test-login"), QStringLiteral("x"), QStringLiteral("root")}
                + arguments);
    }
};

void TestTestLogin::answers_data()
{
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("last"); // the last call and what it returned
    QTest::newRow("permitted") << authBy("pam_permit.so") << 0 << QStringLiteral("acct_mgmt PAM_SUCCESS");
    QTest::newRow("denied") << authBy("pam_deny.so") << 1 << QStringLiteral("authenticate PAM_AUTH_ERR");
    QTest::newRow("account denied") << QByteArrayLiteral("auth required pam_permit.so\naccount required pam_deny.so\n") << 1
                                    << QStringLiteral("acct_mgmt PAM_AUTH_ERR");
    QTest::newRow("module missing") << authBy("pam_not_there.so") << 1 << QStringLiteral("authenticate PAM_MODULE_UNKNOWN");
    QTest::newRow("nothing configured") << QByteArrayLiteral("# empty\n") << 1 << QStringLiteral("authenticate PAM_PERM_DENIED");
}

void TestTestLogin::answers()
{
    QFETCH(QByteArray, service);
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), service);
    const CliRun run = tree.run(words("test-login x root --json"));
    QVERIFY2(run.code >= 0, run.err.constData());
    QTEST(run.code, "code");
    QCOMPARE(run.object()[QStringLiteral("ok")].toBool(), run.code == 0);
    const QJsonObject last = run.object()[QStringLiteral("sequence")].toArray().last().toObject();
    QTEST(last[QStringLiteral("primitive")].toString() + u' ' + last[QStringLiteral("name")].toString(), "last");
    QVERIFY(run.object()[QStringLiteral("trace")].toArray().isEmpty()); // not asked for

    const CliRun text = tree.run(words("test-login x root"));
    QCOMPARE(text.code, run.code);
    QVERIFY(isTame(text.out) && isTame(text.err));
}

void TestTestLogin::documentHasTheDocumentedKeys()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), authBy("pam_permit.so"));
    const QJsonObject document = tree.run(words("test-login x root --trace --json")).object();
    for (const char *key : {"service", "user", "sequence", "conversation", "trace", "ok"})
        QVERIFY2(document.contains(QString::fromLatin1(key)), key);
    for (const char *key : {"primitive", "code", "name", "milliseconds"})
        QVERIFY2(document[QStringLiteral("sequence")][0].toObject().contains(QString::fromLatin1(key)), key);
    for (const char *key : {"primitive", "file", "line", "module", "returned", "microseconds", "predicted"})
        QVERIFY2(document[QStringLiteral("trace")][0].toObject().contains(QString::fromLatin1(key)), key);
}

void TestTestLogin::traceNamesEachRule()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), "auth optional pam_deny.so\nauth include inner\naccount required pam_permit.so\n");
    tree.write(QStringLiteral("etc/pam.d/inner"), "# a comment\nauth required pam_permit.so\n");
    const QJsonArray trace = tree.run(words("test-login x root --trace --json")).object()[QStringLiteral("trace")].toArray();
    QStringList steps;
    for (const QJsonValue &step : trace) {
        steps << QStringLiteral("%1 %2:%3 %4 %5")
                     .arg(step[QStringLiteral("primitive")].toString(), step[QStringLiteral("file")].toString())
                     .arg(step[QStringLiteral("line")].toInt())
                     .arg(step[QStringLiteral("module")].toString())
                     .arg(step[QStringLiteral("returned")].toInt());
    }
    QCOMPARE(steps,
             (QStringList{QStringLiteral("authenticate /etc/pam.d/x:1 pam_deny.so 7"),
                          QStringLiteral("authenticate /etc/pam.d/inner:2 pam_permit.so 0"),
                          QStringLiteral("acct_mgmt /etc/pam.d/x:3 pam_permit.so 0")}));
    // The simulator goes the way that libpam went, if it knows which libpam that is.
    for (const QJsonValue &step : trace)
        QVERIFY(step[QStringLiteral("predicted")].toBool(true));
    const CliRun text = tree.run(words("test-login x root --trace"));
    QVERIFY2(text.out.contains("inner:2") && text.out.contains("auth_err"), text.out.constData());
}

void TestTestLogin::sequences_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("expected");
    QTest::newRow("as it is") << QStringList() << QStringLiteral("authenticate acct_mgmt");
    QTest::newRow("generic, with a session") << words("--session")
                                             << QStringLiteral("authenticate acct_mgmt setcred open_session close_session setcred");
    QTest::newRow("sshd") << words("--as sshd --session")
                          << QStringLiteral("authenticate acct_mgmt setcred open_session close_session setcred");
    QTest::newRow("Teleport, which only asks for the account") << words("--as teleport") << QStringLiteral("acct_mgmt");
    QTest::newRow("token service, which never asks for the account") << words("--as token-service") << QStringLiteral("authenticate");
}

void TestTestLogin::sequences()
{
    QFETCH(QStringList, arguments);
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), authBy("pam_permit.so"));
    const CliRun run = tree.run(words("test-login x root --json") + arguments);
    QStringList calls;
    for (const QJsonValue &call : run.object()[QStringLiteral("sequence")].toArray())
        calls << call[QStringLiteral("primitive")].toString();
    QTEST(calls.join(u' '), "expected");
    QCOMPARE(run.code, 0);
}

void TestTestLogin::asTeleportWithItsConfiguration()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"),
               "auth required pam_permit.so\naccount required pam_exec.so stdout /usr/bin/env\nsession required pam_permit.so\n");
    tree.write(QStringLiteral("etc/teleport.yaml"),
               "ssh_service:\n  pam:\n    enabled: yes\n    use_pam_auth: yes\n    environment:\n      TEAM: \"{{external.team}}\"\n");
    const CliRun run = tree.run(words("test-login x root --as teleport --session --json --teleport-config /etc/teleport.yaml "
                                      "--teleport-user ann --role dev --role ops --trait team=blue"));
    QVERIFY2(run.code == 0, run.err.constData());
    QStringList calls;
    for (const QJsonValue &call : run.object()[QStringLiteral("sequence")].toArray())
        calls << call[QStringLiteral("primitive")].toString();
    QCOMPARE(calls.join(u' '), QStringLiteral("acct_mgmt authenticate open_session close_session"));
    for (const char *variable : {"TELEPORT_USERNAME=ann", "TELEPORT_LOGIN=root", "TEAM=blue"})
        QVERIFY2(run.out.contains(variable), run.out.constData());
}

void TestTestLogin::teleportOptionsThatDoNotFit_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("code");
    QTest::newRow("another program") << QStringLiteral("--as sshd --teleport-config /etc/teleport.yaml") << 2;
    QTest::newRow("no program") << QStringLiteral("--role dev") << 2;
    QTest::newRow("no configuration") << QStringLiteral("--as teleport --teleport-user ann") << 2;
    QTest::newRow("a trait without a value") << QStringLiteral("--as teleport --teleport-config /etc/teleport.yaml --trait team") << 2;
    QTest::newRow("no such file") << QStringLiteral("--as teleport --teleport-config /etc/none.yaml") << 3;
    QTest::newRow("no YAML") << QStringLiteral("--as teleport --teleport-config /etc/broken.yaml") << 3;
    QTest::newRow("a variable that the tree's own does not have") << QStringLiteral("--as teleport --teleport-config /etc/other.yaml") << 2;
}

void TestTestLogin::teleportOptionsThatDoNotFit()
{
    QFETCH(QString, arguments);
    QFETCH(int, code);
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), "account required pam_permit.so\n");
    tree.write(QStringLiteral("etc/teleport.yaml"), "ssh_service:\n  pam:\n    enabled: yes\n");
    tree.write(QStringLiteral("etc/broken.yaml"), "a: b: c\n");
    tree.write(QStringLiteral("etc/other.yaml"), "ssh_service:\n  pam:\n    environment:\n      LD_PRELOAD: /tmp/x.so\n");
    const CliRun run = tree.run(words("test-login x root") + arguments.split(QLatin1Char(' ')));
    QVERIFY2(run.code == code, run.err.constData());
    QVERIFY(!run.err.isEmpty() && run.out.isEmpty());
}

void TestTestLogin::stagedTreeIsTriedAndNotInstalled()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), authBy("pam_deny.so"));
    Tree staged;
    staged.write(QStringLiteral("etc/pam.d/x"), authBy("pam_permit.so"));
    QCOMPARE(tree.run(words("test-login x root")).code, 1);
    QCOMPARE(
        tree.run({QStringLiteral("test-login"), QStringLiteral("x"), QStringLiteral("root"), QStringLiteral("--from"), staged.path()}).code,
        0);
    QCOMPARE(tree.read(QStringLiteral("etc/pam.d/x")), authBy("pam_deny.so"));
    QCOMPARE(tree.run(words("test-login x root")).code, 1);
    QCOMPARE(tree.run(words("test-login x root --from /nonexistent/tree")).code, 3);
}

void TestTestLogin::passwordFromStandardInput()
{
    Tree tree;
    // pam_unix asks for a password even of a user who does not exist.
    tree.write(QStringLiteral("etc/pam.d/x"), authBy("pam_unix.so"));
    const QByteArray password("hunter2-do-not-print");
    const CliRun run = tree.run(words("test-login x no-such-user-here --password-stdin --json --trace"), password + "\nand more\n");
    QCOMPARE(run.code, 1);
    QCOMPARE(run.object()[QStringLiteral("conversation")][0][QStringLiteral("style")].toString(), QStringLiteral("echo-off"));
    QVERIFY(!run.out.contains(password) && !run.err.contains(password));
}

void TestTestLogin::standardInputThatIsNoPassword_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a NUL") << QByteArray("a\0b\n", 4);
    QTest::newRow("longer than PAM takes") << QByteArray(513, 'x') + '\n';
}

void TestTestLogin::standardInputThatIsNoPassword()
{
    QFETCH(QByteArray, input);
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), authBy("pam_unix.so"));
    const CliRun run = tree.run(words("test-login x root --password-stdin"), input);
    QCOMPARE(run.code, 3);
    QVERIFY(run.out.isEmpty());
    QCOMPARE(run.err.count('\n'), 1);
}

void TestTestLogin::onlyOnePasswordIsGiven()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), promptRule());
    const CliRun run = tree.run(words("test-login x root --password-stdin"), "s3cret\n");
    QCOMPARE(run.code, 5); // it asks for a colour first, which is no password
    QVERIFY(!run.err.isEmpty());
    QVERIFY(!run.out.contains("s3cret") && !run.err.contains("s3cret"));
}

void TestTestLogin::nobodyToAsk()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), authBy("pam_unix.so"));
    QProcess process;
    process.setChildProcessModifier([] { setsid(); }); // no terminal, even if the test has one
    process.start(cliProgram(),
                  {QStringLiteral("--root"), tree.path(), QStringLiteral("test-login"), QStringLiteral("x"), QStringLiteral("root")});
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitCode(), 5);
    QVERIFY(process.readAllStandardError().contains("--password-stdin"));
}

void TestTestLogin::timeLimit()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), authBy(module("hang")));
    const CliRun run = tree.run(words("test-login x root --timeout 1 --json"));
    QCOMPARE(run.code, 5);
    QCOMPARE(run.object()[QStringLiteral("ok")].toBool(true), false);
    QCOMPARE(run.object()[QStringLiteral("error")].toString(), QStringLiteral("TimedOut"));
    QVERIFY(!run.err.isEmpty());
}

void TestTestLogin::crashTakesOnlyTheProbe()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), authBy(module("crash")));
    const CliRun run = tree.run(words("test-login x root --json"));
    QCOMPARE(run.code, 5);
    QCOMPARE(run.object()[QStringLiteral("error")].toString(), QStringLiteral("ProbeFailed"));
}

void TestTestLogin::hostileNames()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), authBy("pam_permit.so"));
    const QString long1 = QString(100000, u'x');
    for (const QString &name : {QStringLiteral("../x"), QStringLiteral("x\x1b[2J"), QStringLiteral("a\nb"), long1, QString()}) {
        const CliRun run = tree.run({QStringLiteral("test-login"), name, QStringLiteral("root")});
        QVERIFY2(run.code >= 1 && run.code <= 5, qPrintable(name.left(20)));
        QVERIFY(isTame(run.out) && isTame(run.err));
        const CliRun user = tree.run({QStringLiteral("test-login"), QStringLiteral("x"), name});
        QVERIFY2(user.code >= 0 && user.code <= 5, qPrintable(name.left(20)));
        QVERIFY(isTame(user.out) && isTame(user.err));
    }
}

void TestTestLogin::promptsOnTheTerminal()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), promptRule());
    TerminalRun run = onTerminal(tree, {});
    QVERIFY2(run.expect("Two questions."), run.output().constData());
    QVERIFY(run.expect("Colour: "));
    QTRY_VERIFY(run.echoes());
    run.type("blue\n");
    QVERIFY(run.expect("Password: "));
    QVERIFY(!run.echoes());
    run.type("s3cret\n");
    QCOMPARE(run.exitCode(), 0);
    QVERIFY(run.echoes());
    QVERIFY(run.output().contains("blue"));
    QVERIFY(run.output().contains("That was all."));
    QVERIFY(!run.output().contains("s3cret"));
}

void TestTestLogin::documentWhilePrompting()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), promptRule());
    TerminalRun run = onTerminal(tree, words("--json"));
    QVERIFY(run.expect("Colour: "));
    run.type("green\n");
    QVERIFY(run.expect("Password: "));
    run.type("s3cret\n");
    QCOMPARE(run.exitCode(), 1);
    QVERIFY(run.output().contains("\"ok\": false"));
    QVERIFY(!run.output().contains("s3cret"));
}

void TestTestLogin::tooLongAnswerIsAskedAgain()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), promptRule());
    TerminalRun run = onTerminal(tree, {});
    QVERIFY(run.expect("Colour: "));
    run.type(QByteArray(600, 'x') + '\n');
    QVERIFY(run.expect("Colour: "));
    run.type("blue\n");
    QVERIFY(run.expect("Password: "));
    run.type("s3cret\n");
    QCOMPARE(run.exitCode(), 0);
}

void TestTestLogin::interruptedPrompt_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<int>("signal");
    QTest::newRow("Ctrl+C") << QByteArrayLiteral("half\x03") << 0;
    QTest::newRow("Ctrl+backslash") << QByteArrayLiteral("\x1c") << 0;
    QTest::newRow("Ctrl+D") << QByteArrayLiteral("\x04") << 0;
    QTest::newRow("SIGTERM") << QByteArray() << SIGTERM;
    QTest::newRow("SIGHUP") << QByteArray() << SIGHUP;
    QTest::newRow("the time limit") << QByteArray() << 0;
}

void TestTestLogin::interruptedPrompt()
{
    QFETCH(QByteArray, typed);
    QFETCH(int, signal);
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), authBy("pam_unix.so"));
    TerminalRun run = onTerminal(tree, typed.isEmpty() && !signal ? words("--timeout 2") : QStringList());
    QVERIFY2(run.expect("Password: "), run.output().constData());
    QVERIFY(!run.echoes());
    if (signal)
        kill(run.process(), signal);
    else
        run.type(typed);
    QCOMPARE(run.exitCode(), 5);
    QVERIFY(run.echoes());
    QVERIFY2(run.output().contains("pamphletctl: "), run.output().constData());
}

void TestTestLogin::stoppedAndContinued()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), promptRule());
    TerminalRun run = onTerminal(tree, {});
    QVERIFY(run.expect("Colour: "));
    run.type("blue\n");
    QVERIFY(run.expect("Password: "));
    QVERIFY(!run.echoes());
    run.type("\x1a");
    QVERIFY(run.waitForStop());
    QVERIFY(run.echoes()); // the shell gets its terminal back
    kill(run.process(), SIGCONT);
    QVERIFY(run.expect("Password: "));
    QVERIFY(!run.echoes());
    run.type("s3cret\n");
    QCOMPARE(run.exitCode(), 0);
    QVERIFY(!run.output().contains("s3cret"));
}

void TestTestLogin::deadHelperGivesTheTerminalBack()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), authBy("pam_unix.so"));
    TerminalRun run = onTerminal(tree, {});
    QVERIFY(run.expect("Password: "));
    QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(run.process()));
    if (!children.open(QIODevice::ReadOnly))
        QSKIP("this kernel does not tell the children of a process");
    const pid_t helper = children.readAll().trimmed().split(' ').first().toInt();
    QVERIFY(helper > 1);
    kill(helper, SIGKILL);
    QCOMPARE(run.exitCode(), 5);
    QVERIFY(run.echoes());
}

QTEST_GUILESS_MAIN(TestTestLogin)
#include "tst_testlogin.moc"
