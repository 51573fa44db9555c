// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "linttree.h"

#include <QTest>

#include <set>

using namespace pamphlet;
using namespace pamphlet::pam;
using test::Files;

namespace {

const std::string x = "/etc/pam.d/x";
const std::string common = "/etc/pam.d/common-auth";

LibpamProfile debian()
{
    return libpamProfile("debian-12").value();
}

/// What the lints up to PAM048 find; those after them have tests of their own.
QStringList described(std::vector<Finding> findings)
{
    std::erase_if(findings, [](const Finding &finding) { return finding.id > "PAM048" || finding.id == "PAM031"; });
    return test::described(findings);
}

QStringList found(const Files &files, const LibpamProfile &profile = debian(), const std::vector<std::string> &services = {})
{
    return described(check(test::treeWithModules(files), profile, services));
}

} // namespace

Q_DECLARE_METATYPE(Files)

class TestCheck : public QObject
{
    Q_OBJECT

private:
    static void row(const char *name, const Files &files, const QStringList &findings) { QTest::newRow(name) << files << findings; }

private Q_SLOTS:
    void lines_data()
    {
        QTest::addColumn<Files>("files");
        QTest::addColumn<QStringList>("findings");
        row("nothing wrong", {{x, "auth required pam_unix.so\naccount required pam_unix.so\n"}}, {});
        row("an empty file", {{x, ""}}, {});
        row("module not installed", {{x, "auth required pam_unix.so\nauth required  pam_no.so\n"}},
            {QStringLiteral("PAM033 /etc/pam.d/x:2:1 [auth|pam_no.so|missing] {x}"),
             QStringLiteral("PAM001 /etc/pam.d/x:2:16 [pam_no.so|auth|] {x}")});
        row("the dash does not help a required module", {{x, "session required pam_unix.so\n-session required pam_no.so\n"}},
            {QStringLiteral("PAM033 /etc/pam.d/x:2:1 [session|pam_no.so|missing] {x}"),
             QStringLiteral("PAM001 /etc/pam.d/x:2:19 [pam_no.so|session|silent] {x}")});
        row("optional, not installed", {{x, "session required pam_unix.so\nsession optional pam_no.so\n"}},
            {QStringLiteral("PAM002 /etc/pam.d/x:2:18 [pam_no.so|session] {x}")});
        row("optional with a dash", {{x, "session required pam_unix.so\n-session optional pam_no.so\n"}},
            {QStringLiteral("PAM003 /etc/pam.d/x:2:19 [pam_no.so|session] {x}")});
        row("module_unknown is foreseen",
            {{x, "session required pam_unix.so\nsession [success=ok module_unknown=ignore default=bad] pam_no.so\n"}},
            {QStringLiteral("PAM003 /etc/pam.d/x:2:56 [pam_no.so|session] {x}")});
        row("a second way in is enough", {{x, "auth sufficient pam_no.so\nauth required pam_unix.so\n"}},
            {QStringLiteral("PAM002 /etc/pam.d/x:1:17 [pam_no.so|auth] {x}")});
        row("illegal type", {{x, "auth required pam_unix.so\nacount required pam_unix.so\n"}},
            {QStringLiteral("PAM010 /etc/pam.d/x:2:1 [acount] {x}"),
             QStringLiteral("PAM033 /etc/pam.d/x:2:1 [auth|pam_unix.so|line] {x}")});
        row("illegal type that is ignored", {{x, "auth required pam_unix.so\nfrob optional pam_unix.so\n"}},
            {QStringLiteral("PAM010 /etc/pam.d/x:2:1 [frob] {x}")});
        row("unknown control word", {{x, "auth frob pam_unix.so\n"}},
            {QStringLiteral("PAM033 /etc/pam.d/x:1:1 [auth|pam_unix.so|control] {x}"),
             QStringLiteral("PAM011 /etc/pam.d/x:1:6 [frob] {x}")});
        row("the column inside a list", {{x, "auth  [success=ok  default=igore] pam_unix.so\nauth sufficient pam_unix.so\n"}},
            {QStringLiteral("PAM033 /etc/pam.d/x:1:1 [auth|pam_unix.so|control] {x}"),
             QStringLiteral("PAM011 /etc/pam.d/x:1:28 [success=ok  default=igore] {x}")});
        row("control list in capitals", {{x, "account required pam_unix.so\naccount [SUCCESS=ok default=ignore] pam_unix.so\n"}},
            {QStringLiteral("PAM011 /etc/pam.d/x:2:10 [SUCCESS=ok default=ignore] {x}")}); // an expired password gets through: not "no one"
        row("jump over nothing", {{x, "auth [success=0 default=bad] pam_unix.so\n"}},
            {QStringLiteral("PAM033 /etc/pam.d/x:1:1 [auth|pam_unix.so|control] {x}"),
             QStringLiteral("PAM012 /etc/pam.d/x:1:15 [success=0 default=bad] {x}")});
        row("only a type", {{x, "auth required pam_unix.so\nsession\n"}},
            {QStringLiteral("PAM013 /etc/pam.d/x:2:1 [session] {x}"), QStringLiteral("PAM033 /etc/pam.d/x:2:1 [session||line] {x}")});
        row("the control was left out", {{x, "auth pam_unix.so\n"}},
            {QStringLiteral("PAM033 /etc/pam.d/x:1:1 [auth||line] {x}"), QStringLiteral("PAM014 /etc/pam.d/x:1:6 [pam_unix.so] {x}")});
        row("the bracket stays open", {{x, "auth [success=ok pam_unix.so\n"}},
            {QStringLiteral("PAM033 /etc/pam.d/x:1:1 [auth||line] {x}"),
             QStringLiteral("PAM011 /etc/pam.d/x:1:18 [success=ok pam_unix.so\n] {x}")});
        row("a name that is none", {{x, "auth required pam_unix.so\nauth required .so\n"}},
            {QStringLiteral("PAM015 /etc/pam.d/x:2:15 [.so] {x}")});
        row("backslash at the end", {{x, "auth required \\\n"}}, {QStringLiteral("PAM016 /etc/pam.d/x:1:1 [] {x}")});
        row("NUL", {{x, std::string("auth required pam_unix.so\0 nullok\n", 34)}}, {QStringLiteral("PAM018 /etc/pam.d/x:1:1 [] {x}")});
        row("Windows line ends: one finding", {{x, "auth required pam_unix.so\r\n\r\nauth include common-auth\r\n# end\r\n"}},
            {QStringLiteral("PAM019 /etc/pam.d/x:1:26 [] {x}")});
        row("Windows line ends in comments harm no one", {{x, "# one\r\nauth required pam_unix.so # two\r\n"}}, {});
    }

    void lines() { compare(); }

    void includes_data()
    {
        QTest::addColumn<Files>("files");
        QTest::addColumn<QStringList>("findings");
        row("shared files are judged where they are used",
            {{x, "@include common-auth\n"}, {"/etc/pam.d/y", "@include common-auth\n"}, {common, "auth frob pam_unix.so\n"}},
            {QStringLiteral("PAM033 /etc/pam.d/common-auth:1:1 [auth|pam_unix.so|control] {x|y}"),
             QStringLiteral("PAM011 /etc/pam.d/common-auth:1:6 [frob] {common-auth|x|y}")});
        row("not there", {{x, "auth required pam_unix.so\nauth include common-x\n"}},
            {QStringLiteral("PAM033 /etc/pam.d/x:2:1 [auth|common-x|line] {x}"),
             QStringLiteral("PAM021 /etc/pam.d/x:2:14 [common-x|include|] {x}")});
        row("@include that is not there ends everything", {{x, "auth required pam_unix.so\n@include common-x\n"}},
            {QStringLiteral("PAM021 /etc/pam.d/x:2:10 [common-x|@include|abort] {x}")});
        row("no name", {{x, "auth required pam_unix.so\n@include\n"}}, {QStringLiteral("PAM020 /etc/pam.d/x:2:1 [@include|crash] {x}")});
        row("in a circle", {{x, "auth include y\n"}, {"/etc/pam.d/y", "auth include x\n"}},
            {QStringLiteral("PAM025 /etc/pam.d/x:1:14 [/etc/pam.d/y] {x}"), QStringLiteral("PAM025 /etc/pam.d/y:1:14 [/etc/pam.d/x] {y}")});
        row("broken inside",
            {{x, "auth include y\nauth required pam_unix.so\n"}, {"/etc/pam.d/y", "auth required pam_unix.so\nauth required \\\n"}},
            {QStringLiteral("PAM033 /etc/pam.d/x:1:1 [auth|y|line] {x}"),
             QStringLiteral("PAM024 /etc/pam.d/x:1:14 [/etc/pam.d/y|include|] {x}"), QStringLiteral("PAM016 /etc/pam.d/y:2:1 [] {x|y}")});
        row("a broken other breaks every service",
            {{x, "auth required pam_unix.so\n"},
             {"/etc/pam.d/y", "auth required pam_unix.so\n"},
             {"/etc/pam.d/other", "auth required .so\n"}},
            {QStringLiteral("PAM045 /etc/pam.d/other:0:0 [] {x|y}"), QStringLiteral("PAM015 /etc/pam.d/other:1:15 [.so] {other|x|y}")});
        row("undefined in 1.5.2", {{x, "auth include y\nauth required pam_unix.so\n"}, {"/etc/pam.d/y", "auth required .so\n"}},
            {QStringLiteral("PAM024 /etc/pam.d/x:1:14 [/etc/pam.d/y|include|] {x}"), QStringLiteral("PAM015 /etc/pam.d/y:1:15 [.so] {x|y}"),
             QStringLiteral("PAM042 /etc/pam.d/y:1:15 [] {x}")});
    }

    void includes() { compare(); }

    void flow_data()
    {
        QTest::addColumn<Files>("files");
        QTest::addColumn<QStringList>("findings");
        row("after requisite pam_deny", {{x, "auth requisite pam_deny.so\nauth required pam_unix.so\nauth optional pam_env.so\n"}},
            {QStringLiteral("PAM033 /etc/pam.d/x:1:1 [auth|pam_deny.so|denies] {x}"),
             QStringLiteral("PAM030 /etc/pam.d/x:2:1 [pam_unix.so|auth|rule] {x}"),
             QStringLiteral("PAM030 /etc/pam.d/x:3:1 [pam_env.so|auth|rule] {x}")});
        row("a jump lands behind pam_deny",
            {{x, "auth [success=1 default=ignore] pam_unix.so\nauth requisite pam_deny.so\nauth required pam_permit.so\n"}}, {});
        row("the jump was lost", {{x, "auth required pam_unix.so\nauth requisite pam_deny.so\nauth required pam_permit.so\n"}},
            {QStringLiteral("PAM033 /etc/pam.d/x:2:1 [auth|pam_deny.so|denies] {x}"),
             QStringLiteral("PAM030 /etc/pam.d/x:3:1 [pam_permit.so|auth|rule] {x}")});
        row("after sufficient pam_permit", {{x, "account sufficient pam_permit.so\naccount required pam_unix.so\n"}},
            {QStringLiteral("PAM030 /etc/pam.d/x:2:1 [pam_unix.so|account|rule] {x}")});
        row("sufficient does not end what has failed",
            {{x, "account required pam_unix.so\naccount sufficient pam_permit.so\naccount optional pam_env.so\n"}}, {});
        row("Debian's session block",
            {{x, "session [default=1] pam_permit.so\nsession requisite pam_deny.so\nsession required pam_permit.so\n"}}, {});
        row("an include that never runs is one finding",
            {{x, "auth requisite pam_deny.so\n@include common-auth\n"},
             {"/etc/pam.d/y", "@include common-auth\n"},
             {common, "auth required pam_env.so\nauth required pam_unix.so\n"}},
            {QStringLiteral("PAM033 /etc/pam.d/x:1:1 [auth|pam_deny.so|denies] {x}"),
             QStringLiteral("PAM030 /etc/pam.d/x:2:1 [common-auth|auth|include] {x}")});
        row("jump past the end",
            {{x, "auth required pam_env.so\nauth [success=2 default=ignore] pam_unix.so\nauth requisite pam_deny.so\n"}},
            {QStringLiteral("PAM032 /etc/pam.d/x:2:6 [2|1|auth] {x}"),
             QStringLiteral("PAM033 /etc/pam.d/x:3:1 [auth|pam_deny.so|denies] {x}")});
        row("jump exactly to the end",
            {{x, "auth required pam_env.so\nauth [success=1 default=ignore] pam_unix.so\nauth requisite pam_deny.so\n"}}, {});
        row("a jump out of a substack",
            {{x, "auth substack y\nauth required pam_unix.so\n"}, {"/etc/pam.d/y", "auth [success=1 default=ignore] pam_unix.so\n"}},
            {QStringLiteral("PAM032 /etc/pam.d/y:1:6 [1|0|auth] {x}")});
        row("a jump out of an include",
            {{x, "auth include y\nauth requisite pam_deny.so\nauth required pam_permit.so\n"},
             {"/etc/pam.d/y", "auth [success=1 default=ignore] pam_unix.so\n"}},
            {});
        row("a substack's failed requisite can be forgotten",
            {{x, "auth substack y\nauth [success=reset default=bad] pam_permit.so\nauth required pam_unix.so\n"},
             {"/etc/pam.d/y", "auth requisite pam_deny.so\n"}},
            {});
        row("only optional failures", {{x, "auth optional pam_deny.so\nauth optional pam_env.so\n"}}, {});
        row("nothing can succeed", {{x, "auth [default=ignore] pam_unix.so\nauth [default=ignore] pam_env.so\n"}},
            {QStringLiteral("PAM033 /etc/pam.d/x:1:1 [auth||] {x}")});
        row("an expired password is a way in", {{x, "account [new_authtok_reqd=ok default=bad] pam_unix.so\n"}}, {});
        row("the same for authentication is not", {{x, "auth [new_authtok_reqd=ok default=bad] pam_unix.so\n"}},
            {QStringLiteral("PAM033 /etc/pam.d/x:1:1 [auth||] {x}")});
        row("pam_debug answers for certain", {{x, "auth required pam_debug.so auth=auth_err\nauth sufficient pam_unix.so\n"}},
            {QStringLiteral("PAM033 /etc/pam.d/x:1:1 [auth|pam_debug.so|certain] {x}")});
        row("closed on purpose",
            {{x, "auth required pam_warn.so\nauth required pam_deny.so\npassword required pam_deny.so\naccount required pam_unix.so\n"}},
            {QStringLiteral("PAM034 /etc/pam.d/x:1:1 [auth] {x}")});
        row("other closes everything",
            {{"/etc/pam.d/other", "auth required pam_deny.so\naccount required pam_deny.so\nsession required pam_deny.so\n"},
             {x, "auth required pam_unix.so\n"}},
            {});
        row("two facilities, one file to blame",
            {{x, "auth required pam_unix.so\nauth requisite pam_deny.so\naccount required pam_unix.so\naccount requisite pam_deny.so\n"}},
            {QStringLiteral("PAM033 /etc/pam.d/x:2:1 [auth, account|pam_deny.so|denies] {x}")});
    }

    void flow() { compare(); }

    void names()
    {
        QCOMPARE(found({{"/etc/pam.d/Login", "auth required pam_unix.so\n"}, {"/etc/pam.d/README", "read me\n"}}),
                 QStringList{QStringLiteral("PAM046 /etc/pam.d/Login:0:0 [Login|login] {Login}")});
        QCOMPARE(found({{"/etc/pam.d/Shared", "auth required pam_unix.so\n"}, {x, "auth include Shared\n"}}), QStringList());
        const Files files{{"/etc/pam.d/other", "auth required pam_deny.so\n"}};
        QCOMPARE(found(files, debian(), {"nosuch"}), QStringList{QStringLiteral("PAM044 /etc/pam.d/other:0:0 [nosuch] {nosuch}")});
        QCOMPARE(found({}, debian(), {"a/NoSuch"}), QStringList{QStringLiteral("PAM043 :0:0 [nosuch] {nosuch}")});
    }

    void askedByNameAFragmentIsJudgedAlone()
    {
        const Files files{{x, "auth include y\nauth required pam_permit.so\n"},
                          {"/etc/pam.d/y", "auth [success=1 default=ignore] pam_unix.so\n"}};
        QCOMPARE(found(files), QStringList());
        QVERIFY(!found(files, debian(), {"y"}).filter(QStringLiteral("PAM032")).isEmpty());
    }

    void unreadableFilesAreNotGuessedAt()
    {
        MemoryTree tree = test::treeWithModules(
            {{x, "auth requisite pam_deny.so\nauth include y\n"}, {"/etc/pam.d/other", "auth required pam_deny.so\n"}});
        FileContent unreadable;
        unreadable.status.kind = FileKind::Unreadable;
        unreadable.status.detail = "Permission denied";
        tree.set("/etc/pam.d/y", unreadable);
        QCOMPARE(described(check(tree, debian())),
                 (QStringList{QStringLiteral("PAM022 /etc/pam.d/x:2:14 [/etc/pam.d/y: Permission denied|include] {x}"),
                              QStringLiteral("PAM048 /etc/pam.d/y:0:0 [/etc/pam.d/y: Permission denied] {y}")}));
    }

    void aBareCopyOfEtcSaysNothingOfModules()
    {
        MemoryTree tree;
        tree.setFile(x, "auth required pam_not_there.so\n");
        QCOMPARE(described(check(tree, debian())), QStringList());
    }

    void whatAPackageDeliveredClosedIsMeant()
    {
        MemoryTree tree
            = test::treeWithModules({{"/usr/lib/pam.d/systemd-user", "auth required pam_deny.so\nsession required pam_unix.so\n"}});
        QCOMPARE(described(check(tree, debian())), QStringList());
    }

    void longLinesOfTheOldReader()
    {
        const std::string comment = "# " + std::string(1021, 'c') + "auth required pam_deny.so\n";
        const std::string rule = "auth required pam_unix.so\n";
        MemoryTree tree = test::treeWithModules({{x, rule + comment + rule}});
        std::vector<Finding> findings = check(tree, debian());
        std::erase_if(findings, [](const Finding &finding) { return finding.id > "PAM048"; });
        const auto tail = std::find_if(findings.begin(), findings.end(), [](const Finding &finding) { return finding.id == "PAM017"; });
        QVERIFY(tail != findings.end());
        QCOMPARE(findings.size(), std::size_t(2)); // the tail's own faults are not told apart; the lockout is
        QCOMPARE(test::described(*tail), QStringLiteral("PAM017 /etc/pam.d/x:2:1024 [comment] {x}"));
        QVERIFY(tail->fix);
        tree.setFile(x, tail->fix->bytes);
        QCOMPARE(described(check(tree, debian())), QStringList());
        QVERIFY(tail->fix->bytes.starts_with(rule) && tail->fix->bytes.ends_with(rule));
        QCOMPARE(found({{x, rule + comment + rule}}, libpamProfile("debian-13").value()).filter(QStringLiteral("PAM017")), QStringList());

        const std::string longRule = "auth required pam_unix.so " + std::string(1100, 'a') + "\n";
        const std::vector<Finding> cut = check(test::treeWithModules({{x, longRule}}), debian());
        QCOMPARE(test::described(cut).filter(QStringLiteral("PAM017 ")),
                 QStringList{QStringLiteral("PAM017 /etc/pam.d/x:1:1024 [rule] {x}")});
        for (const Finding &finding : cut)
            QVERIFY(finding.id != "PAM017" || !finding.fix);
    }

    void aReaderThatHangs()
    {
        // A continued line that leaves no room for one more byte in the buffer of 1024.
        const std::string half = std::string(527, ' ') + "\\\n";
        const std::string rest = "auth required pam_unix.so " + std::string(468, 'a') + "\\\n";
        const Files files{{x, half + rest + "y\n"}, {"/etc/pam.d/y", "auth required pam_unix.so\n"}};
        QCOMPARE(found(files), QStringList{QStringLiteral("PAM040 /etc/pam.d/x:1:1 [] {x}")});
        QCOMPARE(found(files, libpamProfile("upstream-1.6").value()).filter(QStringLiteral("PAM040")), QStringList());
        const Files other{{"/etc/pam.d/other", half + rest + "y\n"}, {"/etc/pam.d/y", "auth required pam_unix.so\n"}};
        QCOMPARE(found(other), QStringList{QStringLiteral("PAM040 /etc/pam.d/other:1:1 [] {other|y}")});
    }

    void fixesLeaveNothingBehind()
    {
        const Files files{{x, "auth required pam_unix.so\r\naccount required \\\r\n pam_unix.so\r\n"}};
        MemoryTree tree = test::treeWithModules(files);
        std::vector<Finding> findings = check(tree, debian());
        std::erase_if(findings, [](const Finding &finding) { return finding.id > "PAM048"; });
        QCOMPARE(findings.size(), std::size_t(1));
        QVERIFY(findings.front().fix);
        QCOMPARE(findings.front().fix->bytes, std::string("auth required pam_unix.so\naccount required \\\n pam_unix.so\n"));
    }

    void hostileTreesEnd_data()
    {
        QTest::addColumn<Files>("files");
        QTest::newRow("a self-include that doubles") << Files{{x, "auth substack x\nauth substack x\n"}};
        QTest::newRow("a long chain of includes") << [] {
            Files files;
            for (int i = 0; i < 300; ++i)
                files["/etc/pam.d/f" + std::to_string(i)] = "auth include f" + std::to_string(i + 1) + "\nauth optional pam_unix.so\n";
            return files;
        }();
        QTest::newRow("a megabyte without a newline") << Files{{x, std::string(1u << 20, 'a')}};
        QTest::newRow("ten megabytes in one line") << Files{{x, std::string(10u << 20, 'a')}};
        QTest::newRow("ten megabytes in one comment") << Files{{x, "#" + std::string(10u << 20, 'a')}};
        QTest::newRow("many bad lines") << [] {
            std::string text;
            for (int i = 0; i < 15000; ++i)
                text += "frob\nauth frob\nauth [x pam_unix.so\n";
            return Files{{x, text}};
        }();
        QTest::newRow("a megabyte of NUL") << Files{{x, std::string(1u << 20, '\0')}};
        QTest::newRow("many rules") << [] {
            std::string text;
            for (int i = 0; i < 5000; ++i)
                text += "auth [success=3 default=ignore] pam_unix.so\n";
            return Files{{x, text + "auth requisite pam_deny.so\n"}};
        }();
        QTest::newRow("escapes in names") << Files{{"/etc/pam.d/\x1b[2J", "auth include \x1b[31m\n"}};
    }

    void hostileTreesEnd()
    {
        QFETCH(Files, files);
        for (const LibpamProfile &profile : {debian(), libpamProfile("upstream-1.7").value()}) {
            for (const Finding &finding : check(test::treeWithModules(files), profile))
                QVERIFY(!finding.id.empty() && !finding.services.empty());
        }
    }

    void theCatalogueIsInOrder()
    {
        std::string_view last;
        std::set<std::string_view> slugs;
        for (const LintInfo &info : lintCatalogue()) {
            QVERIFY(info.id.size() == 6 && info.id.starts_with("PAM") && last < info.id);
            QVERIFY(slugs.insert(info.name).second);
            last = info.id;
        }
        QCOMPARE(severityName(Severity::Error), std::string_view("error"));
        QCOMPARE(severityName(Severity::Warning), std::string_view("warning"));
        QCOMPARE(severityName(Severity::Note), std::string_view("note"));
    }

private:
    static void compare()
    {
        QFETCH(Files, files);
        QFETCH(QStringList, findings);
        const QStringList actual = found(files);
        QVERIFY2(actual == findings, qPrintable(QStringLiteral("found:\n") + actual.join(QLatin1Char('\n'))));
    }
};

QTEST_APPLESS_MAIN(TestCheck)
#include "tst_check.moc"
