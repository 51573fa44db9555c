// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/ownership/managedblock.h"
#include "core/pam/ownership/pamconfigs.h"
#include "core/tree/memorytree.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

// In the form of Debian's profiles: a primary block with a first-of-its-block variant, the old name of a field, a conflict.
const char *const example = "Name: Example: one\n"
                            "Default: yes\n"
                            "Priority: 640\n"
                            "Conflicts: alpha, beta\n"
                            "Auth-Type: Primary\n"
                            "Auth:\n"
                            "\t[success=end default=ignore]\tpam_example.so use_first_pass\n"
                            "Auth-Initial:\n"
                            "\t[success=end default=ignore]\tpam_example.so\n"
                            "Account-Type: Additional\n"
                            "Account-Final:\n"
                            "\trequired\tpam_example.so\n"
                            "\n"
                            "\t[success=ok new_authtok_reqd=ok ignore=ignore user_unknown=ignore default=bad]\tpam_more.so\n"
                            "Session-Type: Additional\n"
                            "Session:\n"
                            "\toptional pam_example.so minimum_uid=1000\n";

Rule ruleOf(const char *line)
{
    return Document::parse(line, libpamProfile("debian-12").value()).nodes().front().rule;
}

} // namespace

class TestPamConfigs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fields()
    {
        const PamConfig config = parsePamConfig("example", example);
        QCOMPARE(config.id, std::string("example"));
        QCOMPARE(config.name, std::string("Example: one"));
        QVERIFY(config.byDefault);
        QCOMPARE(config.priority, 640);
        QVERIFY((config.conflicts == std::set<std::string>{"alpha", "beta"}));
        QCOMPARE(config.blocks.size(), std::size_t(4));
        const PamConfigBlock &auth = config.blocks.at("auth");
        QVERIFY(!auth.additional);
        QCOMPARE(auth.lines, std::vector<std::string>{"[success=end default=ignore]\tpam_example.so use_first_pass"});
        QCOMPARE(auth.initial, std::vector<std::string>{"[success=end default=ignore]\tpam_example.so"});
        QVERIFY(config.blocks.at("account").additional);
        QCOMPARE(config.blocks.at("account").lines.size(), std::size_t(2));
        QCOMPARE(config.blocks.at("session-noninteractive").lines, config.blocks.at("session").lines);
    }

    void interactiveSessionsOnly()
    {
        const PamConfig config = parsePamConfig("x", std::string(example) + "Session-Interactive-Only: yes\n");
        QVERIFY(config.blocks.contains("session"));
        QVERIFY(!config.blocks.contains("session-noninteractive"));
    }

    void hostile_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::newRow("empty") << std::string();
        QTest::newRow("no field") << std::string("\n\tpam_x.so\n:\n: x\n");
        QTest::newRow("a priority that is none") << std::string("Priority: 99999999999999999999\nAuth-Type: Primary\n");
        QTest::newRow("a NUL") << std::string("Name: a\0b\nAuth:\0", 16);
        QTest::newRow("no newline") << std::string("Auth-Type: Primary\nAuth:\n\t[success");
        QTest::newRow("large") << std::string(1 << 20, 'x') + ": y\n";
    }

    void hostile()
    {
        QFETCH(std::string, text);
        const PamConfig config = parsePamConfig("x", text);
        for (const auto &[block, lines] : config.blocks)
            QVERIFY(!bringsRule(config, block, ruleOf("auth required pam_x.so\n")));
    }

    void rules_data()
    {
        QTest::addColumn<std::string>("block");
        QTest::addColumn<std::string>("line");
        QTest::addColumn<bool>("brings");
        const auto row = [](const char *name, const char *block, const char *line, bool brings) {
            QTest::newRow(name) << std::string(block) << std::string(line) << brings;
        };
        row("with its number", "auth", "auth [success=2 default=ignore] pam_example.so use_first_pass\n", true);
        row("with other arguments", "auth", "auth [success=1 default=ignore] pam_example.so debug\n", true);
        row("other blanks", "auth", "auth\t[success=1  default=ignore]   pam_example.so\n", true);
        row("another control", "auth", "auth [success=1 default=die] pam_example.so\n", false);
        row("another module", "auth", "auth [success=1 default=ignore] pam_unix.so\n", false);
        row("another file", "password", "password [success=1 default=ignore] pam_example.so\n", false);
        row("the second line", "account",
            "account [success=ok new_authtok_reqd=ok ignore=ignore user_unknown=ignore default=bad] pam_more.so\n", true);
        row("a keyword", "account", "account required pam_example.so\n", true);
        row("no module", "account", "account required\n", false);
    }

    void rules()
    {
        QFETCH(std::string, block);
        QFETCH(std::string, line);
        QFETCH(bool, brings);
        QCOMPARE(bringsRule(parsePamConfig("example", example), block, ruleOf(line.c_str())), brings);
    }

    void sortedByPriority()
    {
        MemoryTree tree;
        const auto add = [&tree](const char *name, const char *text) { tree.setFile(std::string(pamConfigsDirectory) + '/' + name, text); };
        add("low", "Priority: 0\n");
        add("high", "Priority: 256\n");
        add("also-high", "Priority: 256\n");
        add("high~", "Priority: 999\n");
        add("#high#", "Priority: 999\n");
        std::vector<std::string> ids;
        for (const PamConfig &config : readPamConfigs(tree))
            ids.push_back(config.id);
        QVERIFY((ids == std::vector<std::string>{"high", "also-high", "low"}));
    }

    void enabledByItsRecord()
    {
        MemoryTree tree;
        QVERIFY(enabledPamConfigs(tree).empty());
        tree.setFile("/var/lib/pam/auth",
                     "Module: unix\n[success=end default=ignore]\tpam_unix.so nullok\nModule: capability\noptional pam_cap.so\n");
        tree.setFile("/var/lib/pam/session", "Module: systemd\noptional pam_systemd.so\n");
        QVERIFY((enabledPamConfigs(tree) == std::set<std::string>{"capability", "systemd", "unix"}));
    }

    void regions()
    {
        const std::string text
            = "# mine\nauth required pam_a.so\n# here are the per-package modules (the \"Primary\" block)\nauth x pam_b.so\n"
              "# here's the fallback if no module succeeds\nauth requisite pam_deny.so\n"
              "# and here are more per-package modules (the \"Additional\" block)\nauth optional pam_cap.so\n"
              "# end of pam-auth-update config\nauth required pam_c.so";
        const std::vector<ManagedRegion> regions = managedRegions(text);
        QCOMPARE(regions.size(), std::size_t(10));
        QVERIFY(managedRegion(regions, 2) == ManagedRegion::Outside);
        QVERIFY(managedRegion(regions, 4) == ManagedRegion::Primary);
        QVERIFY(managedRegion(regions, 6) == ManagedRegion::Between);
        QVERIFY(managedRegion(regions, 8) == ManagedRegion::Additional);
        QVERIFY(managedRegion(regions, 10) == ManagedRegion::Outside);
        QVERIFY(managedRegion(regions, 0) == ManagedRegion::Outside);
        QVERIFY(managedRegion(regions, 99) == ManagedRegion::Outside);
        // pam-auth-update gives up on a file that misses one of them
        for (const ManagedRegion region : managedRegions(text.substr(0, text.find("# end"))))
            QVERIFY(region == ManagedRegion::Outside);
    }

    /// Every rule in the managed blocks of a real Debian is one of its profiles'.
    void thisMachine()
    {
        if (!QFile::exists(QStringLiteral("/usr/share/pam-configs/unix")) || !QFile::exists(QStringLiteral("/etc/pam.d/common-auth")))
            QSKIP("this machine has no pam-auth-update");
        MemoryTree tree;
        for (const char *directory : {"/usr/share/pam-configs", "/etc/pam.d"}) {
            for (const QString &name : QDir(QString::fromLatin1(directory)).entryList(QDir::Files)) {
                QFile file(QString::fromLatin1(directory) + u'/' + name);
                if (file.open(QIODevice::ReadOnly))
                    tree.setFile(file.fileName().toStdString(), file.readAll().toStdString());
            }
        }
        const std::vector<PamConfig> configs = readPamConfigs(tree);
        QVERIFY(!configs.empty());
        int managed = 0;
        for (const char *block : {"auth", "account", "password", "session", "session-noninteractive"}) {
            const std::string text = tree.read(std::string("/etc/pam.d/common-") + block).bytes;
            const std::vector<ManagedRegion> own = managedRegions(text);
            const Document document = Document::parse(text, libpamProfile("debian-12").value());
            for (const Node &node : document.nodes()) {
                const ManagedRegion region = managedRegion(own, node.ruleLine);
                if (node.kind != NodeKind::Rule || region == ManagedRegion::Outside || region == ManagedRegion::Between)
                    continue;
                if (node.rule.control->text == "default=1") // what stands for an empty primary block
                    continue;
                ++managed;
                QVERIFY2(std::any_of(configs.begin(), configs.end(), [&](const PamConfig &c) { return bringsRule(c, block, node.rule); }),
                         std::string(text, node.span.begin, node.span.size()).c_str());
            }
        }
        QVERIFY(managed > 0);
    }
};

QTEST_APPLESS_MAIN(TestPamConfigs)
#include "tst_pamconfigs.moc"
