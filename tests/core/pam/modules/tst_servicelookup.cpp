// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/stack/servicelookup.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

LibpamProfile debian()
{
    return libpamProfile("debian-12").value();
}

void setUnreadable(MemoryTree &tree, const std::string &path)
{
    FileContent content;
    content.status.kind = FileKind::Unreadable;
    content.status.detail = "Permission denied";
    tree.set(path, content);
}

std::vector<std::string> names(const std::vector<ServiceFile> &services)
{
    std::vector<std::string> result;
    for (const ServiceFile &service : services)
        result.push_back(service.service);
    return result;
}

} // namespace

class TestServiceLookup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void normalizesNames_data()
    {
        QTest::addColumn<std::string>("given");
        QTest::addColumn<std::string>("name");
        QTest::newRow("plain") << std::string("sudo") << std::string("sudo");
        QTest::newRow("capitals") << std::string("Login") << std::string("login");
        QTest::newRow("path") << std::string("a/b/Login") << std::string("login");
        QTest::newRow("slash at the end") << std::string("x/") << std::string();
        QTest::newRow("empty") << std::string() << std::string();
        QTest::newRow("dots") << std::string("../../etc/shadow") << std::string("shadow");
        QTest::newRow("only ASCII has capitals") << std::string("\xc3\x84x") << std::string("\xc3\x84x");
        QTest::newRow("ESC stays") << std::string("a\x1b[B") << std::string("a\x1b[b");
        QTest::newRow("1 MiB") << std::string(1u << 20, 'A') << std::string(1u << 20, 'a');
    }

    void normalizesNames()
    {
        QFETCH(std::string, given);
        QFETCH(std::string, name);
        QVERIFY(normalizedServiceName(given) == name);
    }

    void findsTheFileThatLibpamOpens_data()
    {
        QTest::addColumn<std::string>("name");
        QTest::addColumn<std::string>("path");
        QTest::newRow("in /etc") << std::string("sudo") << std::string("/etc/pam.d/sudo");
        QTest::newRow("vendor file") << std::string("polkit-1") << std::string("/usr/lib/pam.d/polkit-1");
        QTest::newRow("/etc masks the vendor file") << std::string("both") << std::string("/etc/pam.d/both");
        QTest::newRow("an empty file masks too") << std::string("empty") << std::string("/etc/pam.d/empty");
        QTest::newRow("unreadable gives way to the vendor file") << std::string("closed") << std::string("/usr/lib/pam.d/closed");
        QTest::newRow("unreadable, no vendor file") << std::string("closed2") << std::string();
        QTest::newRow("nowhere") << std::string("nowhere") << std::string();
        QTest::newRow("a directory is an empty file") << std::string("sub") << std::string("/etc/pam.d/sub");
        QTest::newRow("below a directory") << std::string("sub/x") << std::string("/etc/pam.d/sub/x");
        QTest::newRow("absolute") << std::string("/opt/pam/x") << std::string("/opt/pam/x");
        QTest::newRow("absolute, no fallback") << std::string("/opt/sudo") << std::string();
        QTest::newRow("case counts") << std::string("SUDO") << std::string();
    }

    void findsTheFileThatLibpamOpens()
    {
        QFETCH(std::string, name);
        QFETCH(std::string, path);
        MemoryTree tree;
        tree.setFile("/etc/pam.d/sudo", "x");
        tree.setFile("/usr/lib/pam.d/polkit-1", "x");
        tree.setFile("/etc/pam.d/both", "x");
        tree.setFile("/usr/lib/pam.d/both", "x");
        tree.setFile("/etc/pam.d/empty", "");
        tree.setFile("/usr/lib/pam.d/empty", "x");
        setUnreadable(tree, "/etc/pam.d/closed");
        setUnreadable(tree, "/etc/pam.d/closed2");
        tree.setFile("/usr/lib/pam.d/closed", "x");
        tree.setFile("/etc/pam.d/sub/x", "x");
        tree.setFile("/opt/pam/x", "x");
        QCOMPARE(findServiceFile(tree, debian(), name).value_or(std::string()), path);
    }

    void listsFilesOnce()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.d/sudo", "x");
        tree.setFile("/etc/pam.d/both", "x");
        tree.setFile("/usr/lib/pam.d/both", "x");
        tree.setFile("/usr/lib/pam.d/polkit-1", "x");
        setUnreadable(tree, "/etc/pam.d/closed");
        tree.addDirectory("/etc/pam.d/sub");
        FileContent dangling;
        dangling.status.symlink = true;
        tree.set("/etc/pam.d/dangling", dangling);
        for (const char *leftover : {"sudo.dpkg-old", "sudo.dpkg-dist", "su.rpmnew", "su.rpmsave", "su~", ".su.swp", "#su#", "su.ucf-old",
                                     "su.pacnew", ".gitignore"})
            tree.setFile(std::string("/etc/pam.d/") + leftover, "x");

        const std::vector<ServiceFile> services = listServices(tree, debian());
        QCOMPARE(names(services), (std::vector<std::string>{"both", "closed", "polkit-1", "sudo"}));
        QCOMPARE(services[0].path, std::string("/etc/pam.d/both"));
        QVERIFY(services[0].masksVendor && !services[0].vendor);
        QVERIFY(services[2].vendor && !services[2].masksVendor);
        QCOMPARE(services[2].owner, Owner::Package);
        QCOMPARE(services[3].owner, Owner::Unknown);
        QVERIFY(!services[3].masksVendor);
    }

    void anotherVendorDirectory()
    {
        MemoryTree tree;
        tree.setFile("/usr/share/pam/pam.d/x", "x");
        QVERIFY(!usesPamD(tree, debian()));
        const LibpamProfile upstream = libpamProfile("upstream-1.7").value();
        QVERIFY(usesPamD(tree, upstream));
        QCOMPARE(findServiceFile(tree, upstream, "x").value_or(""), std::string("/usr/share/pam/pam.d/x"));
        QCOMPARE(names(listServices(tree, upstream)), std::vector<std::string>{"x"});
    }

    void anEmptyDirectoryIsEnoughForPamD()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.conf", "login auth required pam_unix.so\n");
        QVERIFY(!usesPamD(tree, debian()));
        tree.addDirectory("/etc/pam.d");
        QVERIFY(usesPamD(tree, debian()));
        QVERIFY(listServices(tree, debian()).empty());
    }

    void pamConfNamesItsServices()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.conf",
                     "# comment\nlogin auth required pam_unix.so\nLOGIN account required pam_unix.so\nother auth required pam_deny.so\n\n");
        const std::vector<ServiceFile> services = listServices(tree, debian());
        QCOMPARE(names(services), (std::vector<std::string>{"login", "other"}));
        QCOMPARE(services[0].path, std::string("/etc/pam.conf"));
    }

    void aTreeWithoutPamHasNoServices()
    {
        const MemoryTree tree;
        QVERIFY(!usesPamD(tree, debian()));
        QVERIFY(listServices(tree, debian()).empty());
        QVERIFY(!findServiceFile(tree, debian(), "other"));
    }
};

QTEST_APPLESS_MAIN(TestServiceLookup)
#include "tst_servicelookup.moc"
