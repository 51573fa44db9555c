// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/cliprogram.h"

#include <QTest>

using namespace pamphlet::test;

namespace {

const QByteArray sudo = "auth [success=1 default=ignore] pam_unix.so nullok\n"
                        "auth requisite pam_deny.so\n"
                        "# a comment\n"
                        "auth required pam_permit.so\n"
                        "session required pam_limits.so\n";

const QByteArray withX = "auth [success=2 default=ignore] pam_unix.so nullok\n"
                         "auth required pam_x.so a=b\n"
                         "auth requisite pam_deny.so\n"
                         "# a comment\n"
                         "auth required pam_permit.so\n"
                         "session required pam_limits.so\n";

QStringList codes(const QJsonObject &document)
{
    QStringList codes;
    for (const QJsonValue warning : document[QStringLiteral("warnings")].toArray())
        codes << warning[QStringLiteral("code")].toString();
    return codes;
}

} // namespace

/// edit and mimic: the real program, and where files are written the real helper.
class TestEditCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printsTheDiff();
    void asJson();
    void results_data();
    void results();
    void errors_data();
    void errors();
    void writeNeedsATreeOfOnesOwn();
    void dryRunWritesNothing();
    void jumpsInOtherFiles();
    void ownershipIsSaid();
    void nothingToChange();
    void mimicPrints_data();
    void mimicPrints();
    void mimicPortable();
    void mimicAsJson();
    void foreignBytesAreTame();
};

void TestEditCommands::printsTheDiff()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), sudo);
    const CliRun run = tree.run(words("edit add sudo auth required pam_x.so a=b --before 2"));
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(run.out,
             QByteArrayLiteral("--- a/etc/pam.d/sudo\n+++ b/etc/pam.d/sudo\n@@ -1,4 +1,5 @@\n"
                               "-auth [success=1 default=ignore] pam_unix.so nullok\n"
                               "+auth [success=2 default=ignore] pam_unix.so nullok\n"
                               "+auth required pam_x.so a=b\n"
                               " auth requisite pam_deny.so\n # a comment\n auth required pam_permit.so\n"));
    QVERIFY(run.err.contains("/etc/pam.d/sudo:1: the jump of 1 becomes 2"));
    QVERIFY(run.err.contains("warning"));
    QCOMPARE(tree.read(QStringLiteral("etc/pam.d/sudo")), sudo);
    QVERIFY(!tree.exists(QStringLiteral("var")));
}

void TestEditCommands::asJson()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), sudo);
    const CliRun run = tree.run(words("edit add /etc/pam.d/sudo auth required pam_x.so a=b --after 1 --json"));
    QVERIFY2(run.code == 0, run.err.constData());
    const QJsonObject document = run.object();
    QCOMPARE(document[QStringLiteral("file")].toString(), QStringLiteral("/etc/pam.d/sudo"));
    QCOMPARE(document[QStringLiteral("line")].toInt(), 2);
    QVERIFY(document[QStringLiteral("diff")].toString().contains(QStringLiteral("+auth required pam_x.so a=b\n")));
    QCOMPARE(codes(document), QStringList{QStringLiteral("jump-passes-over")});
    const QJsonObject rewrite = document[QStringLiteral("rewrites")].toArray().first().toObject();
    QCOMPARE(rewrite[QStringLiteral("line")].toInt(), 1);
    QCOMPARE(rewrite[QStringLiteral("before")].toInt(), 1);
    QCOMPARE(rewrite[QStringLiteral("after")].toInt(), 2);
    QCOMPARE(document[QStringLiteral("services")].toArray(), QJsonArray{QStringLiteral("sudo")});
    QCOMPARE(document[QStringLiteral("edits")].toArray().size(), 1);
}

void TestEditCommands::results_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, QStringList arguments, const QByteArray &after) { QTest::newRow(name) << arguments << after; };
    const auto changed = [](const char *from, const char *to) { return QByteArray(sudo).replace(from, to); };
    row("before a line", words("add sudo auth required pam_x.so a=b --before 2"), withX);
    row("options first", words("add --before 2 sudo auth required pam_x.so a=b"), withX);
    row("by path", words("add --after 1 /etc/pam.d/sudo auth required pam_x.so a=b"), withX);
    row("first", words("add --first sudo auth required pam_x.so"), "auth required pam_x.so\n" + sudo);
    row("last", words("add --last sudo session optional pam_x.so"), sudo + "session optional pam_x.so\n");
    row("nowhere said is last", words("add sudo session optional pam_x.so"), sudo + "session optional pam_x.so\n");
    row("silent", words("add --silent sudo session optional pam_x.so"), sudo + "-session optional pam_x.so\n");
    row("a list and an argument with a blank",
        {QStringLiteral("add"), QStringLiteral("sudo"), QStringLiteral("session"), QStringLiteral("[success=ok default=bad]"),
         QStringLiteral("pam_x.so"), QStringLiteral("a b")},
        sudo + "session [success=ok default=bad] pam_x.so [a b]\n");
    row("arguments that look like options",
        {QStringLiteral("add"), QStringLiteral("sudo"), QStringLiteral("--"), QStringLiteral("-session"), QStringLiteral("optional"),
         QStringLiteral("pam_x.so"), QStringLiteral("--debug")},
        sudo + "-session optional pam_x.so --debug\n");
    row("@include", words("add --first sudo @include part"), "@include part\n" + sudo);
    row("landed on", words("add --before 4 --catch-jumps sudo auth required pam_x.so"),
        changed("auth required pam_permit.so\n", "auth required pam_x.so\nauth required pam_permit.so\n"));
    row("removed", words("remove sudo:5"), changed("session required pam_limits.so\n", ""));
    row("removed under a jump", words("remove sudo:2"),
        QByteArray("auth [success=ignore default=ignore] pam_unix.so nullok\n# a comment\nauth required pam_permit.so\n"
                   "session required pam_limits.so\n"));
    row("another control", words("replace sudo:2 --control required"), changed("requisite", "required"));
    row("another module", words("replace sudo:5 --module pam_x.so"), changed("pam_limits.so", "pam_x.so"));
    row("another type", words("replace sudo:5 --type=-session"), changed("session required", "-session required"));
    row("other arguments", words("replace sudo:1 --args try_first_pass debug"), changed("nullok", "try_first_pass debug"));
    row("no arguments", words("replace sudo:1 --args"), changed(" nullok", ""));
    row("one argument more", words("replace sudo:1 --add-arg debug"), changed("nullok", "nullok debug"));
    row("one argument less", words("replace sudo:1 --remove-arg nullok"), changed(" nullok", ""));
    row("moved", words("move sudo:5 --first"), "session required pam_limits.so\n" + changed("session required pam_limits.so\n", ""));
    row("moved under a jump", words("move sudo:4 --before 2"),
        QByteArray("auth [success=2 default=ignore] pam_unix.so nullok\nauth required pam_permit.so\nauth requisite pam_deny.so\n"
                   "# a comment\nsession required pam_limits.so\n"));
}

void TestEditCommands::results()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, after);
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), sudo);
    tree.write(QStringLiteral("etc/pam.d/part"), "account required pam_permit.so\n");
    arguments.prepend(QStringLiteral("edit"));
    arguments.insert(2, QStringLiteral("--write"));
    const CliRun run = tree.run(arguments);
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(tree.read(QStringLiteral("etc/pam.d/sudo")), after);
    const CliRun back = tree.run({QStringLiteral("rollback")});
    QVERIFY2(back.code == 0, back.err.constData());
    QCOMPARE(tree.read(QStringLiteral("etc/pam.d/sudo")), sudo);
}

void TestEditCommands::errors_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const char *arguments, int code, const char *message) {
        QTest::newRow(name) << words(arguments) << code << QByteArray(message);
    };
    row("no rule on the line", "edit remove sudo:3", 2, "/etc/pam.d/sudo:3: ");
    row("beyond the file", "edit remove sudo:99", 2, "no rule stands on this line");
    row("line 0", "edit remove sudo:0", 2, "as in sudo:3");
    row("no line", "edit remove sudo", 2, "as in sudo:3");
    row("a line that is none", "edit remove sudo:x", 2, "as in sudo:3");
    row("a line with more behind it", "edit remove sudo:3x", 2, "as in sudo:3");
    row("no such service", "edit remove nowhere:1", 3, "/etc/pam.d/nowhere");
    row("no such file", "edit add /etc/pam.d/nowhere auth required pam_x.so", 3, "/etc/pam.d/nowhere");
    row("out of the tree", "edit add ../../sudo auth required pam_x.so", 2, "absolute path");
    row("no rule to stand before", "edit add sudo auth required pam_x.so --before 3", 2, "/etc/pam.d/sudo:3");
    row("no module", "edit add sudo auth required", 2, "type, a control and a module");
    row("no type", "edit add sudo frob required pam_x.so", 2, "not a type: frob");
    row("two places", "edit add sudo auth required pam_x.so --first --last", 2, "");
    row("a move to nowhere", "edit move sudo:1", 2, "");
    row("write and apply", "edit remove sudo:1 --write --apply", 2, "");
    row("what kind", "edit", 2, "");
    row("cannot be written", "edit add sudo auth required pam_x.so a#b", 1, "Edit refused");
    row("no facility", "mimic foo", 2, "");
    row("another facility", "mimic foo frob", 2, "not a facility: frob");
    row("another style", "mimic foo auth --style frob", 2, "");
    row("a bad name", "mimic ../foo auth", 2, "not a name of a service");
    row("no system stack", "mimic foo auth", 3, "neither system-auth");
}

void TestEditCommands::errors()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, message);
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), sudo);
    const CliRun run = tree.run(arguments);
    QCOMPARE(run.code, code);
    if (message == "Edit refused")
        message = "would have changed more than was asked for"; // the sentence of that error
    if (!run.err.contains(message))
        qWarning("%s", run.err.constData());
    QVERIFY(run.err.contains(message));
    QVERIFY(run.out.isEmpty());
    QVERIFY(isTame(run.err));
    QCOMPARE(tree.read(QStringLiteral("etc/pam.d/sudo")), sudo);
}

void TestEditCommands::writeNeedsATreeOfOnesOwn()
{
    const CliRun run = runCli(words("edit add --write login auth required pam_x.so"));
    QCOMPARE(run.code, 2);
    QVERIFY(run.err.contains("--apply"));
}

void TestEditCommands::dryRunWritesNothing()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), sudo);
    const CliRun run = tree.run(words("edit remove --write --dry-run sudo:5 --json"));
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(run.object()[QStringLiteral("state")].toString(), QStringLiteral("dry-run"));
    QCOMPARE(run.object()[QStringLiteral("file")].toString(), QStringLiteral("/etc/pam.d/sudo"));
    QCOMPARE(tree.read(QStringLiteral("etc/pam.d/sudo")), sudo);
}

void TestEditCommands::jumpsInOtherFiles()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/common-auth"), "auth [success=2 default=ignore] pam_unix.so\nauth requisite pam_deny.so\n");
    tree.write(QStringLiteral("etc/pam.d/sudo"), "@include common-auth\nauth required pam_a.so\nauth required pam_b.so\n");
    const CliRun run = tree.run(words("edit add --apply sudo auth required pam_x.so --before 2 --json --reason why"));
    QVERIFY2(run.code == 0, run.err.constData());
    const QJsonObject document = run.object();
    QCOMPARE(document[QStringLiteral("state")].toString(), QStringLiteral("applied"));
    QCOMPARE(document[QStringLiteral("files")].toArray(),
             (QJsonArray{QStringLiteral("/etc/pam.d/common-auth"), QStringLiteral("/etc/pam.d/sudo")}));
    QCOMPARE(document[QStringLiteral("edits")].toArray().size(), 2);
    QCOMPARE(tree.read(QStringLiteral("etc/pam.d/common-auth")),
             QByteArrayLiteral("auth [success=3 default=ignore] pam_unix.so\nauth requisite pam_deny.so\n"));
    QVERIFY(tree.run(words("rollback")).code == 0);
    QVERIFY(tree.read(QStringLiteral("etc/pam.d/common-auth")).startsWith("auth [success=2"));
}

void TestEditCommands::ownershipIsSaid()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/common-auth"),
               "# here are the per-package modules (the \"Primary\" block)\nauth [success=1 default=ignore] pam_unix.so nullok\n"
               "# here's the fallback if no module succeeds\nauth requisite pam_deny.so\nauth required pam_permit.so\n"
               "# and here are more per-package modules (the \"Additional\" block)\n# end of pam-auth-update config\n");
    tree.write(QStringLiteral("usr/share/pam-configs/unix"),
               "Name: Unix\nPriority: 256\nAuth-Type: Primary\nAuth:\n\t[success=end default=ignore] pam_unix.so nullok\n");
    const CliRun json = tree.run(words("edit remove common-auth:2 --json"));
    QVERIFY2(json.code == 0, json.err.constData());
    QVERIFY(codes(json.object()).contains(QStringLiteral("comes-back")));
    QVERIFY(json.out.contains("pam-auth-update --disable unix"));
    const CliRun text = tree.run(words("edit remove common-auth:2"));
    QVERIFY(text.err.contains("    # pam-auth-update --disable unix\n"));
}

void TestEditCommands::nothingToChange()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), sudo);
    for (const char *mode : {"", " --write"}) {
        const CliRun run = tree.run(words((QByteArray("edit replace sudo:2 --control requisite") + mode).constData()));
        QCOMPARE(run.code, 0);
        QVERIFY(run.out.isEmpty());
        QVERIFY(run.err.contains("Nothing to change"));
    }
}

void TestEditCommands::mimicPrints_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("rules");
    QTest::newRow("include") << QByteArray("system-auth") << words("mimic foo auth password --style include")
                             << QByteArray("auth\tinclude\t\tsystem-auth\npassword\tinclude\t\tsystem-auth\n");
    QTest::newRow("substack") << QByteArray("system-auth") << words("mimic foo auth --style substack")
                              << QByteArray("auth\tsubstack\t\tsystem-auth\n");
    QTest::newRow("target") << QByteArray("own") << words("mimic foo session auth --target own")
                            << QByteArray("session\tinclude\t\town\nauth\tinclude\t\town\n");
}

void TestEditCommands::mimicPrints()
{
    QFETCH(QByteArray, file);
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, rules);
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/") + QString::fromLatin1(file), "auth required pam_unix.so\n");
    const CliRun run = tree.run(arguments);
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(run.out, "# File autogenerated by pamphletctl mimic\n\n\n" + rules);
    QVERIFY(!tree.exists(QStringLiteral("etc/pam.d/foo")));
}

void TestEditCommands::mimicPortable()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/system-auth"), "auth required pam_unix.so\n");
    QCOMPARE(tree.run(words("mimic foo auth --portable")).code, 0);
    const CliRun run = tree.run(words("mimic foo auth account --portable --style substack"));
    QCOMPARE(run.code, 1);
    QVERIFY(run.out.contains("auth\tsubstack\t\tsystem-auth\n")); // a stub all the same
    QVERIFY(run.err.contains("line 4: "));
    QVERIFY(run.err.contains("line 5: "));
}

void TestEditCommands::mimicAsJson()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/system-auth"), "auth required pam_unix.so\n");
    const CliRun run = tree.run(words("mimic foo@1 auth --portable --style substack --json"));
    QCOMPARE(run.code, 1);
    const QJsonObject document = run.object();
    QCOMPARE(document[QStringLiteral("service")].toString(), QStringLiteral("foo@1"));
    QVERIFY(document[QStringLiteral("text")].toString().endsWith(QStringLiteral("auth\tsubstack\t\tsystem-auth\n")));
    const QJsonArray problems = document[QStringLiteral("problems")].toArray();
    QCOMPARE(problems.size(), 2);
    QVERIFY(problems[0].toObject()[QStringLiteral("line")].isNull());
    QCOMPARE(problems[1].toObject()[QStringLiteral("code")].toString(), QStringLiteral("substack"));
    QCOMPARE(problems[1].toObject()[QStringLiteral("line")].toInt(), 4);
}

void TestEditCommands::foreignBytesAreTame()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), "auth required pam_unix.so \033[2Jx\nauth required pam_\xe2\x80\xae.so\n");
    const CliRun run
        = tree.run({QStringLiteral("edit"), QStringLiteral("add"), QStringLiteral("--first"), QStringLiteral("sudo"),
                    QStringLiteral("auth"), QStringLiteral("required"), QStringLiteral("pam_x.so"), QStringLiteral("\033]0;title\a")});
    QVERIFY2(run.code == 0, run.err.constData());
    QVERIFY(isTame(run.out));
    QVERIFY(isTame(run.err));
}

QTEST_GUILESS_MAIN(TestEditCommands)
#include "tst_editcommands.moc"
