// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/cliprogram.h"

#include <QTest>

using namespace pamphlet::test;

namespace {

const QByteArray login = "session optional pam_motd.so motd=/run/motd.dynamic\n"
                         "session optional pam_motd.so noupdate\n"
                         "session required pam_permit.so\n";

void fill(const Tree &tree)
{
    tree.write(QStringLiteral("etc/pam.d/login"), login);
    tree.write(QStringLiteral("etc/pam.d/sshd"), login);
    tree.write(QStringLiteral("etc/pam.d/sudo"), "session required pam_permit.so\n");
    tree.write(QStringLiteral("etc/motd"), "\x1b[1mhello\x1b[0m\n");
    tree.write(QStringLiteral("etc/motd.d/10-rules"), "be kind");
    tree.write(QStringLiteral("run/motd.dynamic"), "Linux\n");
    tree.write(QStringLiteral("usr/lib/motd"), "never\n");
    tree.write(QStringLiteral("etc/update-motd.d/10-uname"), "#!/bin/sh\n");
    QFile::setPermissions(tree.file(QStringLiteral("etc/update-motd.d/10-uname")), QFile::Permissions(0x7755));
    tree.write(QStringLiteral("etc/update-motd.d/x.sh"), "#!/bin/sh\n");
}

QStringList pathsOf(const QJsonArray &parts)
{
    QStringList paths;
    for (const QJsonValue part : parts)
        paths << part[QStringLiteral("path")].toString();
    return paths;
}

} // namespace

/// motd parts and preview: the real program.
class TestMotdCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsOfAService()
    {
        Tree tree;
        fill(tree);
        const CliRun run = tree.run(words("motd parts login --json"));
        QVERIFY2(run.code == 0, run.err.constData());
        const QJsonObject object = run.object();
        QCOMPARE(object[QStringLiteral("service")].toString(), QStringLiteral("login"));
        const QJsonArray parts = object[QStringLiteral("parts")].toArray();
        QCOMPARE(pathsOf(parts),
                 (QStringList{QStringLiteral("/run/motd.dynamic"), QStringLiteral("/etc/motd"), QStringLiteral("/etc/motd.d/10-rules")}));
        QCOMPARE(parts[0][QStringLiteral("kind")].toString(), QStringLiteral("dynamic"));
        QVERIFY(parts[0][QStringLiteral("fresh")].toBool());
        QCOMPARE(parts[1][QStringLiteral("file")].toString(), QStringLiteral("/etc/pam.d/login"));
        QCOMPARE(parts[1][QStringLiteral("line")].toInt(), 2);
        QCOMPARE(parts[1][QStringLiteral("hides")].toArray(), QJsonArray{QStringLiteral("/usr/lib/motd")});
        QCOMPARE(parts[2][QStringLiteral("text")].toString(), QStringLiteral("be kind\n"));
        QVERIFY(object[QStringLiteral("shown_twice")].toArray().isEmpty());
    }

    void partsOfAll()
    {
        Tree tree;
        fill(tree);
        const QJsonObject object = tree.run(words("motd parts --json")).object();
        QCOMPARE(object[QStringLiteral("services")].toArray().size(), 2);
        const QJsonArray files = object[QStringLiteral("files")].toArray();
        QCOMPARE(files.last()[QStringLiteral("path")].toString(), QStringLiteral("/usr/lib/motd"));
        QCOMPARE(files.last()[QStringLiteral("hidden_by")].toString(), QStringLiteral("/etc/motd"));
        const QJsonArray scripts = object[QStringLiteral("scripts")].toArray();
        QCOMPARE(scripts.size(), 2);
        QVERIFY(scripts[0][QStringLiteral("runs")].toBool());
        QVERIFY(!scripts[1][QStringLiteral("runs")].toBool());

        const CliRun text = tree.run(words("motd parts"));
        QCOMPARE(text.code, 0);
        for (const char *expected :
             {"login\n", "1  /run/motd.dynamic", "2  /etc/motd", "3  /etc/motd.d/10-rules", "pam_motd (login:2)", "Not shown",
              "/usr/lib/motd", "/etc/motd is shown in its place", "never runs: run-parts takes no such name"})
            QVERIFY2(text.out.contains(expected), text.out.constData());
    }

    void shownTwice()
    {
        Tree tree;
        fill(tree);
        tree.write(QStringLiteral("etc/ssh/sshd_config"), "UsePAM yes\n");
        const QJsonObject object = tree.run(words("motd parts sshd --json")).object();
        const QJsonArray twice = object[QStringLiteral("shown_twice")].toArray();
        QCOMPARE(twice.size(), 1);
        QCOMPARE(twice[0][QStringLiteral("path")].toString(), QStringLiteral("/etc/motd"));
        QCOMPARE(twice[0][QStringLiteral("parts")].toArray(), (QJsonArray{1, 3}));
        QVERIFY(tree.run(words("motd parts sshd"))
                    .out.contains("warning: /etc/motd is shown more than once: by pam_motd (sshd:2) and sshd "
                                  "itself"));
        QVERIFY(!tree.run(words("motd parts login")).out.contains("warning"));
    }

    void previewOfAService()
    {
        Tree tree;
        fill(tree);
        const CliRun run = tree.run(words("motd preview --service login"));
        QVERIFY2(run.code == 0, run.err.constData());
        QCOMPARE(run.out, QByteArray("Linux\nhello\nbe kind\n"));
        QCOMPARE(tree.run(words("motd preview --service sudo")).out, QByteArray());
    }

    void nobodyShowsAnything()
    {
        Tree tree;
        tree.write(QStringLiteral("etc/pam.d/sudo"), "session required pam_permit.so\n");
        const CliRun run = tree.run(words("motd parts"));
        QCOMPARE(run.code, 0);
        QVERIFY(run.err.contains("No service shows a message of the day."));
        QVERIFY(tree.run(words("motd parts sudo")).out.contains("shows no message of the day"));
        QCOMPARE(tree.run(words("motd parts --json")).object()[QStringLiteral("services")].toArray().size(), 0);
    }

    void errors_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<int>("code");
        QTest::newRow("no such service") << QStringLiteral("motd parts nowhere") << 3;
        QTest::newRow("no such service to preview") << QStringLiteral("motd preview --service nowhere") << 3;
        QTest::newRow("a file and a service") << QStringLiteral("motd preview x --service login") << 2;
        QTest::newRow("two services") << QStringLiteral("motd parts login sshd") << 2;
    }
    void errors()
    {
        QFETCH(QString, command);
        QFETCH(int, code);
        Tree tree;
        fill(tree);
        const CliRun run = tree.run(words(command.toLatin1().constData()));
        QCOMPARE(run.code, code);
        QVERIFY(run.out.isEmpty());
        QVERIFY(!run.err.isEmpty());
    }

    void isTame()
    {
        Tree tree;
        fill(tree);
        tree.write(QStringLiteral("etc/pam.d/login"), "session optional pam_motd.so motd_dir=/srv/\x1b[2J\xe2\x80\xae:/etc/motd.d\n");
        tree.write(QStringLiteral("etc/motd.d/\x1b]0;x\x07"), "\x1b]52;c;aGk=\x07\xc2\x9b\n");
        for (const char *command : {"motd parts", "motd parts login", "motd parts --json", "motd preview --service login"}) {
            const CliRun run = tree.run(words(command));
            QCOMPARE(run.code, 0);
            QVERIFY2(pamphlet::test::isTame(run.out), command);
            QVERIFY2(pamphlet::test::isTame(run.err), command);
        }
    }
};

QTEST_GUILESS_MAIN(TestMotdCommands)
#include "tst_motdcommands.moc"
