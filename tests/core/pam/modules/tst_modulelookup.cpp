// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/modules/modulelookup.h"
#include "core/tree/memorytree.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

LibpamProfile debian()
{
    LibpamProfile profile = libpamProfile("debian-12").value();
    profile.moduleDirectories = {"/lib/x86_64-linux-gnu/security", "/lib/security"};
    return profile;
}

LibpamProfile fedora()
{
    LibpamProfile profile = libpamProfile("upstream-1.6").value();
    profile.moduleDirectories = {"/usr/lib64/security"};
    return profile;
}

MemoryTree modules()
{
    MemoryTree tree;
    tree.setFile("/lib/x86_64-linux-gnu/security/pam_unix.so", "");
    tree.setFile("/lib/x86_64-linux-gnu/security/pam_both.so", "");
    tree.setFile("/lib/security/pam_both.so", "");
    tree.setFile("/lib/security/pam_old.so", "");
    tree.setFile("/opt/pam_own.so", "");
    tree.setFile("/usr/lib64/security/pam_unix.so", "");
    tree.setFile("/lib/security/../../lib64/security/pam_isa.so", ""); // as the path is spelled, links aside
    tree.setFile("/lib/security/../../usr/lib64/security/pam_no.so", "");
    tree.addDirectory("/lib/x86_64-linux-gnu/security/pam_directory.so");
    FileContent device;
    device.status.kind = FileKind::Other;
    tree.set("/lib/x86_64-linux-gnu/security/pam_fifo.so", device);
    FileContent closed;
    closed.status.kind = FileKind::Unreadable;
    tree.set("/lib/x86_64-linux-gnu/security/pam_closed.so", closed);
    return tree;
}

} // namespace

class TestModuleLookup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<bool>("onDebian");
        QTest::addColumn<std::string>("module");
        QTest::addColumn<std::string>("path");
        QTest::newRow("in the module directory")
            << true << std::string("pam_unix.so") << std::string("/lib/x86_64-linux-gnu/security/pam_unix.so");
        QTest::newRow("in the second directory") << true << std::string("pam_old.so") << std::string("/lib/security/pam_old.so");
        QTest::newRow("the first of two") << true << std::string("pam_both.so")
                                          << std::string("/lib/x86_64-linux-gnu/security/pam_both.so");
        QTest::newRow("absolute") << true << std::string("/opt/pam_own.so") << std::string("/opt/pam_own.so");
        QTest::newRow("absolute, not there") << true << std::string("/lib/pam_unix.so") << std::string();
        QTest::newRow("no suffix is added") << true << std::string("pam_unix") << std::string();
        QTest::newRow("case counts") << true << std::string("PAM_UNIX.so") << std::string();
        QTest::newRow("not there") << true << std::string("pam_nowhere.so") << std::string();
        QTest::newRow("empty") << true << std::string() << std::string();
        QTest::newRow("a directory") << true << std::string("pam_directory.so") << std::string();
        QTest::newRow("a FIFO") << true << std::string("pam_fifo.so") << std::string();
        QTest::newRow("not readable here, but by root")
            << true << std::string("pam_closed.so") << std::string("/lib/x86_64-linux-gnu/security/pam_closed.so");
        QTest::newRow("carriage return") << true << std::string("pam_unix.so\r") << std::string();
        QTest::newRow("NUL") << true << std::string("pam_unix.so\0", 12) << std::string();
        QTest::newRow("1 MiB") << true << std::string(1u << 20, 'm') << std::string();
        QTest::newRow("upstream $ISA") << false << std::string("/lib/security/$ISA/pam_isa.so")
                                       << std::string("/lib/security/../../lib64/security/pam_isa.so");
        QTest::newRow("upstream $ISA, only the first") << false << std::string("/lib/security/$ISA/$ISA/pam_isa.so") << std::string();
        QTest::newRow("Debian has no such $ISA") << true << std::string("/lib/security/$ISA/pam_isa.so") << std::string();
    }

    void finds()
    {
        QFETCH(bool, onDebian);
        QFETCH(std::string, module);
        QFETCH(std::string, path);
        const std::optional<std::string> found = findModule(modules(), onDebian ? debian() : fedora(), module);
        QCOMPARE(found.value_or(std::string()), path);
    }

    void aCopyOfEtcAloneHasNoModuleDirectory()
    {
        MemoryTree tree;
        tree.setFile("/etc/pam.d/sudo", "");
        QVERIFY(!hasModuleDirectory(tree, debian()));
        QVERIFY(!hasModuleDirectory(tree, fedora()));
        QVERIFY(installedModules(tree, debian()).empty());
        tree.addDirectory("/lib/security");
        QVERIFY(hasModuleDirectory(tree, debian()));
    }

    void aSlashAtTheEndOfADirectoryIsHarmless()
    {
        LibpamProfile profile = debian();
        profile.moduleDirectories = {"/lib/x86_64-linux-gnu/security/"};
        QVERIFY(hasModuleDirectory(modules(), profile));
        QCOMPARE(findModule(modules(), profile, "pam_unix.so").value_or(""), std::string("/lib/x86_64-linux-gnu/security/pam_unix.so"));
        QVERIFY(!installedModules(modules(), profile).empty());
    }

    void listsWhatIsInstalledOnce()
    {
        QCOMPARE(installedModules(modules(), debian()),
                 (std::vector<std::string>{"pam_both.so", "pam_closed.so", "pam_old.so", "pam_unix.so"}));
    }
};

QTEST_APPLESS_MAIN(TestModuleLookup)
#include "tst_modulelookup.moc"
