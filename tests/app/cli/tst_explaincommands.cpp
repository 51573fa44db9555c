// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/cliprogram.h"

#include <QTest>

using namespace pamphlet::test;

/// explain, compare: the real program on trees of one's own.
class TestExplainCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void usage_data();
    void usage();
    void explainHasTheDocumentedKeys();
    void explainOneFacility();
    void explainExitCodes_data();
    void explainExitCodes();
    void explainCredentials_data();
    void explainCredentials();
    void explainTellsWhereAFactorIsSkipped();
    void explainTheTree();
    void explainText();
    void compareHasTheDocumentedKeys();
    void compareExitCodes_data();
    void compareExitCodes();
    void compareSharedFile();
    void compareText();
    void hostileNames();

private:
    /// One service of a tree.
    static CliRun explained(const QByteArray &rules, const char *arguments = "explain x --json")
    {
        Tree tree;
        tree.write(QStringLiteral("etc/pam.d/x"), rules);
        return tree.run(words(arguments));
    }
    static QJsonObject auth(const CliRun &run) { return run.object()[QStringLiteral("facilities")][QStringLiteral("auth")].toObject(); }
    static CliRun compared(const Tree &before, const Tree &after, const QStringList &more = {})
    {
        return runCli(
            QStringList{QStringLiteral("--libpam"), QStringLiteral("debian-12"), QStringLiteral("compare"), before.path(), after.path()}
            + more);
    }
};

void TestExplainCommands::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("explain nothing") << words("explain");
    QTest::newRow("explain an unknown facility") << words("explain sudo authentication");
    QTest::newRow("explain one and all") << words("explain sudo --all");
    QTest::newRow("compare one") << words("compare /tmp");
    QTest::newRow("compare three") << words("compare / / /");
}

void TestExplainCommands::usage()
{
    QFETCH(QStringList, arguments);
    const CliRun run = runCli(arguments);
    QCOMPARE(run.code, 2);
    QVERIFY(run.out.isEmpty() && isTame(run.err));
}

void TestExplainCommands::explainHasTheDocumentedKeys()
{
    const CliRun run = explained("auth sufficient pam_rootok.so\nauth required pam_unix.so\nauth [default=ignore] pam_warn.so\n"
                                 "auth requisite pam_deny.so\nauth required pam_env.so\n");
    const QJsonObject document = run.object();
    QCOMPARE(document[QStringLiteral("service")].toString(), QStringLiteral("x"));
    const QJsonObject facilities = document[QStringLiteral("facilities")].toObject();
    QCOMPARE(facilities.keys(),
             (QStringList{QStringLiteral("account"), QStringLiteral("auth"), QStringLiteral("password"), QStringLiteral("session")}));
    for (const QString &facility : facilities.keys()) {
        for (const char *key : {"can_succeed", "can_succeed_without_credentials", "sufficient_sets", "never_runs", "never_matters"})
            QVERIFY2(facilities[facility].toObject().contains(QString::fromLatin1(key)), key);
    }
    const QJsonObject one = auth(run);
    QCOMPARE(one[QStringLiteral("can_succeed")], QJsonValue(true));
    const QJsonArray sets = one[QStringLiteral("sufficient_sets")].toArray();
    QCOMPARE(sets.size(), 1);
    const QJsonObject need = sets[0][0].toObject();
    QCOMPARE(need[QStringLiteral("file")].toString(), QStringLiteral("/etc/pam.d/x"));
    QCOMPARE(need[QStringLiteral("line")].toInt(), 1);
    QCOMPARE(need[QStringLiteral("module")].toString(), QStringLiteral("pam_rootok.so"));
    QCOMPARE(need[QStringLiteral("returned")].toString(), QStringLiteral("success"));
    const QJsonArray dead = one[QStringLiteral("never_runs")].toArray();
    QCOMPARE(dead.size(), 1);
    QCOMPARE(dead[0][QStringLiteral("line")].toInt(), 5);
    QCOMPARE(dead[0][QStringLiteral("file")].toString(), QStringLiteral("/etc/pam.d/x"));
    const QJsonArray idle = one[QStringLiteral("never_matters")].toArray();
    QVERIFY(std::any_of(idle.begin(), idle.end(), [](const QJsonValue &rule) { return rule[QStringLiteral("line")].toInt() == 3; }));
}

void TestExplainCommands::explainOneFacility()
{
    const CliRun run = explained("auth required pam_unix.so\n", "explain x auth --json");
    QCOMPARE(run.code, 0);
    QCOMPARE(run.object()[QStringLiteral("facilities")].toObject().keys(), QStringList{QStringLiteral("auth")});
}

void TestExplainCommands::explainExitCodes_data()
{
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    const QByteArray all
        = "auth required pam_unix.so\naccount required pam_unix.so\npassword required pam_unix.so\nsession required pam_unix.so\n";
    QTest::newRow("everything works") << all << words("explain x") << 0;
    QTest::newRow("no session") << QByteArray("auth required pam_unix.so\n") << words("explain x") << 1;
    QTest::newRow("which is not asked for") << QByteArray("auth required pam_unix.so\n") << words("explain x auth") << 0;
    QTest::newRow("nobody gets in") << QByteArray("auth required pam_deny.so\n") << words("explain x auth") << 1;
    QTest::newRow("does not start") << QByteArray(all + "auth required .so\n") << words("explain x") << 1;
    QTest::newRow("there is no such service") << all << words("explain y") << 3;
}

void TestExplainCommands::explainExitCodes()
{
    QFETCH(QByteArray, rules);
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/x"), rules);
    QCOMPARE(tree.run(arguments).code, code);
    QCOMPARE(tree.run(arguments + words("--json")).code, code);
}

void TestExplainCommands::explainCredentials_data()
{
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QJsonValue>("open");
    QTest::newRow("a password") << QByteArray("auth required pam_unix.so\n") << QJsonValue(false);
    QTest::newRow("permit") << QByteArray("auth sufficient pam_permit.so\nauth required pam_unix.so\n") << QJsonValue(true);
    QTest::newRow("nobody at all") << QByteArray("auth required pam_deny.so\n") << QJsonValue(false);
    QTest::newRow("who knows") << QByteArray("auth required pam_ourown.so\n") << QJsonValue(QJsonValue::Null);
}

void TestExplainCommands::explainCredentials()
{
    QFETCH(QByteArray, rules);
    QFETCH(QJsonValue, open);
    const CliRun run = explained(rules);
    QCOMPARE(auth(run)[QStringLiteral("can_succeed_without_credentials")], open);
    // The question does not apply elsewhere.
    QVERIFY(
        run.object()[QStringLiteral("facilities")][QStringLiteral("account")][QStringLiteral("can_succeed_without_credentials")].isNull());
}

void TestExplainCommands::explainTellsWhereAFactorIsSkipped()
{
    const CliRun run = explained("auth requisite pam_unix.so\nauth required pam_google_authenticator.so nullok\n");
    const QJsonArray skippable = auth(run)[QStringLiteral("skippable_factors")].toArray();
    QCOMPARE(skippable.size(), 1);
    QCOMPARE(skippable[0][QStringLiteral("through")][QStringLiteral("line")].toInt(), 2);
    QCOMPARE(skippable[0][QStringLiteral("through")][QStringLiteral("returned")].toString(), QStringLiteral("ignore"));
    QCOMPARE(
        skippable[0][QStringLiteral("message")].toString(),
        QStringLiteral("A one-time code can be left out: where pam_google_authenticator returns ignore, the right password is enough."));
}

void TestExplainCommands::explainTheTree()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/a"), "auth required pam_unix.so\n");
    tree.write(QStringLiteral("etc/pam.d/b"), "auth required pam_deny.so\n");
    const CliRun run = tree.run(words("explain --all --json"));
    QCOMPARE(run.code, 1);
    QCOMPARE(run.array().size(), 2);
    QCOMPARE(run.array()[1][QStringLiteral("service")].toString(), QStringLiteral("b"));
}

void TestExplainCommands::explainText()
{
    const CliRun su = explained("auth sufficient pam_rootok.so\nauth required pam_unix.so\n", "explain x auth");
    QCOMPARE(su.code, 0);
    QVERIFY(su.out.contains("Every way in checks a credential."));
    QVERIFY(su.out.contains("Whoever is root already (pam_rootok)."));
    QVERIFY(su.out.contains("With the right password (pam_unix)."));
    const CliRun open = explained("auth required pam_permit.so\n", "explain x auth");
    QVERIFY(open.out.contains("Open door: anyone passes, no rule checks a credential."));
    const CliRun closed = explained("auth required pam_deny.so\n", "explain x auth");
    QVERIFY(closed.out.contains("Nobody can pass"));
    const CliRun broken = explained("auth required .so\n", "explain x auth");
    QVERIFY(broken.out.contains("libpam cannot read the configuration"));
}

void TestExplainCommands::compareHasTheDocumentedKeys()
{
    Tree before, after;
    before.write(QStringLiteral("etc/pam.d/sudo"), "auth required pam_unix.so\n");
    after.write(QStringLiteral("etc/pam.d/sudo"), "auth sufficient pam_fprintd.so\nauth required pam_unix.so\n");
    const CliRun run = compared(before, after, words("--json"));
    QCOMPARE(run.code, 1);
    QVERIFY(run.err.isEmpty());
    const QJsonArray services = run.object()[QStringLiteral("services")].toArray();
    QCOMPARE(services.size(), 1);
    QCOMPARE(services[0][QStringLiteral("service")].toString(), QStringLiteral("sudo"));
    const QJsonObject change = services[0][QStringLiteral("changes")][0].toObject();
    QCOMPARE(change[QStringLiteral("facility")].toString(), QStringLiteral("auth"));
    QCOMPARE(change[QStringLiteral("kind")].toString(), QStringLiteral("weaker"));
    QVERIFY(change[QStringLiteral("message")].toString().startsWith(QStringLiteral("A fingerprint (pam_fprintd) alone now suffices.")));
    const QJsonArray files = run.object()[QStringLiteral("files")].toArray();
    QCOMPARE(files.size(), 1);
    QCOMPARE(files[0][QStringLiteral("path")].toString(), QStringLiteral("/etc/pam.d/sudo"));
    QVERIFY(files[0][QStringLiteral("diff")].toString().contains(QStringLiteral("+auth sufficient pam_fprintd.so\n")));
}

void TestExplainCommands::compareExitCodes_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<int>("code");
    QTest::newRow("the same") << QByteArray("auth required pam_unix.so\n") << QByteArray("auth required pam_unix.so\n") << 0;
    QTest::newRow("the same in meaning") << QByteArray("auth required pam_unix.so\n") << QByteArray("# x\nauth  required pam_unix.so") << 0;
    QTest::newRow("a lockout") << QByteArray("auth required pam_unix.so\n") << QByteArray("auth required pam_deny.so\n") << 1;
}

void TestExplainCommands::compareExitCodes()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(int, code);
    Tree one, other, none;
    one.write(QStringLiteral("etc/pam.d/x"), before);
    other.write(QStringLiteral("etc/pam.d/x"), after);
    const CliRun run = compared(one, other, words("--json"));
    QCOMPARE(run.code, code);
    QCOMPARE(run.object()[QStringLiteral("services")].toArray().isEmpty(), code == 0);
    QCOMPARE(run.object()[QStringLiteral("files")].toArray().isEmpty(), before == after);
    QCOMPARE(compared(one, other).code, code);
    QCOMPARE(compared(one, none).code, 3);
    QCOMPARE(runCli({QStringLiteral("compare"), one.path(), one.path() + QStringLiteral("/nowhere")}).code, 3);
}

void TestExplainCommands::compareSharedFile()
{
    Tree before, after;
    for (const Tree *tree : {&before, &after}) {
        tree->write(QStringLiteral("etc/pam.d/sshd"), "auth include common-auth\n");
        tree->write(QStringLiteral("etc/pam.d/sudo"), "auth include common-auth\n");
    }
    before.write(QStringLiteral("etc/pam.d/common-auth"), "auth required pam_unix.so\n");
    after.write(QStringLiteral("etc/pam.d/common-auth"), "auth required pam_unix.so\nauth required pam_deny.so\n");
    const QJsonObject document = compared(before, after, words("--json")).object();
    QCOMPARE(document[QStringLiteral("services")].toArray().size(), 2);
    QCOMPARE(document[QStringLiteral("services")][0][QStringLiteral("changes")][0][QStringLiteral("kind")].toString(),
             QStringLiteral("lockout"));
    QCOMPARE(document[QStringLiteral("files")][0][QStringLiteral("services")].toArray(),
             (QJsonArray{QStringLiteral("sshd"), QStringLiteral("sudo")}));
}

void TestExplainCommands::compareText()
{
    Tree before, after;
    before.write(QStringLiteral("etc/pam.d/sshd"), "auth required pam_unix.so\n");
    after.write(QStringLiteral("etc/pam.d/sshd"), "auth required pam_unix.so\nauth required pam_deny.so\n");
    const CliRun run = compared(before, after);
    QVERIFY(run.out.contains("sshd\n"));
    QVERIFY(run.out.contains("locked out: Nobody can log in any more."));
    QVERIFY(run.out.contains("+auth required pam_deny.so"));
    QVERIFY(compared(before, before).out.contains("No difference in meaning."));
}

void TestExplainCommands::hostileNames()
{
    Tree before, after;
    before.write(QStringLiteral("etc/pam.d/x"), "auth required pam_unix.so\n");
    after.write(QStringLiteral("etc/pam.d/x"), "auth sufficient ../\x1b[31mpam_\xe2\x80\xae\xff.so a\x9b\nauth required pam_unix.so\n");
    for (const CliRun &run : {after.run(words("explain x")), after.run(words("explain x --json")), compared(before, after),
                              compared(before, after, words("--json"))}) {
        QVERIFY(run.code == 0 || run.code == 1);
        QVERIFY(!run.out.isEmpty() && isTame(run.out) && isTame(run.err));
    }
}

QTEST_GUILESS_MAIN(TestExplainCommands)
#include "tst_explaincommands.moc"
