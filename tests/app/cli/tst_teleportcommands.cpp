// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/teleporttree.h"

#include <QDirIterator>
#include <QTest>

using namespace pamphlet::test;
using namespace pamphlet::test::teleporttree;

/// teleport check and set: the real program, and where files are written the real helper.
class TestTeleportCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingWrong();
    void findings_data();
    void findings();
    void findingsArePrinted();
    void whatVersionsDo();
    void theScriptOfAMisplacedSection();
    void failOn();
    void aFixIsADiff();
    void errors_data();
    void errors();
    void settings_data();
    void settings();
    void whatIsSoAlreadyStays_data();
    void whatIsSoAlreadyStays();
    void refusals_data();
    void refusals();
    void setWarnsOfALockout();
    void setAsJson();
    void writesWhatIsListed();
    void whatIsNotListedIsRefused();
    void aListThatCannotBeReliedOn();
    void foreignBytesAreTame();
    void everyFileOfTheCorpus();
};

void TestTeleportCommands::nothingWrong()
{
    Tree tree;
    fill(tree);
    const CliRun run = tree.run(words("teleport check"));
    QVERIFY2(run.code == 0, run.out.constData());
    QVERIFY(run.out.isEmpty());
    QVERIFY(run.err.contains("No findings"));
    QVERIFY(run.err.contains("Teleport asks PAM: service teleport, without authentication."));
    QCOMPARE(tree.run(words("teleport check --json")).array(), QJsonArray());
}

void TestTeleportCommands::findings_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QStringList>("ids");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, QByteArray file, const char *ids, int line, int code) {
        QTest::newRow(name) << std::move(file) << words(ids) << line << code;
    };
    row("no YAML", "ssh_service: [\n", "TEL001", 0, 1);
    row("the published block", misplaced, "TEL010 TEL003", 0, 1);
    row("a word that is none", "ssh_service:\n  pam:\n    enabled: enable\n", "TEL011", 3, 1);
    row("quoted", "ssh_service:\n  pam:\n    enabled: no\n    use_pam_auth: \"yes\"\n", "TEL010 TEL013", 3, 1);
    row("off is a note", "ssh_service:\n  pam:\n    enabled: no\n", "TEL010", 3, 0);
    row("no service of that name", "ssh_service:\n  pam:\n    enabled: yes\n    service_name: nobody\n", "TEL020", 4, 1);
    row("twice", "ssh_service:\n  pam:\n    enabled: no\n    enabled: no\n", "TEL010 TEL004", 3, 1);
}

void TestTeleportCommands::findings()
{
    QFETCH(QByteArray, file);
    QFETCH(QStringList, ids);
    QFETCH(int, line);
    QFETCH(int, code);
    Tree tree;
    fill(tree, file);
    const CliRun run = tree.run(words("teleport check --json"));
    QVERIFY2(run.code == code, run.out.constData());
    QStringList found = idsOf(run.array());
    found.sort();
    ids.sort();
    QCOMPARE(found, ids);
    for (const QJsonValue value : run.array()) {
        const QJsonObject finding = value.toObject();
        for (const char *key : {"id", "severity", "file", "line", "column", "message", "services", "fix", "name", "effects"})
            QVERIFY2(finding.contains(QLatin1String(key)), key);
        QCOMPARE(finding[QStringLiteral("file")].toString(), QStringLiteral("/etc/teleport.yaml"));
        QVERIFY(!finding[QStringLiteral("name")].toString().isEmpty());
    }
    if (line > 0)
        QCOMPARE(run.array().first()[QStringLiteral("line")].toInt(), line);
}

void TestTeleportCommands::findingsArePrinted()
{
    Tree tree;
    fill(tree, "ssh_service:\n  pam:\n    enabled: enable\n");
    const CliRun run = tree.run(words("teleport check"));
    QCOMPARE(run.code, 1);
    const QList<QByteArray> lines = run.out.split('\n');
    QVERIFY2(lines[0].startsWith("/etc/teleport.yaml:3:14: error: ") && lines[0].endsWith(" [TEL011 enabled-not-a-word]"),
             lines[0].constData());
    QCOMPARE(lines[1], QByteArray("    fix: Write what is meant"));
    QCOMPARE(lines[2], QByteArray("    Every Teleport: PAM is off, and nothing says so."));
    QVERIFY(run.err.contains("errors: 1, warnings: 0, notes: 0"));
}

void TestTeleportCommands::whatVersionsDo()
{
    Tree tree;
    fill(tree, misplaced);
    const CliRun text = tree.run(words("teleport check"));
    QVERIFY(
        text.out.contains("    Teleport before 6: as if it were not there.\n    Teleport 6: an error in the log, five seconds of waiting, "
                          "then it starts without it.\n    Teleport from 7 on: does not start.\n"));
    QStringList effects;
    for (const QJsonValue finding : tree.run(words("teleport check --json")).array()) {
        if (finding[QStringLiteral("id")].toString() == QStringLiteral("TEL003")) {
            for (const QJsonValue effect : finding[QStringLiteral("effects")].toArray())
                effects << effect[QStringLiteral("versions")].toString() + u'=' + effect[QStringLiteral("effect")].toString();
        }
    }
    QCOMPARE(effects.join(u','), QStringLiteral("before 6=ignored,6=delays,from 7=refuses-to-start"));
}

/// The script is told of as long as nothing runs it.
void TestTeleportCommands::theScriptOfAMisplacedSection()
{
    Tree tree;
    fill(tree, QByteArray(misplaced).replace("sshd", "teleport"));
    tree.write(QStringLiteral("etc/pam.d/teleport"), "account required pam_exec.so /etc/acct\nsession required pam_permit.so\n");
    tree.write(QStringLiteral("etc/acct"), "#!/bin/sh\nid \"$PAM_USER\" &>/dev/null || /usr/sbin/useradd -m \"$PAM_USER\"\n");
    const CliRun run = tree.run(words("teleport check"));
    QCOMPARE(run.code, 1);
    QVERIFY2(run.out.contains("[TEL003 ") && run.out.contains("/etc/acct:2") && run.out.contains("[TEL051 "), run.out.constData());
    QVERIFY(run.err.contains("PAM is off in this file"));
}

void TestTeleportCommands::failOn()
{
    Tree tree;
    fill(tree, "ssh_service:\n  pam:\n    enabled: no\n");
    QCOMPARE(tree.run(words("teleport check --fail-on note")).code, 1);
    QCOMPARE(tree.run(words("teleport check --fail-on error")).code, 0);
    QCOMPARE(tree.run(words("teleport check --fail-on never")).code, 2);
}

void TestTeleportCommands::aFixIsADiff()
{
    Tree tree;
    fill(tree, "ssh_service:\n  pam:\n    enabled: enable\n");
    const QJsonObject fix = tree.run(words("teleport check --json")).array().first()[QStringLiteral("fix")].toObject();
    QCOMPARE(fix[QStringLiteral("title")].toString(), QStringLiteral("Write what is meant"));
    QVERIFY(fix[QStringLiteral("diff")].toString().contains(QStringLiteral("-    enabled: enable\n+    enabled: true\n")));
}

void TestTeleportCommands::errors_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const QStringList &arguments, int code, const char *message) {
        QTest::newRow(name) << arguments << code << QByteArray(message);
    };
    row("no subcommand", words("teleport"), 2, "");
    row("another subcommand", words("teleport frob"), 2, "");
    row("no such file", words("teleport check --config /etc/nowhere.yaml"), 3, "/etc/nowhere.yaml: ");
    row("a directory", words("teleport check --config /etc"), 3, "/etc: ");
    row("a relative path", words("teleport check --config teleport.yaml"), 2, "absolute path");
    row("set nothing", words("teleport set"), 2, "--enabled");
    row("set what is none", words("teleport set --enabled maybe"), 2, "");
    row("set no such file", words("teleport set --enabled on --config /etc/nowhere.yaml"), 3, "/etc/nowhere.yaml: ");
    row("a service with a slash", words("teleport set --service-name ../x"), 2, "not a name of a service");
    row("no name of a service", {QStringLiteral("teleport"), QStringLiteral("set"), QStringLiteral("--service-name"), QString()}, 2,
        "not a name of a service");
    row("a variable without a value", words("teleport set --environment FOO"), 2, "NAME=VALUE");
    row("a variable without a name", words("teleport set --environment =x"), 2, "NAME=VALUE");
    row("a variable twice", words("teleport set --environment A=1 --environment A=2"), 2, "twice");
    row("another name without an equals sign", words("teleport set --rename-environment A"), 2, "OLD=NEW");
    row("renamed and set", words("teleport set --rename-environment A=B --environment B=1"), 2, "at once");
    row("set and removed", words("teleport set --environment A=1 --remove-environment A"), 2, "both");
    row("a template of another namespace", words("teleport set --environment A={{internal.logins}}"), 2, "external");
    row("a template that is none", words("teleport set --environment A={{external."), 2, "A: ");
    row("write and apply", words("teleport set --enabled on --write --apply"), 2, "");
    row("sequence of nobody", words("teleport sequence --user u"), 2, "--login");
    row("a trait without a value", words("teleport sequence --user a --login ann --trait x"), 2, "NAME=VALUE");
    row("a request that is none", words("teleport sequence --user a --login ann --request frob"), 2, "");
    row("provision with an argument", words("teleport provision x"), 2, "");
}

void TestTeleportCommands::errors()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, message);
    Tree tree;
    fill(tree);
    const CliRun run = tree.run(arguments);
    QVERIFY2(run.code == code, run.err.constData());
    QVERIFY(run.out.isEmpty());
    QVERIFY2(run.err.contains(message), run.err.constData());
    QCOMPARE(tree.read(config), good);
}

void TestTeleportCommands::settings_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, QByteArray before, const QStringList &arguments, QByteArray after) {
        QTest::newRow(name) << std::move(before) << arguments << std::move(after);
    };
    row("on", "ssh_service:\n  pam:\n    enabled: no # later\n", words("--enabled on"),
        "ssh_service:\n  pam:\n    enabled: true # later\n");
    row("off", good, words("--enabled off"), QByteArray(good).replace("    enabled: yes", "    enabled: false"));
    row("on in an empty file", "", words("--enabled on"), "ssh_service:\n  pam:\n    enabled: true\n");
    row("on where there is no section", "teleport:\n    nodename: a\n", words("--enabled on"),
        "teleport:\n    nodename: a\nssh_service:\n    pam:\n        enabled: true\n");
    row("on where the section is empty", "ssh_service:\n  pam:\n", words("--enabled on"), "ssh_service:\n  pam:\n    enabled: true\n");
    row("on instead of a word that is none", "ssh_service:\n  pam:\n    enabled: enable\n", words("--enabled on"),
        "ssh_service:\n  pam:\n    enabled: true\n");
    row("a name", good, words("--service-name other-one"), QByteArray(good).replace("service_name: teleport", "service_name: other-one"));
    row("a name where there is none", "ssh_service:\n  pam:\n    enabled: yes\n", words("--service-name teleport"),
        "ssh_service:\n  pam:\n    enabled: yes\n    service_name: teleport\n");
    row("a name that is a word of YAML", good, words("--service-name yes"),
        QByteArray(good).replace("service_name: teleport", "service_name: \"yes\""));
    row("auth", good, words("--use-pam-auth on"), good + "    use_pam_auth: true\n");
    row("a quoted auth is put right", good + "    use_pam_auth: \"yes\"\n", words("--use-pam-auth on"), good + "    use_pam_auth: true\n");
    row("two variables", good, words("--environment A=b --environment TRAIT={{external.mail}}"),
        good + "    environment:\n      A: b\n      TRAIT: \"{{external.mail}}\"\n");
    row("another value", good + "    environment:\n      A: b # why\n", words("--environment A=c"),
        good + "    environment:\n      A: c # why\n");
    row("an empty value", good, words("--environment A="), good + "    environment:\n      A: \"\"\n");
    row("an equals sign in a value", good, words("--environment A=b=c"), good + "    environment:\n      A: b=c\n");
    row("another name", good + "    environment:\n      A: b # why\n      C: d\n", words("--rename-environment A=LONG"),
        good + "    environment:\n      LONG: b # why\n      C: d\n");
    row("one variable less", good + "    environment:\n      A: b\n      C: d\n", words("--remove-environment A"),
        good + "    environment:\n      C: d\n");
    row("all at once", "ssh_service:\n  enabled: yes\n", words("--enabled on --service-name teleport --use-pam-auth on --environment A=b"),
        "ssh_service:\n  enabled: yes\n  pam:\n    enabled: true\n    service_name: teleport\n    use_pam_auth: true\n    environment:\n"
        "      A: b\n");
    row("moved", misplaced, words("--move"),
        "teleport:\n  nodename: a\nssh_service:\n  pam:\n    enabled: yes # here\n    service_name: sshd\n");
    row("moved and changed", misplaced, words("--move --service-name teleport"),
        "teleport:\n  nodename: a\nssh_service:\n  pam:\n    enabled: yes # here\n    service_name: teleport\n");
}

void TestTeleportCommands::settings()
{
    QFETCH(QByteArray, before);
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, after);
    Tree tree;
    fill(tree, before);
    list(tree, "file /etc/teleport.yaml\n");
    const CliRun run = tree.run(argumentsOf("teleport set --write --reason why", arguments));
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(QString::fromUtf8(tree.read(config)), QString::fromUtf8(after));
    const CliRun back = tree.run({QStringLiteral("rollback")});
    QVERIFY2(back.code == 0, back.err.constData());
    QCOMPARE(tree.read(config), before);
}

void TestTeleportCommands::whatIsSoAlreadyStays_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("on, by another word") << QByteArray("ssh_service:\n  pam:\n    enabled: \"yEs\"\n") << words("--enabled on");
    QTest::newRow("off, by saying nothing") << QByteArray("ssh_service:\n  pam:\n    service_name: x\n") << words("--enabled off");
    QTest::newRow("the default name") << QByteArray("ssh_service:\n  pam:\n    enabled: no\n") << words("--service-name sshd");
    QTest::newRow("auth off by saying nothing") << good << words("--use-pam-auth off");
    QTest::newRow("the same variable") << good + "    environment:\n      A: 'b'\n" << words("--environment A=b");
    QTest::newRow("a variable that is not there") << good << words("--remove-environment A");
    QTest::newRow("nothing to move") << good << words("--move");
}

void TestTeleportCommands::whatIsSoAlreadyStays()
{
    QFETCH(QByteArray, file);
    QFETCH(QStringList, arguments);
    Tree tree;
    fill(tree, file);
    for (const char *command : {"teleport set", "teleport set --write", "teleport set --dry-run"}) {
        const CliRun run = tree.run(argumentsOf(command, arguments));
        QVERIFY2(run.code == 0, run.err.constData());
        QVERIFY(run.out.isEmpty());
        QVERIFY(run.err.contains("Nothing to change"));
    }
    QCOMPARE(tree.read(config), file);
}

void TestTeleportCommands::refusals_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, QByteArray file, const char *arguments, int code, const char *message) {
        QTest::newRow(name) << std::move(file) << words(arguments) << code << QByteArray(message);
    };
    row("misplaced, and not to be moved", misplaced, "--enabled on", 1, "/etc/teleport.yaml:3:3: ");
    row("the way out is named", misplaced, "--enabled on", 1, "--move");
    row("no YAML", "a: b: c\n", "--enabled on", 3, "/etc/teleport.yaml:1:");
    row("a key twice", "ssh_service:\n  pam:\n    enabled: no\n    enabled: no\n", "--enabled on", 1, "/etc/teleport.yaml:");
    row("a list", "- a\n", "--enabled on", 1, "/etc/teleport.yaml:1:");
    row("a section that is a word", "ssh_service: yes\n", "--enabled on", 1, "/etc/teleport.yaml:1:");
    row("both places", "teleport:\n  ssh_service:\n    pam:\n      enabled: no\nssh_service:\n  enabled: yes\n", "--enabled on --move", 1,
        "/etc/teleport.yaml:");
    row("an alias", "x: &x\n  enabled: no\nssh_service:\n  pam: *x\n", "--enabled on", 1, "/etc/teleport.yaml:");
}

void TestTeleportCommands::refusals()
{
    QFETCH(QByteArray, file);
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, message);
    Tree tree;
    fill(tree, file);
    list(tree, "file /etc/teleport.yaml\n");
    const CliRun run = tree.run(argumentsOf("teleport set --write", arguments));
    QVERIFY2(run.code == code, (run.err + run.out).constData());
    QVERIFY(run.out.isEmpty());
    QVERIFY2(run.err.contains(message), run.err.constData());
    QCOMPARE(tree.read(config), file);
}

void TestTeleportCommands::setWarnsOfALockout()
{
    Tree tree;
    fill(tree);
    const CliRun run = tree.run(words("teleport set --service-name nobody"));
    QCOMPARE(run.code, 0);
    QVERIFY(run.out.contains("+    service_name: nobody\n"));
    QVERIFY2(run.err.contains("/etc/teleport.yaml:5:") && run.err.contains("[TEL020]"), run.err.constData());
}

void TestTeleportCommands::setAsJson()
{
    Tree tree;
    fill(tree);
    const QJsonObject document = tree.run(words("teleport set --service-name nobody --json")).object();
    QCOMPARE(document[QStringLiteral("file")].toString(), QStringLiteral("/etc/teleport.yaml"));
    QCOMPARE(document[QStringLiteral("files")].toArray(), QJsonArray{QStringLiteral("/etc/teleport.yaml")});
    QCOMPARE(
        document[QStringLiteral("diff")].toString(),
        QStringLiteral("--- a/etc/teleport.yaml\n+++ b/etc/teleport.yaml\n@@ -2,4 +2,4 @@\n   enabled: yes\n   pam:\n     enabled: yes\n"
                       "-    service_name: teleport\n+    service_name: nobody\n"));
    QCOMPARE(idsOf(document[QStringLiteral("warnings")].toArray()), QStringList{QStringLiteral("TEL020")});
    list(tree, "file /etc/teleport.yaml\n");
    const QJsonObject dry = tree.run(words("teleport set --service-name nobody --json --dry-run")).object();
    QCOMPARE(dry[QStringLiteral("state")].toString(), QStringLiteral("dry-run"));
    QCOMPARE(dry[QStringLiteral("file")].toString(), QStringLiteral("/etc/teleport.yaml"));
    QVERIFY(dry[QStringLiteral("transaction")].isNull());
    QCOMPARE(tree.read(config), good);
}

void TestTeleportCommands::writesWhatIsListed()
{
    Tree tree;
    fill(tree);
    list(tree, "file /etc/teleport.yaml\n");
    QVERIFY(QFile::setPermissions(tree.file(config), QFile::ReadOwner | QFile::WriteOwner));
    const CliRun run = tree.run(words("teleport set --use-pam-auth on --apply --json"));
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(run.object()[QStringLiteral("state")].toString(), QStringLiteral("applied"));
    QVERIFY(tree.read(config).endsWith("    use_pam_auth: true\n"));
    const QFile::Permissions others = QFile::ReadGroup | QFile::ReadOther;
    QCOMPARE(QFile::permissions(tree.file(config)) & others, QFile::Permissions()); // it holds a token
}

void TestTeleportCommands::whatIsNotListedIsRefused()
{
    Tree tree;
    fill(tree);
    for (const char *mode : {"--write", "--apply", "--dry-run", "--quiet --write"}) {
        const CliRun run = tree.run(argumentsOf("teleport set --use-pam-auth on", words(mode)));
        QCOMPARE(run.code, 3);
        QVERIFY(run.out.isEmpty());
        QVERIFY2(run.err.contains("/etc/pamphlet/paths.d") && run.err.contains("    file /etc/teleport.yaml\n"), run.err.constData());
    }
    QCOMPARE(tree.read(config), good);
    // A path that no list takes has no line.
    tree.write(QStringLiteral("etc/a b.yaml"), good);
    const CliRun run = tree.run({QStringLiteral("teleport"), QStringLiteral("set"), QStringLiteral("--use-pam-auth"), QStringLiteral("on"),
                                 QStringLiteral("--config"), QStringLiteral("/etc/a b.yaml"), QStringLiteral("--write")});
    QCOMPARE(run.code, 3);
    QVERIFY2(run.err.contains("/etc/a b.yaml: ") && !run.err.contains("    file "), run.err.constData());
}

void TestTeleportCommands::aListThatCannotBeReliedOn()
{
    Tree tree;
    fill(tree);
    list(tree, "file /etc/teleport.yaml\nfrob\n");
    const CliRun run = tree.run(words("teleport set --use-pam-auth on --write"));
    QCOMPARE(run.code, 3);
    QVERIFY2(run.err.contains("/etc/pamphlet/paths.d/teleport.conf:2"), run.err.constData());
    QCOMPARE(tree.read(config), good);
}

void TestTeleportCommands::foreignBytesAreTame()
{
    Tree tree;
    fill(tree, good + "    environment:\n      \"A\\e[2J\": \"b\\u202e\\x07\"\n    fr\xe2\x80\xaeob: x\n");
    for (const QStringList &arguments :
         {words("teleport check"), words("teleport check --json"), words("teleport set --use-pam-auth on"),
          words("teleport sequence --user u --login ann"), words("teleport sequence --user u --login ann --json"),
          argumentsOf("teleport sequence --user u --role a --login", {QStringLiteral("\033]0;title\a")})}) {
        const CliRun run = tree.run(arguments);
        QVERIFY2(isTame(run.out) && isTame(run.err), run.out.constData());
    }
}

/// Real files, with whatever people wrote: an answer or a place, and a switch that then is where it should be.
void TestTeleportCommands::everyFileOfTheCorpus()
{
    int seen = 0;
    QDirIterator inputs(QStringLiteral(PAMPHLET_SHARED "/corpus/teleport"), {QStringLiteral("*.yaml")}, QDir::Files);
    while (inputs.hasNext()) {
        QFile input(inputs.next());
        QVERIFY(input.open(QIODevice::ReadOnly));
        const QByteArray bytes = input.readAll();
        Tree tree;
        fill(tree, bytes);
        list(tree, "file /etc/teleport.yaml\n");
        ++seen;
        const CliRun check = tree.run(words("teleport check --json"));
        QVERIFY2(check.code <= 1 && check.json().isArray(), qPrintable(input.fileName()));
        const CliRun set = tree.run(words("teleport set --enabled on --service-name teleport --move --write"));
        if (set.code != 0) {
            QVERIFY2(set.err.contains("/etc/teleport.yaml:"), (input.fileName().toUtf8() + ": " + set.err).constData());
            QCOMPARE(tree.read(config), bytes);
            continue;
        }
        const QJsonObject after = tree.run(words("teleport sequence --user u --login ann --json")).object();
        if (!after.isEmpty()) // a template may end the session
            QVERIFY2(after[QStringLiteral("enabled")].toBool() && after[QStringLiteral("service")].toString() == QStringLiteral("teleport"),
                     qPrintable(input.fileName()));
    }
    if (seen == 0)
        QSKIP("the corpus is not beside the tree");
}

QTEST_GUILESS_MAIN(TestTeleportCommands)
#include "tst_teleportcommands.moc"
