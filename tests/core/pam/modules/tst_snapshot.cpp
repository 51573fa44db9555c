// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/check.h"
#include "core/pam/modules/modulelookup.h"
#include "core/pam/stack/dpkgstatus.h"
#include "core/pam/stack/effectivestack.h"
#include "core/pam/stack/servicelookup.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

/// A tree that counts what is asked of it.
class CountingTree final : public FileSource
{
public:
    explicit CountingTree(const MemoryTree &tree)
        : m_tree(tree)
    { }

    FileStatus status(const std::string &path) const override { return m_tree.status(path); }
    FileContent read(const std::string &path) const override
    {
        ++m_reads[path];
        return m_tree.read(path);
    }
    std::vector<std::string> list(const std::string &directory) const override { return m_tree.list(directory); }

    const std::map<std::string, int> &reads() const { return m_reads; }

private:
    const MemoryTree &m_tree;
    mutable std::map<std::string, int> m_reads;
};

MemoryTree machine()
{
    MemoryTree tree;
    tree.setFile("/etc/pam.d/sudo", "auth sufficient /opt/own/pam_own.so\n@include common-auth\n@include /opt/pam/extra\n");
    tree.setFile(
        "/etc/pam.d/common-auth",
        "# here are the per-package modules (the \"Primary\" block)\nauth required pam_unix.so nullok\n# end of pam-auth-update config\n");
    tree.setFile("/etc/pam.d/other", "auth required pam_deny.so\n");
    tree.setFile("/etc/pam.d/login",
                 "auth required pam_unix.so\nsession optional pam_motd.so motd=/srv/motd:/run/hello motd_dir=/srv/motd.d\n"
                 "auth include ../pam-local/more\n");
    tree.setFile("/etc/pam-local/more", "auth optional pam_more.so\n");
    tree.setFile("/usr/lib/pam.d/polkit-1", "@include common-auth\n");
    tree.setFile("/opt/pam/extra", "auth substack /opt/pam/deeper\n");
    tree.setFile("/opt/pam/deeper", "auth required pam_deeper.so\nauth include /opt/pam/extra\n"); // a circle
    tree.setFile("/opt/own/pam_own.so", std::string(100000, 'm'));
    for (const char *module : {"pam_unix.so", "pam_deny.so", "pam_motd.so"})
        tree.setFile(std::string("/usr/lib/x86_64-linux-gnu/security/") + module, "ELF");
    tree.setFile("/etc/motd", "hello\n");
    tree.setFile("/etc/motd.d/10-x", "x\n");
    tree.setFile("/run/motd.dynamic", "dynamic\n");
    tree.setFile("/srv/motd", "own\n");
    tree.setFile("/srv/motd.d/one", "one\n");
    tree.setFile("/usr/share/pam-configs/unix", "Name: Unix\n");
    tree.setFile("/usr/lib/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
    tree.setFile("/etc/shadow", "root:secret\n");
    tree.setFile("/home/someone/file", "private\n");
    tree.setFile(dpkgStatusPath,
                 "Package: libpam0g\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.7.0-5\nDescription: x\n\n"
                 "Package: big\nStatus: install ok installed\nDescription: "
                     + std::string(1u << 20, 'd')
                     + "\n\n"
                       "Package: login\nStatus: install ok installed\nConffiles:\n /etc/pam.d/login 00000000000000000000000000000000\n"
                       " /etc/pam.d/other 8a1ff24b9a4fc0b2f5a2d8b4a1f0c4a1\n");
    FileContent unreadable;
    unreadable.status.kind = FileKind::Unreadable;
    unreadable.status.detail = "Permission denied";
    tree.set("/etc/pam.d/closed", unreadable);
    return tree;
}

} // namespace

class TestSnapshot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAreThoseOfTheTree()
    {
        const MemoryTree tree = machine();
        const LibpamProfile profile = detectLibpam(tree, {});
        const MemoryTree copy = snapshot(tree, profile);

        QVERIFY(detectLibpam(copy, {}) == profile);
        const std::vector<ServiceFile> services = listServices(tree, profile);
        const std::vector<ServiceFile> copied = listServices(copy, profile);
        QCOMPARE(copied.size(), services.size());
        for (std::size_t i = 0; i < services.size(); ++i) {
            QCOMPARE(copied[i].service, services[i].service);
            QCOMPARE(copied[i].path, services[i].path);
            QCOMPARE(copied[i].owner, services[i].owner);
            QCOMPARE(copied[i].masksVendor, services[i].masksVendor);

            const EffectiveStack one = effectiveStack(tree, profile, services[i].service);
            const EffectiveStack two = effectiveStack(copy, profile, services[i].service);
            QCOMPARE(two.start, one.start);
            QCOMPARE(two.serviceEntries.size(), one.serviceEntries.size());
            QCOMPARE(two.otherEntries.size(), one.otherEntries.size());
            QCOMPARE(two.problems.size(), one.problems.size());
            QCOMPARE(two.documents.size(), one.documents.size());
            for (const auto &[path, document] : one.documents)
                QCOMPARE(two.documents.at(path).text(), document.text());
        }
        QCOMPARE(installedModules(copy, profile), installedModules(tree, profile));
        QVERIFY(hasModuleDirectory(copy, profile));
        QCOMPARE(check(copy, profile).size(), check(tree, profile).size());
    }

    void holdsWhatTheProgramShows_data()
    {
        QTest::addColumn<std::string>("path");
        QTest::addColumn<std::string>("bytes");
        QTest::newRow("service") << std::string("/etc/pam.d/other") << std::string("auth required pam_deny.so\n");
        QTest::newRow("vendor file") << std::string("/usr/lib/pam.d/polkit-1") << std::string("@include common-auth\n");
        QTest::newRow("absolute include") << std::string("/opt/pam/extra") << std::string("auth substack /opt/pam/deeper\n");
        QTest::newRow("include of an include, outside /etc/pam.d")
            << std::string("/etc/pam-local/more") << std::string("auth optional pam_more.so\n");
        QTest::newRow("message of the day") << std::string("/etc/motd") << std::string("hello\n");
        QTest::newRow("part of it") << std::string("/etc/motd.d/10-x") << std::string("x\n");
        QTest::newRow("dynamic") << std::string("/run/motd.dynamic") << std::string("dynamic\n");
        QTest::newRow("named by a rule") << std::string("/srv/motd") << std::string("own\n");
        QTest::newRow("directory named by a rule") << std::string("/srv/motd.d/one") << std::string("one\n");
        QTest::newRow("pam-auth-update profile") << std::string("/usr/share/pam-configs/unix") << std::string("Name: Unix\n");
        QTest::newRow("a module's bytes stay where they are") << std::string("/opt/own/pam_own.so") << std::string();
    }

    void holdsWhatTheProgramShows()
    {
        QFETCH(std::string, path);
        QFETCH(std::string, bytes);
        const MemoryTree copy = snapshot(machine(), libpamProfile("debian-12").value());
        const FileContent content = copy.read(path);
        QCOMPARE(content.status.kind, FileKind::Regular);
        QCOMPARE(content.bytes, bytes);
    }

    void holdsNothingElse()
    {
        const MemoryTree copy = snapshot(machine(), libpamProfile("debian-12").value());
        QCOMPARE(copy.status("/etc/shadow").kind, FileKind::Missing);
        QCOMPARE(copy.status("/home/someone/file").kind, FileKind::Missing);
        QVERIFY(copy.read(dpkgStatusPath).bytes.size() < 1000);
        QCOMPARE(copy.status("/etc/pam.d/closed").detail, std::string("Permission denied"));
    }

    void aSnapshotOfASnapshotIsTheSame()
    {
        const LibpamProfile profile = libpamProfile("debian-12").value();
        const MemoryTree once = snapshot(machine(), profile);
        QVERIFY(snapshot(once, profile) == once);
    }

    void everyFileIsReadOnce()
    {
        const MemoryTree tree = machine();
        const CountingTree counting(tree);
        (void)snapshot(counting, libpamProfile("debian-12").value());
        for (const auto &[path, count] : counting.reads())
            QVERIFY2(count == 1, path.c_str());
        QVERIFY(!counting.reads().contains("/opt/own/pam_own.so"));
        QVERIFY(!counting.reads().contains("/etc/shadow"));
    }

    void anEmptyTree() { QVERIFY(snapshot(MemoryTree(), libpamProfile("debian-12").value()).paths().empty()); }
};

QTEST_APPLESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
