// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "linttree.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;
using test::Files;

namespace {

const std::string x = "/etc/pam.d/x";
const std::string unix = "auth required pam_unix.so\n";

LibpamProfile profile(const char *name)
{
    return libpamProfile(name).value();
}

} // namespace

Q_DECLARE_METATYPE(Files)

/// PAM031, PAM049…PAM081: what is written.
class TestLintWriting : public QObject
{
    Q_OBJECT

private:
    static void row(const char *name, const Files &files, const QStringList &findings, const char *libpam = "debian-12")
    {
        QTest::newRow(name) << files << findings << QByteArray(libpam);
    }

    static void columns()
    {
        QTest::addColumn<Files>("files");
        QTest::addColumn<QStringList>("findings");
        QTest::addColumn<QByteArray>("libpam");
    }

    static void compare()
    {
        QFETCH(Files, files);
        QFETCH(QStringList, findings);
        QFETCH(QByteArray, libpam);
        const QStringList actual = test::laterOnes(check(test::treeWithModules(files), profile(libpam.constData())));
        QVERIFY2(actual == findings, qPrintable(QStringLiteral("found:\n") + actual.join(QLatin1Char('\n'))));
    }

private Q_SLOTS:
    void text_data()
    {
        columns();
        const std::string gap = "auth required \\\n# why\n\n  pam_unix.so\n";
        row("a gap in a rule", {{x, gap}}, {QStringLiteral("PAM049 /etc/pam.d/x:2:1 [goes-on] {x}")});
        row("a gap ends a rule", {{x, gap}}, {QStringLiteral("PAM049 /etc/pam.d/x:2:1 [ends] {x}")}, "debian-13");
        row("a continuation without a gap", {{x, "auth \\\n required \\\n pam_unix.so\n"}}, {});
        row("blank lines between rules are none", {{x, unix + "\n\n# c\n" + "account required pam_unix.so\n"}}, {});
        row("the rest of a commented rule", {{x, unix + "# auth required \\\n  pam_env.so conffile=/x\n"}},
            {QStringLiteral("PAM050 /etc/pam.d/x:2:1 [] {x}")});
        row("a comment with a backslash and a whole rule", {{x, "# C:\\\n" + unix}}, {});
        row("a comment between two comments", {{x, "# a \\\n# b\n" + unix}}, {});
        row("# within a word", {{x, unix + "session optional pam_exec.so /bin/a#b c\n"}},
            {QStringLiteral("PAM103 /etc/pam.d/x:2:18 [/bin/a|pam_exec.so] {x}"),
             QStringLiteral("PAM051 /etc/pam.d/x:2:36 [/bin/a#b] {x}")});
        row("# within brackets", {{x, unix + "auth optional pam_echo.so [a # b]\n"}},
            {QStringLiteral("PAM056 /etc/pam.d/x:2:27 [a ] {x}"), QStringLiteral("PAM051 /etc/pam.d/x:2:30 [#] {x}")});
        row("a comment behind a rule", {{x, "auth required pam_unix.so # why\nauth optional pam_env.so# glued\n"}}, {});
        row("a backslash before a comment", {{x, "auth required pam_unix.so \\ # why\n"}},
            {QStringLiteral("PAM052 /etc/pam.d/x:1:27 [] {x}"), QStringLiteral("PAM078 /etc/pam.d/x:1:27 [\\|pam_unix.so|] {x}")});
        row("byte order mark", {{x, "\xEF\xBB\xBF" + unix + unix}}, {QStringLiteral("PAM053 /etc/pam.d/x:1:1 [] {x}")});
        row("byte order mark before a comment", {{x, "\xEF\xBB\xBF# a comment\n" + unix}},
            {QStringLiteral("PAM053 /etc/pam.d/x:1:1 [] {x}")});
        row("no-break space", {{x, unix + "auth\xC2\xA0optional pam_env.so\n"}}, {QStringLiteral("PAM054 /etc/pam.d/x:2:1 [U+00A0] {x}")});
        row("a dash from a typesetter", {{x, "auth required pam_exec.so \xE2\x80\x93q\n"}},
            {QStringLiteral("PAM104 /etc/pam.d/x:1:15 [\u2013q|pam_exec.so] {x}"),
             QStringLiteral("PAM054 /etc/pam.d/x:1:27 [U+2013] {x}")});
        row("vertical tab", {{x, unix + "auth optional pam_env.so\vdebug\n"}}, {QStringLiteral("PAM054 /etc/pam.d/x:2:15 [U+000B] {x}")});
        row("prose may hold what it likes", {{x, unix + "auth optional pam_echo.so [it\xE2\x80\x99s \xE2\x80\x93 fine]\n"}}, {});
        row("quotes", {{x, unix + "auth optional pam_echo.so \"a b c\" 'd e'\n"}},
            {QStringLiteral("PAM055 /etc/pam.d/x:2:27 [\"a|\"] {x}"), QStringLiteral("PAM055 /etc/pam.d/x:2:35 ['d|'] {x}")});
        row("quotes around one word", {{x, unix + "auth optional pam_echo.so \"a\" don't\n"}}, {});
        row("brackets within a word", {{x, unix + "auth optional pam_echo.so file=[a b]\n"}},
            {QStringLiteral("PAM055 /etc/pam.d/x:2:27 [file=[a|[] {x}")});
        row("brackets around an argument", {{x, unix + "auth optional pam_echo.so [file=a b] [c]\n"}}, {});
        row("an open bracket", {{x, unix + "auth optional pam_echo.so [a b\n"}}, {QStringLiteral("PAM056 /etc/pam.d/x:2:27 [a b] {x}")});
        row("the same rule twice", {{x, unix + "account required pam_unix.so\n" + unix}},
            {QStringLiteral("PAM092 /etc/pam.d/x:3:1 [pam_unix.so|1] {x}")});
        row("the same module with other arguments", {{x, unix + "auth required pam_unix.so use_first_pass\n"}}, {});
        row("refusing twice is no mistake", {{x, "auth required pam_deny.so\nauth required pam_deny.so\n"}}, {});
        row("an include twice", {{x, "auth include y\nauth include y\n"}, {"/etc/pam.d/y", unix}},
            {QStringLiteral("PAM092 /etc/pam.d/x:2:1 [y|1] {x}")});
        row("Windows line ends have to go first", {{x, "auth required pam_unix.so nulok\r\n" + unix + unix}}, {});
    }

    void text() { compare(); }

    void controls_data()
    {
        columns();
        const auto control = [](const char *name, const std::string &text, const QStringList &findings, const char *libpam = "debian-12") {
            row(name, {{x, "auth " + text + " pam_unix.so\n"}}, findings, libpam);
        };
        control("as everybody writes it", "[success=1 new_authtok_reqd=ok ignore=ignore user_unknown=bad default=die]", {});
        control("brackets left out", "success=ok default=ignore",
                {QStringLiteral("PAM057 /etc/pam.d/x:1:6 [success=ok|default=ignore] {x}")});
        control("one pair needs no brackets", "default=ok", {QStringLiteral("PAM063 /etc/pam.d/x:1:6 [default|ok] {x}")});
        control("run together", "[success=okdefault=bad]", {QStringLiteral("PAM058 /etc/pam.d/x:1:17 [default] {x}")});
        control("default twice", "[success=ok default=bad default=ignore]", {QStringLiteral("PAM059 /etc/pam.d/x:1:30 [default] {x}")});
        control("a code twice", "[success=ok success=done default=bad]", {QStringLiteral("PAM060 /etc/pam.d/x:1:18 [success] {x}")});
        control("a name behind the default", "[default=bad success=ok]", {});
        control("empty", "[]", {QStringLiteral("PAM061 /etc/pam.d/x:1:6 [] {x}")});
        control("blank", "[  ]", {QStringLiteral("PAM061 /etc/pam.d/x:1:6 [] {x}")});
        control("no default", "[success=ok]", {QStringLiteral("PAM062 /etc/pam.d/x:1:6 [success=ok] {x}")});
        control("a failure as ok", "[success=ok auth_err=done default=bad]",
                {QStringLiteral("PAM063 /etc/pam.d/x:1:18 [auth_err|done] {x}")});
        control("ignore as ok", "[success=ok ignore=ok default=bad]",
                {QStringLiteral("PAM064 /etc/pam.d/x:1:18 [success=ok ignore=ok default=bad] {x}")});
        row("a module that never says ignore",
            {{x, "auth [success=ok ignore=ok default=bad] pam_permit.so\naccount required pam_unix.so\n"}},
            {QStringLiteral("PAM083 /etc/pam.d/x:1:1 [pam_permit.so] {x}")});
        control("a number that wraps around", "[success=4294967297 default=bad]",
                {QStringLiteral("PAM065 /etc/pam.d/x:1:7 [4294967297] {x}")});
        control("a number that is refused", "[success=4294967297 default=bad]", {}, "debian-13"); // PAM011
        control("a large number", "[success=2147483647 default=bad]", {}); // PAM032
        control("a list that is none", "[success=ok ignore=ok frob]", {}); // PAM011
        control("a keyword in brackets", "[required]", {});
    }

    void controls() { compare(); }

    void includes_data()
    {
        columns();
        row("the rest of an include", {{x, "auth include y nullok\n"}, {"/etc/pam.d/y", unix}},
            {QStringLiteral("PAM066 /etc/pam.d/x:1:16 [nullok|include] {x}")});
        row("two files in one @include", {{x, "@include y z\n"}, {"/etc/pam.d/y", unix}},
            {QStringLiteral("PAM066 /etc/pam.d/x:1:12 [z|@include] {x}")});
        row("a comment behind an include", {{x, "auth include y # why\n"}, {"/etc/pam.d/y", unix}}, {});
        row("a directory", {{x, unix + "auth include z\n"}, {"/etc/pam.d/z/a", unix}},
            {QStringLiteral("PAM067 /etc/pam.d/x:2:14 [z|include] {x}")});
        row("other decides in spite of a line",
            {{x, unix + "account include y\n"}, {"/etc/pam.d/y", unix}, {"/etc/pam.d/other", "account required pam_deny.so\n"}},
            {QStringLiteral("PAM068 /etc/pam.d/x:2:17 [account|y|other] {x}")});
        row("nobody decides", {{x, unix + "account include y\n"}, {"/etc/pam.d/y", unix}},
            {QStringLiteral("PAM068 /etc/pam.d/x:2:17 [account|y|] {x}")});
        row("an include that brings nothing beside a rule",
            {{x, unix + "account include y\naccount required pam_unix.so\n"}, {"/etc/pam.d/y", unix}}, {});
        row("a jump over a failed substack",
            {{x,
              "auth [success=2 default=ignore] pam_unix.so\nauth substack no\nauth requisite pam_deny.so\nauth required pam_permit.so\n"}},
            {QStringLiteral("PAM069 /etc/pam.d/x:1:6 [2|no] {x}")});
        row("a jump that stops before it",
            {{x, "auth [success=1 default=ignore] pam_unix.so\nauth requisite pam_deny.so\nauth substack no\n"}}, {});
        row("a jump over a substack",
            {{x, "auth [success=2 default=ignore] pam_unix.so\nauth substack y\nauth requisite pam_deny.so\nauth required pam_permit.so\n"},
             {"/etc/pam.d/y", "auth requisite pam_deny.so\n"}},
            {});
    }

    void includes() { compare(); }

    void theVendorsFileIsNamed()
    {
        const Files files{{x, "auth include y\n"}, {"/usr/lib/pam.d/y", unix}};
        const QStringList found = test::described(check(test::treeWithModules(files), profile("debian-12"), {"x"}));
        QCOMPARE(found.filter(QStringLiteral("PAM021")),
                 QStringList{QStringLiteral("PAM021 /etc/pam.d/x:1:14 [y|include|vendor|/usr/lib/pam.d/y] {x}")});
        QCOMPARE(test::described(check(test::treeWithModules(files), profile("debian-sid"), {"x"})).filter(QStringLiteral("PAM021")),
                 QStringList());
    }

    void modules_data()
    {
        columns();
        row("removed and missing", {{x, unix + "account required pam_tally2.so\n"}},
            {QStringLiteral("PAM070 /etc/pam.d/x:2:18 [pam_tally2.so|1.5.0|pam_faillock.so] {x}")});
        row("leaving", {{x, unix + "session required pam_limits.so\nsession optional pam_lastlog.so\n"}},
            {QStringLiteral("PAM071 /etc/pam.d/x:3:18 [pam_lastlog.so|1.5.3|pam_lastlog2.so] {x}")});
        row("never of Linux-PAM", {{x, unix + "account required pam_stack.so service=system-auth\n"}},
            {QStringLiteral("PAM070 /etc/pam.d/x:2:18 [pam_stack.so||include] {x}")});
        row("misspelled", {{x, "auth required pam_unxi.so\n"}}, {QStringLiteral("PAM072 /etc/pam.d/x:1:15 [pam_unxi.so|pam_unix.so] {x}")});
        row("merely not installed", {{x, "auth required pam_krb5.so\n"}}, {});
        row("unknown and unlike any other", {{x, "auth required pam_frobnicate.so\n"}}, {});
        row("another number is another module", {{x, "auth required pam_unix3.so\n"}}, {});
        row("no suffix", {{x, "auth required pam_unix\n"}}, {QStringLiteral("PAM073 /etc/pam.d/x:1:15 [pam_unix] {x}")});
        row("ISA", {{x, "auth required /lib/security/$ISA/pam_unix.so\n"}},
            {QStringLiteral("PAM074 /etc/pam.d/x:1:15 [/lib/security/$ISA/pam_unix.so] {x}")});
        row("a type that it does not serve", {{x, unix + "auth required pam_limits.so\n"}},
            {QStringLiteral("PAM075 /etc/pam.d/x:2:15 [pam_limits.so|auth] {x}")});
        row("the same, passed over", {{x, unix + "auth optional pam_limits.so\n"}},
            {QStringLiteral("PAM076 /etc/pam.d/x:2:15 [pam_limits.so|auth] {x}")});
        row("there: the dash does no harm", {{x, "-auth required pam_unix.so\n"}}, {});
    }

    void modules() { compare(); }

    void ofABareCopyOnlyNamesAreJudged()
    {
        MemoryTree tree;
        tree.setFile(x,
                     "-auth required pam_winbind.so\nauth required pam_limit.so\nauth required pam_ssh.so\nauth required "
                     "pam_tally2.so\nauth required pam_x\n");
        QCOMPARE(test::laterOnes(check(tree, profile("debian-12"))),
                 (QStringList{QStringLiteral("PAM077 /etc/pam.d/x:1:16 [pam_winbind.so|auth] {x}"),
                              QStringLiteral("PAM072 /etc/pam.d/x:2:15 [pam_limit.so|pam_limits.so] {x}"),
                              QStringLiteral("PAM071 /etc/pam.d/x:4:15 [pam_tally2.so|1.5.0|pam_faillock.so] {x}"),
                              QStringLiteral("PAM073 /etc/pam.d/x:5:15 [pam_x] {x}")}));
    }

    void arguments_data()
    {
        columns();
        const QString empty = QStringLiteral("Anyone can log in to an account whose password is empty");
        row("nullok", {{x, "auth required pam_unix.so nullok\n"}},
            {QStringLiteral("PAM031 /etc/pam.d/x:1:27 [nullok|pam_unix.so|%1] {x}").arg(empty)});
        row("a value that is warned of", {{x, unix + "account required pam_listfile.so file=/x onerr=succeed\n"}},
            {QStringLiteral("PAM031 /etc/pam.d/x:2:42 [onerr|pam_listfile.so|\"succeed\" lets everyone pass if the file of an allow list "
                            "is missing] {x}")});
        row("switched off", {{x, unix + "session required pam_env.so readenv=1 user_readenv=0\n"}}, {});
        row("switched off, which is the risk", {{x, unix + "password required pam_pwquality.so enforcing=0\n"}},
            {QStringLiteral("PAM031 /etc/pam.d/x:2:36 [enforcing|pam_pwquality.so|0 accepts weak passwords] {x}")});
        row("a value that is not", {{x, unix + "account required pam_listfile.so file=/x onerr=fail\n"}}, {});
        row("misspelled", {{x, "auth required pam_unix.so nulok\n"}},
            {QStringLiteral("PAM078 /etc/pam.d/x:1:27 [nulok|pam_unix.so|nullok] {x}")});
        row("unknown", {{x, "auth required pam_unix.so frobnicate=1\n"}},
            {QStringLiteral("PAM078 /etc/pam.d/x:1:27 [frobnicate=1|pam_unix.so|] {x}")});
        row("a module that takes any word", {{x, unix + "auth optional pam_succeed_if.so frob notin y\n"}}, {});
        row("obsolete", {{x, "auth required pam_unix.so not_set_pass\n"}},
            {QStringLiteral("PAM079 /etc/pam.d/x:1:27 [not_set_pass|pam_unix.so] {x}")});
        row("of another type", {{x, "auth required pam_unix.so use_authtok\n"}},
            {QStringLiteral("PAM080 /etc/pam.d/x:1:27 [use_authtok|pam_unix.so|auth] {x}")});
        row("no number", {{x, unix + "password required pam_unix.so rounds=many\n"}},
            {QStringLiteral("PAM081 /etc/pam.d/x:2:31 [rounds=many|pam_unix.so|number] {x}")});
        row("no value", {{x, unix + "password required pam_unix.so rounds\n"}},
            {QStringLiteral("PAM081 /etc/pam.d/x:2:31 [rounds|pam_unix.so|some] {x}")});
        row("a value where none belongs", {{x, unix + "password required pam_unix.so sha512=yes\n"}},
            {QStringLiteral("PAM081 /etc/pam.d/x:2:31 [sha512=yes|pam_unix.so|none] {x}")});
        row("a negative number", {{x, unix + "password required pam_pwquality.so dcredit=-1\n"}}, {});
        row("through an include",
            {{x, "auth include y\n"}, {"/etc/pam.d/z", "auth include y\n"}, {"/etc/pam.d/y", "auth required pam_unix.so nulok\n"}},
            {QStringLiteral("PAM078 /etc/pam.d/y:1:27 [nulok|pam_unix.so|nullok] {x|y|z}")});
    }

    void arguments() { compare(); }

    void fixes_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<std::string>("before");
        QTest::addColumn<std::string>("after");
        const auto fix = [](const char *name, const char *id, const std::string &before, const std::string &after) {
            QTest::newRow(name) << QByteArray(id) << before << after;
        };
        const std::string rest = "# kept\n\taccount  required\tpam_unix.so # kept too";
        fix("a backslash at the end", "PAM016", unix + "auth optional \\\n  pam_env.so \\\n", unix + "auth optional \\\n  pam_env.so \n");
        fix("an argument that weakens", "PAM031", "auth  required pam_unix.so debug nullok  # why\n" + rest,
            "auth  required pam_unix.so debug  # why\n" + rest);
        fix("a gap", "PAM049", "auth required \\\n# why\n\n  pam_unix.so\n" + rest, "auth required \\\n  pam_unix.so\n" + rest);
        fix("byte order mark", "PAM053", "\xEF\xBB\xBF" + unix + rest, unix + rest);
        fix("the rest of an include", "PAM066", "auth include  y nullok  try # why\n" + rest, "auth include  y # why\n" + rest);
        fix("no suffix", "PAM073", "auth  required  pam_unix  debug\n" + rest, "auth  required  pam_unix.so  debug\n" + rest);
        fix("ISA", "PAM074", "auth required /lib/security/$ISA/pam_unix.so  debug\n" + rest, "auth required pam_unix.so  debug\n" + rest);
        fix("obsolete", "PAM079", "auth required pam_unix.so not_set_pass debug\n" + rest, "auth required pam_unix.so debug\n" + rest);
    }

    /// What was found is gone, and every other byte is where it was.
    void fixes()
    {
        QFETCH(QByteArray, id);
        QFETCH(std::string, before);
        QFETCH(std::string, after);
        MemoryTree tree = test::treeWithModules({{x, before}, {"/etc/pam.d/y", unix}});
        const auto ofId = [&] {
            std::vector<Finding> findings = check(tree, profile("debian-12"));
            std::erase_if(findings, [&id](const Finding &finding) { return finding.id != id.toStdString(); });
            return findings;
        };
        const std::vector<Finding> findings = ofId();
        QCOMPARE(findings.size(), std::size_t(1));
        QVERIFY(findings.front().fix);
        QCOMPARE(QByteArray::fromStdString(findings.front().fix->bytes), QByteArray::fromStdString(after));
        tree.setFile(x, findings.front().fix->bytes);
        QVERIFY(ofId().empty());
    }

    void whatAFixCouldHarmIsNotOffered()
    {
        const auto fixOf = [](const char *id, const std::string &text, const char *libpam) {
            for (const Finding &finding : check(test::treeWithModules({{x, text}}), profile(libpam))) {
                if (finding.id == id)
                    return finding.fix.has_value();
            }
            return true; // not found at all: no reason to be content
        };
        QVERIFY(!fixOf("PAM049", "auth required \\\n\n  pam_unix.so\n", "debian-13")); // it would be another rule
        QVERIFY(!fixOf("PAM078", "auth required pam_unix.so nulok\n", "debian-12"));
        QVERIFY(!fixOf("PAM031", unix + "password required pam_unix.so remember=5\n", "debian-12"));
    }
};

QTEST_APPLESS_MAIN(TestLintWriting)
#include "tst_lintwriting.moc"
