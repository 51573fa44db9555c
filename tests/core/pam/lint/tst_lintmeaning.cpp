// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "linttree.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;
using test::Files;

namespace {

const std::string x = "/etc/pam.d/x";
const std::string y = "/etc/pam.d/y";
const std::string unix = "auth required pam_unix.so\n";

} // namespace

Q_DECLARE_METATYPE(Files)

/// PAM082…PAM096: what follows from the order of rules and from what modules can answer.
class TestLintMeaning : public QObject
{
    Q_OBJECT

private:
    static void row(const char *name, const Files &files, const QStringList &findings) { QTest::newRow(name) << files << findings; }

    static void columns()
    {
        QTest::addColumn<Files>("files");
        QTest::addColumn<QStringList>("findings");
    }

    static void compare()
    {
        QFETCH(Files, files);
        QFETCH(QStringList, findings);
        std::vector<Finding> found = check(test::treeWithModules(files), libpamProfile("debian-12").value());
        std::erase_if(found, [](const Finding &finding) { return finding.id == "PAM031" || finding.id == "PAM079"; });
        const QStringList actual = test::laterOnes(found);
        QVERIFY2(actual == findings, qPrintable(QStringLiteral("found:\n") + actual.join(QLatin1Char('\n'))));
    }

private Q_SLOTS:
    void doors_data()
    {
        columns();
        row("a session that only reports", {{x, unix + "session required pam_motd.so\nsession optional pam_warn.so\n"}},
            {QStringLiteral("PAM082 /etc/pam.d/x:2:1 [session] {x}")});
        row("a session that reports and succeeds", {{x, unix + "session required pam_motd.so\nsession required pam_permit.so\n"}}, {});
        row("authentication that only prepares", {{x, "auth required pam_env.so\n"}},
            {QStringLiteral("PAM082 /etc/pam.d/x:1:1 [auth] {x}")});
        row("no one asks", {{x, "auth required pam_permit.so\n"}}, {QStringLiteral("PAM083 /etc/pam.d/x:1:1 [pam_permit.so] {x}")});
        row("someone asks and nobody listens", {{x, "auth optional pam_unix.so\nauth required pam_permit.so\n"}},
            {QStringLiteral("PAM083 /etc/pam.d/x:2:1 [pam_permit.so] {x}")});
        row("the jump leads past the refusal",
            {{x,
              "auth [success=1 default=2] pam_unix.so\nauth requisite pam_deny.so\nauth requisite pam_deny.so\nauth required "
              "pam_permit.so\n"}},
            {QStringLiteral("PAM083 /etc/pam.d/x:4:1 [pam_permit.so] {x}")});
        row("Debian's block",
            {{x, "auth [success=1 default=ignore] pam_unix.so\nauth requisite pam_deny.so\nauth required pam_permit.so\n"}}, {});
        row("through an include", {{x, "auth include y\nauth required pam_permit.so\n"}, {y, "auth sufficient pam_unix.so\n"}},
            {QStringLiteral("PAM083 /etc/pam.d/x:2:1 [pam_permit.so] {x}")});
        row("an unknown module may well ask", {{x, "auth required /opt/pam_ours.so\nauth required pam_permit.so\n"}}, {});
        row("other is open", {{"/etc/pam.d/other", "auth required pam_permit.so\n"}},
            {QStringLiteral("PAM083 /etc/pam.d/other:1:1 [pam_permit.so] {other}")});
        row("a group is let in", {{x, "auth sufficient pam_succeed_if.so user ingroup x\n" + unix}},
            {QStringLiteral("PAM084 /etc/pam.d/x:1:1 [pam_succeed_if.so|some] {x}")});
        row("an automatic login", {{"/etc/pam.d/sddm-autologin", "auth required pam_permit.so\n"}},
            {QStringLiteral("PAM084 /etc/pam.d/sddm-autologin:1:1 [pam_permit.so|everyone] {sddm-autologin}")});
        row("as a package delivered it", {{"/usr/lib/pam.d/tool", "auth required pam_permit.so\n"}},
            {QStringLiteral("PAM084 /usr/lib/pam.d/tool:1:1 [pam_permit.so|everyone] {tool}")});
        row("a code that may be left out", {{x, "auth required pam_google_authenticator.so\nauth required pam_permit.so\n"}},
            {QStringLiteral("PAM085 /etc/pam.d/x:1:1 [pam_google_authenticator.so] {x}")});
        row("a code beside a password", {{x, unix + "auth required pam_google_authenticator.so\n"}}, {});
    }

    void doors() { compare(); }

    void order_data()
    {
        columns();
        row("a restriction behind sufficient", {{x, unix + "account sufficient pam_unix.so\naccount required pam_access.so\n"}},
            {QStringLiteral("PAM086 /etc/pam.d/x:3:1 [pam_access.so|pam_unix.so|account] {x}")});
        row("a restriction behind an include that ends",
            {{x, unix + "account include y\naccount required pam_nologin.so\n"},
             {y, "account sufficient pam_unix.so\naccount required pam_deny.so\n"}},
            {QStringLiteral("PAM086 /etc/pam.d/x:3:1 [pam_nologin.so|pam_unix.so|account] {x}")});
        row("a restriction behind a substack that ends",
            {{x, unix + "account substack y\naccount required pam_nologin.so\n"},
             {y, "account sufficient pam_unix.so\naccount required pam_deny.so\n"}},
            {});
        row("a restriction first",
            {{x, unix + "account required pam_access.so\naccount sufficient pam_unix.so\naccount required pam_deny.so\n"}}, {});
        row("a condition before it is meant",
            {{x, unix + "account sufficient pam_succeed_if.so uid < 1000\naccount required pam_access.so\naccount required pam_unix.so\n"}},
            {});
        row("a code behind a sufficient password", {{x, "auth sufficient pam_unix.so\nauth required pam_google_authenticator.so\n"}},
            {QStringLiteral("PAM087 /etc/pam.d/x:2:1 [pam_google_authenticator.so|pam_unix.so|auth] {x}")});
        row("a code in place of a password", {{x, "auth sufficient pam_google_authenticator.so\n" + unix}}, {});
        row("the same message twice",
            {{x, unix + "session required pam_limits.so\nsession optional pam_motd.so\nsession optional pam_motd.so noupdate\n"}},
            {QStringLiteral("PAM091 /etc/pam.d/x:4:1 [/etc/motd] {x}")});
        row("Debian's two messages",
            {{x,
              unix
                  + "session required pam_limits.so\nsession optional pam_motd.so motd=/run/motd.dynamic\nsession optional pam_motd.so "
                    "noupdate\n"}},
            {});
        row("one directory twice",
            {{x,
              unix
                  + "session required pam_limits.so\nsession optional pam_motd.so motd_dir=/a:/b\nsession optional pam_motd.so "
                    "motd_dir=/b\n"}},
            {QStringLiteral("PAM091 /etc/pam.d/x:4:1 [/b] {x}")});
        row("a password that nobody asked for", {{x, "auth required pam_env.so\nauth required pam_unix.so use_first_pass\n"}},
            {QStringLiteral("PAM093 /etc/pam.d/x:2:27 [pam_unix.so|use_first_pass] {x}")});
        row("a password that somebody asked for", {{x, "auth sufficient pam_unix.so\nauth required pam_sss.so use_first_pass\n"}}, {});
        row("an unknown module may have asked", {{x, "auth required /opt/pam_ours.so\nauth required pam_unix.so use_first_pass\n"}}, {});
        row("a new password that nobody asked for", {{x, unix + "password required pam_unix.so use_authtok\n"}},
            {QStringLiteral("PAM093 /etc/pam.d/x:2:31 [pam_unix.so|use_authtok] {x}")});
        row("strength first", {{x, unix + "password requisite pam_pwquality.so\npassword required pam_unix.so use_authtok\n"}}, {});
        row("strength without consequence", {{x, unix + "password requisite pam_pwquality.so\npassword required pam_unix.so\n"}},
            {QStringLiteral("PAM094 /etc/pam.d/x:3:19 [pam_unix.so|pam_pwquality.so] {x}")});
        row("strength too late", {{x, unix + "password required pam_unix.so\npassword required pam_pwquality.so\n"}},
            {QStringLiteral("PAM095 /etc/pam.d/x:3:1 [pam_pwquality.so|pam_unix.so] {x}")});
        row("loginuid in su",
            {{"/etc/pam.d/su", unix + "session required pam_loginuid.so\n"}, {x, unix + "session required pam_loginuid.so\n"}},
            {QStringLiteral("PAM096 /etc/pam.d/su:2:1 [su] {su}")});
    }

    void order() { compare(); }

    void faillock_data()
    {
        columns();
        const auto stack = [](const char *name, const std::string &auth, const QStringList &findings,
                              const std::string &account = "account required pam_faillock.so\n") {
            row(name, {{x, auth + account}}, findings);
        };
        const std::string pre = "auth required pam_faillock.so preauth\n";
        const std::string die = "auth [default=die] pam_faillock.so authfail\n";
        stack("as its manual has it",
              pre + "auth [success=1 default=bad] pam_unix.so\n" + die
                  + "auth sufficient pam_faillock.so authsucc\nauth required pam_deny.so\n",
              {}, "");
        stack("as authselect has it",
              "auth required pam_env.so\nauth required pam_faildelay.so delay=2000000\n" + pre
                  + "auth sufficient pam_fprintd.so\nauth [default=1 ignore=ignore success=ok] pam_usertype.so isregular\n"
                    "auth [default=1 ignore=ignore success=ok] pam_localuser.so\nauth sufficient pam_unix.so\nauth sufficient pam_sss.so "
                    "forward_pass\n"
                    "auth required pam_faillock.so authfail\nauth required pam_deny.so\n",
              {});
        stack("nothing counts", pre + unix, {QStringLiteral("PAM088 /etc/pam.d/x:1:1 [authfail] {x}")});
        stack("nothing refuses", "auth sufficient pam_unix.so\n" + die, {QStringLiteral("PAM088 /etc/pam.d/x:2:1 [preauth] {x}")});
        stack("nothing forgets", pre + "auth sufficient pam_unix.so\n" + die, {QStringLiteral("PAM088 /etc/pam.d/x:3:1 [authsucc] {x}")},
              "account required pam_unix.so\n");
        stack("a wrong finger is not counted", pre + "auth required pam_fprintd.so\n", {}, "");
        stack("a wrong password ends before it", pre + "auth requisite pam_unix.so\n" + die,
              {QStringLiteral("PAM089 /etc/pam.d/x:3:1 [pam_unix.so] {x}")});
        stack("a wrong password jumps past it", pre + "auth [success=ok default=1] pam_unix.so\n" + die + "auth required pam_deny.so\n",
              {QStringLiteral("PAM089 /etc/pam.d/x:3:1 [pam_unix.so] {x}")});
        stack("a right password comes to it", pre + unix + "auth optional pam_faillock.so authfail\n",
              {QStringLiteral("PAM090 /etc/pam.d/x:3:1 [pam_unix.so] {x}")});
    }

    void faillock() { compare(); }

    void fragmentsAreJudgedWhereTheyAreUsed()
    {
        const Files files{{"/etc/pam.d/common-auth", "auth required pam_permit.so\n"}, {x, unix + "@include common-auth\n"}};
        QCOMPARE(test::laterOnes(check(test::treeWithModules(files), libpamProfile("debian-12").value())), QStringList());
    }
};

QTEST_APPLESS_MAIN(TestLintMeaning)
#include "tst_lintmeaning.moc"
