// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/libpamprofile.h"
#include "core/tree/memorytree.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;

class TestLibpamProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void switches_data();
    void switches();
    void names();
    void byPackage_data();
    void byPackage();
    void foreignArchitecture();
    void byRelease_data();
    void byRelease();
    void upstreamModuleDirectory();
    void unknownTree();
};

void TestLibpamProfile::switches_data()
{
    QTest::addColumn<QByteArray>("bits"); // parser16 atInclude etcInclude jumpIsIgnore uninitNext
    QTest::newRow("debian-12") << QByteArray("01111");
    QTest::newRow("ubuntu-24.04") << QByteArray("01110");
    QTest::newRow("debian-13") << QByteArray("11110");
    QTest::newRow("debian-sid") << QByteArray("11010");
    QTest::newRow("upstream-1.5.2") << QByteArray("00001");
    QTest::newRow("upstream-1.5.3") << QByteArray("00000");
    QTest::newRow("upstream-1.6") << QByteArray("10000");
    QTest::newRow("upstream-1.7") << QByteArray("10000");
}

void TestLibpamProfile::switches()
{
    QFETCH(QByteArray, bits);
    const std::optional<LibpamProfile> profile = libpamProfile(QTest::currentDataTag());
    QVERIFY(profile.has_value());
    QByteArray actual;
    for (const bool bit : {profile->parser16, profile->atInclude, profile->etcInclude, profile->jumpIsIgnore, profile->uninitNext})
        actual += bit ? '1' : '0';
    QCOMPARE(actual, bits);
    QCOMPARE(profile->directories.front(), std::string("/etc/pam.d"));
    QCOMPARE(profile->directories.size(), std::size_t(profile->name == "upstream-1.7" ? 3 : 2));
    QVERIFY(!profile->moduleDirectories.empty());
}

void TestLibpamProfile::names()
{
    QCOMPARE(libpamProfiles().size(), std::size_t(8));
    QVERIFY(!libpamProfile("auto"));
    QVERIFY(!libpamProfile(""));
    QVERIFY(!libpamProfile("Debian-12"));
}

void TestLibpamProfile::byPackage_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("bookworm") << QByteArray("1.5.2-6+deb12u2") << QByteArray("debian-12");
    QTest::newRow("bullseye: the nearest") << QByteArray("1.4.0-9+deb11u1") << QByteArray("debian-12");
    QTest::newRow("noble") << QByteArray("1.5.3-5ubuntu5.4") << QByteArray("ubuntu-24.04");
    QTest::newRow("trixie") << QByteArray("1.7.0-5") << QByteArray("debian-13");
    QTest::newRow("trixie, updated") << QByteArray("1.7.0-5+deb13u1") << QByteArray("debian-13");
    QTest::newRow("questing") << QByteArray("1.7.0-5ubuntu2") << QByteArray("debian-13");
    QTest::newRow("include fix") << QByteArray("1.7.0-6") << QByteArray("debian-sid");
    QTest::newRow("sid") << QByteArray("1.7.0-8") << QByteArray("debian-sid");
    QTest::newRow("two digits") << QByteArray("1.7.0-10") << QByteArray("debian-sid");
    QTest::newRow("later") << QByteArray("1.10.0-1") << QByteArray("debian-sid");
    QTest::newRow("with an epoch") << QByteArray("1:1.5.2-6") << QByteArray("debian-12");
}

void TestLibpamProfile::byPackage()
{
    QFETCH(QByteArray, version);
    QFETCH(QByteArray, expected);
    MemoryTree tree;
    tree.setFile("/var/lib/dpkg/status",
                 "Package: libpam-modules\nStatus: install ok installed\nVersion: 9\n\n"
                 "Package: libpam0g\nStatus: install ok installed\nArchitecture: arm64\nVersion: "
                     + version.toStdString() + "\nDescription: x\n Version: 8\n");
    tree.setFile("/usr/lib/os-release", "ID=arch\n");
    const LibpamProfile profile = detectLibpam(tree, libpamProfiles().back());
    QCOMPARE(QByteArray::fromStdString(profile.name), expected);
    QVERIFY(profile.moduleDirectories.front().ends_with("/lib/aarch64-linux-gnu/security"));
}

void TestLibpamProfile::foreignArchitecture()
{
    MemoryTree tree;
    tree.setFile("/var/lib/dpkg/status",
                 "Package: libpam0g\nStatus: install ok installed\nArchitecture: i386\nVersion: 1.5.2-6\n\n"
                 "Package: libpam0g\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.5.2-6\n\n"
                 "Package: dpkg\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.21\n");
    const LibpamProfile profile = detectLibpam(tree, {});
    QCOMPARE(profile.moduleDirectories, (std::vector<std::string>{"/lib/x86_64-linux-gnu/security", "/lib/security"}));
}

void TestLibpamProfile::byRelease_data()
{
    QTest::addColumn<QByteArray>("release");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("fedora 38") << QByteArray("NAME=Fedora\nID=fedora\nVERSION_ID=38\n") << QByteArray("upstream-1.5.2");
    QTest::newRow("fedora 41") << QByteArray("ID=\"fedora\"\nVERSION_ID='41'\n") << QByteArray("upstream-1.6");
    QTest::newRow("fedora 42") << QByteArray("VERSION_ID=42\nID=fedora") << QByteArray("upstream-1.7");
    QTest::newRow("arch") << QByteArray("ID=arch\n") << QByteArray("upstream-1.7");
    QTest::newRow("debian 13, no dpkg") << QByteArray("ID=debian\nVERSION_ID=\"13\"\n") << QByteArray("debian-13");
    QTest::newRow("noble, no dpkg") << QByteArray("ID=ubuntu\nVERSION_ID=\"24.04\"\n") << QByteArray("ubuntu-24.04");
    QTest::newRow("jammy, no dpkg") << QByteArray("ID=ubuntu\nVERSION_ID=\"22.04\"\n") << QByteArray("fallback");
    QTest::newRow("unknown") << QByteArray("ID=templeos\n") << QByteArray("fallback");
    QTest::newRow("not a release") << QByteArray("IDEA=fedora\n\0x", 15) << QByteArray("fallback");
}

void TestLibpamProfile::byRelease()
{
    QFETCH(QByteArray, release);
    QFETCH(QByteArray, expected);
    LibpamProfile fallback;
    fallback.name = "fallback";
    MemoryTree tree;
    tree.setFile("/usr/lib/os-release", release.toStdString());
    tree.setFile("/var/lib/dpkg/status", "Package: libpam0g\nStatus: deinstall ok config-files\nVersion: 1.5.2-6\n");
    QCOMPARE(QByteArray::fromStdString(detectLibpam(tree, fallback).name), expected);
}

void TestLibpamProfile::upstreamModuleDirectory()
{
    MemoryTree tree;
    tree.setFile("/usr/lib/os-release", "ID=arch\n");
    tree.addDirectory("/usr/lib/security");
    QCOMPARE(detectLibpam(tree, {}).moduleDirectories, std::vector<std::string>{"/usr/lib/security"});
}

void TestLibpamProfile::unknownTree()
{
    const MemoryTree tree;
    QCOMPARE(detectLibpam(tree, *libpamProfile("debian-13")), *libpamProfile("debian-13"));
}

QTEST_APPLESS_MAIN(TestLibpamProfile)
#include "tst_libpamprofile.moc"
