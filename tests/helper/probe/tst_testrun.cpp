// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real probe with the real libpam, on configurations that stand in a directory of the test's own.
#include "tests/helper/probe/confdirectory.h"
#include "tests/helper/probe/runrecorder.h"

using namespace pamphlet;
using namespace pamphlet::helper;
using namespace pamphlet::test;

class tst_testrun : public QObject
{
    Q_OBJECT

    ConfDirectory m_conf;

private Q_SLOTS:
    void sequences_data()
    {
        QTest::addColumn<int>("sequence");
        QTest::addColumn<bool>("session");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, LoginSequence sequence, bool session, const char *expected) {
            QTest::newRow(name) << int(sequence) << session << text(expected).split(text(", "));
        };
        row("generic", LoginSequence::Generic, false, "start 0, authenticate 0, acct_mgmt 0");
        row("generic with a session", LoginSequence::Generic, true,
            "start 0, authenticate 0, acct_mgmt 0, setcred 0, open_session 0, close_session 0, setcred 0");
        row("sshd", LoginSequence::Sshd, false, "start 0, authenticate 0, acct_mgmt 0");
        row("sshd with a session", LoginSequence::Sshd, true,
            "start 0, authenticate 0, acct_mgmt 0, setcred 0, open_session 0, close_session 0, setcred 0");
        row("teleport", LoginSequence::Teleport, false, "start 0, acct_mgmt 0");
        row("teleport with a session", LoginSequence::Teleport, true, "start 0, acct_mgmt 0, open_session 0, close_session 0");
        row("teleport with use_pam_auth", LoginSequence::TeleportAuth, true,
            "start 0, acct_mgmt 0, authenticate 0, open_session 0, close_session 0");
        row("token service, which has no account check", LoginSequence::TokenService, true, "start 0, authenticate 0");
    }
    void sequences()
    {
        QFETCH(int, sequence);
        QFETCH(bool, session);
        QFETCH(QStringList, expected);
        m_conf.write("auth required pam_permit.so\naccount required pam_permit.so\nsession required pam_permit.so\npassword required "
                     "pam_permit.so\n");
        TestRun run(m_conf.setup(static_cast<LoginSequence>(sequence), session));
        RunRecorder recorder(run);
        QVERIFY(run.start());
        QVERIFY(recorder.wait());
        QCOMPARE(recorder.error(), QString());
        QCOMPARE(recorder.primitives(), expected);
    }

    void theFirstFailureEndsTheSequence_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *config, const char *expected) {
            QTest::newRow(name) << QByteArray(config) << text(expected).split(text(", "));
        };
        row("auth", "auth required pam_deny.so\naccount required pam_permit.so\n", "start 0, authenticate 7");
        row("account", "auth required pam_permit.so\naccount required TEST/pam_test_return.so acct=13\n",
            "start 0, authenticate 0, acct_mgmt 13");
        row("credentials",
            "auth required TEST/pam_test_return.so cred=17\naccount required pam_permit.so\nsession required pam_permit.so\n",
            "start 0, authenticate 0, acct_mgmt 0, setcred 17");
        row("a session that does not open: credentials are deleted",
            "auth required pam_permit.so\naccount required pam_permit.so\nsession required TEST/pam_test_return.so open=14\n",
            "start 0, authenticate 0, acct_mgmt 0, setcred 0, open_session 14, setcred 0");
        row("incomplete", "auth required TEST/pam_test_return.so auth=31\naccount required pam_permit.so\n", "start 0, authenticate 31");
        row("a code that no module should return", "auth required TEST/pam_test_return.so auth=99\naccount required pam_permit.so\n",
            "start 0, authenticate 6");
        row("a negative code", "auth required TEST/pam_test_return.so auth=-3\naccount required pam_permit.so\n",
            "start 0, authenticate 6");
        row("a configuration that libpam does not take", "auth required .so\n", "start 26");
        row("a module that is not there", "auth required pam_there_is_no_such_module.so\naccount required pam_permit.so\n",
            "start 0, authenticate 28");
    }
    void theFirstFailureEndsTheSequence()
    {
        QFETCH(QByteArray, config);
        QFETCH(QStringList, expected);
        m_conf.write(config);
        TestRun run(m_conf.setup(LoginSequence::Generic, true));
        RunRecorder recorder(run);
        QVERIFY(run.start());
        QVERIFY(recorder.wait());
        QCOMPARE(recorder.error(), QString());
        QCOMPARE(recorder.primitives(), expected);
    }

    void theConversationIsRelayedInOrder_data()
    {
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<int>("code");
        QTest::newRow("the right answers") << QByteArray("s3cret") << 0;
        QTest::newRow("a wrong answer") << QByteArray("s3cret ") << 7;
        QTest::newRow("an empty answer") << QByteArray("") << 7;
        QTest::newRow("the longest answer") << QByteArray(512, 'x') << 7;
    }
    void theConversationIsRelayedInOrder()
    {
        QFETCH(QByteArray, password);
        QFETCH(int, code);
        m_conf.write("auth required TRACE 0 1 TEST/pam_test_prompt.so [on=deep blue] off=s3cret\naccount required pam_permit.so\n");
        TestRun run(m_conf.setup());
        RunRecorder recorder(run, {{text("Colour: "), "deep blue"}, {text("Password: "), password}});
        QVERIFY(run.start());
        QVERIFY(recorder.wait());
        QStringList expected{text("primitive start 0"),
                             text("message info Two questions."),
                             text("message echo-on Colour: "),
                             text("message echo-off Password: "),
                             text("message error That was all."),
                             text("step authenticate /etc/pam.d/service:1 pam_one.so %1").arg(code),
                             text("primitive authenticate %1").arg(code)};
        if (code == 0)
            expected.append(text("primitive acct_mgmt 0"));
        expected.append(text("finished "));
        QCOMPARE(recorder.events(), expected);
    }

    void aPromptIsAnsweredOnceAndByItsNumber()
    {
        m_conf.write("auth required TEST/pam_test_prompt.so on=a off=b\naccount required pam_permit.so\n");
        TestRun run(m_conf.setup());
        RunRecorder recorder(run);
        QSignalSpy messages(&run, &TestRun::message);
        Secret a, b, nul;
        QVERIFY(a.assign("a") && b.assign("b") && nul.assign(std::string_view("b\0x", 3)));
        QVERIFY(!run.answer(1, a)); // not even started
        QVERIFY(run.start());
        QTRY_COMPARE(messages.size(), 2);
        QCOMPARE(messages[1][0].toUInt(), 1U);
        QCOMPARE(run.answer(0, a).error().code, ErrorCode::NotFound);
        QCOMPARE(run.answer(2, a).error().code, ErrorCode::NotFound);
        QCOMPARE(run.answer(1, nul).error().code, ErrorCode::InvalidArgument);
        QVERIFY(run.answer(1, a));
        QCOMPARE(run.answer(1, a).error().code, ErrorCode::NotFound);
        QTRY_COMPARE(messages.size(), 3);
        QCOMPARE(messages[2][0].toUInt(), 2U);
        QVERIFY(run.answer(2, b));
        QVERIFY(recorder.wait());
        QVERIFY(recorder.primitives().contains(text("authenticate 0")));
        QCOMPARE(run.answer(2, b).error().code, ErrorCode::NotFound);
    }

    void tracingChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("module");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *module, const char *expected) {
            QTest::newRow(name) << QByteArray(module) << text(expected).split(text(", "));
        };
        row("success", "TEST/pam_test_return.so", "authenticate 0");
        row("ignore", "TEST/pam_test_return.so auth=25", "authenticate 25");
        row("incomplete", "TEST/pam_test_return.so auth=31", "authenticate 31");
        row("99", "TEST/pam_test_return.so auth=99", "authenticate 99");
        row("-3", "TEST/pam_test_return.so auth=-3", "authenticate -3");
        row("a file that is not there", "/nonexistent/pam_x.so", "authenticate 28");
        row("a file that is no module", "/etc/passwd", "authenticate 28");
    }
    void tracingChangesNothing()
    {
        QFETCH(QByteArray, module);
        QFETCH(QStringList, expected);
        const QByteArray rest = "auth optional pam_permit.so\naccount required pam_permit.so\n";
        QStringList primitives[2];
        QStringList traced;
        for (int i = 0; i < 2; ++i) {
            m_conf.write("auth [default=bad success=ok ignore=ok] " + (i == 0 ? module : "TRACE 0 1 " + module) + "\n" + rest);
            TestRun run(m_conf.setup());
            RunRecorder recorder(run);
            QVERIFY(run.start());
            QVERIFY(recorder.wait());
            QCOMPARE(recorder.error(), QString());
            primitives[i] = recorder.primitives();
            traced = recorder.steps();
        }
        QCOMPARE(primitives[1], primitives[0]);
        QStringList steps;
        for (const QString &step : traced)
            steps.append(step.section(QLatin1Char(' '), 0, 0) + step.mid(step.lastIndexOf(QLatin1Char(' '))));
        QCOMPARE(steps, expected);
    }

    void aPrimitiveThatAModuleDoesNotHaveIsUnknown()
    {
        m_conf.write("auth required pam_permit.so\naccount required TRACE 1 1 TEST/pam_test_prompt.so\n");
        TestRun run(m_conf.setup());
        RunRecorder recorder(run);
        QVERIFY(run.start());
        QVERIFY(recorder.wait());
        QCOMPARE(recorder.steps(), QStringList{text("acct_mgmt /etc/pam.d/service:2 pam_two.so 28")});
        QVERIFY(recorder.primitives().contains(text("acct_mgmt 28")));
    }

    void theNextPathIsTriedAsLibpamDoes()
    {
        m_conf.write("auth required TRACE 0 2 /nonexistent/pam_x.so TEST/pam_test_return.so auth=9\n");
        TestRun run(m_conf.setup());
        RunRecorder recorder(run);
        QVERIFY(run.start());
        QVERIFY(recorder.wait());
        QCOMPARE(recorder.steps(), QStringList{text("authenticate /etc/pam.d/service:1 pam_one.so 9")});
    }

    void theTracingModuleRefusesWhatWasNotStaged_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::newRow("nothing") << QByteArray("");
        QTest::newRow("only a rule") << QByteArray("0");
        QTest::newRow("more paths than there are") << QByteArray("0 2 pam_permit.so");
        QTest::newRow("a negative rule") << QByteArray("-1 1 pam_permit.so");
        QTest::newRow("no number") << QByteArray("x 1 pam_permit.so");
        QTest::newRow("a number that is too large") << QByteArray("99999999999999999999 1 pam_permit.so");
    }
    void theTracingModuleRefusesWhatWasNotStaged()
    {
        QFETCH(QByteArray, arguments);
        m_conf.write("auth required TRACE " + arguments + "\n");
        TestRun run(m_conf.setup());
        RunRecorder recorder(run);
        QVERIFY(run.start());
        QVERIFY(recorder.wait());
        QCOMPARE(recorder.primitives(), (QStringList{text("start 0"), text("authenticate 28")}));
        QCOMPARE(recorder.steps(), QStringList());
    }

    void dataOfATracedModuleIsCleanedByTheModule()
    {
        m_conf.write("auth required TRACE 0 1 TEST/pam_test_return.so data\naccount required pam_permit.so\n");
        TestRun run(m_conf.setup());
        RunRecorder recorder(run);
        QVERIFY(run.start());
        QVERIFY(recorder.wait());
        QCOMPARE(recorder.error(), QString());
        QVERIFY2(recorder.messages().contains(text("info cleaned up after 0")), qPrintable(recorder.messages().join(QLatin1Char('\n'))));
    }

    void theModulesSeeACleanProcess_data()
    {
        QTest::addColumn<int>("sequence");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("generic") << int(LoginSequence::Generic)
                                 << QStringList{text("flags=0"),      text("service=service"), text("user=alice"),
                                                text("tty=pamphlet"), text("rhost=(none)"),    text("ruser=bob")};
        QTest::newRow("sshd") << int(LoginSequence::Sshd) << QStringList{text("flags=0x1"), text("service=service"), text("user=alice"),
                                                                         text("tty=ssh"),   text("rhost=127.0.0.1"), text("ruser=(none)")};
        QTest::newRow("teleport") << int(LoginSequence::TeleportAuth)
                                  << QStringList{text("flags=0"), text("service=service"), text("user=alice"),
                                                 text("tty="),    text("rhost=127.0.0.1"), text("ruser=alice")};
        QTest::newRow("token service") << int(LoginSequence::TokenService)
                                       << QStringList{text("flags=0x1"),  text("service=service"), text("user=alice"),
                                                      text("tty=(none)"), text("rhost=127.0.0.1"), text("ruser=(none)")};
    }
    void theModulesSeeACleanProcess()
    {
        QFETCH(int, sequence);
        QFETCH(QStringList, expected);
        const bool teleport = sequence == int(LoginSequence::TeleportAuth);
        expected.append(text("environment PATH=/usr/sbin:/usr/bin:/sbin:/bin"));
        if (teleport)
            expected += {text("environment TELEPORT_USERNAME=alice"),  text("environment TELEPORT_LOGIN=alice"),
                         text("environment TELEPORT_ROLES="),          text("pam environment TELEPORT_USERNAME=alice"),
                         text("pam environment TELEPORT_LOGIN=alice"), text("pam environment TELEPORT_ROLES=")};
        expected.append(text("umask=022 core=0 dumpable=0 leader=1 null=111 descriptors=4"));
        m_conf.write("auth required TEST/pam_test_look.so\naccount required pam_permit.so\n");
        qputenv("PAMPHLET_TEST_LEAK", "must not reach the probe");
        TestRun run(m_conf.setup(static_cast<LoginSequence>(sequence)));
        RunRecorder recorder(run);
        QVERIFY(run.start());
        QVERIFY(recorder.wait());
        QStringList facts;
        for (const QString &message : recorder.messages())
            facts.append(message.mid(5)); // "info "
        // pam_info() ends the text at the first newline and flags print as "0" without a prefix
        QCOMPARE(facts, expected);
    }

    void aSecretIsNowhereToBeSeen()
    {
        const QByteArray secret = "Tr0ub4dor&3-xyzzy";
        m_conf.write("auth required TRACE 0 1 TEST/pam_test_prompt.so on=x off=" + secret + "\nauth required TEST/pam_test_prompt.so\n");
        TestRun run(m_conf.setup());
        RunRecorder recorder(run, {{text("Colour: "), "x"}, {text("Password: "), secret}});
        QSignalSpy messages(&run, &TestRun::message);
        int seen = 0;
        connect(&run, &TestRun::step, this, [&] {
            // Now it has been handed over; look at every process below the probe.
            for (const QString &pid : processes()) {
                QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
                if (!stat.open(QIODevice::ReadOnly))
                    continue;
                const QByteArray line = stat.readAll();
                const bool ours = pid.toLongLong() == run.probePid()
                    || line.mid(line.lastIndexOf(')') + 2).split(' ').value(1).toLongLong() == run.probePid();
                if (!ours)
                    continue;
                ++seen;
                for (const char *name : {"cmdline", "environ", "comm"}) {
                    QFile file(QStringLiteral("/proc/%1/%2").arg(pid, text(name)));
                    if (file.open(QIODevice::ReadOnly)) // environ: root alone, the processes are not dumpable
                        QVERIFY(!file.readAll().contains(secret));
                }
            }
        });
        QVERIFY(run.start());
        QVERIFY(recorder.wait());
        QCOMPARE(seen, 2);
        QVERIFY(recorder.steps().value(0).endsWith(text(" 0"))); // it did arrive
        for (const QString &event : recorder.events())
            QVERIFY(!event.contains(QString::fromUtf8(secret)));
    }
};

QTEST_GUILESS_MAIN(tst_testrun)
#include "tst_testrun.moc"
