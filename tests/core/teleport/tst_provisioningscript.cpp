// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/script.h"
#include "core/teleport/scriptlint.h"
#include "fakesystem.h"
#include "tests/support/privatemounts.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace pamphlet;
using namespace pamphlet::teleport;

using test::Environment;
using test::FakeSystem;
using test::fileText;
using test::Run;
using test::run;
using test::writeProgram;

namespace {

QString noPrivateMounts; ///< why there are none

} // namespace

class TestProvisioningScript : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outcomes_data();
    void outcomes();
    void arguments_data();
    void arguments();
    void options_data();
    void options();
    void namesAreRefused_data();
    void namesAreRefused();
    void theRealUseraddMakesUserAndHome_data();
    void theRealUseraddMakesUserAndHome();
    void lintsAreClean_data();
    void lintsAreClean();
};

namespace {

/// Rows of a test, once for every shell that is here.
void forShells(const std::function<void(const char *shell)> &rows)
{
    for (const char *shell : {"dash", "sh", "bash", "busybox"}) {
        if (!QStandardPaths::findExecutable(QLatin1String(shell)).isEmpty() && std::string(shell) != "busybox")
            rows(shell);
    }
}

} // namespace

void TestProvisioningScript::outcomes_data()
{
    QTest::addColumn<QString>("shell");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("login");
    QTest::addColumn<QString>("files"); ///< name=text, separated by blanks
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("log");
    forShells([](const char *shell) {
        const auto row
            = [shell](const char *name, const char *user, const char *login, const char *files, ScriptExit status, const char *log) {
                  QTest::addRow("%s: %s", shell, name) << QString::fromLatin1(shell) << QString::fromUtf8(user) << QString::fromUtf8(login)
                                                       << QString::fromLatin1(files) << int(status) << QString::fromLatin1(log);
              };
        const char *created = "[-m][-c][created by Teleport for me@example.org][--][ann]\n";
        const char *twice
            = "[-m][-c][created by Teleport for me@example.org][--][ann]\n[-m][-c][created by Teleport for me@example.org][--][ann]\n";
        row("a new user", "ann", "ann", "", ScriptExit::Done, created);
        row("no TELEPORT_LOGIN: PAM_USER", "ann", "", "", ScriptExit::Done, created);
        row("no PAM_USER: TELEPORT_LOGIN", "", "ann", "", ScriptExit::Done, created);
        row("somebody who is there", "root", "root", "", ScriptExit::Done, "");
        row("a system account without home", "daemon", "daemon", "", ScriptExit::Done, "");
        row("nobody", "nobody", "nobody", "", ScriptExit::Done, "");
        row("neither", "", "", "", ScriptExit::NoName, "");
        row("two names", "ann", "root", "", ScriptExit::OtherName, "");
        row("the database is down", "ann", "ann", "getent.broken=x", ScriptExit::LookupFailed, "");
        row("useradd refuses", "ann", "ann", "useradd.fails=9", ScriptExit::UserFailed, created);
        row("passwd is locked for a moment", "ann", "ann", "useradd.fails=1", ScriptExit::Done, twice);
        row("somebody else was quicker", "ann", "ann", "useradd.fails=9 useradd.other=x", ScriptExit::Done, created);
        row("the home is made where useradd made none", "ann", "ann", "useradd.homeless=x", ScriptExit::Done,
            "[-m][-c][created by Teleport for me@example.org][--][ann]\nmakehome[ann]\n");
        row("no home for a new user", "ann", "ann", "useradd.homeless=x makehome.fails=x", ScriptExit::HomeFailed,
            "[-m][-c][created by Teleport for me@example.org][--][ann]\nmakehome[ann]\n");
    });
}

void TestProvisioningScript::outcomes()
{
    QFETCH(QString, shell);
    QFETCH(QString, user);
    QFETCH(QString, login);
    QFETCH(QString, files);
    FakeSystem system;
    for (const QString &file : files.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const QStringList parts = file.split(QLatin1Char('='));
        system.put(parts[0].toLatin1().constData(), parts[1].toLatin1() + '\n');
    }
    Environment environment{{QStringLiteral("PAM_TYPE"), QStringLiteral("account")},
                            {QStringLiteral("TELEPORT_USERNAME"), QStringLiteral("me@example.org")}};
    if (!user.isEmpty())
        environment.insert(QStringLiteral("PAM_USER"), user);
    if (!login.isEmpty())
        environment.insert(QStringLiteral("TELEPORT_LOGIN"), login);
    const Run first = system.run(shell, system.options(), environment);
    QTEST(first.status, "status");
    QCOMPARE(first.output, QString());
    QTEST(fileText(system.path("log")), "log");
    if (first.status == 0) {
        // It runs at every connection.
        const QString log = fileText(system.path("log"));
        const Run second = system.run(shell, system.options(), environment);
        QCOMPARE(second.status, 0);
        QCOMPARE(fileText(system.path("log")), log);
    } else {
        QVERIFY(fileText(system.path("messages")).contains(QStringLiteral("status %1").arg(first.status)));
    }
}

void TestProvisioningScript::arguments_data()
{
    QTest::addColumn<QString>("teleportUser");
    QTest::addColumn<QString>("comment");
    QTest::newRow("a mail address") << "me@example.org"
                                    << "created by Teleport for me@example.org";
    QTest::newRow("none") << ""
                          << "created by Teleport";
    QTest::newRow("a colon") << "a:0:0"
                             << "created by Teleport";
    QTest::newRow("a newline") << "a\nroot2:x:0"
                               << "created by Teleport";
    QTest::newRow("quotes and substitutions") << "a\"; touch $DIR/owned; `touch $DIR/owned` $(touch $DIR/owned) '"
                                              << "created by Teleport";
    QTest::newRow("a glob") << "*"
                            << "created by Teleport";
}

void TestProvisioningScript::arguments()
{
    QFETCH(QString, teleportUser);
    QFETCH(QString, comment);
    FakeSystem system;
    ScriptOptions options = system.options();
    options.shell = "/bin/bash";
    options.groups = {"dev", "ops"};
    options.createGroups = true;
    options.homeBase = "/srv/home";
    const Run result
        = system.run(QStringLiteral("sh"), options,
                     {{QStringLiteral("PAM_USER"), QStringLiteral("ann")}, {QStringLiteral("TELEPORT_USERNAME"), teleportUser}});
    QCOMPARE(result.status, 0);
    QCOMPARE(fileText(system.path("log")),
             QStringLiteral("group[-f]group[--]group[dev]\ngroup[-f]group[--]group[ops]\n"
                            "[-m][-b][/srv/home][-s][/bin/bash][-G][dev,ops][-c][%1][--][ann]\n")
                 .arg(comment));
    QVERIFY(!QFile::exists(system.path("owned")));

    FakeSystem failing;
    failing.put("groupadd.fails", "x");
    options.tools = failing.options().tools;
    QCOMPARE(failing.run(QStringLiteral("sh"), options, {{QStringLiteral("PAM_USER"), QStringLiteral("ann")}}).status,
             int(ScriptExit::GroupFailed));
}

void TestProvisioningScript::options_data()
{
    QTest::addColumn<std::string>("shell");
    QTest::addColumn<std::string>("group");
    QTest::addColumn<std::string>("tool");
    QTest::addColumn<bool>("fine");
    const auto row = [](const char *name, const char *shell, const char *group, const char *tool, bool fine) {
        QTest::newRow(name) << std::string(shell) << std::string(group) << std::string(tool) << fine;
    };
    row("all well", "/bin/zsh", "a_b-1", "/usr/sbin/useradd", true);
    row("a relative shell", "bash", "a", "/usr/sbin/useradd", false);
    row("a shell with a quote", "/bin/b'ash", "a", "/usr/sbin/useradd", false);
    row("a shell upwards", "/bin/../tmp/sh", "a", "/usr/sbin/useradd", false);
    row("a group with a comma", "", "a,wheel", "/usr/sbin/useradd", false);
    row("a group like an option", "", "-f", "/usr/sbin/useradd", false);
    row("a group of digits", "", "0", "/usr/sbin/useradd", false);
    row("an empty group", "", "", "/usr/sbin/useradd", false);
    row("a relative tool", "", "a", "useradd", false);
    row("a tool with a newline", "", "a", "/usr/sbin/useradd\nrm", false);
}

void TestProvisioningScript::options()
{
    QFETCH(std::string, shell);
    QFETCH(std::string, group);
    QFETCH(std::string, tool);
    ScriptOptions options;
    options.shell = shell;
    options.groups = {group};
    options.tools.useradd = tool;
    const auto script = provisioningScript(options);
    QTEST(script.has_value(), "fine");
    if (!script)
        QCOMPARE(script.error().code, ErrorCode::InvalidArgument);
}

void TestProvisioningScript::namesAreRefused_data()
{
    QTest::addColumn<QString>("user");
    const auto row = [](const char *intent, const char *name) { QTest::newRow(intent) << QString::fromUtf8(name); };
    row("an option", "-r");
    row("a long option", "--help");
    row("a capital letter", "Ann");
    row("a blank", "a b");
    row("a colon", "a:b");
    row("upwards", "../x");
    row("a slash", "a/b");
    row("a number", "1000");
    row("a digit first", "9a");
    row("a machine account", "a$");
    row("a command", "a;id");
    row("a substitution", "$(id)");
    row("a glob", "*");
    row("right to left", "\xd7\xa9");
    row("a newline", "a\nb");
    row("an escape", "a\033[2J");
    row("a bidirectional override",
        "a\xe2\x80\xae"
        "b");
    QTest::newRow("33 letters") << QString(33, QLatin1Char('a'));
    QTest::newRow("a mebibyte") << QString(100000, QLatin1Char('a'));
}

void TestProvisioningScript::namesAreRefused()
{
    QFETCH(QString, user);
    FakeSystem system;
    const Run result = system.run(QStringLiteral("sh"), system.options(),
                                  {{QStringLiteral("PAM_USER"), user}, {QStringLiteral("LANG"), QStringLiteral("C.UTF-8")}});
    QCOMPARE(result.status, int(ScriptExit::BadName));
    QVERIFY(!QFile::exists(system.path("log")));
    // Whoever is there already, with whatever name, is let in.
    if (!user.startsWith(QLatin1Char('-')) && user == QStringLiteral("Ann")) {
        system.put("passwd", "Ann:x:500:500::/home/Ann:/bin/sh\n");
        QCOMPARE(system.run(QStringLiteral("sh"), system.options(), {{QStringLiteral("PAM_USER"), user}}).status, 0);
    }
}

void TestProvisioningScript::theRealUseraddMakesUserAndHome_data()
{
    QTest::addColumn<QString>("shell");
    forShells([](const char *shell) { QTest::newRow(shell) << QString::fromLatin1(shell); });
}

/// /etc, /var and /home are this process's own.
void TestProvisioningScript::theRealUseraddMakesUserAndHome()
{
    if (!noPrivateMounts.isEmpty())
        QSKIP(qPrintable(noPrivateMounts));
    if (!QFile::exists(QStringLiteral("/usr/sbin/useradd")))
        QSKIP("useradd is not installed");
    QFETCH(QString, shell);
    QTemporaryDir directory;
    // An overlay needs a file system of its own for its upper layer.
    const test::Mount layers = test::Mount::tmpfs(directory.path(), QStringLiteral("size=64m"));
    QVERIFY(layers.mounted());
    std::vector<test::Mount> mounts;
    for (const char *name : {"etc", "var"}) {
        const QString base = directory.path() + QLatin1Char('/') + QLatin1String(name);
        QVERIFY(QDir().mkpath(base + QStringLiteral("/upper")) && QDir().mkpath(base + QStringLiteral("/work")));
        const QString target = QLatin1Char('/') + QLatin1String(name);
        mounts.push_back(test::Mount::overlay(target, target, base + QStringLiteral("/upper"), base + QStringLiteral("/work")));
        if (!mounts.back().mounted())
            QSKIP("no overlay file system here");
    }
    mounts.push_back(test::Mount::tmpfs(QStringLiteral("/home"), QStringLiteral("size=8m")));
    QVERIFY(mounts.back().mounted());
    const auto script = provisioningScript();
    QVERIFY(script);
    const Environment environment{{QStringLiteral("PAM_USER"), QStringLiteral("pamphlet-ann")},
                                  {QStringLiteral("TELEPORT_LOGIN"), QStringLiteral("pamphlet-ann")},
                                  {QStringLiteral("TELEPORT_USERNAME"), QStringLiteral("ann@example.org")},
                                  {QStringLiteral("PAM_TYPE"), QStringLiteral("account")}};
    const Run result = run(shell, *script, environment, directory.path());
    QCOMPARE(result.output, QString());
    QCOMPARE(result.status, 0);
    const QString passwd = fileText(QStringLiteral("/etc/passwd"));
    const qsizetype at = passwd.indexOf(QStringLiteral("\npamphlet-ann:"));
    QVERIFY(at > 0);
    const QStringList fields = passwd.mid(at + 1).section(QLatin1Char('\n'), 0, 0).split(QLatin1Char(':'));
    QCOMPARE(fields[4], QStringLiteral("created by Teleport for ann@example.org"));
    struct stat home {
    };
    QCOMPARE(::stat("/home/pamphlet-ann", &home), 0);
    QCOMPARE(home.st_uid, fields[2].toUInt());
    QCOMPARE(run(shell, *script, environment, directory.path()).status, 0);
    QCOMPARE(fileText(QStringLiteral("/etc/passwd")), passwd);
    // The home was lost: it comes back.
    QVERIFY(QDir(QStringLiteral("/home/pamphlet-ann")).removeRecursively());
    QCOMPARE(run(shell, *script, environment, directory.path()).status, 0);
    if (QFile::exists(QStringLiteral("/usr/sbin/mkhomedir_helper")))
        QVERIFY(QFile::exists(QStringLiteral("/home/pamphlet-ann")));
    // A group of that name is there: the user does not become a member of it.
    Environment group = environment;
    group[QStringLiteral("PAM_USER")] = group[QStringLiteral("TELEPORT_LOGIN")] = QStringLiteral("shadow");
    QCOMPARE(run(shell, *script, group, directory.path()).status, int(ScriptExit::UserFailed));
}

void TestProvisioningScript::lintsAreClean_data()
{
    QTest::addColumn<bool>("home");
    QTest::addColumn<bool>("groups");
    QTest::addColumn<bool>("comment");
    QTest::newRow("plain") << true << false << false;
    QTest::newRow("all") << true << true << true;
    QTest::newRow("no home") << false << true << true;
}

void TestProvisioningScript::lintsAreClean()
{
    QFETCH(bool, home);
    QFETCH(bool, groups);
    QFETCH(bool, comment);
    ScriptOptions options;
    options.createHome = home;
    options.comment = comment;
    if (groups) {
        options.groups = {"dev"};
        options.createGroups = true;
        options.shell = "/bin/sh";
    }
    const auto script = provisioningScript(options);
    QVERIFY(script);
    for (const pam::Finding &finding : lintScript(*script, "/s"))
        QVERIFY2(!home && finding.id == "TEL056", finding.id.c_str());
    for (const char *shell : {"dash", "bash"}) {
        if (QStandardPaths::findExecutable(QLatin1String(shell)).isEmpty())
            continue;
        QTemporaryDir directory;
        QVERIFY(writeProgram(directory.filePath(QStringLiteral("s")), QByteArray::fromStdString(*script)));
        QCOMPARE(QProcess::execute(QLatin1String(shell), {QStringLiteral("-n"), directory.filePath(QStringLiteral("s"))}), 0);
    }
    if (QStandardPaths::findExecutable(QStringLiteral("shellcheck")).isEmpty())
        QSKIP("shellcheck is not installed");
    QProcess shellcheck;
    shellcheck.start(QStringLiteral("shellcheck"), {QStringLiteral("-s"), QStringLiteral("sh"), QStringLiteral("-")});
    QVERIFY(shellcheck.waitForStarted());
    shellcheck.write(QByteArray::fromStdString(*script));
    shellcheck.closeWriteChannel();
    QVERIFY(shellcheck.waitForFinished());
    QCOMPARE(QString::fromUtf8(shellcheck.readAll()), QString());
    QCOMPARE(shellcheck.exitCode(), 0);
}

int main(int argc, char *argv[])
{
    noPrivateMounts = test::enterPrivateMounts();
    QCoreApplication application(argc, argv);
    TestProvisioningScript test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_provisioningscript.moc"
