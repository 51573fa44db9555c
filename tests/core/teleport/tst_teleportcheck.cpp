// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/teleport/check.h"
#include "core/tree/memorytree.h"
#include "tests/core/findinglines.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace pamphlet;
using namespace pamphlet::teleport;

namespace {

constexpr const char *file = "/etc/teleport.yaml";
constexpr const char *goodScript = "#!/bin/sh\nid \"$PAM_USER\" >/dev/null 2>&1 || /usr/sbin/useradd -m \"$PAM_USER\"\n";
const std::string on = "ssh_service:\n  pam:\n    enabled: yes\n    service_name: teleport\n";

pam::LibpamProfile profile()
{
    return *pam::libpamProfile("debian-12");
}

MemoryTree treeWith(const std::string &service, const std::string &script = goodScript)
{
    MemoryTree tree;
    FileStatus root;
    root.kind = FileKind::Directory;
    root.mode = 0755;
    tree.addDirectory("/", root);
    tree.addDirectory("/etc/pam.d");
    tree.setFile("/etc/pam.d/other", "auth required pam_deny.so\naccount required pam_deny.so\nsession required pam_deny.so\n");
    if (!service.empty())
        tree.setFile("/etc/pam.d/teleport", service);
    tree.setFile("/etc/pam-exec.d/acct", script, 0755);
    for (const char *module : {"deny", "exec", "faillock", "motd", "permit", "unix"})
        tree.setFile(profile().moduleDirectories.front() + "/pam_" + module + ".so", "x");
    return tree;
}

} // namespace

class TestTeleportCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void config_data();
    void config();
    void configFixes_data();
    void configFixes();
    void service_data();
    void service();
    void whatOtherDoes();
    void sessionFix();
    void scriptFiles();
    void versions();
    void theDocumentationHasEveryId();
};

void TestTeleportCheck::config_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, std::string bytes, const char *expected) {
        QTest::newRow(name) << std::move(bytes) << QString::fromLatin1(expected);
    };
    row("all well", on, "");
    row("empty", "", "TEL010 /etc/teleport.yaml:1 absent");
    row("no YAML", "a: b: c\n", "TEL001 /etc/teleport.yaml:1");
    row("off", "ssh_service:\n  pam:\n    enabled: nope\n", "TEL010 /etc/teleport.yaml:3 off");
    row("two documents", on + "---\na: b\n", "TEL002 /etc/teleport.yaml:6 2");
    row("the published block", "teleport:\n  ssh_service:\n    pam:\n      enabled: yes\n",
        "TEL003 /etc/teleport.yaml:2 teleport.ssh_service .");
    row("a key twice", on + "    enabled: no\n", "TEL004 /etc/teleport.yaml:5 enabled 3");
    row("a key misspelled", on + "    use-pam-auth: yes\n", "TEL005 /etc/teleport.yaml:5 ssh_service.pam.use-pam-auth use_pam_auth");
    row("a key of a version to come", on + "  something_new: yes\n", "TEL007 /etc/teleport.yaml:5 ssh_service.something_new ");
    row("a list for a section", "ssh_service:\n  pam:\n  - enabled\n", "TEL006 /etc/teleport.yaml:3 ssh_service.pam");
    row("silently off", "ssh_service:\n  pam:\n    enabled: enabled\n", "TEL011 /etc/teleport.yaml:3 enabled");
    row("no text", "ssh_service:\n  pam:\n    enabled: [yes]\n", "TEL012 /etc/teleport.yaml:3");
    row("quoted", on + "    use_pam_auth: \"yes\"\n", "TEL013 /etc/teleport.yaml:5 yes");
    row("no SSH", "ssh_service:\n  enabled: no\n  pam:\n    enabled: yes\n    service_name: teleport\n", "TEL014 /etc/teleport.yaml:4");
    row("a name that libpam changes", "ssh_service:\n  pam:\n    enabled: yes\n    service_name: /etc/pam.d/Teleport\n",
        "TEL015 /etc/teleport.yaml:4 /etc/pam.d/Teleport teleport");
    row("a template of another namespace", on + "    environment:\n      A: '{{internal.logins}}'\n", "TEL016 /etc/teleport.yaml:6 A");
    row("a template without its end", on + "    environment:\n      A: '{{external.a'\n", "TEL016 /etc/teleport.yaml:6 A");
    row("a map for a value", on + "    environment:\n      A: {b: c}\n", "TEL016 /etc/teleport.yaml:6 A");
    row("overwritten", on + "    environment:\n      TELEPORT_LOGIN: a\n", "TEL017 /etc/teleport.yaml:6 TELEPORT_LOGIN");
    row("a name with =", on + "    environment:\n      'A=B': a\n", "TEL018 /etc/teleport.yaml:6 A=B");
}

void TestTeleportCheck::config()
{
    QFETCH(std::string, bytes);
    QFETCH(QString, expected);
    const MemoryTree tree = treeWith("account required pam_exec.so /etc/pam-exec.d/acct\nsession required pam_permit.so\n");
    const QString found = test::findingLines(check(bytes, file, tree, profile()));
    if (expected.isEmpty())
        QCOMPARE(found, QString());
    else
        QVERIFY2((QLatin1Char('\n') + found).contains(QLatin1Char('\n') + expected), qPrintable(found));
}

void TestTeleportCheck::configFixes_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::string>("fixed"); ///< empty: none is offered
    const auto row
        = [](const char *name, std::string bytes, std::string fixed) { QTest::newRow(name) << std::move(bytes) << std::move(fixed); };
    row("moved", "teleport:\n   nodename: a\n   ssh_service:\n      pam:\n         # on\n         enabled: yes\n",
        "teleport:\n   nodename: a\nssh_service:\n   pam:\n      # on\n      enabled: yes\n");
    row("unquoted", "ssh_service:\n  pam:\n    use_pam_auth: \"yes\" # it\n", "ssh_service:\n  pam:\n    use_pam_auth: true # it\n");
    row("a word", "ssh_service:\n  pam:\n    enabled: enabled\n", "ssh_service:\n  pam:\n    enabled: true\n");
    row("a word for off", "ssh_service:\n  pam:\n    enabled: disabled\n", "ssh_service:\n  pam:\n    enabled: false\n");
    row("nobody knows", "ssh_service:\n  pam:\n    enabled: perhaps\n", "");
    row("spelling", "ssh_service:\n  pam:\n    serviceName: x\n", "ssh_service:\n  pam:\n    service_name: x\n");
    row("a section that is there already is not written over",
        "teleport:\n  ssh_service:\n    enabled: yes\nssh_service:\n  enabled: yes\n", "");
}

void TestTeleportCheck::configFixes()
{
    QFETCH(std::string, bytes);
    const auto findings = check(bytes, file, treeWith({}), profile());
    const auto found = std::find_if(findings.begin(), findings.end(),
                                    [](const pam::Finding &finding) { return finding.id != "TEL010" && finding.where.file == file; });
    QVERIFY(found != findings.end());
    QTEST(found->fix ? found->fix->bytes : std::string(), "fixed");
    if (found->fix)
        QCOMPARE(found->fix->file, file);
}

void TestTeleportCheck::service_data()
{
    QTest::addColumn<std::string>("service");
    QTest::addColumn<std::string>("more"); ///< of the file configuration
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, std::string service, std::string more, const char *expected) {
        QTest::newRow(name) << std::move(service) << std::move(more) << QString::fromLatin1(expected);
    };
    const std::string account = "account required pam_permit.so\n";
    const std::string session = "session required pam_permit.so\n";
    row("all well", account + session, "", "");
    row("no file", "", "", "TEL020 /etc/teleport.yaml:4 teleport closed");
    row("account denied", "account required pam_deny.so\n" + session, "", "TEL021 /etc/pam.d/teleport:0 teleport");
    row("no account: other denies", session, "", "TEL021 /etc/pam.d/teleport:0 teleport");
    row("session denied", account + "session required pam_deny.so\n", "", "TEL022 /etc/pam.d/teleport:0 teleport");
    row("no session: other denies", account, "", "TEL022 /etc/pam.d/teleport:0 teleport");
    row("the guide's: only motd", account + "session required pam_motd.so\n", "", "TEL023 /etc/pam.d/teleport:2 teleport pam_motd.so");
    row("motd and permit", account + "session required pam_motd.so\n" + session, "", "");
    row("auth is not asked for", "auth required pam_deny.so\n" + account + session, "", "");
    row("auth cannot succeed", "auth required pam_deny.so\n" + account + session, "    use_pam_auth: yes\n",
        "TEL024 /etc/pam.d/teleport:0 teleport");
    row("auth falls to other", account + session, "    use_pam_auth: yes\n", "TEL024 /etc/pam.d/teleport:0 teleport");
    row("auth prompts", "auth required pam_unix.so\n" + account + session, "    use_pam_auth: yes\n",
        "TEL025 /etc/pam.d/teleport:1 pam_unix.so");
    row("motd of Teleport too", account + "session optional pam_motd.so\n" + session, "auth_service:\n  message_of_the_day: hello\n",
        "TEL026 /etc/teleport.yaml:6 teleport");
    row("a new password cannot be asked for", "account required pam_unix.so\n" + session, "", "TEL028 /etc/pam.d/teleport:1 pam_unix.so");
    row("faillock",
        "auth required pam_faillock.so preauth\nauth required pam_permit.so\naccount required pam_faillock.so\n" + account + session,
        "    use_pam_auth: yes\n", "TEL029 /etc/pam.d/teleport:3 pam_faillock.so");
    row("motd twice", account + "session optional pam_motd.so\nsession optional pam_motd.so\n" + session, "", "PAM091");
    row("a relative script", "account required pam_exec.so acct\n" + session, "", "PAM104");
    row("a script that is not there", "account required pam_exec.so /etc/pam-exec.d/none\n" + session, "", "PAM103");
}

void TestTeleportCheck::service()
{
    QFETCH(std::string, service);
    QFETCH(std::string, more);
    QFETCH(QString, expected);
    const QString found = test::findingLines(check(on + more, file, treeWith(service), profile()));
    if (expected.isEmpty())
        QCOMPARE(found, QString());
    else
        QVERIFY2((QLatin1Char('\n') + found).contains(QLatin1Char('\n') + expected), qPrintable(found));
}

void TestTeleportCheck::whatOtherDoes()
{
    MemoryTree tree = treeWith({});
    tree.setFile("/etc/pam.d/other", "auth required pam_permit.so\naccount required pam_permit.so\nsession required pam_permit.so\n");
    QCOMPARE(test::findingLines(check(on, file, tree, profile())), QStringLiteral("TEL020 /etc/teleport.yaml:4 teleport open"));
    tree.setFile("/etc/pam.d/teleport", "account required pam_permit.so\n");
    QCOMPARE(test::findingLines(check(on, file, tree, profile())), QStringLiteral("TEL027 /etc/pam.d/teleport:0 teleport session"));
    tree.remove("/etc/pam.d/teleport");
    tree.remove("/etc/pam.d/other");
    QCOMPARE(test::findingLines(check(on, file, tree, profile())), QStringLiteral("TEL020 /etc/teleport.yaml:4 teleport none"));
    tree = treeWith("account required pam_permit.so\nsession required pam_permit.so\n");
    tree.setFile("/etc/selinux/config", "# x\nSELINUX=enforcing\n");
    QCOMPARE(test::findingLines(check(on, file, tree, profile())), QStringLiteral("TEL030 /etc/selinux/config:0"));
    // Nothing is said of a service that nobody calls.
    QCOMPARE(test::findingLines(check("ssh_service: {pam: {enabled: no, service_name: x}}\n", file, tree, profile())),
             QStringLiteral("TEL010 /etc/teleport.yaml:1 off"));
}

void TestTeleportCheck::sessionFix()
{
    MemoryTree tree = treeWith("account required pam_permit.so\nsession required pam_motd.so\n");
    const auto findings = check(on, file, tree, profile());
    QCOMPARE(findings.size(), 1u);
    QVERIFY(findings[0].fix);
    QCOMPARE(findings[0].fix->bytes, "account required pam_permit.so\nsession required pam_motd.so\nsession required pam_permit.so\n");
    tree.setFile(findings[0].fix->file, findings[0].fix->bytes);
    QCOMPARE(test::findingLines(check(on, file, tree, profile())), QString());
}

void TestTeleportCheck::scriptFiles()
{
    const std::string service = "account required pam_exec.so /etc/pam-exec.d/acct\nsession required pam_permit.so\n";
    const std::string broken = "#!/bin/sh\nid -u \"$PAM_USER\" &>/dev/null || /sbin/useradd -m \"$PAM_USER\" 2> /tmp/x\nexit 0\n";
    MemoryTree tree = treeWith(service, broken);
    const QString found = test::findingLines(check(on, file, tree, profile()));
    for (const char *id : {"TEL051 /etc/pam-exec.d/acct:2", "TEL054 /etc/pam-exec.d/acct:2", "TEL055 /etc/pam-exec.d/acct:2"})
        QVERIFY2(found.contains(QLatin1String(id)), qPrintable(found));
    struct Status {
        std::uint32_t mode;
        std::uint32_t uid;
        const char *id;
    };
    for (const Status &wanted : {Status{0777, 0, "PAM101"}, Status{0755, 1000, "PAM102"}, Status{0644, 0, "PAM105"}}) {
        FileContent content{tree.status("/etc/pam-exec.d/acct"), goodScript};
        content.status.mode = wanted.mode;
        content.status.uid = wanted.uid;
        tree.set("/etc/pam-exec.d/acct", content);
        QVERIFY2(test::findingLines(check(on, file, tree, profile())).contains(QLatin1String(wanted.id)), wanted.id);
    }
    // A program is not read as a script.
    tree.set("/etc/pam-exec.d/acct",
             FileContent{treeWith({}).status("/etc/pam-exec.d/acct"),
                         std::string("\x7f"
                                     "ELF\0&>",
                                     7)});
    QCOMPARE(test::findingLines(check(on, file, tree, profile())), QString());
    tree.setFile("/etc/pam-exec.d/acct", "#!/usr/bin/python3\nx = '&> /tmp/x'\n", 0755);
    QCOMPARE(test::findingLines(check(on, file, tree, profile())), QString());
}

void TestTeleportCheck::versions()
{
    QCOMPARE(versionEffects("TEL003").size(), 3u);
    QCOMPARE(versionEffects("TEL003").front().effect, Effect::Ignored);
    QCOMPARE(versionEffects("TEL003").back().effect, Effect::RefusesToStart);
    QCOMPARE(versionEffects("TEL011").front().effect, Effect::SilentlyOff);
    QVERIFY(versionEffects("TEL051").empty());
    for (const pam::LintInfo &info : checkCatalogue()) {
        for (const VersionEffect &effect : versionEffects(info.id))
            QVERIFY(!effectName(effect.effect).empty());
    }
}

void TestTeleportCheck::theDocumentationHasEveryId()
{
    QFile document(QStringLiteral(PAMPHLET_SOURCE_DIR "/docs/teleport.md"));
    QVERIFY(document.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(document.readAll());
    for (const pam::LintInfo &info : checkCatalogue()) {
        const QString row = QStringLiteral("| %1 | %2 | %3 |")
                                .arg(QString::fromUtf8(info.id.data(), qsizetype(info.id.size())),
                                     QString::fromUtf8(info.name.data(), qsizetype(info.name.size())),
                                     QString::fromStdString(std::string(pam::severityName(info.severity))));
        QVERIFY2(text.contains(row), qPrintable(row));
    }
    QRegularExpression id(QStringLiteral("^\\| (TEL\\d{3}) "), QRegularExpression::MultilineOption);
    std::size_t rows = 0;
    for (auto it = id.globalMatch(text); it.hasNext(); it.next())
        ++rows;
    QCOMPARE(rows, checkCatalogue().size());
}

QTEST_GUILESS_MAIN(TestTeleportCheck)
#include "tst_teleportcheck.moc"
