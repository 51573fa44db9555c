// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/cliprogram.h"

#include <QTest>

using namespace pamphlet::test;

/// list, show, check: the real program on trees of one's own.
class TestReadCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void helpNamesEveryCommand();
    void usage_data();
    void usage();
    void globalOptionsStandAnywhere();
    void list();
    void listHasTheDocumentedKeys();
    void showDebian12_data();
    void showDebian12();
    void showHasTheDocumentedKeys();
    void showOneFacility();
    void showFallsBackToOther();
    void showNormalizesTheName();
    void showText();
    void check();
    void checkCleanTree();
    void checkFailOn_data();
    void checkFailOn();
    void checkHasTheDocumentedKeys();

private:
    static Tree *debian12()
    {
        static Tree tree;
        static const bool filled = tree.copyServices(QStringLiteral(PAMPHLET_SHARED "/corpus/pam.d/debian-12"));
        return filled ? &tree : nullptr;
    }
};

void TestReadCommands::helpNamesEveryCommand()
{
    const CliRun help = runCli({QStringLiteral("--help")});
    QCOMPARE(help.code, 0);
    for (const char *command : {"list", "show", "check", "apply", "rollback", "test-login", "motd"}) {
        QVERIFY2(help.out.contains(command), command);
        const CliRun own = runCli({QString::fromLatin1(command), QStringLiteral("--help")});
        QCOMPARE(own.code, 0);
        QVERIFY(own.out.contains(command));
    }
    const CliRun version = runCli({QStringLiteral("--version")});
    QCOMPARE(version.code, 0);
    QCOMPARE(version.out, QByteArrayLiteral("pamphletctl " PAMPHLET_VERSION "\n"));
}

void TestReadCommands::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("unknown command") << words("frobnicate");
    QTest::newRow("unknown option") << words("list --frob");
    QTest::newRow("show without a service") << words("show");
    QTest::newRow("show with an unknown facility") << words("show sudo authentication");
    QTest::newRow("unknown libpam") << words("--libpam debian-1 list");
    QTest::newRow("unknown severity") << words("check --fail-on fatal");
    QTest::newRow("apply without a source") << words("apply");
    QTest::newRow("delete without a tree") << words("apply --changeset x --delete");
    QTest::newRow("apply with two sources") << words("apply --from /tmp --changeset x");
    QTest::newRow("two commands") << words("list check");
    QTest::newRow("motd without a verb") << words("motd");
    QTest::newRow("test-login without a user") << words("test-login sudo");
    QTest::newRow("no time at all") << words("test-login sudo ann --timeout 0");
    QTest::newRow("too much time") << words("test-login sudo ann --timeout 301");
    QTest::newRow("unknown program to act like") << words("test-login sudo ann --as ftpd");
    QTest::newRow("escape in an option") << QStringList{QStringLiteral("--\x1b[31m")};
}

void TestReadCommands::usage()
{
    QFETCH(QStringList, arguments);
    const CliRun run = runCli(arguments);
    QCOMPARE(run.code, 2);
    QVERIFY(run.out.isEmpty());
    QVERIFY(run.err.startsWith("pamphletctl: "));
    QVERIFY(isTame(run.err));
}

void TestReadCommands::globalOptionsStandAnywhere()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), "auth required pam_permit.so\n");
    const CliRun before
        = runCli({QStringLiteral("--root"), tree.path(), QStringLiteral("--json"), QStringLiteral("show"), QStringLiteral("sudo")});
    const CliRun after
        = runCli({QStringLiteral("show"), QStringLiteral("sudo"), QStringLiteral("--json"), QStringLiteral("--root=") + tree.path()});
    QCOMPARE(before.code, 0);
    QCOMPARE(after.code, 0);
    QVERIFY(before.json().isObject());
    QCOMPARE(after.out, before.out);
}

void TestReadCommands::list()
{
    Tree *tree = debian12();
    if (!tree)
        QSKIP("the corpus is not beside this tree");
    const CliRun run = tree->run(words("list --json"));
    QCOMPARE(run.code, 0);
    QVERIFY(run.err.isEmpty());
    QHash<QString, QJsonObject> services;
    for (const QJsonValue &value : run.array())
        services.insert(value[QStringLiteral("service")].toString(), value.toObject());
    QCOMPARE(services.size(), QDir(tree->file(QStringLiteral("etc/pam.d"))).entryList(QDir::Files).size());
    const QJsonObject login = services[QStringLiteral("login")];
    QCOMPARE(login[QStringLiteral("path")].toString(), QStringLiteral("/etc/pam.d/login"));
    QCOMPARE(login[QStringLiteral("source")].toString(), QStringLiteral("etc"));
    QCOMPARE(login[QStringLiteral("facilities")].toArray(),
             (QJsonArray{QStringLiteral("auth"), QStringLiteral("account"), QStringLiteral("password"), QStringLiteral("session")}));
    QCOMPARE(services[QStringLiteral("common-auth")][QStringLiteral("owner")].toString(), QStringLiteral("pam-auth-update"));
    QCOMPARE(services[QStringLiteral("common-auth")][QStringLiteral("facilities")].toArray(), QJsonArray{QStringLiteral("auth")});

    const CliRun text = tree->run(words("list"));
    QCOMPARE(text.code, 0);
    QVERIFY(text.out.contains("common-session-noninteractive"));
}

void TestReadCommands::listHasTheDocumentedKeys()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/Upper"), "auth required pam_permit.so\n");
    tree.write(QStringLiteral("usr/lib/pam.d/vendored"), "session required pam_permit.so\n");
    const QJsonArray rows = tree.run(words("list --json")).array();
    QCOMPARE(rows.size(), 2);
    for (const QJsonValue &row : rows) {
        for (const char *key : {"service", "path", "source", "facilities", "owner"})
            QVERIFY2(row.toObject().contains(QString::fromLatin1(key)), key);
    }
    QCOMPARE(rows[0][QStringLiteral("facilities")].toArray(),
             QJsonArray{QStringLiteral("auth")}); // by its own lines: no service can have that name
    QCOMPARE(rows[1][QStringLiteral("source")].toString(), QStringLiteral("vendor"));
    QCOMPARE(rows[1][QStringLiteral("path")].toString(), QStringLiteral("/usr/lib/pam.d/vendored"));
}

void TestReadCommands::showDebian12_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QStringList>("expected"); // facility file:line depth via control module args

    const QStringList auth{QStringLiteral("auth common-auth:17 1 @include [success=1 default=ignore] pam_unix.so nullok"),
                           QStringLiteral("auth common-auth:19 1 @include requisite pam_deny.so"),
                           QStringLiteral("auth common-auth:23 1 @include required pam_permit.so"),
                           QStringLiteral("auth common-auth:25 1 @include optional pam_cap.so")};
    const QStringList account{
        QStringLiteral("account common-account:17 1 @include [success=1 new_authtok_reqd=done default=ignore] pam_unix.so"),
        QStringLiteral("account common-account:19 1 @include requisite pam_deny.so"),
        QStringLiteral("account common-account:23 1 @include required pam_permit.so")};
    const QStringList password{
        QStringLiteral("password common-password:25 1 @include [success=1 default=ignore] pam_unix.so obscure yescrypt"),
        QStringLiteral("password common-password:27 1 @include requisite pam_deny.so"),
        QStringLiteral("password common-password:31 1 @include required pam_permit.so")};
    const QStringList session{QStringLiteral("session common-session:15 1 @include [default=1] pam_permit.so"),
                              QStringLiteral("session common-session:17 1 @include requisite pam_deny.so"),
                              QStringLiteral("session common-session:21 1 @include required pam_permit.so"),
                              QStringLiteral("session common-session:23 1 @include required pam_unix.so"),
                              QStringLiteral("session common-session:24 1 @include optional pam_systemd.so")};

    QTest::newRow("login") << QStringLiteral("login")
                           << QStringList{QStringLiteral("auth login:9 0 - optional pam_faildelay.so delay=3000000"),
                                          QStringLiteral("auth login:17 0 - requisite pam_nologin.so")}
            + auth + QStringList{QStringLiteral("auth login:63 0 - optional pam_group.so")} + account + password
            + QStringList{QStringLiteral(
                              "session login:24 0 - [success=ok ignore=ignore module_unknown=ignore default=bad] pam_selinux.so close"),
                          QStringLiteral("session login:27 0 - required pam_loginuid.so"),
                          QStringLiteral("session login:33 0 - optional pam_motd.so motd=/run/motd.dynamic"),
                          QStringLiteral("session login:34 0 - optional pam_motd.so noupdate"),
                          QStringLiteral(
                              "session login:42 0 - [success=ok ignore=ignore module_unknown=ignore default=bad] pam_selinux.so open"),
                          QStringLiteral("session login:51 0 - required pam_env.so readenv=1"),
                          QStringLiteral("session login:54 0 - required pam_env.so readenv=1 envfile=/etc/default/locale"),
                          QStringLiteral("session login:78 0 - required pam_limits.so"),
                          QStringLiteral("session login:82 0 - optional pam_lastlog.so"),
                          QStringLiteral("session login:92 0 - optional pam_mail.so standard"),
                          QStringLiteral("session login:95 0 - optional pam_keyinit.so force revoke")}
            + session;
    // su has no password rules of its own: `other` gives them.
    QTest::newRow("su") << QStringLiteral("su")
                        << QStringList{QStringLiteral("auth su:6 0 - sufficient pam_rootok.so")} + auth + account + password
            + QStringList{QStringLiteral("session su:36 0 - required pam_env.so readenv=1"),
                          QStringLiteral("session su:39 0 - required pam_env.so readenv=1 envfile=/etc/default/locale"),
                          QStringLiteral("session su:48 0 - optional pam_mail.so nopen"),
                          QStringLiteral("session su:52 0 - required pam_limits.so")}
            + session;
    // libpam reads `other` twice into one set when it is the service itself.
    QTest::newRow("other is doubled") << QStringLiteral("other")
                                      << auth + auth + account + account + password + password + session + session;
}

void TestReadCommands::showDebian12()
{
    Tree *tree = debian12();
    if (!tree)
        QSKIP("the corpus is not beside this tree");
    QFETCH(QString, service);
    QFETCH(QStringList, expected);
    const CliRun run = tree->run({QStringLiteral("show"), service, QStringLiteral("--json")});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.object()[QStringLiteral("service")].toString(), service);
    QStringList shown;
    for (const QJsonValue &value : run.object()[QStringLiteral("entries")].toArray()) {
        const QJsonObject entry = value.toObject();
        const QString file = entry[QStringLiteral("file")].toString();
        QVERIFY2(file.startsWith(QStringLiteral("/etc/pam.d/")), qPrintable(file));
        QStringList words{entry[QStringLiteral("facility")].toString(),
                          file.mid(11) + u':' + QString::number(entry[QStringLiteral("line")].toInt()),
                          QString::number(entry[QStringLiteral("depth")].toInt()),
                          entry[QStringLiteral("via")].isNull() ? QStringLiteral("-") : entry[QStringLiteral("via")].toString(),
                          entry[QStringLiteral("control")].toString(),
                          entry[QStringLiteral("module")].toString()};
        for (const QJsonValue &argument : entry[QStringLiteral("args")].toArray())
            words.append(argument.toString());
        shown.append(words.join(u' '));
    }
    QCOMPARE(shown, expected);
    QVERIFY(run.object()[QStringLiteral("problems")].toArray().isEmpty());
}

void TestReadCommands::showHasTheDocumentedKeys()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), "-auth [success=ok] /opt/x.so [a b] c\nauth substack inner\nauth bogus=ok\n");
    tree.write(QStringLiteral("etc/pam.d/inner"), "auth optional pam_permit.so\n");
    const QJsonObject stack = tree.run(words("show sudo --json")).object();
    const QJsonArray entries = stack[QStringLiteral("entries")].toArray();
    QCOMPARE(entries.size(), 3); // the marker of the substack is not run
    for (const QJsonValue &entry : entries) {
        for (const char *key : {"facility", "file", "line", "depth", "silent", "control", "module", "args", "via"})
            QVERIFY2(entry.toObject().contains(QString::fromLatin1(key)), key);
    }
    QCOMPARE(entries[0][QStringLiteral("silent")].toBool(), true);
    QCOMPARE(entries[0][QStringLiteral("args")].toArray(), (QJsonArray{QStringLiteral("a b"), QStringLiteral("c")}));
    QCOMPARE(entries[1][QStringLiteral("via")].toString(), QStringLiteral("substack"));
    QCOMPARE(entries[1][QStringLiteral("depth")].toInt(), 1);
    QVERIFY(entries[2][QStringLiteral("module")].isNull()); // no module on the line: an entry that always fails
    const QJsonArray problems = stack[QStringLiteral("problems")].toArray();
    QVERIFY(!problems.isEmpty());
    for (const QJsonValue &problem : problems) {
        for (const char *key : {"kind", "file", "line", "column", "message"})
            QVERIFY2(problem.toObject().contains(QString::fromLatin1(key)), key);
        QVERIFY(!problem[QStringLiteral("message")].toString().isEmpty());
    }
}

void TestReadCommands::showOneFacility()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), "auth required pam_a.so\naccount required pam_b.so\n");
    const QJsonArray entries = tree.run(words("show sudo account --json")).object()[QStringLiteral("entries")].toArray();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries[0][QStringLiteral("module")].toString(), QStringLiteral("pam_b.so"));
}

void TestReadCommands::showFallsBackToOther()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/other"), "auth required pam_deny.so\n");
    const CliRun run = tree.run(words("show nothing --json"));
    QCOMPARE(run.code, 0);
    const QJsonObject stack = run.object();
    QCOMPARE(stack[QStringLiteral("entries")].toArray().size(), 1);
    QCOMPARE(stack[QStringLiteral("entries")][0][QStringLiteral("via")].toString(), QStringLiteral("other"));
    QCOMPARE(stack[QStringLiteral("problems")][0][QStringLiteral("kind")].toString(), QStringLiteral("uses-other"));
}

void TestReadCommands::showNormalizesTheName()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), "auth required pam_a.so\n");
    const CliRun run = tree.run(words("show some/where/SUDO --json"));
    QCOMPARE(run.code, 0);
    QCOMPARE(run.object()[QStringLiteral("service")].toString(), QStringLiteral("sudo"));
}

void TestReadCommands::showText()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), "auth required pam_a.so debug\n");
    const CliRun run = tree.run(words("show sudo"));
    QCOMPARE(run.code, 0);
    QVERIFY(run.out.contains("sudo:1  required  pam_a.so  debug"));
    QVERIFY(run.err.isEmpty());
}

void TestReadCommands::check()
{
    Tree tree;
    tree.write(QStringLiteral("usr/lib/x86_64-linux-gnu/security/pam_deny.so"), "");
    tree.write(QStringLiteral("lib/x86_64-linux-gnu/security/pam_deny.so"), "");
    tree.write(QStringLiteral("etc/pam.d/sudo"),
               "auth requisite pam_deny.so\nauth required pam_absent.so\naccount include nowhere\nauth [success=9] pam_deny.so\n");
    const CliRun run = tree.run(words("check --json"));
    QCOMPARE(run.code, 1);
    QVERIFY(!run.array().isEmpty());
    const CliRun text = tree.run(words("check"));
    QCOMPARE(text.code, 1);
    QVERIFY(text.out.contains("/etc/pam.d/sudo:2:"));
    QVERIFY(text.out.contains("pam_absent.so"));
    const CliRun quiet = tree.run(words("check --quiet"));
    QCOMPARE(quiet.out, text.out);
    QVERIFY(quiet.err.isEmpty());
}

void TestReadCommands::checkCleanTree()
{
    Tree tree; // no modules in this tree, so nothing can be said of them
    for (const char *service : {"sudo", "other"})
        tree.write(
            QStringLiteral("etc/pam.d/") + QString::fromLatin1(service),
            "auth required pam_unix.so\naccount required pam_unix.so\npassword required pam_unix.so\nsession required pam_unix.so\n");
    const CliRun run = tree.run(words("check sudo --json"));
    QCOMPARE(run.out, QByteArrayLiteral("[]\n"));
    QCOMPARE(run.code, 0);
}

void TestReadCommands::checkFailOn_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("threshold");
    QTest::newRow("as it is") << QStringList() << QStringLiteral("warning");
    QTest::newRow("error") << words("--fail-on error") << QStringLiteral("error");
    QTest::newRow("warning") << words("--fail-on warning") << QStringLiteral("warning");
    QTest::newRow("note") << words("--fail-on=note") << QStringLiteral("note");
}

void TestReadCommands::checkFailOn()
{
    Tree *tree = debian12();
    if (!tree)
        QSKIP("the corpus is not beside this tree");
    QFETCH(QStringList, arguments);
    QFETCH(QString, threshold);
    const QStringList order{QStringLiteral("error"), QStringLiteral("warning"), QStringLiteral("note")};
    // One service at a time: between them they have findings of different severities.
    int disagreements = 0;
    for (const QString &service : {QStringLiteral("login"), QStringLiteral("su"), QStringLiteral("common-auth"), QStringLiteral("other")}) {
        const CliRun run = tree->run(QStringList{QStringLiteral("check"), service, QStringLiteral("--json")} + arguments);
        bool expected = false;
        for (const QJsonValue &finding : run.array())
            expected = expected || order.indexOf(finding[QStringLiteral("severity")].toString()) <= order.indexOf(threshold);
        if (run.code != int(expected))
            ++disagreements;
    }
    QCOMPARE(disagreements, 0);
}

void TestReadCommands::checkHasTheDocumentedKeys()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), "auth include nowhere\n");
    const QJsonArray findings = tree.run(words("check --json")).array();
    QVERIFY(!findings.isEmpty());
    for (const QJsonValue &finding : findings) {
        for (const char *key : {"id", "severity", "file", "line", "column", "message", "services", "fix"})
            QVERIFY2(finding.toObject().contains(QString::fromLatin1(key)), key);
        QVERIFY(!finding[QStringLiteral("message")].toString().isEmpty());
        const QJsonValue fix = finding[QStringLiteral("fix")];
        QVERIFY(fix.isNull() || (fix.toObject().contains(QStringLiteral("title")) && fix.toObject().contains(QStringLiteral("diff"))));
    }
}

QTEST_GUILESS_MAIN(TestReadCommands)
#include "tst_readcommands.moc"
