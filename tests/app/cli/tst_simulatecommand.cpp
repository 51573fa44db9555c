// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/cliprogram.h"

#include <QTest>

using namespace pamphlet::test;

namespace {

const char *const keys[] = {"file", "line", "module", "returned", "action", "decided"};

QJsonArray resultsOf(const CliRun &run)
{
    return run.array().at(0)[QStringLiteral("results")].toArray();
}

/// "authenticate=0 setcred=17"
QByteArray codesOf(const CliRun &run)
{
    QStringList words;
    const QJsonArray results = resultsOf(run);
    for (const QJsonValue &result : results)
        words.append(result[QStringLiteral("primitive")].toString() + u'=' + QString::number(result[QStringLiteral("code")].toInt(-99)));
    return words.join(u' ').toUtf8();
}

} // namespace

/// simulate: the real program on trees of one's own.
class TestSimulateCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasTheDocumentedKeys();
    void primitives_data();
    void primitives();
    void answers_data();
    void answers();
    void usage_data();
    void usage();
    void startThatFails_data();
    void startThatFails();
    void all();
    void everyLibpam();
    void text();
    void textOfWhatIsNotRun();
    void badInput();
};

void TestSimulateCommand::hasTheDocumentedKeys()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"),
               "auth required pam_debug.so auth=auth_err\nauth [default=2] pam_permit.so\nauth required\nauth optional pam_permit.so\n");
    const CliRun run = tree.run(words("simulate sudo --json"));
    QCOMPARE(run.code, 1);
    QVERIFY(run.err.isEmpty());
    QCOMPARE(run.array().size(), 1);
    const QJsonObject service = run.array()[0].toObject();
    QCOMPARE(service[QStringLiteral("service")].toString(), QStringLiteral("sudo"));
    QCOMPARE(service[QStringLiteral("start")].toObject(),
             (QJsonObject{{QStringLiteral("code"), 0}, {QStringLiteral("name"), QStringLiteral("PAM_SUCCESS")}}));
    QCOMPARE(codesOf(run), QByteArray("authenticate=7 setcred=6 acct_mgmt=6 open_session=6 close_session=6 chauthtok=6"));
    const QJsonObject authenticate = resultsOf(run)[0].toObject();
    QCOMPARE(authenticate[QStringLiteral("name")].toString(), QStringLiteral("PAM_AUTH_ERR"));
    const QJsonArray steps = authenticate[QStringLiteral("steps")].toArray();
    QCOMPARE(steps.size(), 2);
    for (const QJsonValue &step : steps) {
        for (const char *key : keys)
            QVERIFY2(step.toObject().contains(QString::fromLatin1(key)), key);
    }
    QCOMPARE(steps[0][QStringLiteral("file")].toString(), QStringLiteral("/etc/pam.d/sudo"));
    QCOMPARE(steps[0][QStringLiteral("line")].toInt(), 1);
    QCOMPARE(steps[0][QStringLiteral("module")].toString(), QStringLiteral("pam_debug.so"));
    QCOMPARE(steps[0][QStringLiteral("returned")].toInt(), 7);
    QCOMPARE(steps[0][QStringLiteral("action")].toString(), QStringLiteral("bad"));
    QCOMPARE(steps[0][QStringLiteral("decided")].toBool(), true);
    QCOMPARE(steps[1][QStringLiteral("action")].toString(), QStringLiteral("2"));
    QCOMPARE(steps[1][QStringLiteral("decided")].toBool(), false);
}

void TestSimulateCommand::primitives_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QByteArray>("codes");
    const auto row = [](const char *list, const char *codes) { QTest::newRow(list) << QString::fromLatin1(list) << QByteArray(codes); };
    row("setcred", "setcred=17");
    row("authenticate,setcred", "authenticate=0 setcred=17");
    row("setcred,authenticate,setcred,authenticate", "setcred=17 authenticate=0 setcred=17 authenticate=0");
    row("acct_mgmt,acct_mgmt,chauthtok", "acct_mgmt=31 acct_mgmt=31 chauthtok=26");
}

void TestSimulateCommand::primitives()
{
    QFETCH(QString, list);
    QFETCH(QByteArray, codes);
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"),
               "auth required pam_debug.so cred=cred_err\naccount required pam_debug.so acct=incomplete\n"
               "password required pam_permit.so\n");
    const CliRun run
        = tree.run({QStringLiteral("simulate"), QStringLiteral("sudo"), QStringLiteral("--json"), QStringLiteral("--primitives"), list});
    QCOMPARE(run.code, 1);
    QCOMPARE(codesOf(run), codes);
}

void TestSimulateCommand::answers_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("codes"); // of authenticate and chauthtok
    const auto row
        = [](const char *name, const char *options, const char *codes) { QTest::newRow(name) << words(options) << QByteArray(codes); };
    row("unknown modules are assumed to succeed", "", "authenticate=0 chauthtok=0");
    row("otherwise", "--otherwise 9", "authenticate=9 chauthtok=9");
    row("by its word", "--otherwise authinfo_unavail", "authenticate=9 chauthtok=9");
    row("at a place", "--outcome shared:2=maxtries", "authenticate=11 chauthtok=0");
    row("at a path", "--outcome /etc/pam.d/shared:2=PAM_MAXTRIES", "authenticate=11 chauthtok=0");
    row("the last one counts", "--outcome shared:2=7 --outcome shared:2=11", "authenticate=11 chauthtok=0");
    row("given before otherwise", "--outcome shared:2=0 --outcome sudo:3=0 --otherwise 9", "authenticate=0 chauthtok=0");
    row("for one primitive", "--outcome sudo:3=chauthtok:20", "authenticate=0 chauthtok=20");
    row("for another primitive", "--outcome sudo:3=authenticate:20", "authenticate=0 chauthtok=0");
    row("for one pass", "--outcome sudo:3=prechauthtok:24 --outcome sudo:3=chauthtok:20", "authenticate=0 chauthtok=24");
    row("as pam_debug has it", "--outcome shared:2=auth:7", "authenticate=7 chauthtok=0");
    row("narrow before wide", "--outcome sudo:3=chauthtok:20 --outcome sudo:3=24", "authenticate=0 chauthtok=20");
    row("a certain one, what if", "--outcome sudo:4=7", "authenticate=7 chauthtok=0");
    row("right password", "--scenario right-password", "authenticate=0 chauthtok=0");
    row("wrong password", "--scenario wrong-password", "authenticate=7 chauthtok=0");
    row("and others otherwise", "--scenario wrong-password --otherwise 9", "authenticate=7 chauthtok=9");
}

void TestSimulateCommand::answers()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, codes);
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"),
               "# sudo\nauth include shared\npassword required pam_local.so\nauth required pam_permit.so\n");
    tree.write(QStringLiteral("etc/pam.d/shared"), "# shared\nauth required pam_unix.so\n");
    const CliRun run = tree.run(words("simulate sudo --json --primitives authenticate,chauthtok") + options);
    QCOMPARE(run.err, QByteArray());
    QCOMPARE(codesOf(run), codes);
    QCOMPARE(run.code, codes == "authenticate=0 chauthtok=0" ? 0 : 1);
}

void TestSimulateCommand::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("names");
    const auto row
        = [](const char *name, const char *arguments, const char *names) { QTest::newRow(name) << words(arguments) << QByteArray(names); };
    row("no service", "simulate", "SERVICE");
    row("a service and all", "simulate sudo --all", "--all");
    row("unknown primitive", "simulate sudo --primitives authenticate,auth", "authenticate,auth");
    row("empty primitive", "simulate sudo --primitives authenticate,", "authenticate,");
    row("unknown code", "simulate sudo --otherwise frob", "frob");
    row("code out of range", "simulate sudo --otherwise 32", "32");
    row("unknown scenario", "simulate sudo --scenario sunshine", "sunshine");
    row("outcome without a line", "simulate sudo --outcome sudo=7", "sudo=7");
    row("outcome with line 0", "simulate sudo --outcome sudo:0=7", "sudo:0=7");
    row("outcome without an answer", "simulate sudo --outcome sudo:1=", "sudo:1=");
    row("outcome of an unknown event", "simulate sudo --outcome sudo:1=login:7", "sudo:1=login:7");
    row("no rule there", "simulate sudo --outcome sudo:7=7", "sudo:7");
    row("no such file", "simulate sudo --outcome nowhere:1=7", "nowhere:1");
    row("the service has its own rules", "simulate sudo --outcome other:1=7", "other:1");
    row("an include line", "simulate sudo --outcome sudo:2=7", "sudo:2");
    row("nowhere in any service", "simulate --all --outcome shared:9=7", "shared:9");
}

void TestSimulateCommand::usage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, names);
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), "auth required pam_unix.so\nauth substack shared\n");
    tree.write(QStringLiteral("etc/pam.d/shared"), "auth required pam_permit.so\n");
    tree.write(QStringLiteral("etc/pam.d/other"), "auth required pam_deny.so\n");
    const CliRun run = tree.run(arguments);
    QCOMPARE(run.code, 2);
    QVERIFY(run.out.isEmpty());
    QVERIFY2(run.err.contains(names), run.err.constData());
}

void TestSimulateCommand::startThatFails_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QJsonValue>("code");
    QTest::addColumn<QString>("name");
    QTest::newRow("abort") << QByteArray("auth required pam_permit.so\n\\\n") << QJsonValue(26) << QStringLiteral("PAM_ABORT");
    QTest::newRow("hang") << QByteArray(1022, 'x') + "\\\n" << QJsonValue() << QStringLiteral("hang");
    QTest::newRow("crash") << QByteArray("@include\n") << QJsonValue() << QStringLiteral("crash");
    QTest::newRow("undefined") << QByteArray("auth include sudo\n") << QJsonValue() << QStringLiteral("undefined");
}

void TestSimulateCommand::startThatFails()
{
    QFETCH(QByteArray, file);
    QFETCH(QJsonValue, code);
    QFETCH(QString, name);
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), file);
    const CliRun run = tree.run(words("simulate sudo --json"));
    QCOMPARE(run.code, 1);
    const QJsonObject service = run.array()[0].toObject();
    QCOMPARE(service[QStringLiteral("start")].toObject(), (QJsonObject{{QStringLiteral("code"), code}, {QStringLiteral("name"), name}}));
    QVERIFY(service[QStringLiteral("results")].isArray());
    QVERIFY(resultsOf(run).isEmpty());

    const CliRun text = tree.run(words("simulate sudo"));
    QCOMPARE(text.code, 1);
    QVERIFY(text.out.contains("libpam"));
    QVERIFY(isTame(text.out));
}

void TestSimulateCommand::all()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/a"), "auth required pam_permit.so\n");
    tree.write(QStringLiteral("etc/pam.d/b"), "auth required pam_deny.so\n");
    tree.write(QStringLiteral("etc/pam.d/c"), "auth required .so\n");
    tree.write(QStringLiteral("etc/pam.d/other"),
               "auth required pam_permit.so\nauth [success=1] pam_permit.so\nauth required pam_deny.so\n");
    const CliRun run = tree.run(words("simulate --all --json --primitives authenticate"));
    QCOMPARE(run.code, 1);
    QByteArrayList found;
    const QJsonArray services = run.array();
    for (const QJsonValue &service : services)
        found.append(service[QStringLiteral("service")].toString().toUtf8() + ' '
                     + QByteArray::number(service[QStringLiteral("results")][0][QStringLiteral("code")].toInt(-1)));
    // `other` is read twice for itself: its second jump lands behind its third rule's copy.
    QCOMPARE(found, (QByteArrayList{"a 0", "b 7", "c -1", "other 0"}));

    const CliRun text = tree.run(words("simulate --all"));
    QCOMPARE(text.code, 1);
    QVERIFY(text.out.contains("AUTHENTICATE"));
    QVERIFY(text.out.contains("PAM_ABORT"));
    QVERIFY(!text.out.contains('*')); // nothing is guessed here
}

/// The same file under every libpam: what a jump in setcred does, and what an old parser makes of a number.
void TestSimulateCommand::everyLibpam()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"),
               "auth [success=1 default=ignore] pam_debug.so cred=cred_err\nauth requisite pam_deny.so\nauth required pam_permit.so\n"
               "account [success=4294967297 default=bad] pam_permit.so\naccount required pam_deny.so\naccount required pam_permit.so\n");
    const auto codes = [&tree](const char *libpam) {
        return codesOf(runCli({QStringLiteral("--root"), tree.path(), QStringLiteral("simulate"), QStringLiteral("sudo"),
                               QStringLiteral("--json"), QStringLiteral("--primitives"), QStringLiteral("authenticate,setcred,acct_mgmt"),
                               QStringLiteral("--libpam"), QString::fromLatin1(libpam)}));
    };
    for (const char *libpam : {"debian-12", "ubuntu-24.04"})
        QCOMPARE(codes(libpam), QByteArray("authenticate=0 setcred=0 acct_mgmt=0"));
    for (const char *libpam : {"debian-13", "debian-sid"})
        QCOMPARE(codes(libpam), QByteArray("authenticate=0 setcred=0 acct_mgmt=6"));
    for (const char *libpam : {"upstream-1.5.2", "upstream-1.5.3"})
        QCOMPARE(codes(libpam), QByteArray("authenticate=0 setcred=17 acct_mgmt=0"));
    for (const char *libpam : {"upstream-1.6", "upstream-1.7"})
        QCOMPARE(codes(libpam), QByteArray("authenticate=0 setcred=17 acct_mgmt=6"));
}

void TestSimulateCommand::text()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), "auth sufficient pam_unix.so\nauth required pam_local.so\nauth optional pam_permit.so\n");
    const CliRun right = tree.run(words("simulate sudo --primitives authenticate"));
    QCOMPARE(right.code, 0);
    QVERIFY(right.out.contains("authenticate  success"));
    QVERIFY(right.out.contains("→  sudo:1")); // the rule that decided
    QVERIFY(right.out.contains("success (likely)"));
    QVERIFY(!right.out.contains("sudo:2")); // not run
    QVERIFY(right.out.contains("Not certain: 1 answers are likely."));
    QVERIFY(isTame(right.out));

    const CliRun wrong = tree.run(words("simulate sudo --primitives authenticate --scenario wrong-password"));
    QCOMPARE(wrong.code, 0); // by the module that nobody knows, and that is said
    QVERIFY(wrong.out.contains("auth_err (likely)"));
    QVERIFY(wrong.out.contains("success (assumed)"));
    QVERIFY(wrong.out.contains("1 answers are likely, 1 assumed"));

    const CliRun given = tree.run(words("simulate sudo --primitives authenticate --outcome sudo:1=7 --outcome sudo:2=7"));
    QCOMPARE(given.code, 1);
    QVERIFY(given.out.contains("auth_err (given)"));
    QVERIFY(!given.out.contains("Not certain"));
}

void TestSimulateCommand::textOfWhatIsNotRun()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), "auth required pam_debug.so auth=incomplete\naccount required\n");
    const CliRun run = tree.run(words("simulate sudo --primitives authenticate,open_session,authenticate"));
    QCOMPARE(run.code, 1);
    QVERIFY(run.out.contains("incomplete"));
    QVERIFY(run.out.contains("not finished"));
    QVERIFY(isTame(run.out));
    const CliRun account = tree.run(words("simulate sudo --primitives acct_mgmt,open_session"));
    QVERIFY(account.out.contains("always fails"));
    QVERIFY(account.out.contains("no rules"));
}

void TestSimulateCommand::badInput()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), "auth required pam_permit.so\n");
    const CliRun nowhere = tree.run(words("simulate nowhere --json"));
    QCOMPARE(nowhere.code, 3);
    QVERIFY(nowhere.out.isEmpty());
    Tree empty;
    QCOMPARE(empty.run(words("simulate --all")).code, 3);
    QCOMPARE(runCli(words("simulate sudo --root /nowhere")).code, 3);
}

QTEST_APPLESS_MAIN(TestSimulateCommand)
#include "tst_simulatecommand.moc"
