// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What pam_unix makes of it is compared with the real one in tests/system/tst_shadowlive.cpp.
#include "core/pam/modules/shadow.h"
#include "core/tree/memorytree.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

constexpr std::int64_t today = 20000;

std::map<std::string, ShadowEntry> read(const std::string &bytes)
{
    MemoryTree tree;
    tree.setFile("/etc/shadow", bytes, 0640);
    return readShadow(tree).value_or(std::map<std::string, ShadowEntry>());
}

} // namespace

class TestShadow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void entries()
    {
        const auto users = read("root:*:19000:0:99999:7:::\nann:$6$a$b:19000:1:90:7:14:20500:\nann:!:::::::\nnone::::::::\n\nodd\n:x:"
                                "1\nbad:x:soon:::::\nworse:$6$x$y:19000:abc::::\n"
                                "cut:$y$x");
        QCOMPARE(users.size(), std::size_t(4));
        QCOMPARE(users.at("root").password, ShadowEntry::Password::None);
        QVERIFY(users.at("ann") == (ShadowEntry{ShadowEntry::Password::Usable, 19000, 90, 14, 20500}));
        QVERIFY(users.at("none") == (ShadowEntry{ShadowEntry::Password::Empty, {}, {}, {}, {}}));
        QCOMPARE(users.at("cut").password, ShadowEntry::Password::Usable);
    }

    void filesThatCannotBeRead()
    {
        MemoryTree tree;
        QCOMPARE(readShadow(tree).error().code, ErrorCode::NotFound);
        FileContent closed;
        closed.status.kind = FileKind::Unreadable;
        closed.status.detail = "Permission denied";
        tree.set("/etc/shadow", closed);
        QCOMPARE(readShadow(tree).error().code, ErrorCode::Unreadable);
        QCOMPARE(readShadow(tree).error().where.file, std::string("/etc/shadow"));
    }

    void accounts_data()
    {
        QTest::addColumn<std::string>("fields");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const char *fields, int code) { QTest::newRow(name) << std::string(fields) << code; };
        row("nothing said", "::::::", 0);
        row("expires tomorrow", "19000:0:99999:7::20001:", 0);
        row("expires today", "19000:0:99999:7::20000:", 13);
        row("to be changed", "0:0:99999:7:::", 12);
        row("the last day", "19970:0:30:7:::", 0);
        row("one day more", "19969:0:30:7:::", 12);
        row("inactive", "19960:0:30:7:5::", 27);
    }
    // From the sources of 1.6: this machine's is older.
    void accountsSince16_data()
    {
        QTest::addColumn<std::string>("fields");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const char *fields, int code) { QTest::newRow(name) << std::string(fields) << code; };
        row("the last day but one", "19971:0:30:7:::", 0);
        row("the last day", "19970:0:30:7:::", 12);
        row("inactive counts longer", "19970:0:10:7:20::", 27);
        row("no date of change", ":0:30:7:::", 0);
    }
    void accountsSince16()
    {
        QFETCH(std::string, fields);
        QTEST(unixAccountCode(read("u:$6$x$y:" + fields + "\n").at("u"), today, *libpamProfile("debian-13")), "code");
    }
    void accounts()
    {
        QFETCH(std::string, fields);
        QTEST(unixAccountCode(read("u:$6$x$y:" + fields + "\n").at("u"), today, *libpamProfile("debian-12")), "code");
    }
};

QTEST_GUILESS_MAIN(TestShadow)
#include "tst_shadow.moc"
