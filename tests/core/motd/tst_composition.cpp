// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/motd/composition.h"
#include "core/tree/memorytree.h"

#include <QString>
#include <QStringList>
#include <QTest>

using namespace pamphlet;
using namespace pamphlet::motd;

namespace {

pam::LibpamProfile profile(const char *name = "debian-12")
{
    return *pam::libpamProfile(name);
}

const char *const debianLogin = "session optional pam_motd.so motd=/run/motd.dynamic\n"
                                "session optional pam_motd.so noupdate\n"
                                "session required pam_permit.so\n";

/// Debian as it comes, with a part of each kind.
MemoryTree debian()
{
    MemoryTree tree;
    tree.setFile("/etc/pam.d/login", debianLogin);
    tree.setFile("/etc/pam.d/sshd", debianLogin);
    tree.setFile("/etc/pam.d/sudo", "session required pam_permit.so\n");
    tree.setFile("/etc/pam.d/other", "session optional pam_motd.so\n");
    tree.setFile("/etc/motd", "hello\n");
    tree.setFile("/etc/motd.d/10-rules", "be kind\n");
    tree.setFile("/etc/update-motd.d/10-uname", "#!/bin/sh\nuname -a\n", 0755);
    tree.setFile("/run/motd.dynamic", "Linux\n");
    return tree;
}

/// A link as a directory on disk would tell of it.
void link(MemoryTree &tree, const std::string &path, const std::string &target)
{
    FileContent content = tree.read(target);
    content.status.symlink = true;
    content.status.linkTarget = target;
    tree.set(path, content);
}

/// "/run/motd.dynamic dynamic shown fresh login:1"
QStringList lines(const Composition &composition)
{
    QStringList lines;
    for (const Part &part : composition.parts) {
        QStringList words{QString::fromStdString(part.path), QLatin1String(partKindName(part.kind).data()),
                          QLatin1String(partStateName(part.state).data())};
        if (part.fresh)
            words << QStringLiteral("fresh");
        if (!part.certain)
            words << QStringLiteral("perhaps");
        words << QStringLiteral("%1:%2").arg(QString::fromStdString(part.where.file).section(u'/', -1)).arg(part.where.line);
        for (const std::string &hidden : part.hides)
            words << QStringLiteral("-") + QString::fromStdString(hidden);
        lines << words.join(u' ');
    }
    return lines;
}

QStringList list(const std::vector<std::string> &items)
{
    QStringList result;
    for (const std::string &item : items)
        result << QString::fromStdString(item);
    return result;
}

} // namespace

class TestComposition : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void debianAsItComes()
    {
        const Composition login = compose(debian(), profile(), "login");
        QCOMPARE(
            lines(login),
            (QStringList{QStringLiteral("/run/motd.dynamic dynamic shown fresh login:1"), QStringLiteral("/etc/motd static shown login:2"),
                         QStringLiteral("/etc/motd.d/10-rules directory shown login:2")}));
        QCOMPARE(login.bytes(), std::string("Linux\nhello\nbe kind\n"));
        QVERIFY(login.repetitions.empty());
        QVERIFY(login.rules[0].updates);
        QVERIFY(!login.rules[1].updates);
    }

    void otherDistributionsRunNoScripts()
    {
        MemoryTree tree = debian();
        const Composition login = compose(tree, profile("upstream-1.6"), "login");
        QVERIFY(!login.rules[0].updates);
        QVERIFY(!login.parts[0].fresh);
        QVERIFY(!survey(tree, profile("upstream-1.6")).updates);
    }

    void states_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *rule, const QStringList &expected) {
            QTest::newRow(name) << QString::fromLatin1(rule) << expected;
        };
        row("nothing is there", "motd=/nowhere", {QStringLiteral("/nowhere static missing x:1")});
        row("a missing directory that was named", "motd_dir=/nowhere", {QStringLiteral("/nowhere directory missing x:1")});
        row("private, then the next", "motd=/srv/private:/srv/file",
            {QStringLiteral("/srv/private static private x:1"), QStringLiteral("/srv/file static shown x:1")});
        row("in a private directory", "motd=/srv/closed/file:/srv/file",
            {QStringLiteral("/srv/closed/file static private x:1"), QStringLiteral("/srv/file static shown x:1")});
        row("empty", "motd=/srv/empty:/srv/file", {QStringLiteral("/srv/empty static empty x:1 -/srv/file")});
        row("too large", "motd=/srv/large", {QStringLiteral("/srv/large static too-large x:1")});
        row("a directory", "motd=/srv/closed/../d", {QStringLiteral("/srv/closed/../d static missing x:1")});
        row("no file", "motd=/srv/d", {QStringLiteral("/srv/d static not-a-file x:1")});
        row("unreadable to us", "motd=/srv/unreadable", {QStringLiteral("/srv/unreadable static unreadable x:1")});
        row("made at the login", "motd=/run/motd.dynamic", {QStringLiteral("/run/motd.dynamic dynamic made-at-login fresh x:1")});
        row("not made without an update", "motd=/run/motd.dynamic noupdate", {QStringLiteral("/run/motd.dynamic dynamic missing x:1")});
        row("silenced", "motd=/srv/silenced:/srv/file", {QStringLiteral("/srv/silenced static empty x:1 -/srv/file")});
        row("names in order, the first directory wins", "motd_dir=/srv/d:/srv/e",
            {QStringLiteral("/srv/e/Z directory shown x:1"), QStringLiteral("/srv/d/a directory shown x:1 -/srv/e/a"),
             QStringLiteral("/srv/d/b directory shown x:1")});
    }
    void states()
    {
        QFETCH(QString, rule);
        QFETCH(QStringList, expected);
        MemoryTree tree;
        tree.setFile("/etc/pam.d/x", "session optional pam_motd.so " + rule.toStdString() + "\nsession required pam_permit.so\n");
        tree.setFile("/etc/update-motd.d/10-x", "#!/bin/sh\n", 0755);
        tree.setFile("/srv/private", "secret\n", 0640);
        tree.setFile("/srv/closed/file", "secret\n");
        FileStatus closed = tree.status("/srv/closed");
        closed.mode = 0750;
        tree.addDirectory("/srv/closed", closed);
        tree.setFile("/srv/file", "file\n");
        tree.setFile("/srv/empty", "");
        tree.setFile("/srv/large", std::string(65537, 'x'));
        tree.setFile("/srv/d/a", "a\n");
        tree.setFile("/srv/d/b", "b\n");
        tree.setFile("/srv/e/a", "other a\n");
        tree.setFile("/srv/e/Z", "Z\n");
        FileContent unreadable;
        unreadable.status = {FileKind::Unreadable, 0644, 0, 0, false, {}, "Input/output error"};
        tree.set("/srv/unreadable", unreadable);
        link(tree, "/srv/silenced", "/dev/null");
        QCOMPARE(lines(compose(tree, profile(), "x")), expected);
    }

    void shownTwice()
    {
        MemoryTree tree = debian();
        tree.setFile("/etc/pam.d/login", "session optional pam_motd.so\nsession optional pam_motd.so noupdate\n");
        const Composition login = compose(tree, profile(), "login");
        QCOMPARE(int(login.repetitions.size()), 2);
        QCOMPARE(login.repetitions[0].path, std::string("/etc/motd"));
        QCOMPARE(login.repetitions[0].parts, (std::vector<std::size_t>{0, 2}));
        QCOMPARE(login.repetitions[1].path, std::string("/etc/motd.d/10-rules"));
    }

    // Old systems have /etc/motd lead to what the scripts write.
    void shownTwiceThroughALink()
    {
        MemoryTree tree = debian();
        link(tree, "/etc/motd", "../run/motd.dynamic");
        FileContent content = tree.read("/etc/motd");
        content.bytes = "Linux\n";
        content.status.kind = FileKind::Regular;
        content.status.mode = 0644;
        tree.set("/etc/motd", content);
        const Composition login = compose(tree, profile(), "login");
        QCOMPARE(int(login.repetitions.size()), 1);
        QCOMPARE(login.repetitions[0].path, std::string("/run/motd.dynamic"));
        QCOMPARE(login.parts[1].kind, PartKind::Dynamic);
        QVERIFY(login.parts[1].fresh);
    }

    void aRuleThatNeverRunsShowsNothing()
    {
        MemoryTree tree = debian();
        tree.setFile("/lib/x86_64-linux-gnu/security/pam_deny.so", "");
        tree.setFile("/lib/x86_64-linux-gnu/security/pam_motd.so", "");
        tree.setFile("/etc/pam.d/login", "session requisite pam_deny.so\nsession optional pam_motd.so\n");
        const Composition login = compose(tree, profile(), "login");
        QVERIFY(login.rules.at(0).neverRuns);
        QVERIFY(login.parts.empty());
    }

    void sshd_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QStringList>("expected"); // parts behind those of PAM
        QTest::addColumn<bool>("pam");
        const QString own = QStringLiteral("/etc/motd static shown sshd_config:%1");
        QTest::newRow("Debian's") << QStringLiteral("UsePAM yes\nPrintMotd no\n") << QStringList() << true;
        QTest::newRow("default: it prints") << QStringLiteral("UsePAM yes\n") << QStringList{own.arg(0)} << true;
        QTest::newRow("said") << QStringLiteral("# PrintMotd no\nusepam\tYES\n  printmotd=yes\n") << QStringList{own.arg(3)} << true;
        QTest::newRow("the first counts") << QStringLiteral("UsePAM yes\nPrintMotd no\nPrintMotd yes\n") << QStringList() << true;
        QTest::newRow("not for everyone") << QStringLiteral("UsePAM yes\nPrintMotd yes\nMatch User x\nPrintMotd no\n")
                                          << QStringList{own.arg(2)} << true;
        QTest::newRow("included") << QStringLiteral("Include sshd_config.d/*.conf\nUsePAM no\nPrintMotd yes\n") << QStringList() << true;
        QTest::newRow("without PAM") << QStringLiteral("PrintMotd yes\n") << QStringList{own.arg(1)} << false;
        QTest::newRow("quoted") << QStringLiteral("UsePAM \"yes\"\nPrintMotd \"no\" # why\n") << QStringList() << true;
    }
    void sshd()
    {
        QFETCH(QString, config);
        QFETCH(QStringList, expected);
        QFETCH(bool, pam);
        MemoryTree tree = debian();
        tree.setFile("/etc/ssh/sshd_config", config.toStdString());
        tree.setFile("/etc/ssh/sshd_config.d/10-a.conf", "UsePAM yes\nMatch all\nPrintMotd yes\n");
        tree.setFile("/etc/ssh/sshd_config.d/20-b.conf", "PrintMotd no\n");
        tree.setFile("/etc/ssh/sshd_config.d/other", "PrintMotd yes\n");
        const Composition composition = compose(tree, profile(), "sshd");
        QStringList all = lines(composition);
        QCOMPARE(composition.withoutPam.has_value(), !pam);
        QCOMPARE(all.mid(pam ? 3 : 0), expected);
        QCOMPARE(composition.repetitions.size(), pam && !expected.isEmpty() ? std::size_t(1) : std::size_t(0));
        for (const Part &part : composition.parts)
            QCOMPARE(part.by == Shower::Sshd, part.where.file == "/etc/ssh/sshd_config");
    }

    void login_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("not set") << QStringLiteral("#MOTD_FILE /etc/motd\n") << QStringList();
        QTest::newRow("a file") << QStringLiteral("MOTD_FILE /etc/motd\n")
                                << QStringList{QStringLiteral("/etc/motd static shown perhaps login.defs:1")};
        QTest::newRow("the last line counts") << QStringLiteral("MOTD_FILE /x\nMOTD_FILE\t/etc/motd\n")
                                              << QStringList{QStringLiteral("/etc/motd static shown perhaps login.defs:2")};
        QTest::newRow("a list") << QStringLiteral("MOTD_FILE /etc/motd:/srv/m\n")
                                << QStringList{QStringLiteral("/etc/motd static shown perhaps login.defs:1"),
                                               QStringLiteral("/srv/m/a.motd directory shown perhaps login.defs:1")};
        QTest::newRow("an empty one does not count") << QStringLiteral("MOTD_FIRSTONLY yes\nMOTD_FILE /srv/empty:/etc/motd:/srv/m\n")
                                                     << QStringList{QStringLiteral("/srv/empty static empty perhaps login.defs:2"),
                                                                    QStringLiteral("/etc/motd static shown perhaps login.defs:2")};
        QTest::newRow("the first alone") << QStringLiteral("MOTD_FIRSTONLY yes\nMOTD_FILE /nowhere:/srv/m:/etc/motd\n")
                                         << QStringList{QStringLiteral("/srv/m/a.motd directory shown perhaps login.defs:2")};
    }
    void login()
    {
        QFETCH(QString, config);
        QFETCH(QStringList, expected);
        MemoryTree tree = debian();
        tree.setFile("/etc/login.defs", config.toStdString());
        tree.setFile("/srv/empty", "");
        tree.setFile("/srv/m/a.motd", "a\n");
        tree.setFile("/srv/m/b.txt", "b\n");
        QCOMPARE(lines(compose(tree, profile(), "login")).mid(3), expected);
        QVERIFY(lines(compose(tree, profile(), "sshd")).mid(3).isEmpty());
    }

    // What it writes itself is not cut as pam_motd's is.
    void sshdWritesTheFileAsItIs()
    {
        MemoryTree tree = debian();
        tree.setFile("/etc/motd", std::string(70000, 'x'));
        tree.setFile("/etc/ssh/sshd_config", "UsePAM yes\n");
        const Composition composition = compose(tree, profile(), "sshd");
        QCOMPARE(composition.parts[1].state, PartState::TooLarge);
        QCOMPARE(composition.parts[3].bytes.size(), std::size_t(70000));
    }

    void theSurvey()
    {
        MemoryTree tree = debian();
        tree.setFile("/etc/pam.d/shared", "session optional pam_motd.so motd=/srv/shared\n");
        tree.setFile("/etc/pam.d/one", "session include shared\nsession required pam_permit.so\n");
        tree.setFile("/srv/shared", "shared\n");
        tree.setFile("/run/motd.d/10-rules", "hidden\n");
        tree.setFile("/usr/lib/motd", "never\n");
        const Survey all = survey(tree, profile());
        QStringList services;
        for (const Composition &service : all.services)
            services << QString::fromStdString(service.service);
        QCOMPARE(services, (QStringList{QStringLiteral("login"), QStringLiteral("one"), QStringLiteral("sshd")}));
        QVERIFY(all.find("login"));
        QVERIFY(!all.find("sudo"));
        QStringList files;
        for (const MotdFile &file : all.files)
            files << QStringLiteral("%1 %2 [%3] %4")
                         .arg(QString::fromStdString(file.path), QLatin1String(partKindName(file.kind).data()),
                              list(file.services).join(u','), QString::fromStdString(file.hiddenBy));
        QCOMPARE(
            files,
            (QStringList{QStringLiteral("/etc/motd static [login,sshd] "), QStringLiteral("/etc/motd.d/10-rules directory [login,sshd] "),
                         QStringLiteral("/run/motd.d/10-rules dynamic [] /etc/motd.d/10-rules"),
                         QStringLiteral("/run/motd.dynamic dynamic [login,sshd] "), QStringLiteral("/srv/shared static [one] "),
                         QStringLiteral("/usr/lib/motd static [] /etc/motd")}));
        QCOMPARE(int(all.scripts.size()), 1);
        QVERIFY(all.scripts[0].runs);
        QVERIFY(all.updates);
    }

    void aServiceThatCannotStartShowsNothing()
    {
        MemoryTree tree = debian();
        tree.setFile("/etc/pam.d/broken", "session frob\n" + std::string(debianLogin));
        tree.remove("/etc/pam.d/other");
        const Composition none = compose(tree, profile(), "nowhere");
        QVERIFY(!none.concernsMotd());
        QVERIFY(!compose(tree, profile(), "../../etc/motd").concernsMotd());
    }
};

QTEST_GUILESS_MAIN(TestComposition)
#include "tst_composition.moc"
