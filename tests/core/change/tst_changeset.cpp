// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/change/testtree.h"

#include "core/change/digest.h"
#include "core/change/text.h"
#include "core/tree/memorytree.h"

#include <QFile>
#include <QTest>

using namespace pamphlet;
using namespace pamphlet::change;
using namespace pamphlet::test;

namespace {

const std::string digest(64, 'a');

ChangeSet sample()
{
    return changeSet({replaceFile("/etc/pam.d/sudo", "old", std::string("new\0\xff\n", 6), 0600), removeFile("/etc/motd", "bye"),
                      createFile("/etc/motd.d/10-x", "")},
                     "why \"not\" \xe2\x9c\x93");
}

FileContent special(FileKind kind, bool link = false)
{
    FileContent content;
    content.status.kind = kind;
    content.status.symlink = link;
    content.status.linkTarget = link ? "elsewhere" : "";
    content.status.detail = kind == FileKind::Unreadable ? "Permission denied" : "";
    return content;
}

std::string document(const std::string &changes, const std::string &top = "\"format\":1,\"reason\":\"\"")
{
    return '{' + top + ",\"changes\":[" + changes + "]}";
}

std::string entry(const std::string &more = {}, const std::string &path = "\"/etc/motd\"")
{
    return "{\"path\":" + path + ",\"before\":null,\"content\":\"YQ==\"" + more + '}';
}

} // namespace

class ChangeSetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void paths_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char *name, const QByteArray &path, bool allowed) { QTest::newRow(name) << path << allowed; };
        row("service", "/etc/pam.d/sudo", true);
        row("service with a dot", "/etc/pam.d/.hidden", true);
        row("every character allowed", "/etc/pam.d/aZ09._-+@", true);
        row("service in UTF-8", "/etc/pam.d/\xd7\xa9\xd7\x9c", false);
        row("service with a blank", "/etc/pam.d/a b", false);
        row("a name that reads like a prompt", "/etc/pam.d/sudo (nothing changes)", false);
        row("markup", "/etc/pam.d/<b>", false);
        row("255 bytes", QByteArray("/etc/pam.d/") + QByteArray(255, 'a'), true);
        row("pam.conf", "/etc/pam.conf", true);
        row("motd", "/etc/motd", true);
        row("part of motd", "/etc/motd.d/10-hello", true);
        row("256 bytes", QByteArray("/etc/pam.d/") + QByteArray(256, 'a'), false);
        row("4096 bytes", QByteArray("/etc/pam.d/") + QByteArray(4096, 'a'), false);
        row("1 MiB", QByteArray("/etc/pam.d/") + QByteArray(1 << 20, 'a'), false);
        row("empty", "", false);
        row("root", "/", false);
        row("directory", "/etc/pam.d/", false);
        row("directory without slash", "/etc/pam.d", false);
        row("dot", "/etc/pam.d/.", false);
        row("dots", "/etc/pam.d/..", false);
        row("up", "/etc/pam.d/../passwd", false);
        row("deeper", "/etc/pam.d/x/y", false);
        row("double slash", "/etc//pam.d/x", false);
        row("slash in front", "//etc/pam.d/x", false);
        row("trailing slash", "/etc/motd/", false);
        row("trailing NUL", QByteArray("/etc/motd\0", 10), false);
        row("NUL", QByteArray("/etc/pam.d/a\0b", 14), false);
        row("newline", "/etc/pam.d/a\nb", false);
        row("escape", "/etc/pam.d/\x1b[2J", false);
        row("DEL", "/etc/pam.d/a\x7f", false);
        row("C1 control", "/etc/pam.d/a\xc2\x9b", false);
        row("right-to-left override",
            "/etc/pam.d/a\xe2\x80\xae"
            "b",
            false);
        row("line separator",
            "/etc/pam.d/a\xe2\x80\xa8"
            "b",
            false);
        row("not UTF-8", "/etc/pam.d/\xff", false);
        row("overlong slash", "/etc/pam.d/\xc0\xaf", false);
        row("our temporary files", "/etc/pam.d/.pamphlet-1", false);
        row("relative", "etc/motd", false);
        row("shadow", "/etc/shadow", false);
        row("nearly", "/etc/motd2", false);
        row("nearly a directory", "/etc/pam.d2/x", false);
        row("vendor", "/usr/lib/pam.d/sudo", false);
        row("case", "/etc/PAM.d/sudo", false);
    }

    void paths()
    {
        QFETCH(QByteArray, path);
        QFETCH(bool, allowed);
        const auto checked = PathPolicy().check(path.toStdString());
        QCOMPARE(checked.has_value(), allowed);
        if (!allowed) {
            QCOMPARE(checked.error().code, ErrorCode::NotAllowed);
            QVERIFY(isPlainLine(checked.error().where.file));
        }
    }

    void validates_data()
    {
        QTest::addColumn<ChangeSet>("set");
        QTest::addColumn<int>("code"); // -1: valid
        const auto row = [](const char *name, ChangeSet set, int code) { QTest::newRow(name) << std::move(set) << code; };
        const int invalid = static_cast<int>(ErrorCode::InvalidChangeSet);
        const int tooLarge = static_cast<int>(ErrorCode::TooLarge);
        row("empty", {}, -1);
        row("sample", sample(), -1);
        row("not sorted", {{createFile("/etc/pam.d/b", ""), createFile("/etc/pam.d/a", "")}, {}}, invalid);
        row("twice", {{createFile("/etc/motd", ""), createFile("/etc/motd", "")}, {}}, invalid);
        row("nothing to nothing", {{{"/etc/motd", std::nullopt, std::nullopt, std::nullopt}}, {}}, invalid);
        row("short digest", {{{"/etc/motd", "abc", "x", std::nullopt}}, {}}, invalid);
        row("capital digest", {{{"/etc/motd", std::string(64, 'A'), "x", std::nullopt}}, {}}, invalid);
        row("digest of other letters", {{{"/etc/motd", std::string(64, 'g'), "x", std::nullopt}}, {}}, invalid);
        row("mode of a removed file", {{{"/etc/motd", digest, std::nullopt, 0644U}}, {}}, invalid);
        row("path", {{createFile("/etc/shadow", "")}, {}}, static_cast<int>(ErrorCode::NotAllowed));
        for (const unsigned mode : {0600U, 0604U, 0640U, 0644U})
            row(qPrintable(QStringLiteral("mode %1").arg(mode, 0, 8)), {{createFile("/etc/motd", "", mode)}, {}}, -1);
        for (const unsigned mode : {0U, 0444U, 0200U, 0400U, 0646U, 0664U, 0666U, 0744U, 0755U, 01644U, 02644U, 04644U, 0100644U, ~0U})
            row(qPrintable(QStringLiteral("mode %1").arg(mode, 0, 8)), {{createFile("/etc/motd", "", mode)}, {}}, invalid);
        row("reason with a newline", {{}, "a\nb"}, invalid);
        row("reason with an escape", {{}, "\x1b[2J"}, invalid);
        row("reason with NUL", {{}, std::string("a\0b", 3)}, invalid);
        row("reason not UTF-8", {{}, "\xff"}, invalid);
        row("right-to-left reason", {{}, "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"}, -1);
        row("longest reason", {{}, std::string(maxReasonBytes, 'r')}, -1);
        row("reason too long", {{}, std::string(maxReasonBytes + 1, 'r')}, tooLarge);
        row("largest file", {{createFile("/etc/motd", std::string(maxFileBytes, 'x'))}, {}}, -1);
        row("file too large", {{createFile("/etc/motd", std::string(maxFileBytes + 1, 'x'))}, {}}, tooLarge);
        std::vector<FileChange> many;
        for (std::size_t i = 0; i < maxChanges; ++i)
            many.push_back(createFile("/etc/pam.d/s" + std::to_string(i), ""));
        row("as many as may be", changeSet(many), -1);
        many.push_back(createFile("/etc/motd", ""));
        row("too many", changeSet(many), tooLarge);
        std::vector<FileChange> large;
        for (int i = 0; i < 4; ++i)
            large.push_back(createFile("/etc/pam.d/s" + std::to_string(i), std::string(maxFileBytes, 'x')));
        row("together too large", changeSet(large), tooLarge);
    }

    void validates()
    {
        QFETCH(ChangeSet, set);
        QFETCH(int, code);
        const auto valid = validate(set);
        if (code < 0) {
            QVERIFY2(valid.has_value(), valid ? "" : qPrintable(describe(valid.error())));
            const std::string text = serialize(set);
            QVERIFY(text.size() <= maxChangeSetBytes);
            const auto parsed = parseChangeSet(text);
            QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(describe(parsed.error())));
            QVERIFY(*parsed == set);
        } else {
            QVERIFY(!valid.has_value());
            QCOMPARE(valid.error().code, static_cast<ErrorCode>(code));
            // However wrong a set is, writing it down does not throw, and reading it back does not take it.
            const auto parsed = parseChangeSet(serialize(set));
            QVERIFY(!parsed || !(*parsed == set));
            QVERIFY(!parsed || !isPlainLine(set.reason)); // bytes that are not UTF-8 have become U+FFFD
        }
    }

    void writesTheDocumentedForm()
    {
        const ChangeSet set = changeSet({createFile("/etc/motd.d/x", "hi\n", 0640), removeFile("/etc/motd", "old")}, "because");
        QCOMPARE(serialize(set),
                 "{\"format\":1,\"reason\":\"because\",\"changes\":["
                 "{\"path\":\"/etc/motd\",\"before\":\""
                     + sha256("old")
                     + "\",\"content\":null},"
                       "{\"path\":\"/etc/motd.d/x\",\"before\":null,\"content\":\"aGkK\",\"mode\":\"0640\"}]}");
    }

    void theDocumentationIsRight()
    {
        QFile page(QStringLiteral(PAMPHLET_SOURCE_DIR "/docs/changeset.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QByteArray text = page.readAll();
        const auto start = text.indexOf("```json\n") + 8;
        const auto parsed = parseChangeSet(text.mid(start, text.indexOf("```", start) - start).toStdString());
        QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(describe(parsed.error())));
        QVERIFY(parsed->changes.size() > 1);
    }

    void parsesStrictly_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("valid");
        const auto row = [](const char *name, const std::string &json, bool valid = false) {
            QTest::newRow(name) << QByteArray::fromStdString(json) << valid;
        };
        row("no changes", document(""), true);
        row("one change", document(entry()), true);
        row("no reason", document(entry(), "\"format\":1"), true);
        row("blanks", " \n\t" + document(entry()) + "\n", true);
        row("null mode", document(entry(",\"mode\":null")), true);
        row("mode", document(entry(",\"mode\":\"0600\"")), true);
        row("escaped path", document(entry({}, "\"\\u002fetc/motd\"")), true);
        row("nothing", "");
        row("blank", " ");
        row("null", "null");
        row("string", "\"x\"");
        row("number", "1");
        row("array", "[]");
        row("array of a document", '[' + document(entry()) + ']');
        row("empty object", "{}");
        row("byte order mark", "\xef\xbb\xbf" + document(entry()));
        row("two documents", document(entry()) + document(entry()));
        row("something behind", document(entry()) + " x");
        row("NUL and something behind", document(entry()) + std::string("\0garbage", 8));
        row("NUL in front", std::string(1, '\0') + document(entry()));
        row("NUL behind", document(entry()) + std::string(1, '\0'));
        row("cut off", document(entry()).substr(0, 40));
        row("comment", "/* */" + document(entry()));
        row("trailing comma", document(entry() + ','));
        row("single quotes", "{'format':1,'changes':[]}");
        row("no format", document(entry(), "\"reason\":\"\""));
        row("format 0", document(entry(), "\"format\":0"));
        row("format 2", document(entry(), "\"format\":2"));
        row("format -1", document(entry(), "\"format\":-1"));
        row("format 1.0", document(entry(), "\"format\":1.0"));
        row("format 1e999", document(entry(), "\"format\":1e999"));
        row("format beyond 64 bits", document(entry(), "\"format\":18446744073709551617"));
        row("format as a string", document(entry(), "\"format\":\"1\""));
        row("format null", document(entry(), "\"format\":null"));
        row("format true", document(entry(), "\"format\":true"));
        row("reason as a number", document(entry(), "\"format\":1,\"reason\":1"));
        row("reason null", document(entry(), "\"format\":1,\"reason\":null"));
        row("no changes key", "{\"format\":1}");
        row("changes null", "{\"format\":1,\"changes\":null}");
        row("changes an object", "{\"format\":1,\"changes\":{}}");
        row("unknown key", document(entry(), "\"format\":1,\"more\":1"));
        row("unknown key in a change", document(entry(",\"more\":1")));
        row("key of the other level", document(entry(",\"format\":1")));
        row("other case", document(entry(), "\"Format\":1"));
        row("format twice", document(entry(), "\"format\":1,\"format\":1"));
        row("changes twice", document(entry(), "\"format\":1,\"changes\":[]"));
        row("content twice", document(entry(",\"content\":\"\"")));
        row("the same key in two spellings", document(entry(",\"cont\\u0065nt\":\"\"")));
        row("path missing", document("{\"before\":null,\"content\":\"\"}"));
        row("before missing", document("{\"path\":\"/etc/motd\",\"content\":\"\"}"));
        row("content missing", document("{\"path\":\"/etc/motd\",\"before\":null}"));
        row("path null", document(entry({}, "null")));
        row("path a number", document(entry({}, "1")));
        row("path an array", document(entry({}, "[\"/etc/motd\"]")));
        row("path elsewhere", document(entry({}, "\"/etc/shadow\"")));
        row("path with NUL", document(entry({}, "\"/etc/pam.d/a\\u0000\"")));
        row("path with a lone surrogate", document(entry({}, "\"/etc/pam.d/\\ud800\"")));
        row("path not UTF-8", document(entry({}, "\"/etc/pam.d/\xff\"")));
        row("change null", document("null"));
        row("change an array", document("[]"));
        row("change in a change", document(entry(",\"mode\":{}")));
        row("mode a number", document(entry(",\"mode\":420")));
        row("mode decimal", document(entry(",\"mode\":\"420\"")));
        row("mode 0o644", document(entry(",\"mode\":\"0o644\"")));
        row("mode 0888", document(entry(",\"mode\":\"0888\"")));
        row("mode 04755", document(entry(",\"mode\":\"4755\"")));
        row("mode executable", document(entry(",\"mode\":\"0755\"")));
        row("mode empty", document(entry(",\"mode\":\"\"")));
        for (const char *content :
             {"YQ=", "YQ", "Y", "YQ===", "=", "====", "YQ==YQ==", "YR==", "YWJ=", "Y Q=", "YQ==\\n", "\\u0000", "YQ-_", "Y=Q="})
            row(qPrintable(QStringLiteral("base64 %1").arg(QString::fromLatin1(content))),
                document("{\"path\":\"/etc/motd\",\"before\":null,\"content\":\"" + std::string(content) + "\"}"));
        row("deep", std::string(1 << 20, '['));
        row("deep in a change", document(std::string(1 << 20, '[')));
        row("deep objects", document(entry(",\"mode\":" + std::string(100000, '{'))));
        row("too many changes", document([] {
                std::string all = entry({}, "\"/etc/pam.d/a0000\"");
                for (std::size_t i = 1; i <= maxChanges; ++i)
                    all += ',' + entry({}, "\"/etc/pam.d/a" + std::to_string(10000 + i) + '"');
                return all;
            }()));
        row("larger than the limit", document(entry()) + std::string(maxChangeSetBytes, ' '));
    }

    void parsesStrictly()
    {
        QFETCH(QByteArray, json);
        QFETCH(bool, valid);
        const auto parsed = parseChangeSet({json.constData(), static_cast<std::size_t>(json.size())});
        if (valid) {
            QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(describe(parsed.error())));
            return;
        }
        QVERIFY(!parsed.has_value());
        QCOMPARE(parsed.error().code, ErrorCode::InvalidChangeSet);
        QVERIFY(isPlainLine(parsed.error().detail));
        QVERIFY(parsed.error().detail.size() < 200);
    }

    void errorsHaveAPlaceAndNoContent()
    {
        const auto parsed = parseChangeSet("{\n \"format\": 1,\n \"hunter2\" 1}");
        QVERIFY(!parsed.has_value());
        QVERIFY(parsed.error().detail.find("hunter2") == std::string::npos);
        const auto syntax = parseChangeSet("{\n  \"format\": hunter2}");
        QVERIFY(!syntax.has_value());
        QCOMPARE(syntax.error().where.line, std::size_t(2));
        QVERIFY(syntax.error().where.column > 10);
        QVERIFY(syntax.error().detail.find("hunter2") == std::string::npos);
    }

    /// No prefix and no single changed byte of a valid document does more than fail.
    void damageIsSurvived()
    {
        const std::string good = serialize(sample());
        for (std::size_t i = 0; i < good.size(); ++i) {
            QVERIFY(!parseChangeSet(std::string_view(good).substr(0, i)).has_value());
            for (const char byte : {'\0', '"', '\xff', '9', '}', ','}) {
                std::string bad = good;
                bad[i] = byte;
                if (const auto parsed = parseChangeSet(bad))
                    QVERIFY(validate(*parsed).has_value());
            }
        }
    }

    void base64()
    {
        std::string bytes;
        for (int i = 0; i < 600; ++i) {
            const std::string text = toBase64(bytes);
            QCOMPARE(text, QByteArray::fromStdString(bytes).toBase64().toStdString());
            QCOMPARE(fromBase64(text), bytes);
            bytes += static_cast<char>(i * 7);
        }
    }

    void betweenTreeAndOverlay()
    {
        MemoryTree tree;
        tree.setFile("/etc/motd", "same");
        tree.setFile("/etc/pam.d/a", "a");
        tree.setFile("/etc/pam.d/b", "b");
        const OverlayTree::Changes changes{{"/etc/motd", "same"},
                                           {"/etc/motd.d/gone", std::nullopt},
                                           {"/etc/pam.d/a", "new"},
                                           {"/etc/pam.d/b", std::nullopt},
                                           {"/etc/pam.d/c", "c"}};
        const auto set = changeSetBetween(tree, changes, "why");
        QVERIFY(set.has_value());
        QVERIFY(*set
                == changeSet({replaceFile("/etc/pam.d/a", "a", "new"), removeFile("/etc/pam.d/b", "b"), createFile("/etc/pam.d/c", "c")},
                             "why"));
        QCOMPARE(overlayOf(*set), (OverlayTree::Changes{{"/etc/pam.d/a", "new"}, {"/etc/pam.d/b", std::nullopt}, {"/etc/pam.d/c", "c"}}));
        QVERIFY(changeSetBetween(tree, {})->changes.empty());
    }

    void betweenRefuses_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("code");
        QTest::newRow("unreadable") << static_cast<int>(FileKind::Unreadable) << QByteArray("/etc/pam.d/x")
                                    << static_cast<int>(ErrorCode::Unreadable);
        QTest::newRow("directory") << static_cast<int>(FileKind::Directory) << QByteArray("/etc/pam.d/x")
                                   << static_cast<int>(ErrorCode::Unsafe);
        QTest::newRow("device") << static_cast<int>(FileKind::Other) << QByteArray("/etc/pam.d/x") << static_cast<int>(ErrorCode::Unsafe);
        QTest::newRow("elsewhere") << static_cast<int>(FileKind::Missing) << QByteArray("/etc/passwd")
                                   << static_cast<int>(ErrorCode::NotAllowed);
    }

    void betweenRefuses()
    {
        QFETCH(int, kind);
        QFETCH(QByteArray, path);
        QFETCH(int, code);
        MemoryTree tree;
        tree.set(path.toStdString(), special(static_cast<FileKind>(kind)));
        const auto set = changeSetBetween(tree, {{path.toStdString(), "new"}});
        QVERIFY(!set.has_value());
        QCOMPARE(set.error().code, static_cast<ErrorCode>(code));
        QCOMPARE(set.error().where.file, path.toStdString());
    }

    void aBadReasonIsRefused()
    {
        QCOMPARE(changeSetBetween(MemoryTree(), {}, "a\nb").error().code, ErrorCode::InvalidChangeSet);
        QCOMPARE(changeSetFromTree(MemoryTree(), MemoryTree(), Absent::Keep, "a\nb").error().code, ErrorCode::InvalidChangeSet);
    }

    void fromTree()
    {
        MemoryTree tree;
        tree.setFile("/etc/motd", "motd");
        tree.setFile("/etc/shadow", "secret");
        tree.setFile("/etc/pam.d/same", "same");
        tree.setFile("/etc/pam.d/other", "old");
        tree.setFile("/etc/pam.d/gone", "gone");
        tree.setFile("/etc/pam.d/\xff", "no change set can name it");
        tree.setFile("/etc/motd.d/kept", "the other tree has no motd.d");
        tree.setFile("/etc/pam.d/subdirectory/x", "x");
        MemoryTree to;
        to.setFile("/etc/motd", "new motd");
        to.setFile("/etc/shadow", "not ours");
        to.setFile("/etc/pam.conf", "conf");
        to.setFile("/etc/pam.d/same", "same", 0600);
        to.setFile("/etc/pam.d/other", "new");
        to.setFile("/etc/pam.d/new", "new");
        to.setFile("/etc/pam.d/closed", "closed", 0600);
        to.setFile("/etc/pam.d/executable", "x", 0777);
        to.setFile("/etc/pam.d/.pamphlet-00000000000000000000000000000000-0", "left over");
        to.addDirectory("/etc/pam.d/subdirectory2");
        const auto set = changeSetFromTree(tree, to, Absent::Remove);
        QVERIFY2(set.has_value(), set ? "" : qPrintable(describe(set.error())));
        QVERIFY(*set
                == changeSet({replaceFile("/etc/motd", "motd", "new motd"), createFile("/etc/pam.conf", "conf"),
                              replaceFile("/etc/pam.d/other", "old", "new"), removeFile("/etc/pam.d/gone", "gone"),
                              createFile("/etc/pam.d/new", "new"), createFile("/etc/pam.d/closed", "closed", 0600),
                              createFile("/etc/pam.d/executable", "x")}));
        // A folder that holds only what changes takes nothing away.
        const auto kept = changeSetFromTree(tree, to, Absent::Keep);
        QVERIFY(kept.has_value());
        ChangeSet withoutRemovals = *set;
        std::erase_if(withoutRemovals.changes, [](const FileChange &one) { return !one.content; });
        QCOMPARE(withoutRemovals.changes.size() + 1, set->changes.size());
        QVERIFY(*kept == withoutRemovals);
        QVERIFY(changeSetFromTree(tree, tree, Absent::Remove)->changes.empty());
        QVERIFY(changeSetFromTree(tree, MemoryTree(), Absent::Remove)->changes.empty()); // nothing says that anything is to go
    }

    void fromTreeRefuses_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("link");
        QTest::addColumn<int>("code");
        QTest::newRow("unreadable") << QByteArray("x") << static_cast<int>(FileKind::Unreadable) << false
                                    << static_cast<int>(ErrorCode::Unreadable);
        QTest::newRow("device") << QByteArray("x") << static_cast<int>(FileKind::Other) << false << static_cast<int>(ErrorCode::Unsafe);
        QTest::newRow("dangling link") << QByteArray("x") << static_cast<int>(FileKind::Missing) << true
                                       << static_cast<int>(ErrorCode::Unsafe);
        QTest::newRow("newline in the name") << QByteArray("a\nb") << static_cast<int>(FileKind::Regular) << false
                                             << static_cast<int>(ErrorCode::NotAllowed);
        QTest::newRow("directory for a file") << QByteArray("file") << static_cast<int>(FileKind::Directory) << false
                                              << static_cast<int>(ErrorCode::Unsafe);
    }

    void fromTreeRefuses()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, kind);
        QFETCH(bool, link);
        QFETCH(int, code);
        MemoryTree tree;
        tree.setFile("/etc/pam.d/file", "file");
        MemoryTree to = tree;
        FileContent content = special(static_cast<FileKind>(kind), link);
        content.bytes = content.status.kind == FileKind::Regular ? "bytes" : "";
        to.set("/etc/pam.d/" + name.toStdString(), content);
        const auto set = changeSetFromTree(tree, to, Absent::Remove);
        QVERIFY(!set.has_value());
        QCOMPARE(set.error().code, static_cast<ErrorCode>(code));
        // The same on both sides is no difference, except where the kind itself could not be read.
        if (static_cast<ErrorCode>(code) == ErrorCode::NotAllowed || link)
            QVERIFY(changeSetFromTree(to, to, Absent::Remove)->changes.empty());
    }
};

QTEST_APPLESS_MAIN(ChangeSetTest)
#include "tst_changeset.moc"
