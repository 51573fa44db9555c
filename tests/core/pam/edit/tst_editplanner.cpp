// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/edit/editplan.h"
#include "core/pam/edit/jumpnumbers.h"
#include "editsteps.h"

#include <QTest>

#include <set>

using namespace pamphlet;
using namespace pamphlet::pam;
using namespace pamphlet::test;

/// What edits refuse, what they tell besides the bytes, and trees that are unlike others.
class TestEditPlanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusals_data();
    void refusals();
    void undoIsTheOldBytes();
    void aLinkedFileChangesForAllWhoReadIt();
    void pamConf();
    void aFileThatNobodyReads();
    void upstreamAJumpIsIgnore();
    void numbers_data();
    void numbers();
    void namesAreDistinct();
};

void TestEditPlanner::refusals_data()
{
    QTest::addColumn<Texts>("before");
    QTest::addColumn<EditRequest>("request");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char *name, const char *text, EditRequest request, ErrorCode code) {
        if (request.file.empty())
            request.file = "/etc/pam.d/sudo";
        QTest::newRow(name) << Texts{{"sudo", text}} << request << code;
    };
    EditRequest elsewhere;
    elsewhere.file = "/etc/pam.d/nowhere";
    elsewhere.fields = authX;
    row("no such file", "", elsewhere, ErrorCode::NotFound);
    EditRequest directory;
    directory.file = "/etc/pam.d";
    directory.fields = authX;
    row("a directory", "", directory, ErrorCode::Unreadable);
    EditRequest comment;
    comment.kind = EditKind::Remove;
    row("a comment is no rule", "# no rule\n", comment, ErrorCode::InvalidArgument);
    EditRequest beyond = comment;
    beyond.node = 7;
    row("no such node", "auth required pam_a.so\n", beyond, ErrorCode::InvalidArgument);
    EditRequest newline;
    newline.fields = {"auth", "required", "pam_x.so", {"a\nauth sufficient pam_permit.so"}};
    row("a newline in an argument", "auth required pam_a.so\n", newline, ErrorCode::EditRefused);
    EditRequest hash;
    hash.fields = {"auth", "required", "pam_x.so", {"a#b"}};
    row("a hash in an argument", "auth required pam_a.so\n", hash, ErrorCode::EditRefused);
    EditRequest nothing;
    row("no fields", "auth required pam_a.so\n", nothing, ErrorCode::InvalidArgument);
}

void TestEditPlanner::refusals()
{
    QFETCH(Texts, before);
    QFETCH(EditRequest, request);
    QFETCH(ErrorCode, code);
    const MemoryTree tree = treeOf(before);
    const Result<EditOutcome> outcome = planEdit(tree, libpamProfile("debian-12").value(), request);
    QVERIFY(!outcome);
    QCOMPARE(static_cast<int>(outcome.error().code), static_cast<int>(code));
    QCOMPARE(outcome.error().where.file, request.file);
}

void TestEditPlanner::undoIsTheOldBytes()
{
    const MemoryTree tree = treeOf({{"sudo", primary}});
    const LibpamProfile profile = libpamProfile("debian-12").value();
    const Result<EditOutcome> outcome = planEdit(tree, profile, requestOf(tree, profile, add("sudo", 2, authX)));
    QVERIFY(outcome);
    QCOMPARE(outcome->files.size(), std::size_t(1));
    QCOMPARE(outcome->files.front().before.value(), std::string(primary));
    QCOMPARE(outcome->line, std::optional<std::size_t>(2));
    QCOMPARE(outcome->services, std::vector<std::string>{"sudo"});
    QVERIFY((outcome->rewrites == std::vector<JumpRewrite>{{{"/etc/pam.d/sudo", 1, 0}, 1, 2}}));
}

void TestEditPlanner::aLinkedFileChangesForAllWhoReadIt()
{
    MemoryTree tree = treeOf({{"system-auth-ac", "auth required pam_a.so\n"},
                              {"sudo", "auth [success=1 default=ignore] pam_b.so\nauth include system-auth\nauth required pam_c.so\n"}});
    FileContent link = tree.read("/etc/pam.d/system-auth-ac");
    link.status.symlink = true;
    link.status.linkTarget = "system-auth-ac";
    tree.set("/etc/pam.d/system-auth", link);
    const LibpamProfile profile = libpamProfile("upstream-1.7").value();
    const Result<EditOutcome> outcome = planEdit(tree, profile, requestOf(tree, profile, add("system-auth-ac", 1, authX)));
    QVERIFY(outcome);
    QCOMPARE(outcome->files.size(), std::size_t(2));
    QCOMPARE(outcome->files[1].file, std::string("/etc/pam.d/sudo"));
    QVERIFY(outcome->files[1].after->starts_with("auth [success=2 default=ignore] pam_b.so\n"));
}

void TestEditPlanner::pamConf()
{
    MemoryTree tree;
    tree.setFile("/etc/pam.conf",
                 "sudo auth [success=1 default=ignore] pam_a.so\nlogin auth required pam_b.so\nsudo auth required pam_c.so\n"
                 "sudo auth required pam_d.so\n");
    EditRequest request;
    request.kind = EditKind::Remove;
    request.file = "/etc/pam.conf";
    request.node = 2;
    const LibpamProfile profile = libpamProfile("upstream-1.7").value();
    const Result<EditOutcome> outcome = planEdit(tree, profile, request);
    QVERIFY(outcome);
    QCOMPARE(QByteArray::fromStdString(outcome->files.front().after.value()),
             QByteArrayLiteral(
                 "sudo auth [success=ignore default=ignore] pam_a.so\nlogin auth required pam_b.so\nsudo auth required pam_d.so\n"));
    request.node = 1; // login's rule is none of sudo's: no jump crosses it
    const Result<EditOutcome> other = planEdit(tree, profile, request);
    QVERIFY(other);
    QVERIFY(other->rewrites.empty());
}

void TestEditPlanner::aFileThatNobodyReads()
{
    const MemoryTree tree = treeOf({{"Upper", primary}, {"sudo", "auth required pam_a.so\n"}});
    const LibpamProfile profile = libpamProfile("debian-12").value();
    const Result<EditOutcome> outcome = planEdit(tree, profile, requestOf(tree, profile, add("Upper", 2, authX)));
    QVERIFY(outcome);
    QVERIFY(outcome->services.empty());
    QCOMPARE(outcome->files.front().file, std::string("/etc/pam.d/Upper"));
    QVERIFY(outcome->files.front().after->starts_with("auth [success=2 default=ignore]"));
    QCOMPARE(outcome->warnings.front().where.file, std::string("/etc/pam.d/Upper"));
}

void TestEditPlanner::upstreamAJumpIsIgnore()
{
    const MemoryTree tree = treeOf({{"sudo", primary}});
    const LibpamProfile profile = libpamProfile("upstream-1.7").value();
    const Result<EditOutcome> outcome = planEdit(tree, profile, requestOf(tree, profile, remove("sudo", 2)));
    QVERIFY(outcome);
    QCOMPARE(outcome->rewrites.front().after, 0);
    QVERIFY(outcome->warnings.empty());
}

void TestEditPlanner::numbers_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after"); // 1 becomes 12, 3 becomes `ignore`; empty: refused
    QTest::newRow("one") << QByteArray("auth [success=1 default=bad] x.so\n") << QByteArray("auth [success=12 default=bad] x.so\n");
    QTest::newRow("no brackets") << QByteArray("auth success=1 x.so\n") << QByteArray("auth success=12 x.so\n");
    QTest::newRow("no blank between") << QByteArray("auth [success=3default=1] x.so\n")
                                      << QByteArray("auth [success=ignoredefault=12] x.so\n");
    QTest::newRow("others stay") << QByteArray("auth [success=1 auth_err=2] x.so 1\n")
                                 << QByteArray("auth [success=12 auth_err=2] x.so 1\n");
    QTest::newRow("leading zeros") << QByteArray("auth [success=0001] x.so\n") << QByteArray("auth [success=12] x.so\n");
    QTest::newRow("continued") << QByteArray("auth [success=\\\n1 default=1] x.so\n")
                               << QByteArray("auth [success=\\\n12 default=12] x.so\n");
    QTest::newRow("a comment line between") << QByteArray("auth [success=1 \\\n# success=1\n default=1] x.so\n")
                                            << QByteArray("auth [success=12 \\\n# success=1\n default=12] x.so\n");
    QTest::newRow("one overridden") << QByteArray("auth [success=1 success=ok default=1] x.so\n")
                                    << QByteArray("auth [success=12 success=ok default=12] x.so\n");
    QTest::newRow("not a valid list") << QByteArray("auth [success=1 frob=1] x.so\n") << QByteArray();
}

void TestEditPlanner::numbers()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const Document document = Document::parse(before.toStdString(), libpamProfile("debian-12").value());
    const Result<std::string> text = renumberJumps(document, 0, {{1, 12}, {3, 0}});
    if (after.isEmpty())
        QCOMPARE(static_cast<int>(text.error().code), static_cast<int>(ErrorCode::EditRefused));
    else
        QCOMPARE(QByteArray::fromStdString(text.value()), after);
}

void TestEditPlanner::namesAreDistinct()
{
    std::set<std::string_view> seen;
    for (int kind = 0; kind <= static_cast<int>(EditWarningKind::RulesAppear); ++kind)
        QVERIFY(seen.insert(editWarningName(static_cast<EditWarningKind>(kind))).second);
}

QTEST_APPLESS_MAIN(TestEditPlanner)
#include "tst_editplanner.moc"
