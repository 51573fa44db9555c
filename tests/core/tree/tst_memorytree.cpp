// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tree/memorytree.h"

#include <QTest>

using namespace pamphlet;

class TestMemoryTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesComeBackAsTheyWere_data()
    {
        QTest::addColumn<std::string>("bytes");
        QTest::newRow("empty") << std::string();
        QTest::newRow("plain") << std::string("auth required pam_unix.so\n");
        QTest::newRow("NUL and ESC") << std::string("a\0b\x1b[2J\r\n", 9);
        QTest::newRow("1 MiB") << std::string(1u << 20, 'x');
        QTest::newRow("not UTF-8") << std::string("\xff\xfe");
    }

    void bytesComeBackAsTheyWere()
    {
        QFETCH(std::string, bytes);
        MemoryTree tree;
        tree.setFile("/etc/pam.d/sudo", bytes, 0600);
        const FileContent content = tree.read("/etc/pam.d/sudo");
        QVERIFY(content.bytes == bytes);
        QCOMPARE(content.status.kind, FileKind::Regular);
        QCOMPARE(content.status.mode, 0600u);
        QVERIFY(content.status == tree.status("/etc/pam.d/sudo"));
    }

    void parentsAreDirectories()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.d/sudo", "");
        QCOMPARE(tree.status("/").kind, FileKind::Directory);
        QCOMPARE(tree.status("/etc").kind, FileKind::Directory);
        QCOMPARE(tree.status("/etc/pam.d").kind, FileKind::Directory);
        QCOMPARE(tree.status("/etc/pam").kind, FileKind::Missing);
        QCOMPARE(tree.status("/etc/pam.d/sud").kind, FileKind::Missing);
    }

    void anEmptyTreeHasARoot()
    {
        const MemoryTree tree;
        QCOMPARE(tree.status("/").kind, FileKind::Directory);
        QVERIFY(tree.list("/").empty());
        QVERIFY(tree.paths().empty());
        QCOMPARE(tree.read("/etc/motd").status.kind, FileKind::Missing);
    }

    void listsOneLevelSortedByByte()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.d/sudo", "");
        tree.setFile("/etc/pam.d/Login", "");
        tree.setFile("/etc/pam.d/common-auth", "");
        tree.setFile("/etc/pam.d/sub/deep", "");
        tree.setFile("/etc/pam.d0", "");
        tree.addDirectory("/etc/pam.d/empty");
        QCOMPARE(tree.list("/etc/pam.d"), (std::vector<std::string>{"Login", "common-auth", "empty", "sub", "sudo"}));
        QCOMPARE(tree.list("/"), (std::vector<std::string>{"etc"}));
        QCOMPARE(tree.list("/etc"), (std::vector<std::string>{"pam.d", "pam.d0"}));
        QVERIFY(tree.list("/etc/pam.d/empty").empty());
        QVERIFY(tree.list("/etc/pam.d/sudo").empty());
    }

    void aRemovedFileIsGoneItsDirectoryStays()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.d/sudo", "x");
        tree.remove("/etc/pam.d/sudo");
        QCOMPARE(tree.status("/etc/pam.d/sudo").kind, FileKind::Missing);
        QVERIFY(tree.read("/etc/pam.d/sudo").bytes.empty());
        QCOMPARE(tree.status("/etc/pam.d").kind, FileKind::Directory);
        QVERIFY(tree.paths().empty());
    }

    void unreadableFilesKeepTheirReason()
    {
        MemoryTree tree;
        FileContent content;
        content.status.kind = FileKind::Unreadable;
        content.status.detail = "Permission denied";
        tree.set("/etc/pam.d/secret", content);
        QCOMPARE(tree.read("/etc/pam.d/secret").status.detail, std::string("Permission denied"));
        QCOMPARE(tree.list("/etc/pam.d"), std::vector<std::string>{"secret"});
        QCOMPARE(tree.paths(), std::vector<std::string>{"/etc/pam.d/secret"});
    }

    void valuesCompare()
    {
        MemoryTree one, two;
        one.setFile("/etc/motd", "hello");
        two.setFile("/etc/motd", "hello");
        QVERIFY(one == two);
        two.setFile("/etc/motd", "hullo");
        QVERIFY(!(one == two));
    }
};

QTEST_APPLESS_MAIN(TestMemoryTree)
#include "tst_memorytree.moc"
