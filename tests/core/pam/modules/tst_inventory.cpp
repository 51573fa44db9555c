// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/modules/inventory.h"
#include "core/tree/memorytree.h"

#include <QTest>

#include <algorithm>

using namespace pamphlet;
using namespace pamphlet::pam;

/// What libpam finds in a tree, with what catalogue, file and manual page say.
class TestInventory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void facilitiesOfFiles_data();
    void facilitiesOfFiles();
    void listsWhatIsInstalled();
    void fileTellsFacilities();
    void pageTellsOfAnUnknownModule();
    void pagesAreFound_data();
    void pagesAreFound();
    void describes_data();
    void describes();
    void treeWithoutModules();
};

namespace {

const std::string directory = "/usr/lib/x86_64-linux-gnu/security/";
const std::string page = ".SH NAME\npam_house \\- of the house\n.SH OPTIONS\n.TP\nloud\nRings.\n";

LibpamProfile debian13()
{
    return *libpamProfile("debian-13");
}

std::string moduleFile(const std::vector<std::string> &functions)
{
    std::string bytes("\x7f"
                      "ELF",
                      4);
    bytes += std::string(60, '\0');
    for (const std::string &function : functions)
        bytes += function + '\0';
    return bytes;
}

const ModuleRecord *find(const std::vector<ModuleRecord> &records, const std::string &name)
{
    const auto found
        = std::find_if(records.begin(), records.end(), [&name](const ModuleRecord &record) { return record.info.name == name; });
    return found == records.end() ? nullptr : &*found;
}

} // namespace

void TestInventory::facilitiesOfFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("facilities");
    const auto row = [](const char *intent, const std::string &bytes, const char *facilities) {
        QTest::newRow(intent) << QByteArray::fromStdString(bytes) << QString::fromLatin1(facilities);
    };
    row("all", moduleFile({"pam_sm_close_session", "pam_sm_chauthtok", "pam_sm_acct_mgmt", "pam_sm_setcred"}),
        "auth account password session");
    row("two functions of one", moduleFile({"pam_sm_open_session", "pam_sm_close_session"}), "session");
    row("a longer name", moduleFile({"pam_sm_open_session2", "my_pam_sm_authenticate"}), "");
    row("no function", moduleFile({"main"}), "");
    row("a script with the names", std::string("#!/bin/sh\n\0pam_sm_authenticate\0", 31), "");
    row("empty", "", "");
}

void TestInventory::facilitiesOfFiles()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, facilities);
    QStringList names;
    for (const Facility facility : facilitiesOfModuleFile(bytes.toStdString()))
        names.append(QString::fromUtf8(facilityName(facility).data()));
    QCOMPARE(names.join(u' '), facilities);
}

void TestInventory::listsWhatIsInstalled()
{
    MemoryTree tree;
    tree.setFile(directory + "pam_unix.so", moduleFile({"pam_sm_authenticate"}));
    tree.setFile(directory + "pam_house.so", moduleFile({"pam_sm_open_session"}));
    tree.setFile(directory + "README", "not a module");
    tree.setFile("/usr/lib/security/pam_deny.so", "");
    const std::vector<ModuleRecord> records = moduleInventory(tree, debian13(), ModuleCatalogue::builtin());
    QCOMPARE(records.size(), 3U);
    QVERIFY(std::is_sorted(records.begin(), records.end(), [](const auto &a, const auto &b) { return a.info.name < b.info.name; }));
    QVERIFY(std::all_of(records.begin(), records.end(), [](const ModuleRecord &record) { return record.installed(); }));
    const ModuleRecord *unix = find(records, "pam_unix.so");
    QVERIFY(unix && unix->known);
    QCOMPARE(unix->path, directory + "pam_unix.so");
    QVERIFY(unix->info.credential == Credential::Checked);
    QVERIFY(unix->info.argument("nullok"));
    const ModuleRecord *deny = find(records, "pam_deny.so");
    QVERIFY(deny);
    QCOMPARE(deny->path, std::string("/usr/lib/security/pam_deny.so"));
    const ModuleRecord *house = find(records, "pam_house.so");
    QVERIFY(house && !house->known);
    QVERIFY(house->info.credential == Credential::Unknown); // never taken for harmless
    QVERIFY(house->info.facilities == std::vector{Facility::Session});
}

void TestInventory::fileTellsFacilities()
{
    MemoryTree tree;
    tree.setFile(directory + "pam_unix.so", moduleFile({"pam_sm_authenticate"}));
    tree.setFile(directory + "pam_deny.so", "only a name, as in a tree made for tests");
    const auto records = moduleInventory(tree, debian13(), ModuleCatalogue::builtin());
    QVERIFY(find(records, "pam_unix.so")->info.facilities == std::vector{Facility::Auth});
    QCOMPARE(find(records, "pam_deny.so")->info.facilities.size(), 4U);
}

void TestInventory::pageTellsOfAnUnknownModule()
{
    MemoryTree tree;
    tree.setFile(directory + "pam_house.so", moduleFile({"pam_sm_open_session"}));
    tree.setFile(directory + "pam_unix.so", moduleFile({"pam_sm_authenticate"}));
    tree.setFile("/usr/share/man/man8/pam_house.8", page);
    tree.setFile("/usr/share/man/man8/pam_unix.8", ".SH NAME\npam_unix \\- something else\n.SH OPTIONS\n.TP\nloud\nRings.\n");
    const auto records = moduleInventory(tree, debian13(), ModuleCatalogue::builtin());
    const ModuleRecord *house = find(records, "pam_house.so");
    QCOMPARE(house->info.summary, std::string("of the house"));
    QCOMPARE(house->info.arguments.size(), 1U);
    QCOMPARE(house->info.arguments.front().summary, std::string("Rings"));
    QVERIFY(!house->info.argumentsComplete);
    QCOMPARE(house->manPage, std::string("/usr/share/man/man8/pam_house.8"));
    // The catalogue is reviewed, a page is anybody's.
    const ModuleRecord *unix = find(records, "pam_unix.so");
    QCOMPARE(unix->info.summary, ModuleCatalogue::builtin().find("pam_unix.so")->summary);
    QVERIFY(!unix->info.argument("loud"));
    QCOMPARE(unix->manPage, std::string("/usr/share/man/man8/pam_unix.8"));
}

void TestInventory::pagesAreFound_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("found");
    // gzip -n of the page
    const QByteArray zipped = QByteArray::fromHex("1f8b0800000000000203d30bf650f073f475e52a48cc8dcfc82f2d4e5588d155c84f5328c9485500f3b9f480"
                                                  "4afc03423cfdfd82b9f44202b872f24b53b88232f3d28bf5b800ac5ba39b3f000000");
    const QByteArray plain = QByteArray::fromStdString(page);
    QTest::newRow("section 8") << "/usr/share/man/man8/pam_house.8" << plain << true;
    QTest::newRow("section 8, compressed") << "/usr/share/man/man8/pam_house.8.gz" << zipped << true;
    QTest::newRow("section 7, as Debian has pam_env's") << "/usr/share/man/man7/pam_house.7" << plain << true;
    QTest::newRow("section 5, as pam_krb5's") << "/usr/share/man/man5/pam_house.5" << plain << true;
    QTest::newRow("a name that lies") << "/usr/share/man/man8/pam_house.8.gz" << plain << false;
    QTest::newRow("damaged") << "/usr/share/man/man8/pam_house.8.gz" << zipped.left(40) << false;
    QTest::newRow("another module's") << "/usr/share/man/man8/pam_houses.8" << plain << false;
    QTest::newRow("another language's") << "/usr/share/man/de/man8/pam_house.8" << plain << false;
}

void TestInventory::pagesAreFound()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, bytes);
    QFETCH(bool, found);
    MemoryTree tree;
    tree.setFile(directory + "pam_house.so", moduleFile({"pam_sm_open_session"}));
    tree.setFile(path.toStdString(), bytes.toStdString());
    const std::optional<ModuleRecord> record = describeModule(tree, debian13(), ModuleCatalogue::builtin(), "pam_house.so");
    QVERIFY(record);
    QCOMPARE(QString::fromStdString(record->manPage), found ? path : QString());
    QCOMPARE(record->info.summary, std::string(found ? "of the house" : ""));
}

void TestInventory::describes_data()
{
    QTest::addColumn<QByteArray>("module");
    QTest::addColumn<QString>("name"); // empty: nothing is known
    QTest::addColumn<bool>("installed");
    QTest::newRow("name") << QByteArray("pam_unix.so") << "pam_unix.so" << true;
    QTest::newRow("without suffix") << QByteArray("pam_unix") << "pam_unix.so" << true;
    QTest::newRow("path") << QByteArray::fromStdString(directory + "pam_house.so") << "pam_house.so" << true;
    QTest::newRow("path elsewhere") << QByteArray("/opt/pam_house.so") << "pam_house.so" << true;
    QTest::newRow("not installed") << QByteArray("pam_u2f") << "pam_u2f.so" << false;
    QTest::newRow("not installed, by a path") << QByteArray("/opt/pam_u2f.so") << "pam_u2f.so" << false;
    QTest::newRow("unknown") << QByteArray("pam_nothing") << QString() << false;
    QTest::newRow("empty") << QByteArray() << QString() << false;
    QTest::newRow("only a suffix") << QByteArray(".so") << QString() << false;
    QTest::newRow("a directory") << QByteArray("/opt/") << QString() << false;
    QTest::newRow("another file") << QByteArray("/etc/passwd") << QString() << false;
    QTest::newRow("out of the directory") << QByteArray("../../../../etc/passwd") << QString() << false;
    QTest::newRow("newline") << QByteArray("pam_unix.so\n") << QString() << false;
    QTest::newRow("NUL") << QByteArray("pam_unix\0.so", 12) << QString() << false;
    QTest::newRow("1 MiB") << QByteArray(1 << 20, 'a') << QString() << false;
}

void TestInventory::describes()
{
    QFETCH(QByteArray, module);
    QFETCH(QString, name);
    QFETCH(bool, installed);
    MemoryTree tree;
    tree.setFile(directory + "pam_unix.so", moduleFile({"pam_sm_authenticate"}));
    tree.setFile(directory + "pam_house.so", moduleFile({"pam_sm_open_session"}));
    tree.setFile("/opt/pam_house.so", moduleFile({"pam_sm_open_session"}));
    tree.setFile("/etc/passwd", "root:x:0:0::/root:/bin/sh\n");
    const std::optional<ModuleRecord> record = describeModule(tree, debian13(), ModuleCatalogue::builtin(), module.toStdString());
    QCOMPARE(record ? QString::fromStdString(record->info.name) : QString(), name);
    if (record)
        QCOMPARE(record->installed(), installed);
}

void TestInventory::treeWithoutModules()
{
    MemoryTree tree;
    tree.setFile("/etc/pam.d/login", "auth required pam_unix.so\n");
    QVERIFY(moduleInventory(tree, debian13(), ModuleCatalogue::builtin()).empty());
    const auto record = describeModule(tree, debian13(), ModuleCatalogue::builtin(), "pam_unix");
    QVERIFY(record && !record->installed() && record->known);
}

QTEST_APPLESS_MAIN(TestInventory)
#include "tst_inventory.moc"
