// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/cliprogram.h"

#include <QScopeGuard>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace pamphlet::test;

/// What nobody would write on purpose: one clear line, the right exit status, no byte that drives a terminal.
class TestBadInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hostileNamesAndBytes();
    void badInput_data();
    void badInput();
    void unreadableFile();
    void fullDisk();
};

void TestBadInput::hostileNamesAndBytes()
{
    Tree tree;
    const QByteArray hostile("ev\x1b[2Jil\n\xe2\x80\xae\x7f\xc2\x9b\xff");
    tree.write(QStringLiteral("etc/pam.d/sudo"), "auth required \x1b]0;owned\x07pam_x.so \xe2\x80\xaereversed \xff\xfe\x7f\x9b\n");
    const QByteArray path = QFile::encodeName(tree.file(QStringLiteral("etc/pam.d"))) + '/' + hostile;
    FILE *file = fopen(path.constData(), "w");
    QVERIFY(file);
    fputs("auth required pam_permit.so\n", file);
    fclose(file);
    const auto cleanup = qScopeGuard([&path] { unlink(path.constData()); }); // QTemporaryDir does not know such names
    for (const char *command : {"list", "show sudo", "check", "list --json", "show sudo --json", "check --json"}) {
        const CliRun run = tree.run(words(command));
        QVERIFY2(run.code == 0 || run.code == 1, command);
        QVERIFY2(isTame(run.out), command);
        QVERIFY2(isTame(run.err), command);
        QVERIFY2(!run.out.isEmpty(), command);
        if (QByteArray(command).endsWith("--json")) {
            QJsonParseError error;
            QJsonDocument::fromJson(run.out, &error);
            QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
        }
    }
    const QJsonObject entry = tree.run(words("show sudo --json")).object()[QStringLiteral("entries")][0].toObject();
    QCOMPARE(entry[QStringLiteral("module")].toString(), QStringLiteral("\x1b]0;owned\x07pam_x.so")); // nothing is lost in the document
    QVERIFY(entry[QStringLiteral("args")][1].toString().contains(QChar::ReplacementCharacter));
    // A service of that name on the command line.
    const CliRun show = tree.run({QStringLiteral("show"), QString::fromUtf8("x\x1b[2J\n")});
    QCOMPARE(show.code, 3);
    QVERIFY(isTame(show.err));
    QCOMPARE(show.err.count('\n'), 1);
}

void TestBadInput::badInput_data()
{
    QTest::addColumn<QByteArray>("service"); // contents of etc/pam.d/sudo; null: no such tree
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("problem"); // kind of a problem of show

    const QByteArray fine("auth required pam_permit.so\n");
    QTest::newRow("no such directory") << QByteArray() << words("list") << 3 << QByteArray();
    QTest::newRow("no such service and no other") << fine << words("show ftp") << 3 << QByteArray();
    QTest::newRow("check of no such service") << fine << words("check ftp") << 3 << QByteArray();
    QTest::newRow("a line of 10 MB") << "auth required " + QByteArray(10 << 20, 'x') + '\n'
                                     << words("show sudo --json") << 0 << QByteArrayLiteral("overlong-line");
    QTest::newRow("a comment of 10 MB") << '#' + QByteArray(10 << 20, 'x') + '\n'
                                        << words("show sudo --json") << 0 << QByteArrayLiteral("overlong-line");
    QTest::newRow("NUL bytes") << QByteArray("auth required pam_permit.so\0 hidden\n", 36) << words("show sudo --json") << 0
                               << QByteArrayLiteral("hidden-bytes");
    QTest::newRow("a file that includes itself")
        << QByteArrayLiteral("auth include sudo\n") << words("show sudo --json") << 0 << QByteArrayLiteral("include-cycle");
    QTest::newRow("a missing include") << QByteArrayLiteral("auth include gone\n") << words("show sudo --json") << 0
                                       << QByteArrayLiteral("include-not-found");
    QTest::newRow("nothing but noise") << QByteArray("\x00\xff\x01[[[\n\\\n", 9) << words("check --json") << 1 << QByteArray();
    QTest::newRow("empty") << QByteArray("") << words("show sudo --json") << 0 << QByteArray();
}

void TestBadInput::badInput()
{
    QFETCH(QByteArray, service);
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, problem);
    Tree tree;
    if (!service.isNull())
        tree.write(QStringLiteral("etc/pam.d/sudo"), service);
    const QString root = service.isNull() ? QStringLiteral("/nonexistent/tree") : tree.path();
    const CliRun run
        = runCli(QStringList{QStringLiteral("--root"), root, QStringLiteral("--libpam"), QStringLiteral("debian-12")} + arguments);
    QTEST(run.code, "code");
    if (run.code == 3) {
        QVERIFY(run.out.isEmpty());
        QVERIFY(run.err.startsWith("pamphletctl: "));
        QCOMPARE(run.err.count('\n'), 1);
        QVERIFY(run.err.size() < 300);
    }
    if (!problem.isEmpty()) {
        QByteArrayList kinds;
        for (const QJsonValue &value : run.object()[QStringLiteral("problems")].toArray())
            kinds.append(value[QStringLiteral("kind")].toString().toUtf8());
        QVERIFY2(kinds.contains(problem), kinds.join(' ').left(200).constData());
    }
}

void TestBadInput::unreadableFile()
{
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), "auth include inner\n");
    tree.write(QStringLiteral("etc/pam.d/inner"), "auth required pam_permit.so\n");
    // Unreadable for root as well: more than this program reads of one file.
    tree.write(QStringLiteral("etc/pam.d/su"), "");
    QVERIFY(QFile::resize(tree.file(QStringLiteral("etc/pam.d/su")), 20 << 20));
    const CliRun su = tree.run(words("show su"));
    QCOMPARE(su.code, 3);
    QVERIFY2(su.err.contains("/etc/pam.d/su"), su.err.constData());
    QCOMPARE(su.err.count('\n'), 1);
    QCOMPARE(tree.run(words("show sudo")).code, 0); // another service is no reason
    QCOMPARE(tree.run(words("check")).code, 3);
    QVERIFY(tree.run(words("list")).out.contains("sudo"));

    if (geteuid() == 0)
        return; // the rest needs somebody to whom permissions apply
    chmod(QFile::encodeName(tree.file(QStringLiteral("etc/pam.d/inner"))).constData(), 0);
    QCOMPARE(tree.run(words("show sudo")).code, 3);
    chmod(QFile::encodeName(tree.file(QStringLiteral("etc/pam.d"))).constData(), 0);
    const CliRun closed = tree.run(words("list"));
    chmod(QFile::encodeName(tree.file(QStringLiteral("etc/pam.d"))).constData(), 0700);
    QCOMPARE(closed.code, 3);
}

void TestBadInput::fullDisk()
{
    if (!QFileInfo::exists(QStringLiteral("/dev/full")))
        QSKIP("no /dev/full here");
    Tree tree;
    tree.write(QStringLiteral("etc/pam.d/sudo"), "auth required pam_permit.so\n");
    QProcess process;
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start(cliProgram(), {QStringLiteral("--root"), tree.path(), QStringLiteral("list")});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 5);
    QVERIFY(process.readAllStandardError().contains("Standard output"));
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
