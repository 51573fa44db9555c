// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/teleporttree.h"

#include <QTest>

using namespace pamphlet::test;
using namespace pamphlet::test::teleporttree;

/// teleport provision and sequence: the real program, and where files are written the real helper.
class TestTeleportLogins : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void provisionShowsThreeFiles();
    void provisionWrites();
    void provisionOptions();
    void provisionKeepsOtherFiles();
    void provisionMakesItsDirectory();
    void provisionRefusals_data();
    void provisionRefusals();
    void sequenceOfAShell();
    void sequenceAsJson();
    void sequenceOfAPortForwarding();
    void sequenceNotes();
    void sequenceWithoutPam();
};

void TestTeleportLogins::provisionShowsThreeFiles()
{
    Tree tree;
    fill(tree, "ssh_service:\n  enabled: yes\n");
    QVERIFY(QFile::remove(tree.file(QStringLiteral("etc/pam.d/teleport"))));
    const CliRun run = tree.run(words("teleport provision"));
    QVERIFY2(run.code == 0, run.err.constData());
    QVERIFY(run.out.contains("--- /dev/null\n+++ b/etc/pam.d/teleport\n"));
    QVERIFY(run.out.contains("diff --git a/etc/pam-exec.d/teleport_acct b/etc/pam-exec.d/teleport_acct\nnew file mode 100755\n"
                             "--- /dev/null\n+++ b/etc/pam-exec.d/teleport_acct\n"));
    QVERIFY(run.out.contains("+account   required   pam_exec.so /etc/pam-exec.d/teleport_acct\n"));
    QVERIFY(run.out.contains("--- a/etc/teleport.yaml\n+++ b/etc/teleport.yaml\n"));
    QVERIFY(run.out.contains("+    service_name: teleport\n"));
    QVERIFY(!tree.exists(QStringLiteral("etc/pam.d/teleport")) && !tree.exists(QStringLiteral("etc/pam-exec.d")));

    const QJsonObject document = tree.run(words("teleport provision --json")).object();
    QCOMPARE(document[QStringLiteral("files")].toArray().size(), 3);
    QCOMPARE(document[QStringLiteral("service")].toString(), QStringLiteral("teleport"));
    const QJsonObject modes = document[QStringLiteral("modes")].toObject();
    QCOMPARE(modes[QStringLiteral("/etc/pam-exec.d/teleport_acct")].toString(), QStringLiteral("0755"));
    QCOMPARE(modes[QStringLiteral("/etc/pam.d/teleport")].toString(), QStringLiteral("0644"));
    QVERIFY(modes[QStringLiteral("/etc/teleport.yaml")].isNull());
}

void TestTeleportLogins::provisionWrites()
{
    Tree tree;
    fill(tree, "ssh_service:\n  enabled: yes\n");
    QVERIFY(QFile::remove(tree.file(QStringLiteral("etc/pam.d/teleport"))));
    QVERIFY(QDir().mkpath(tree.file(QStringLiteral("etc/pam-exec.d"))));
    const CliRun refused = tree.run(words("teleport provision --write"));
    QCOMPARE(refused.code, 3);
    QVERIFY2(refused.err.contains("    program /etc/pam-exec.d/teleport_acct\n") && refused.err.contains("    file /etc/teleport.yaml\n"),
             refused.err.constData());
    QVERIFY(!refused.err.contains("    file /etc/pam.d/"));
    QVERIFY(!tree.exists(QStringLiteral("etc/pam.d/teleport")));

    // A list with the script as a plain file does not do.
    list(tree, "file /etc/teleport.yaml\nfile /etc/pam-exec.d/teleport_acct\n");
    const CliRun plain = tree.run(words("teleport provision --write"));
    QCOMPARE(plain.code, 3);
    QVERIFY(plain.err.contains("    program /etc/pam-exec.d/teleport_acct\n") && !plain.err.contains("    file /etc/teleport.yaml\n"));

    list(tree, "file /etc/teleport.yaml\nprogram /etc/pam-exec.d/teleport_acct\n");
    const CliRun dry = tree.run(words("teleport provision --dry-run"));
    QVERIFY2(dry.code == 0, dry.err.constData());
    QVERIFY(dry.out.contains("new file mode 100755\n"));
    QVERIFY(!tree.exists(QStringLiteral("etc/pam.d/teleport")));

    const CliRun run = tree.run(words("teleport provision --write --json"));
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(run.object()[QStringLiteral("state")].toString(), QStringLiteral("applied"));
    QCOMPARE(run.object()[QStringLiteral("files")].toArray().size(), 3);
    QVERIFY(QFile::permissions(tree.file(QStringLiteral("etc/pam-exec.d/teleport_acct"))) & QFile::ExeOther);
    QVERIFY(!(QFile::permissions(tree.file(QStringLiteral("etc/pam.d/teleport"))) & QFile::ExeOwner));
    QVERIFY(tree.read(config).contains("service_name: teleport"));
    const CliRun check = tree.run(words("teleport check --fail-on error"));
    QVERIFY2(check.code == 0, check.out.constData());

    const CliRun again = tree.run(words("teleport provision --write"));
    QCOMPARE(again.code, 0);
    QVERIFY(again.err.contains("Nothing to change"));

    // A mode that was lost is shown, and put right.
    QVERIFY(QFile::setPermissions(tree.file(QStringLiteral("etc/pam-exec.d/teleport_acct")),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther));
    const CliRun mode = tree.run(words("teleport provision --write"));
    QVERIFY2(mode.code == 0, mode.err.constData());
    QCOMPARE(
        mode.out,
        QByteArrayLiteral("diff --git a/etc/pam-exec.d/teleport_acct b/etc/pam-exec.d/teleport_acct\nold mode 100644\nnew mode 100755\n"));
    QVERIFY(QFile::permissions(tree.file(QStringLiteral("etc/pam-exec.d/teleport_acct"))) & QFile::ExeOther);
    QVERIFY(tree.run({QStringLiteral("rollback")}).code == 0);
    QVERIFY(tree.run({QStringLiteral("rollback")}).code == 0);
    QVERIFY(!tree.exists(QStringLiteral("etc/pam-exec.d/teleport_acct")));
    QCOMPARE(tree.read(config), QByteArray("ssh_service:\n  enabled: yes\n"));
}

void TestTeleportLogins::provisionOptions()
{
    Tree tree;
    fill(tree, "");
    QVERIFY(QFile::remove(tree.file(config)));
    const QJsonObject document = tree.run(argumentsOf("teleport provision --json --service tp --script /usr/local/sbin/acct --shell "
                                                      "/bin/rbash --group dev --group ops --create-groups --home-base /srv/home "
                                                      "--no-motd --follow-system"))
                                     .object();
    const QString diff = document[QStringLiteral("diff")].toString();
    QVERIFY(diff.contains(QStringLiteral("+account   required   pam_exec.so /usr/local/sbin/acct\n+@include common-account\n")));
    QVERIFY(diff.contains(QStringLiteral("+@include common-session\n")) && !diff.contains(QStringLiteral("pam_motd.so ")));
    QVERIFY(diff.contains(QStringLiteral("-b '/srv/home' -s '/bin/rbash' -G 'dev,ops'")));
    QVERIFY(diff.contains(QStringLiteral("\"$groupadd\" -f -- 'ops'")));
    // A file configuration that was not there before is for root alone.
    QVERIFY(diff.contains(QStringLiteral("new file mode 100600\n--- /dev/null\n+++ b/etc/teleport.yaml\n")));
    QCOMPARE(document[QStringLiteral("modes")].toObject()[QStringLiteral("/etc/teleport.yaml")].toString(), QStringLiteral("0600"));
    const QString homeless
        = tree.run(words("teleport provision --service tp --no-home --json")).object()[QStringLiteral("diff")].toString();
    QVERIFY(!homeless.contains(QStringLiteral("makehome")) && diff.contains(QStringLiteral("makehome")));
}

void TestTeleportLogins::provisionKeepsOtherFiles()
{
    Tree tree;
    fill(tree);
    const CliRun run = tree.run(words("teleport provision"));
    QCOMPARE(run.code, 1);
    QVERIFY2(run.err.contains("/etc/pam.d/teleport: ") && run.err.contains("--replace"), run.err.constData());
    const CliRun replaced = tree.run(words("teleport provision --replace"));
    QVERIFY2(replaced.code == 0, replaced.err.constData());
    QVERIFY(replaced.out.contains("-account required pam_permit.so\n"));
    QCOMPARE(tree.read(QStringLiteral("etc/pam.d/teleport")), service);
}

void TestTeleportLogins::provisionMakesItsDirectory()
{
    Tree tree;
    fill(tree);
    list(tree, "file /etc/teleport.yaml\nprogram /etc/pam-exec.d/teleport_acct\n");
    QVERIFY(!tree.exists(QStringLiteral("etc/pam-exec.d")));
    const CliRun shown = tree.run(words("teleport provision --replace"));
    QVERIFY2(shown.code == 0, shown.err.constData());
    QVERIFY(!tree.exists(QStringLiteral("etc/pam-exec.d")));
    const CliRun written = tree.run(words("teleport provision --replace --write"));
    QVERIFY2(written.code == 0, written.err.constData());
    // Nobody else may write where root's programs are.
    const QFile::Permissions others = QFile::WriteGroup | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(tree.file(QStringLiteral("etc/pam-exec.d"))) & others));
    QVERIFY(QFile::permissions(tree.file(QStringLiteral("etc/pam-exec.d/teleport_acct"))) & QFile::ExeOther);
}

void TestTeleportLogins::provisionRefusals_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, QByteArray file, const char *arguments, int code, const char *message) {
        QTest::newRow(name) << std::move(file) << words(arguments) << code << QByteArray(message);
    };
    row("no YAML", "a: b: c\n", "", 3, "/etc/teleport.yaml:1:");
    row("an error that stays", "ssh_service:\n  pam:\n    use_pam_auth: \"yes\"\n", "", 1, "TEL013");
    row("a service with a slash", good, "--service ../x", 2, "not a name of a service");
    row("a script in /tmp", good, "--script /tmp/x", 3, "/tmp/x: ");
    row("a shell without a path", good, "--shell bash", 2, "not an absolute path");
    row("a group that is none", good, "--group a;b", 2, "not a name of a group");
    row("groups of nobody", good, "--create-groups", 2, "no groups to create");
}

void TestTeleportLogins::provisionRefusals()
{
    QFETCH(QByteArray, file);
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, message);
    Tree tree;
    fill(tree, file);
    const CliRun run = tree.run(argumentsOf("teleport provision --replace", arguments));
    QVERIFY2(run.code == code, (run.err + run.out).constData());
    QVERIFY(run.out.isEmpty());
    QVERIFY2(run.err.contains(message), run.err.constData());
}

void TestTeleportLogins::sequenceOfAShell()
{
    Tree tree;
    fill(tree, good + "    use_pam_auth: yes\n    environment:\n      MAIL: \"to {{external.mail}}\"\n");
    const CliRun run = tree.run(words("teleport sequence --user ann@example.org --login ann --role dev --role ops --trait mail=a@b "
                                      "--remote-host 192.0.2.1 --tty /dev/pts/3"));
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(QString::fromUtf8(run.out),
             QStringLiteral("pam_start          teleport ann\n"
                            "pam_set_item       PAM_RUSER=ann\n"
                            "pam_set_item       PAM_RHOST=192.0.2.1\n"
                            "pam_set_item       PAM_TTY=/dev/pts/3\n"
                            "pam_putenv         MAIL=to a@b\n"
                            "pam_putenv         TELEPORT_LOGIN=ann\n"
                            "pam_putenv         TELEPORT_ROLES=dev ops\n"
                            "pam_putenv         TELEPORT_USERNAME=ann@example.org\n"
                            "pam_acct_mgmt\n"
                            "pam_authenticate\n"
                            "pam_open_session\n"
                            "getpwnam           ann\n"
                            "pam_close_session\n"
                            "pam_end\n"));
    QVERIFY(run.err.isEmpty());
}

void TestTeleportLogins::sequenceAsJson()
{
    Tree tree;
    fill(tree);
    const QJsonObject document = tree.run(words("teleport sequence --user u --login ann --no-items --json")).object();
    QCOMPARE(document[QStringLiteral("enabled")].toBool(), true);
    QCOMPARE(document[QStringLiteral("service")].toString(), QStringLiteral("teleport"));
    QStringList calls;
    for (const QJsonValue call : document[QStringLiteral("calls")].toArray())
        calls << call[QStringLiteral("call")].toString();
    QCOMPARE(
        calls.join(u' '),
        QStringLiteral("pam_start pam_putenv pam_putenv pam_putenv pam_acct_mgmt pam_open_session getpwnam pam_close_session pam_end"));
    QCOMPARE(document[QStringLiteral("environment")].toObject(),
             (QJsonObject{{QStringLiteral("TELEPORT_USERNAME"), QStringLiteral("u")},
                          {QStringLiteral("TELEPORT_LOGIN"), QStringLiteral("ann")},
                          {QStringLiteral("TELEPORT_ROLES"), QString()}}));
    QCOMPARE(document[QStringLiteral("calls")].toArray().first()[QStringLiteral("value")].toString(), QStringLiteral("ann"));
    QVERIFY(document[QStringLiteral("calls")].toArray().last()[QStringLiteral("name")].isNull());
}

void TestTeleportLogins::sequenceOfAPortForwarding()
{
    Tree tree;
    fill(tree, good + "    use_pam_auth: yes\n");
    QVERIFY(tree.run(words("teleport sequence --user u --login ann --request command")).out.contains("pam_authenticate\n"));
    QVERIFY(!tree.run(words("teleport sequence --user u --login ann --request port-forwarding")).out.contains("pam_authenticate\n"));
}

void TestTeleportLogins::sequenceNotes()
{
    Tree tree;
    fill(tree, good + "    environment:\n      A: \"{{external.none}}\"\n      TELEPORT_LOGIN: bob\n");
    const CliRun run = tree.run(words("teleport sequence --user u --login ann"));
    QCOMPARE(run.code, 0);
    QVERIFY(run.out.contains("pam_putenv         TELEPORT_LOGIN=bob\n") && !run.out.contains(" A="));
    QVERIFY2(run.err.contains("/etc/teleport.yaml:7:") && run.err.contains("“none”") && run.err.contains("“ann”"), run.err.constData());
    QStringList kinds;
    for (const QJsonValue note :
         tree.run(words("teleport sequence --user u --login ann --json")).object()[QStringLiteral("notes")].toArray())
        kinds << note[QStringLiteral("kind")].toString();
    QCOMPARE(kinds.join(u' '), QStringLiteral("unset overwrites"));
    // A template for which Teleport ends the session.
    fill(tree, good + "    environment:\n      A: \"{{internal.logins}}\"\n");
    const CliRun ended = tree.run(words("teleport sequence --user u --login ann"));
    QCOMPARE(ended.code, 3);
    QVERIFY2(ended.err.contains("/etc/teleport.yaml:7:"), ended.err.constData());
}

void TestTeleportLogins::sequenceWithoutPam()
{
    Tree tree;
    fill(tree, misplaced);
    const CliRun run = tree.run(words("teleport sequence --user u --login ann"));
    QCOMPARE(run.code, 1);
    QVERIFY(run.out.isEmpty());
    QVERIFY(run.err.contains("PAM is off"));
    const QJsonObject document = tree.run(words("teleport sequence --user u --login ann --json")).object();
    QCOMPARE(document[QStringLiteral("enabled")].toBool(true), false);
    QCOMPARE(document[QStringLiteral("calls")].toArray().size(), 0);
}

QTEST_GUILESS_MAIN(TestTeleportLogins)
#include "tst_teleportlogins.moc"
