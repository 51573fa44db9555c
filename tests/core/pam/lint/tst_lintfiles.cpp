// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/controlpairs.h"
#include "core/pam/lint/spelling.h"
#include "core/pam/modules/scripts.h"
#include "core/pam/stack/servicelookup.h"
#include "linttree.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;
using test::Files;

namespace {

const std::string x = "/etc/pam.d/x";
const std::string unix = "auth required pam_unix.so\n";

LibpamProfile debian()
{
    return libpamProfile("debian-12").value();
}

QStringList found(const MemoryTree &tree, const std::vector<std::string> &services = {})
{
    return test::laterOnes(check(tree, debian(), services));
}

FileContent content(FileKind kind, std::uint32_t mode = 0644, std::uint32_t uid = 0, std::uint32_t gid = 0)
{
    FileContent result;
    result.status.kind = kind;
    result.status.mode = mode;
    result.status.uid = uid;
    result.status.gid = gid;
    return result;
}

FileStatus directory(std::uint32_t mode, std::uint32_t uid = 0, std::uint32_t gid = 0)
{
    return content(FileKind::Directory, mode, uid, gid).status;
}

} // namespace

/// PAM097…PAM109 and the parts that lints are made of.
class TestLintFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyFiles()
    {
        QCOMPARE(found(test::treeWithModules({{x, "# nothing\n"}})), QStringList{QStringLiteral("PAM098 /etc/pam.d/x:0:0 [x|] {x}")});
        QCOMPARE(found(test::treeWithModules({{x, ""}, {"/etc/pam.d/other", "auth required pam_deny.so\n"}})),
                 QStringList{QStringLiteral("PAM098 /etc/pam.d/x:0:0 [x|other] {x}")});
        QCOMPARE(found(test::treeWithModules({{x, ""}, {"/usr/lib/pam.d/x", unix}})),
                 QStringList{QStringLiteral("PAM097 /etc/pam.d/x:0:0 [x|/usr/lib/pam.d/x] {x}")});
        QCOMPARE(found(test::treeWithModules({{"/etc/pam.d/common-auth", ""}})), QStringList()); // nobody asks for it
    }

    void whatIsNoFile()
    {
        MemoryTree tree = test::treeWithModules({{"/etc/pam.d/backup/x", unix}, {"/etc/pam.d/y/x", unix}, {"/usr/lib/pam.d/y", unix}});
        tree.set("/etc/pam.d/fifo", content(FileKind::Other));
        FileContent mask = content(FileKind::Other);
        mask.status.symlink = true;
        mask.status.linkTarget = "/dev/null";
        tree.set("/etc/pam.d/mask", mask);
        FileContent dangling = content(FileKind::Missing);
        dangling.status.symlink = true;
        dangling.status.linkTarget = "gone";
        tree.set("/etc/pam.d/link", dangling);
        const QStringList actual = found(tree);
        QVERIFY2(actual
                     == (QStringList{QStringLiteral("PAM099 /etc/pam.d/fifo:0:0 [special|] {fifo}"),
                                     QStringLiteral("PAM100 /etc/pam.d/link:0:0 [gone|] {link}"),
                                     QStringLiteral("PAM098 /etc/pam.d/mask:0:0 [mask|] {mask}"),
                                     QStringLiteral("PAM099 /etc/pam.d/y:0:0 [directory|/usr/lib/pam.d/y] {y}")}),
                 qPrintable(actual.join(QLatin1Char('\n'))));
        QCOMPARE(found(tree, {"y"}), QStringList()); // of single services only they are told
    }

    void danglingLinksAreInTheSnapshot()
    {
        MemoryTree tree = test::treeWithModules({{x, unix}});
        FileContent dangling = content(FileKind::Missing);
        dangling.status.symlink = true;
        dangling.status.linkTarget = "gone";
        tree.set("/etc/pam.d/link", dangling);
        QCOMPARE(found(snapshot(tree, debian())), QStringList{QStringLiteral("PAM100 /etc/pam.d/link:0:0 [gone|] {link}")});
    }

    void owners_data()
    {
        QTest::addColumn<std::string>("path");
        QTest::addColumn<int>("mode");
        QTest::addColumn<int>("uid");
        QTest::addColumn<int>("gid");
        QTest::addColumn<QStringList>("findings");
        const auto row = [](const char *name, const std::string &path, int mode, int uid, int gid, const QStringList &findings) {
            QTest::newRow(name) << path << mode << uid << gid << findings;
        };
        const std::string module = "/lib/x86_64-linux-gnu/security/pam_unix.so";
        row("as it should be", x, 0644, 0, 0, {});
        row("root's group may write", x, 0664, 0, 0, {});
        row("a group may write", x, 0664, 0, 50, {QStringLiteral("PAM101 /etc/pam.d/x:0:0 [/etc/pam.d/x|file|0664|group] {x}")});
        row("everyone may write", x, 0666, 0, 0, {QStringLiteral("PAM101 /etc/pam.d/x:0:0 [/etc/pam.d/x|file|0666|everyone] {x}")});
        row("a user's", x, 0644, 1000, 1000, {QStringLiteral("PAM102 /etc/pam.d/x:0:0 [/etc/pam.d/x|file|1000] {x}")});
        row("private", x, 0640, 0, 0, {QStringLiteral("PAM106 /etc/pam.d/x:0:0 [/etc/pam.d/x] {x}")});
        row("a module", module, 0777, 0, 0,
            {QStringLiteral("PAM101 /etc/pam.d/x:1:15 [%1|module|0777|everyone] {x}").arg(QString::fromStdString(module))});
        row("a script", "/usr/local/bin/s", 0757, 0, 0,
            {QStringLiteral("PAM101 /etc/pam.d/x:2:18 [/usr/local/bin/s|script|0757|everyone] {x}")});
        row("a user's script", "/usr/local/bin/s", 0755, 1000, 0,
            {QStringLiteral("PAM102 /etc/pam.d/x:2:18 [/usr/local/bin/s|script|1000] {x}")});
        row("a script that nobody may run", "/usr/local/bin/s", 0644, 0, 0,
            {QStringLiteral("PAM105 /etc/pam.d/x:2:18 [/usr/local/bin/s|pam_exec.so] {x}")});
    }

    void owners()
    {
        QFETCH(std::string, path);
        QFETCH(int, mode);
        QFETCH(int, uid);
        QFETCH(int, gid);
        QFETCH(QStringList, findings);
        MemoryTree tree
            = test::treeWithModules({{x, unix + "session optional pam_exec.so quiet /usr/local/bin/s a\n"}, {"/usr/local/bin/s", ""}});
        tree.setFile("/usr/local/bin/s", "", 0755);
        FileContent changed = tree.read(path);
        changed.status.mode = static_cast<std::uint32_t>(mode);
        changed.status.uid = static_cast<std::uint32_t>(uid);
        changed.status.gid = static_cast<std::uint32_t>(gid);
        tree.set(path, changed);
        QCOMPARE(found(tree), findings);
        QCOMPARE(found(snapshot(tree, debian())), findings); // what the program looks at

        tree.addDirectory("/", directory(0755, 1000, 1000)); // a user's own copy: owners and modes are not the system's
        QCOMPARE(found(tree), QStringList());
    }

    void directories()
    {
        MemoryTree tree = test::treeWithModules({{x, unix}});
        tree.addDirectory("/etc/pam.d", directory(0775, 0, 1000));
        QCOMPARE(found(tree), QStringList{QStringLiteral("PAM101 /etc/pam.d:0:0 [/etc/pam.d|directory|0775|group] {x}")});
        QCOMPARE(found(snapshot(tree, debian())),
                 QStringList{QStringLiteral("PAM101 /etc/pam.d:0:0 [/etc/pam.d|directory|0775|group] {x}")});
        tree.addDirectory("/etc/pam.d", directory(01777));
        QCOMPARE(found(tree), QStringList());
        tree.addDirectory("/etc", directory(0755, 33));
        QCOMPARE(found(tree), QStringList{QStringLiteral("PAM102 /etc:0:0 [/etc|directory|33] {x}")});
    }

    void scripts()
    {
        const auto run = [](const std::string &arguments) {
            return found(test::treeWithModules({{x, unix + "session optional pam_exec.so " + arguments + "\n"}}));
        };
        QCOMPARE(run("/usr/bin/no"), QStringList{QStringLiteral("PAM103 /etc/pam.d/x:2:18 [/usr/bin/no|pam_exec.so] {x}")});
        QCOMPARE(run("quiet log=/x notify"), QStringList{QStringLiteral("PAM104 /etc/pam.d/x:2:18 [notify|pam_exec.so] {x}")});
        QCOMPARE(run("quiet"), QStringList());
        MemoryTree bare;
        bare.setFile(x, unix + "session optional pam_exec.so /usr/bin/no\n");
        QCOMPARE(found(bare), QStringList()); // a copy of /etc has no /usr/bin
    }

    void otherPlaces()
    {
        QCOMPARE(found(test::treeWithModules({{x, unix}, {"/etc/pam.conf", "# nothing\nlogin auth required pam_unix.so\n"}})),
                 QStringList{QStringLiteral("PAM107 /etc/pam.conf:2:0 [] {login}")});
        QCOMPARE(found(test::treeWithModules({{x, unix}, {"/etc/pam.conf", "# nothing\n"}})), QStringList());
        const MemoryTree tree
            = test::treeWithModules({{x, unix}, {"/etc/pam.d/other", "auth required pam_deny.so\naccount required pam_deny.so\n"}});
        QCOMPARE(test::described(check(tree, debian(), {"x"})), QStringList{QStringLiteral("PAM108 /etc/pam.d/x:0:0 [x|other] {x}")});
        QCOMPARE(found(tree, {"other"}), QStringList{QStringLiteral("PAM109 /etc/pam.d/other:0:0 [] {other}")});
        QCOMPARE(found(tree), QStringList());
    }

    void spelling_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<QByteArray>("meant");
        QTest::newRow("swapped") << QByteArray("unxi") << QByteArray("unix");
        QTest::newRow("left out") << QByteArray("limts") << QByteArray("limits");
        QTest::newRow("added") << QByteArray("accesss") << QByteArray("access");
        QTest::newRow("changed") << QByteArray("nologim") << QByteArray("nologin");
        QTest::newRow("two slips in a short word") << QByteArray("nuix2") << QByteArray();
        QTest::newRow("two slips in a long word") << QByteArray("mkhommdri") << QByteArray("mkhomedir");
        QTest::newRow("another digit") << QByteArray("unix2") << QByteArray();
        QTest::newRow("between two") << QByteArray("aa") << QByteArray();
        QTest::newRow("nothing like it") << QByteArray("frobnicate") << QByteArray();
        QTest::newRow("empty") << QByteArray() << QByteArray();
        QTest::newRow("endless") << QByteArray(100000, 'a') << QByteArray();
    }

    void spelling()
    {
        QFETCH(QByteArray, word);
        QFETCH(QByteArray, meant);
        const std::vector<std::string> known{"unix", "limits", "access", "nologin", "mkhomedir", "ab", "ac"};
        QCOMPARE(QByteArray::fromStdString(intendedWord(word.toStdString(), known)), meant);
    }

    void pairs()
    {
        const std::vector<ControlPair> pairs = controlPairs(" success = ok\tdefault=12ignore=bad frob");
        QCOMPARE(pairs.size(), std::size_t(3));
        QVERIFY(pairs[0].name == "success" && pairs[0].action == "ok" && pairs[0].begin == 1 && !pairs[0].glued);
        QVERIFY(pairs[1].name == "default" && pairs[1].action == "12" && pairs[1].begin == 14 && !pairs[1].glued);
        QVERIFY(pairs[2].name == "ignore" && pairs[2].action == "bad" && pairs[2].glued);
        QVERIFY(controlPairs("").empty() && controlPairs("=ok").empty() && controlPairs("success").empty()
                && controlPairs("success=").empty());
        QVERIFY(isControlPair("default=ignore") && !isControlPair("default=ignored") && !isControlPair("pam_unix.so"));
    }

    void commands()
    {
        using Words = std::vector<std::string>;
        QCOMPARE(scriptsOf("pam_exec.so", {"debug", "type=auth", "log=/x", "/bin/a", "quiet"}), Words{"/bin/a"});
        QCOMPARE(scriptsOf("/lib/security/pam_exec.so", {"a", "/bin/b"}), Words{"a"});
        QCOMPARE(scriptsOf("pam_exec.so", {"quiet"}), Words());
        QCOMPARE(scriptsOf("pam_unix.so", {"/bin/a"}), Words());
        QCOMPARE(scriptsOf("pam_script.so", {"onerr=fail", "dir=/etc/s"}).front(), std::string("/etc/s/pam_script_auth"));
        QCOMPARE(scriptsOf("pam_script.so", {}).size(), std::size_t(5));
    }
};

QTEST_APPLESS_MAIN(TestLintFiles)
#include "tst_lintfiles.moc"
