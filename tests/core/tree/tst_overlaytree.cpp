// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tree/memorytree.h"
#include "core/tree/overlaytree.h"

#include <QTest>

using namespace pamphlet;

namespace {

std::shared_ptr<const FileSource> base()
{
    auto tree = std::make_shared<MemoryTree>();
    tree->setFile("/etc/pam.d/login", "login\n");
    tree->setFile("/etc/pam.d/sudo", "sudo\n", 0640);
    FileContent linked;
    linked.status.kind = FileKind::Regular;
    linked.status.mode = 0644;
    linked.status.symlink = true;
    linked.status.linkTarget = "/etc/authselect/system-auth";
    linked.bytes = "generated\n";
    tree->set("/etc/pam.d/system-auth", linked);
    return tree;
}

} // namespace

class TestOverlayTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutChangesItIsTheBase()
    {
        const OverlayTree tree(base(), {});
        QCOMPARE(tree.read("/etc/pam.d/sudo").bytes, std::string("sudo\n"));
        QVERIFY(tree.read("/etc/pam.d/sudo") == base()->read("/etc/pam.d/sudo"));
        QCOMPARE(tree.list("/etc/pam.d"), base()->list("/etc/pam.d"));
        QCOMPARE(tree.status("/nowhere").kind, FileKind::Missing);
    }

    void aReplacedFileKeepsItsMode()
    {
        const OverlayTree tree(base(), {{"/etc/pam.d/sudo", "new\n"}});
        QCOMPARE(tree.read("/etc/pam.d/sudo").bytes, std::string("new\n"));
        QCOMPARE(tree.status("/etc/pam.d/sudo").mode, 0640u);
        QCOMPARE(tree.read("/etc/pam.d/login").bytes, std::string("login\n"));
        QCOMPARE(tree.list("/etc/pam.d"), (std::vector<std::string>{"login", "sudo", "system-auth"}));
    }

    void modes()
    {
        const OverlayTree tree(base(), {{"/usr/bin/new", "#!/bin/sh\n"}, {"/etc/pam.d/sudo", "new\n"}, {"/etc/pam.d/gone", std::nullopt}},
                               {{"/usr/bin/new", 0755}, {"/etc/pam.d/sudo", 0600}, {"/etc/pam.d/login", 0400}, {"/etc/pam.d/gone", 0600}});
        QCOMPARE(tree.status("/usr/bin/new").mode, 0755u);
        QCOMPARE(tree.read("/etc/pam.d/sudo").status.mode, 0600u);
        QCOMPARE(tree.status("/etc/pam.d/login").mode, 0400u); // its bytes stay
        QCOMPARE(tree.read("/etc/pam.d/login").status.mode, 0400u);
        QCOMPARE(tree.status("/etc/pam.d/gone").kind, FileKind::Missing);
        QCOMPARE(tree.status("/etc/pam.d").mode, base()->status("/etc/pam.d").mode);
    }

    void aReplacedLinkIsStillKnownAsOne()
    {
        const OverlayTree tree(base(), {{"/etc/pam.d/system-auth", "by hand\n"}});
        QVERIFY(tree.status("/etc/pam.d/system-auth").symlink);
        QCOMPARE(tree.read("/etc/pam.d/system-auth").bytes, std::string("by hand\n"));
    }

    void anAddedFileIsListed()
    {
        const OverlayTree tree(base(), {{"/etc/pam.d/mine", "auth required pam_deny.so\n"}});
        QCOMPARE(tree.status("/etc/pam.d/mine").kind, FileKind::Regular);
        QCOMPARE(tree.status("/etc/pam.d/mine").mode, 0644u);
        QCOMPARE(tree.list("/etc/pam.d"), (std::vector<std::string>{"login", "mine", "sudo", "system-auth"}));
    }

    void anAddedFileBringsItsDirectories()
    {
        const OverlayTree tree(base(), {{"/etc/motd.d/10-hello", "hello\n"}});
        QCOMPARE(tree.status("/etc/motd.d").kind, FileKind::Directory);
        QCOMPARE(tree.list("/etc/motd.d"), std::vector<std::string>{"10-hello"});
        QCOMPARE(tree.list("/etc"), (std::vector<std::string>{"motd.d", "pam.d"}));
    }

    void aRemovedFileIsGone()
    {
        const OverlayTree tree(base(), {{"/etc/pam.d/sudo", std::nullopt}, {"/etc/pam.d/never-was", std::nullopt}});
        QCOMPARE(tree.status("/etc/pam.d/sudo").kind, FileKind::Missing);
        QVERIFY(tree.read("/etc/pam.d/sudo").bytes.empty());
        QCOMPARE(tree.list("/etc/pam.d"), (std::vector<std::string>{"login", "system-auth"}));
        QCOMPARE(tree.status("/etc/pam.d").kind, FileKind::Directory);
    }

    void aDirectoryMadeByARemovalDoesNotAppear()
    {
        const OverlayTree tree(base(), {{"/etc/motd.d/10-hello", std::nullopt}});
        QCOMPARE(tree.status("/etc/motd.d").kind, FileKind::Missing);
        QCOMPARE(tree.list("/etc"), std::vector<std::string>{"pam.d"});
    }

    void namesThatOnlyShareABeginningAreOthers()
    {
        const OverlayTree tree(base(), {{"/etc/pam.d0/x", "x"}, {"/etc/pam.d/sudo-i", "y"}});
        QCOMPARE(tree.list("/etc/pam.d"), (std::vector<std::string>{"login", "sudo", "sudo-i", "system-auth"}));
        QCOMPARE(tree.read("/etc/pam.d/sudo").bytes, std::string("sudo\n"));
    }

    void overlaysStack()
    {
        const auto first = std::make_shared<OverlayTree>(base(), OverlayTree::Changes{{"/etc/pam.d/sudo", "one\n"}, {"/etc/pam.d/a", "a"}});
        const OverlayTree second(first, {{"/etc/pam.d/sudo", "two\n"}, {"/etc/pam.d/a", std::nullopt}});
        QCOMPARE(second.read("/etc/pam.d/sudo").bytes, std::string("two\n"));
        QCOMPARE(second.list("/etc/pam.d"), (std::vector<std::string>{"login", "sudo", "system-auth"}));
        QCOMPARE(first->read("/etc/pam.d/sudo").bytes, std::string("one\n"));
    }
};

QTEST_APPLESS_MAIN(TestOverlayTree)
#include "tst_overlaytree.moc"
