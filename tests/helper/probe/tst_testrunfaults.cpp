// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What modules do to their process must not reach further than the probe.
#include "tests/helper/probe/confdirectory.h"
#include "tests/helper/probe/runrecorder.h"

#include <csignal>

#include <sys/socket.h>

using namespace pamphlet;
using namespace pamphlet::helper;
using namespace pamphlet::test;

namespace {

int openDescriptors()
{
    return static_cast<int>(QDir(text("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size());
}

} // namespace

class tst_testrunfaults : public QObject
{
    Q_OBJECT

    ConfDirectory m_conf;

private Q_SLOTS:
    void aRuleThatIsNotInTheTableIsNonsense()
    {
        m_conf.write("auth required TRACE 2 1 TEST/pam_test_return.so\naccount required pam_permit.so\n");
        TestRun run(m_conf.setup());
        RunRecorder recorder(run);
        QVERIFY(run.start());
        QVERIFY(recorder.wait());
        QCOMPARE(recorder.error(), text("ProbeFailed"));
    }

    void aModuleThatHangsIsCutOffAndNamed_data()
    {
        QTest::addColumn<bool>("traced");
        QTest::addColumn<QString>("named");
        QTest::newRow("traced") << true << text("pam_two.so (/etc/pam.d/service:2) did not come back from authenticate within 1 s");
        QTest::newRow("not traced") << false << text("authenticate did not come back within 1 s");
    }
    void aModuleThatHangsIsCutOffAndNamed()
    {
        QFETCH(bool, traced);
        QFETCH(QString, named);
        m_conf.write(traced ? "auth required TRACE 0 1 TEST/pam_test_return.so\nauth required TRACE 1 1 TEST/pam_test_hang.so\n"
                            : "auth required TEST/pam_test_hang.so\n");
        auto limited = m_conf.setup();
        limited.timeoutSeconds = 1;
        TestRun run(std::move(limited));
        RunRecorder recorder(run);
        QVERIFY(run.start());
        QVERIFY(recorder.wait());
        QCOMPARE(recorder.error(), text("TimedOut"));
        QCOMPARE(recorder.detail(), named);
        QCOMPARE(childProcesses(), QStringList());
    }

    void aPromptThatNobodyAnswersIsCutOffToo()
    {
        m_conf.write("auth required TEST/pam_test_prompt.so\n");
        auto limited = m_conf.setup();
        limited.timeoutSeconds = 1;
        TestRun run(std::move(limited));
        RunRecorder recorder(run);
        QVERIFY(run.start());
        QVERIFY(recorder.wait());
        QCOMPARE(recorder.error(), text("TimedOut"));
        QCOMPARE(recorder.detail(), text("prompt 1 was not answered within 1 s"));
    }

    void aModuleThatCrashesTakesOnlyTheProbe_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("detail");
        QTest::newRow("traced") << QByteArray("auth required TRACE 1 1 TEST/pam_test_crash.so\n")
                                << text("killed by signal 11 (SIGSEGV) in pam_two.so (/etc/pam.d/service:2), authenticate");
        QTest::newRow("not traced") << QByteArray("auth required TEST/pam_test_crash.so\n")
                                    << text("killed by signal 11 (SIGSEGV) in authenticate");
        QTest::newRow("in pam_end") << QByteArray("auth required pam_permit.so\naccount required TRACE 1 1 TEST/pam_test_crash.so\n")
                                    << text("killed by signal 11 (SIGSEGV) in pam_end");
        QTest::newRow("by leaving") << QByteArray("auth required TRACE 0 1 TEST/pam_test_crash.so exit\n")
                                    << text("the process ended itself with status 0 in pam_one.so (/etc/pam.d/service:1), authenticate");
    }
    void aModuleThatCrashesTakesOnlyTheProbe()
    {
#if defined(__SANITIZE_ADDRESS__)
        QSKIP("AddressSanitizer turns a crash into an exit of its own");
#endif
        QFETCH(QByteArray, config);
        QFETCH(QString, detail);
        m_conf.write(config);
        TestRun run(m_conf.setup());
        RunRecorder recorder(run);
        QVERIFY(run.start());
        QVERIFY(recorder.wait());
        QCOMPARE(recorder.error(), text("ProbeFailed"));
        QCOMPARE(recorder.detail(), detail);
        QCOMPARE(childProcesses(), QStringList());
    }

    void whatAModuleLeavesRunningEndsWithTheTest()
    {
        m_conf.write("auth required TEST/pam_test_fork.so\nauth required TEST/pam_test_prompt.so on=a off=b\n"
                     "account required pam_permit.so\n");
        TestRun run(m_conf.setup());
        // Looked for while the login waits for an answer: until then nothing ends.
        bool ran = false;
        QString left;
        connect(&run, &TestRun::message, this, [&ran, &left](quint32 prompt, const QString &, const QString &said) {
            if (left.isEmpty())
                left = said;
            else if (prompt != 0)
                ran = QFile::exists(QStringLiteral("/proc/%1").arg(left));
        });
        RunRecorder recorder(run, {{text("Colour: "), "a"}, {text("Password: "), "b"}});
        QVERIFY(run.start());
        QVERIFY(recorder.wait());
        QCOMPARE(recorder.error(), QString());
        QVERIFY(ran);
        const QString pid = recorder.messages().value(0).section(QLatin1Char(' '), 1);
        QVERIFY(pid.toInt() > 1);
        QVERIFY(!QFile::exists(QStringLiteral("/proc/%1").arg(pid)));
    }

    /// One level a round is not enough: see how long the chain is.
    void aLongChainOfProcessesEndsToo()
    {
        m_conf.write("auth required TEST/pam_test_chain.so 150\naccount required pam_permit.so\n");
        TestRun run(m_conf.setup());
        RunRecorder recorder(run);
        QVERIFY(run.start());
        QVERIFY(recorder.wait());
        QCOMPARE(recorder.error(), QString());
        const QStringList ends = recorder.messages().value(0).split(QLatin1Char(' ')).mid(1);
        QCOMPARE(ends.size(), 2);
        for (const QString &pid : ends) {
            QVERIFY(pid.toInt() > 1);
            QVERIFY2(!QFile::exists(QStringLiteral("/proc/%1").arg(pid)), "it survived");
        }
    }

    void whatCouldNotBeEndedIsSaid()
    {
        m_conf.write("auth required pam_permit.so\n");
        auto setup = m_conf.setup();
        setup.probe = QCoreApplication::applicationFilePath().toStdString(); // see main()
        TestRun run(std::move(setup));
        RunRecorder recorder(run);
        QVERIFY(run.start());
        QVERIFY(recorder.wait());
        QCOMPARE(recorder.error(), text("ProbeFailed"));
        QCOMPARE(recorder.detail(), text("processes that were left and could not be ended: 3"));
    }

    void cancelling_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::newRow("a prompt") << QByteArray("auth required TEST/pam_test_prompt.so\n");
        QTest::newRow("a process left behind") << QByteArray(
            "auth required TEST/pam_test_fork.so\nauth required TEST/pam_test_prompt.so\n");
    }
    void cancelling()
    {
        QFETCH(QByteArray, config);
        m_conf.write(config);
        TestRun run(m_conf.setup());
        RunRecorder recorder(run);
        QSignalSpy messages(&run, &TestRun::message);
        QVERIFY(run.start());
        QTRY_VERIFY(!messages.isEmpty() && messages.last()[0].toUInt() == 1);
        run.cancel();
        run.cancel();
        QVERIFY(recorder.wait());
        QCOMPARE(recorder.error(), text("Cancelled"));
        QCOMPARE(childProcesses(), QStringList());
        for (const QString &message : recorder.messages()) {
            if (const int pid = message.section(QLatin1Char(' '), 1).toInt(); pid > 1)
                QVERIFY(!QFile::exists(QStringLiteral("/proc/%1").arg(pid)));
        }
    }

    void deletingTheObjectEndsTheProbe()
    {
        m_conf.write("auth required TEST/pam_test_fork.so\nauth required TEST/pam_test_hang.so\n");
        auto run = std::make_unique<TestRun>(m_conf.setup());
        QSignalSpy messages(run.get(), &TestRun::message);
        QSignalSpy finished(run.get(), &TestRun::finished);
        QVERIFY(run->start());
        QTRY_COMPARE(messages.size(), 1);
        const QString survivor = messages[0][2].toString();
        const QString probe = QString::number(run->probePid());
        run.reset();
        QVERIFY(finished.isEmpty());
        QVERIFY(!QFile::exists(QStringLiteral("/proc/%1").arg(survivor)));
        QVERIFY(!QFile::exists(QStringLiteral("/proc/%1").arg(probe)));
    }

    void theEndOfTheProbeItselfIsAnError()
    {
        m_conf.write("auth required TEST/pam_test_prompt.so\n");
        TestRun run(m_conf.setup());
        RunRecorder recorder(run);
        QSignalSpy messages(&run, &TestRun::message);
        QVERIFY(run.start());
        QTRY_VERIFY(!messages.isEmpty());
        QCOMPARE(::kill(static_cast<pid_t>(run.probePid()), SIGKILL), 0);
        QVERIFY(recorder.wait());
        QCOMPARE(recorder.error(), text("ProbeFailed"));
        QCOMPARE(recorder.detail(), text("the probe was killed by signal 9"));
    }

    void aProbeThatIsNotThere()
    {
        auto missing = m_conf.setup();
        missing.probe = "/nonexistent/pamphlet-probe";
        TestRun run(std::move(missing));
        QCOMPARE(run.start().error().code, ErrorCode::Io);
    }

    void fiftyLoginsLeaveNothingBehind()
    {
        m_conf.write("auth required TRACE 0 1 pam_permit.so\nauth required TEST/pam_test_fork.so\naccount required pam_permit.so\n");
        QCOMPARE(childProcesses(), QStringList());
        int before = 0;
        for (int i = 0; i < 51; ++i) {
            TestRun run(m_conf.setup());
            RunRecorder recorder(run);
            QVERIFY(run.start());
            QVERIFY(recorder.wait());
            QCOMPARE(recorder.error(), QString());
            if (i == 0) // the first one opens what Qt keeps
                before = openDescriptors();
        }
        QCOMPARE(openDescriptors(), before);
        QCOMPARE(childProcesses(), QStringList());
    }
};

namespace {

/// A probe whose modules left what it cannot end; nothing this test could start would be like that.
int beProbe()
{
    char request = 0; // taken first, as the probe does: else the helper writes to nobody
    if (::recv(3, &request, 1, 0) != 1)
        return 1;
    for (const Frame &frame : {Frame(SequenceEnded{}), Frame(ProbeEnded{false, 0, 3})}) {
        const std::string bytes = encodeFrame(frame);
        if (::send(3, bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size()))
            return 1;
    }
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    int type = 0;
    socklen_t size = sizeof type;
    if (::getsockopt(3, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET)
        return beProbe();
    QCoreApplication application(argc, argv);
    tst_testrunfaults test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_testrunfaults.moc"
