// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/changeset.h"
#include "core/change/digest.h"
#include "tests/app/cli/cliprogram.h"

#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace pamphlet;
using namespace pamphlet::test;

/// apply, rollback, motd: the real program and the real helper on a tree of one's own.
class TestChangeCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!QFileInfo::exists(QStringLiteral(PAMPHLET_BIN_DIR "/pamphlet-helper")))
            QSKIP("the helper is not built");
    }

    void applyFromDirectoryAndBack();
    void applyChangesNothingTwice();
    void applyChangeSetFile();
    void applyChangeSetFromStandardInput();
    void dryRunChangesNothing();
    void diffIsShown();
    void brokenChangeSet_data();
    void brokenChangeSet();
    void changedTargetIsANo();
    void rollbackOfNothing();
    void rollbackOfAChangedFile();
    void rollbackOfTheUnknown();
    void missingSource();
    void readOnlyTree();
    void motdSetShowPreview();
    void motdIsTame();
    void nothingIsLeftBehind();

private:
    static QString changeSetFile(const Tree &tree, const change::ChangeSet &set)
    {
        tree.write(QStringLiteral("set.json"), QByteArray::fromStdString(change::serialize(set)));
        return tree.file(QStringLiteral("set.json"));
    }
    static change::ChangeSet motd(const char *before, const char *after)
    {
        return {{{"/etc/motd", before ? std::optional(change::sha256(before)) : std::nullopt, after, std::nullopt}}, {}};
    }
};

void TestChangeCommands::applyFromDirectoryAndBack()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), "auth required pam_unix.so\n");
    tree.write(QStringLiteral("etc/pam.d/gone"), "auth required pam_deny.so\n");
    Tree to;
    to.write(QStringLiteral("etc/pam.d/sudo"), "auth required pam_unix.so nullok\n");
    to.write(QStringLiteral("etc/motd"), "hello\n");

    // A folder with nothing but what changes takes nothing away, unless that is asked for.
    const CliRun kept
        = tree.run({QStringLiteral("apply"), QStringLiteral("--from"), to.path(), QStringLiteral("--dry-run"), QStringLiteral("--json")});
    QCOMPARE(kept.object()[QStringLiteral("files")].toArray(),
             (QJsonArray{QStringLiteral("/etc/motd"), QStringLiteral("/etc/pam.d/sudo")}));

    const CliRun apply = tree.run({QStringLiteral("apply"), QStringLiteral("--from"), to.path(), QStringLiteral("--delete"),
                                   QStringLiteral("--reason"), QStringLiteral("a test"), QStringLiteral("--json")});
    QVERIFY2(apply.code == 0, apply.err.constData());
    for (const char *key : {"transaction", "state", "files", "deadline"})
        QVERIFY2(apply.object().contains(QString::fromLatin1(key)), key);
    QCOMPARE(apply.object()[QStringLiteral("state")].toString(), QStringLiteral("applied"));
    QCOMPARE(apply.object()[QStringLiteral("files")].toArray(),
             (QJsonArray{QStringLiteral("/etc/motd"), QStringLiteral("/etc/pam.d/gone"), QStringLiteral("/etc/pam.d/sudo")}));
    const QString transaction = apply.object()[QStringLiteral("transaction")].toString();
    QCOMPARE(transaction.size(), 32);
    QCOMPARE(tree.read(QStringLiteral("etc/pam.d/sudo")), QByteArrayLiteral("auth required pam_unix.so nullok\n"));
    QCOMPARE(tree.read(QStringLiteral("etc/motd")), QByteArrayLiteral("hello\n"));
    QVERIFY(!tree.exists(QStringLiteral("etc/pam.d/gone")));

    const CliRun rollback = tree.run({QStringLiteral("rollback"), transaction, QStringLiteral("--json")});
    QVERIFY2(rollback.code == 0, rollback.err.constData());
    QCOMPARE(rollback.object()[QStringLiteral("transaction")].toString(), transaction);
    QCOMPARE(rollback.object()[QStringLiteral("state")].toString(), QStringLiteral("rolled-back"));
    QCOMPARE(tree.read(QStringLiteral("etc/pam.d/sudo")), QByteArrayLiteral("auth required pam_unix.so\n"));
    QCOMPARE(tree.read(QStringLiteral("etc/pam.d/gone")), QByteArrayLiteral("auth required pam_deny.so\n"));
    QVERIFY(!tree.exists(QStringLiteral("etc/motd")));
}

void TestChangeCommands::applyChangesNothingTwice()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), "auth required pam_unix.so\n");
    Tree to;
    to.write(QStringLiteral("etc/pam.d/sudo"), "auth required pam_unix.so\n");
    const CliRun run = tree.run({QStringLiteral("apply"), QStringLiteral("--from"), to.path(), QStringLiteral("--json")});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.object()[QStringLiteral("state")].toString(), QStringLiteral("unchanged"));
    QVERIFY(run.object()[QStringLiteral("transaction")].isNull());
    QVERIFY(!tree.exists(QStringLiteral("var"))); // the helper was not even asked
}

void TestChangeCommands::applyChangeSetFile()
{
    Tree tree;
    tree.write(QStringLiteral("etc/motd"), "old\n");
    const CliRun run = tree.run({QStringLiteral("apply"), QStringLiteral("--changeset"), changeSetFile(tree, motd("old\n", "new\n"))});
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(tree.read(QStringLiteral("etc/motd")), QByteArrayLiteral("new\n"));
}

void TestChangeCommands::applyChangeSetFromStandardInput()
{
    Tree tree;
    tree.write(QStringLiteral("etc/motd"), "old\n");
    const CliRun run = tree.run({QStringLiteral("apply"), QStringLiteral("--changeset"), QStringLiteral("-")},
                                QByteArray::fromStdString(change::serialize(motd("old\n", "new\n"))));
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(tree.read(QStringLiteral("etc/motd")), QByteArrayLiteral("new\n"));
}

void TestChangeCommands::dryRunChangesNothing()
{
    Tree tree;
    tree.write(QStringLiteral("etc/motd"), "old\n");
    const QString file = changeSetFile(tree, motd("old\n", "new\n"));
    const CliRun run
        = tree.run({QStringLiteral("apply"), QStringLiteral("--changeset"), file, QStringLiteral("--dry-run"), QStringLiteral("--json")});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.object()[QStringLiteral("state")].toString(), QStringLiteral("dry-run"));
    QVERIFY(run.object()[QStringLiteral("transaction")].isNull());
    QVERIFY(run.object()[QStringLiteral("diff")].toString().contains(QStringLiteral("-old\n+new\n")));
    QCOMPARE(tree.read(QStringLiteral("etc/motd")), QByteArrayLiteral("old\n"));
    QVERIFY(!tree.exists(QStringLiteral("var")));
    // And it says no where an apply would.
    tree.write(QStringLiteral("etc/motd"), "other\n");
    QCOMPARE(tree.run({QStringLiteral("apply"), QStringLiteral("--changeset"), file, QStringLiteral("--dry-run")}).code, 1);
}

void TestChangeCommands::diffIsShown()
{
    Tree tree;
    tree.write(QStringLiteral("etc/motd"), "a\told\x1b[2J\n");
    Tree to;
    to.write(QStringLiteral("etc/motd"), "a\tnew\n");
    const CliRun run = tree.run({QStringLiteral("apply"), QStringLiteral("--from"), to.path()});
    QCOMPARE(run.code, 0);
    QVERIFY(run.out.contains("+a\tnew\n"));
    QVERIFY(isTame(run.out));
}

void TestChangeCommands::brokenChangeSet_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("not JSON, on its third line") << QByteArrayLiteral("{\n  \"changes\": [\n    }\n") << QByteArrayLiteral(":3:");
    QTest::newRow("empty") << QByteArrayLiteral("") << QByteArray();
    QTest::newRow("another document") << QByteArrayLiteral("[1, 2]") << QByteArray();
    QTest::newRow("a file that is not ours to write")
        << QByteArray::fromStdString(change::serialize({{{"/etc/shadow", std::nullopt, "root::\n", std::nullopt}}, {}}))
        << QByteArrayLiteral("/etc/shadow");
    QTest::newRow("a way out of the tree") << QByteArray::fromStdString(
        change::serialize({{{"/etc/pam.d/../shadow", std::nullopt, "root::\n", std::nullopt}}, {}}))
                                           << QByteArray();
    QTest::newRow("control characters in a key") << QByteArrayLiteral("{\"\\u001b[2J\": 1}") << QByteArray();
    QTest::newRow("noise") << QByteArray("\x00\xff\x1b[2J\n", 7) << QByteArray();
}

void TestChangeCommands::brokenChangeSet()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, said);
    Tree tree;
    tree.write(QStringLiteral("etc/motd"), "old\n");
    tree.write(QStringLiteral("set.json"), json);
    const CliRun run = tree.run({QStringLiteral("apply"), QStringLiteral("--changeset"), tree.file(QStringLiteral("set.json"))});
    QCOMPARE(run.code, 3);
    QVERIFY(run.out.isEmpty());
    QCOMPARE(run.err.count('\n'), 1);
    QVERIFY(isTame(run.err));
    QVERIFY2(run.err.contains(said), run.err.constData());
    QVERIFY(!tree.exists(QStringLiteral("var")));
}

void TestChangeCommands::changedTargetIsANo()
{
    Tree tree;
    tree.write(QStringLiteral("etc/motd"), "changed meanwhile\n");
    const CliRun run = tree.run({QStringLiteral("apply"), QStringLiteral("--changeset"), changeSetFile(tree, motd("old\n", "new\n"))});
    QCOMPARE(run.code, 1);
    QVERIFY(run.err.contains("/etc/motd"));
    QCOMPARE(tree.read(QStringLiteral("etc/motd")), QByteArrayLiteral("changed meanwhile\n"));
}

void TestChangeCommands::rollbackOfNothing()
{
    Tree tree;
    tree.write(QStringLiteral("etc/motd"), "old\n");
    const CliRun run = tree.run(words("rollback"));
    QCOMPARE(run.code, 1);
    QCOMPARE(run.err.count('\n'), 1);
}

void TestChangeCommands::rollbackOfAChangedFile()
{
    Tree tree;
    tree.write(QStringLiteral("etc/motd"), "old\n");
    QCOMPARE(tree.run({QStringLiteral("apply"), QStringLiteral("--changeset"), changeSetFile(tree, motd("old\n", "new\n"))}).code, 0);
    tree.write(QStringLiteral("etc/motd"), "edited by hand\n");
    QCOMPARE(tree.run(words("rollback")).code, 1);
    QCOMPARE(tree.read(QStringLiteral("etc/motd")), QByteArrayLiteral("edited by hand\n"));
}

void TestChangeCommands::rollbackOfTheUnknown()
{
    Tree tree;
    tree.write(QStringLiteral("etc/motd"), "old\n");
    QCOMPARE(tree.run(words("rollback 00000000000000000000000000000000")).code, 3);
    const CliRun hostile = tree.run({QStringLiteral("rollback"), QStringLiteral("../../etc")});
    QVERIFY(hostile.code == 2 || hostile.code == 3);
}

void TestChangeCommands::missingSource()
{
    Tree tree;
    tree.write(QStringLiteral("etc/motd"), "old\n");
    QCOMPARE(tree.run(words("apply --from /nonexistent/tree")).code, 3);
    QCOMPARE(tree.run(words("apply --changeset /nonexistent/file")).code, 3);
    QCOMPARE(tree.run({QStringLiteral("apply"), QStringLiteral("--changeset"), tree.path()}).code, 3); // a directory
    QCOMPARE(tree.run(words("motd set /nonexistent/file")).code, 3);
    QCOMPARE(tree.read(QStringLiteral("etc/motd")), QByteArrayLiteral("old\n"));
}

void TestChangeCommands::readOnlyTree()
{
    Tree tree;
    tree.write(QStringLiteral("etc/motd"), "old\n");
    chmod(QFile::encodeName(tree.file(QStringLiteral("etc"))).constData(), 0500);
    const CliRun run = tree.run({QStringLiteral("motd"), QStringLiteral("set"), QStringLiteral("-")}, "new\n", Rights::NoOverride);
    chmod(QFile::encodeName(tree.file(QStringLiteral("etc"))).constData(), 0700);
    QCOMPARE(run.code, 4);
    QCOMPARE(run.err.count('\n'), 1);
    QCOMPARE(tree.read(QStringLiteral("etc/motd")), QByteArrayLiteral("old\n"));
}

void TestChangeCommands::motdSetShowPreview()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), "");
    QCOMPARE(tree.run(words("motd show --json")).out, QByteArrayLiteral("[]\n"));
    const QByteArray message("\x1b[1mWelcome\x1b[0m\n\xe2\x9c\x93 all is well\n");
    const CliRun set = tree.run(words("motd set - --reason greeting --json"), message);
    QVERIFY2(set.code == 0, set.err.constData());
    QCOMPARE(set.object()[QStringLiteral("files")].toArray(), QJsonArray{QStringLiteral("/etc/motd")});
    QCOMPARE(tree.read(QStringLiteral("etc/motd")), message);
    const QJsonArray shown = tree.run(words("motd show --json")).array();
    QCOMPARE(shown[0][QStringLiteral("path")].toString(), QStringLiteral("/etc/motd"));
    QCOMPARE(shown[0][QStringLiteral("text")].toString().toUtf8(), message);
    const CliRun preview = tree.run(words("motd preview"));
    QCOMPARE(preview.code, 0);
    QCOMPARE(preview.out, QByteArrayLiteral("Welcome\n\xe2\x9c\x93 all is well\n")); // not a terminal: no colours
    const CliRun rollback = tree.run(words("rollback"));
    QCOMPARE(rollback.code, 0);
    QVERIFY(!tree.exists(QStringLiteral("etc/motd")));
}

void TestChangeCommands::motdIsTame()
{
    Tree tree;
    tree.write(QStringLiteral("etc/motd"),
               "\x1b]52;c;aGk=\x07\x1b[2J\xc2\x9b"
               "31m\xe2\x80\xaetext\x7f\n");
    for (const char *command : {"motd show", "motd preview", "motd show --json", "motd preview --json"}) {
        const CliRun run = tree.run(words(command));
        QCOMPARE(run.code, 0);
        QVERIFY2(isTame(run.out), command);
        QVERIFY2(isTame(run.err), command);
    }
    QVERIFY(!tree.run(words("motd preview --json")).object()[QStringLiteral("notes")].toArray().isEmpty());
}

void TestChangeCommands::nothingIsLeftBehind()
{
    // A temporary directory of our own: others use the common one at the same time.
    const QTemporaryDir temporary;
    const QByteArray before = qgetenv("TMPDIR");
    Tree tree;
    tree.write(QStringLiteral("etc/motd"), "old\n");
    qputenv("TMPDIR", QFile::encodeName(temporary.path()));
    const CliRun run = tree.run(words("motd set -"), "new\n");
    before.isNull() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", before);
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(QDir(temporary.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
}

QTEST_GUILESS_MAIN(TestChangeCommands)
#include "tst_changecommands.moc"
