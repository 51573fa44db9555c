// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/explain.h"
#include "core/tree/memorytree.h"

#include <QTest>

#include <algorithm>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

const LibpamProfile &debian()
{
    static const LibpamProfile profile = *libpamProfile("debian-12");
    return profile;
}

/// Files of /etc/pam.d: the service "x", and what it reads.
using Files = std::map<std::string, std::string>;

MemoryTree treeOf(const Files &files)
{
    MemoryTree tree;
    for (const auto &[name, text] : files)
        tree.setFile("/etc/pam.d/" + name, text);
    return tree;
}

Explanation explained(const Files &files, Facility facility = Facility::Auth)
{
    const MemoryTree tree = treeOf(files);
    const EffectiveStack stack = effectiveStack(tree, debian(), "x");
    return explainService(stack, tree, debian(), ModuleCatalogue::builtin()).facilities.at(facility);
}

/// "pam_unix=success", without ".so".
std::string told(const Condition &condition)
{
    return condition.rule.module.substr(0, condition.rule.module.rfind('.')) + '=' + returnCodeWord(condition.returned)
        + (condition.updatePass ? "@update" : "");
}

/// Each likely way as "a=success b=ignore", sorted.
QStringList ways(const Explanation &explanation)
{
    QStringList result;
    for (const Way &way : explanation.ways) {
        if (!way.likely)
            continue;
        QStringList words;
        for (const Condition &need : way.needs)
            words.append(QString::fromStdString(told(need)));
        result.append(words.join(u' '));
    }
    result.sort();
    return result;
}

QStringList lines(const std::vector<RuleRef> &rules)
{
    QStringList result;
    for (const RuleRef &rule : rules)
        result.append(QString::fromStdString(rule.file.substr(rule.file.rfind('/') + 1) + ':' + std::to_string(rule.line)));
    return result;
}

const std::string commonAuth = "auth [success=1 default=ignore] pam_unix.so nullok\n"
                               "auth requisite pam_deny.so\n"
                               "auth required pam_permit.so\n"
                               "auth optional pam_cap.so\n";

const std::string systemAuth = "auth required pam_env.so\n"
                               "auth required pam_faillock.so preauth silent\n"
                               "auth [default=1 ignore=ignore success=ok] pam_localuser.so\n"
                               "auth sufficient pam_unix.so nullok\n"
                               "auth sufficient pam_sss.so forward_pass\n"
                               "auth required pam_faillock.so authfail\n"
                               "auth required pam_deny.so\n";

} // namespace

Q_DECLARE_METATYPE(Files)

class TestExplain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoGetsIn_data()
    {
        QTest::addColumn<Files>("files");
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<int>("vouching"); // −1: the question does not arise
        const auto row = [](const char *name, const Files &files, const QStringList &expected, int vouching) {
            QTest::newRow(name) << files << expected << vouching;
        };
        const int checked = int(Vouching::Checked), nobody = int(Vouching::Nobody), unknown = int(Vouching::UnknownModule),
                  undocumented = int(Vouching::UndocumentedAnswer);

        row("Debian's common-auth", {{"x", "@include common-auth\n"}, {"common-auth", commonAuth}}, {u"pam_unix=success"_qs}, checked);
        row("su of Debian", {{"x", "auth sufficient pam_rootok.so\n@include common-auth\n"}, {"common-auth", commonAuth}},
            {u"pam_rootok=success"_qs, u"pam_unix=success"_qs}, checked);
        row("sshd with a one-time code",
            {{"x", "@include common-auth\nauth required pam_google_authenticator.so\n"}, {"common-auth", commonAuth}},
            {u"pam_unix=success pam_google_authenticator=success"_qs}, checked);
        row("sshd with a one-time code for those who have it",
            {{"x", "@include common-auth\nauth required pam_google_authenticator.so nullok\n"}, {"common-auth", commonAuth}},
            {u"pam_unix=success pam_google_authenticator=ignore"_qs, u"pam_unix=success pam_google_authenticator=success"_qs}, checked);
        row("system-auth with faillock and sssd", {{"x", "auth include system-auth\n"}, {"system-auth", systemAuth}},
            {u"pam_env=success pam_faillock=success pam_localuser=success pam_unix=success"_qs,
             u"pam_env=success pam_faillock=success pam_sss=success"_qs},
            checked);
        row("gdm-fingerprint",
            {{"x", "auth substack fingerprint-auth\nauth include postlogin\n"},
             {"fingerprint-auth", "auth required pam_env.so\nauth sufficient pam_fprintd.so\nauth required pam_deny.so\n"},
             {"postlogin", "auth optional pam_ecryptfs.so unwrap\n"}},
            {u"pam_env=success pam_fprintd=success"_qs}, checked);
        row("a fingerprint in place of the password", {{"x", "auth sufficient pam_fprintd.so\nauth required pam_unix.so\n"}},
            {u"pam_fprintd=success"_qs, u"pam_unix=success"_qs}, checked);

        row("permit lets everybody in", {{"x", "auth required pam_permit.so\n"}}, {QString()}, nobody);
        row("permit in front of the password", {{"x", "auth sufficient pam_permit.so\nauth required pam_unix.so\n"}}, {QString()}, nobody);
        row("permit behind a password that need not be right", {{"x", "auth optional pam_unix.so\nauth required pam_permit.so\n"}},
            {QString()}, nobody);
        row("an unknown user passes where a right password does",
            {{"x", "auth [success=ok user_unknown=ignore default=die] pam_unix.so\nauth required pam_permit.so\n"}},
            {u"pam_unix=success"_qs, u"pam_unix=user_unknown"_qs}, nobody);
        row("a name is no credential", {{"x", "auth sufficient pam_succeed_if.so user = bob\nauth required pam_unix.so\n"}},
            {u"pam_succeed_if=success"_qs, u"pam_unix=success"_qs}, nobody);
        row("a module that nobody knows", {{"x", "auth required pam_ourown.so\n"}}, {u"pam_ourown=success"_qs}, unknown);
        row("a module that nobody knows beside one that checks", {{"x", "auth sufficient pam_ourown.so\nauth required pam_unix.so\n"}},
            {u"pam_ourown=success"_qs, u"pam_unix=success"_qs}, unknown);
        row("a module that nobody knows in front of one that checks", {{"x", "auth requisite pam_ourown.so\nauth required pam_unix.so\n"}},
            {u"pam_ourown=success pam_unix=success"_qs}, undocumented);
        row("a password that no one is documented to ignore", {{"x", "auth required pam_env.so\nauth required pam_unix.so\n"}},
            {u"pam_env=success pam_unix=success"_qs}, undocumented);

        row("deny alone", {{"x", "auth required pam_deny.so\n"}}, {}, -1);
        row("deny behind everything", {{"x", "auth required pam_unix.so\nauth required pam_deny.so\n"}}, {}, -1);
        row("an include that is not there", {{"x", "auth required pam_unix.so\nauth include nowhere\n"}}, {}, -1);
        row("no rule at all", {{"x", "account required pam_unix.so\n"}}, {}, -1);
        row("a jump that does not land", {{"x", "auth [success=3 default=die] pam_unix.so\nauth required pam_permit.so\n"}}, {}, -1);
        row("a failed substack is forgotten by a reset",
            {{"x", "auth substack part\nauth [default=reset] pam_env.so\nauth required pam_unix.so\n"},
             {"part", "auth required pam_deny.so\n"}},
            {u"pam_unix=success"_qs}, checked);
        row("other decides", {{"other", "auth required pam_unix.so\n"}}, {u"pam_unix=success"_qs}, checked);
        row("hostile names and bytes",
            {{"x", std::string("auth required ../\x1b[31mpam_\xe2\x80\xae\r.so \0\n", 33) + std::string(1 << 16, ' ')}},
            {u"../\x1b[31mpam_\u202e\r=success"_qs}, unknown);
    }

    void whoGetsIn()
    {
        QFETCH(Files, files);
        QFETCH(QStringList, expected);
        QFETCH(int, vouching);
        const Explanation explanation = explained(files);
        QVERIFY(explanation.complete && explanation.waysComplete);
        expected.sort();
        QCOMPARE(ways(explanation), expected);
        QCOMPARE(explanation.canSucceed, !expected.isEmpty());
        QCOMPARE(explanation.lockout(), expected.isEmpty());
        QCOMPARE(explanation.leastVouching ? int(*explanation.leastVouching) : -1, vouching);
        QCOMPARE(explanation.openDoor(), vouching == int(Vouching::Nobody));
    }

    void whatSpoilsAWayIsNotAsked()
    {
        const Explanation explanation = explained({{"x", commonAuth}});
        QCOMPARE(explanation.ways.size(), std::size_t(1));
        const Way &way = explanation.ways.front();
        QCOMPARE(way.unless.size(), std::size_t(1));
        QCOMPARE(way.unless[0].rule.module, std::string("pam_cap.so"));
        QCOMPARE(way.unless[0].codes, outcome(12));
    }

    void whatDoesInPlaceOfASuccess()
    {
        const Explanation explanation = explained({{"x", "auth requisite pam_nologin.so\nauth required pam_unix.so\n"}});
        QCOMPARE(explanation.ways.size(), std::size_t(1));
        const std::vector<Condition> &needs = explanation.ways[0].needs;
        QCOMPARE(needs.size(), std::size_t(2));
        QCOMPARE(needs[0].codes, outcome(rc::success) | outcome(rc::ignore));
        QCOMPARE(explanation.ways[0].factors, std::vector<std::string>{"password"});
    }

    void whatNoModuleIsKnownToAnswerComesLast()
    {
        const Explanation explanation = explained({{"x",
                                                    "auth [success=1 default=ignore] pam_unix.so\nauth requisite pam_sss.so\n"
                                                    "auth required pam_u2f.so\n"}});
        QCOMPARE(explanation.ways.size(), std::size_t(3)); // pam_u2f may ignore, which it is not known to do
        QVERIFY(std::is_partitioned(explanation.ways.begin(), explanation.ways.end(), [](const Way &way) { return way.likely; }));
        QCOMPARE(ways(explanation), (QStringList{u"pam_sss=success pam_u2f=success"_qs, u"pam_unix=success pam_u2f=success"_qs}));
        QVERIFY(explanation.skippable.empty());
    }

    void idleRules_data()
    {
        QTest::addColumn<Files>("files");
        QTest::addColumn<QStringList>("neverRuns");
        QTest::addColumn<QStringList>("neverMatters");
        QTest::newRow("all count") << Files{{"x", commonAuth}} << QStringList() << QStringList();
        QTest::newRow("behind a sufficient permit")
            << Files{{"x", "auth sufficient pam_permit.so\nauth required pam_unix.so\n"}} << QStringList{u"x:2"_qs} << QStringList();
        QTest::newRow("a substack behind die") << Files{{"x", "auth requisite pam_deny.so\nauth substack part\n"},
                                                        {"part", "auth required pam_unix.so\n"}}
                                               << QStringList{u"x:2"_qs, u"part:1"_qs} << QStringList();
        QTest::newRow("always ignored") << Files{{"x", "auth required pam_unix.so\nauth [default=ignore] pam_cap.so\n"}} << QStringList()
                                        << QStringList{u"x:2"_qs};
        QTest::newRow("permit behind a success") << Files{{"x", "auth requisite pam_unix.so\nauth required pam_permit.so\n"}}
                                                 << QStringList() << QStringList(); // pam_unix may ignore
        QTest::newRow("a second permit") << Files{{"x",
                                                   "auth required pam_permit.so\nauth required pam_permit.so\nauth required pam_unix.so\n"}}
                                         << QStringList() << QStringList{u"x:1"_qs, u"x:2"_qs}; // either can go
        QTest::newRow("whatever comes it is refused")
            << Files{{"x", "auth optional pam_unix.so\nauth required pam_deny.so\n"}} << QStringList() << QStringList{u"x:1"_qs};
    }

    void idleRules()
    {
        QFETCH(Files, files);
        const Explanation explanation = explained(files);
        QTEST(lines(explanation.neverRuns), "neverRuns");
        QTEST(lines(explanation.neverMatters), "neverMatters");
    }

    void skippableFactors_data()
    {
        QTest::addColumn<Files>("files");
        QTest::addColumn<QStringList>("expected"); // demanded -> left through rule=answer
        const QString code = u"one-time code, password"_qs;
        QTest::newRow("two factors, both asked")
            << Files{{"x", "auth requisite pam_unix.so\nauth required pam_google_authenticator.so\n"}} << QStringList();
        QTest::newRow("nullok") << Files{{"x", "auth requisite pam_unix.so\nauth required pam_google_authenticator.so nullok\n"}}
                                << QStringList{code + u" -> password: pam_google_authenticator=ignore"_qs};
        QTest::newRow("a jump over the code from a known place") << Files{
            {"x",
             "auth requisite pam_unix.so\nauth [success=1 default=ignore] pam_access.so\nauth required pam_google_authenticator.so\n"
             "auth required pam_permit.so\n"}} << QStringList{code + u" -> password: pam_access=success"_qs};
        QTest::newRow("the code alone is sufficient")
            << Files{{"x", "auth sufficient pam_google_authenticator.so\nauth required pam_unix.so\n"}} << QStringList();
        QTest::newRow("root needs neither")
            << Files{{"x", "auth sufficient pam_rootok.so\nauth requisite pam_unix.so\nauth required pam_u2f.so\n"}} << QStringList();
        QTest::newRow("two ways to the password, both with the key")
            << Files{{"x", "auth [success=1 default=ignore] pam_unix.so\nauth requisite pam_sss.so\nauth required pam_u2f.so\n"}}
            << QStringList();
    }

    void skippableFactors()
    {
        QFETCH(Files, files);
        QStringList found;
        const auto joined = [](const std::vector<std::string> &factors) {
            QStringList result;
            for (const std::string &factor : factors)
                result.append(QString::fromStdString(factor));
            return result.join(u", "_qs);
        };
        for (const SkippableFactor &factor : explained(files).skippable)
            found.append(joined(factor.demanded) + u" -> "_qs + joined(factor.left) + u": "_qs
                         + QString::fromStdString(told(factor.through)));
        QTEST(found, "expected");
    }

    void otherFacilities()
    {
        const Files files{{"x",
                           "account required pam_unix.so\naccount required pam_permit.so\n"
                           "session required pam_unix.so\nsession optional pam_motd.so\n"
                           "password requisite pam_pwquality.so\npassword [success=1 default=ignore] pam_unix.so use_authtok\n"
                           "password requisite pam_deny.so\npassword required pam_permit.so\n"}};
        const Explanation account = explained(files, Facility::Account);
        QVERIFY(account.canSucceed && account.canAskForToken && !account.leastVouching && !account.openDoor());
        QCOMPARE(ways(account), QStringList{u"pam_unix=success"_qs});
        QCOMPARE(ways(explained(files, Facility::Session)), QStringList{u"pam_unix=success"_qs});
        const Explanation password = explained(files, Facility::Password);
        QVERIFY(!password.passesDiffer);
        QCOMPARE(ways(password), QStringList{u"pam_pwquality=success pam_unix=success"_qs});
    }

    void aPasswordIsChangedInTwoPasses()
    {
        // pam_debug succeeds in the check, and fails in the update: pam_unix has to step in there.
        const Explanation explanation = explained(
            {{"x", "password sufficient pam_debug.so chauthtok=authtok_err\npassword required pam_unix.so\n"}}, Facility::Password);
        QVERIFY(explanation.passesDiffer);
        QCOMPARE(ways(explanation), QStringList{u"pam_unix=success@update"_qs});
    }

    void aServiceThatDoesNotStart()
    {
        const MemoryTree tree = treeOf({{"x", "auth required pam_unix.so\nauth required .so\n"}});
        const ServiceExplanation explanation
            = explainService(effectiveStack(tree, debian(), "x"), tree, debian(), ModuleCatalogue::builtin());
        QCOMPARE(explanation.start, StartOutcome::Abort);
        QCOMPARE(explanation.facilities.size(), allFacilities.size());
        for (const auto &[facility, one] : explanation.facilities)
            QVERIFY(one.lockout() && one.ways.empty());
    }

    void aModuleThatIsNotInstalled()
    {
        MemoryTree tree = treeOf({{"x", "auth required pam_unix.so\n"}});
        tree.setFile("/lib/x86_64-linux-gnu/security/pam_deny.so", "");
        const ServiceExplanation explanation
            = explainService(effectiveStack(tree, debian(), "x"), tree, debian(), ModuleCatalogue::builtin());
        QVERIFY(explanation.facilities.at(Facility::Auth).lockout());
    }

    void theWholeTree()
    {
        const MemoryTree tree = treeOf({{"a", "auth required pam_unix.so\n"}, {"b", "auth required pam_deny.so\n"}});
        const std::vector<ServiceExplanation> all = explainTree(tree, debian(), ModuleCatalogue::builtin());
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all[0].service, std::string("a"));
        QVERIFY(all[0].facilities.at(Facility::Auth).canSucceed && !all[1].facilities.at(Facility::Auth).canSucceed);
    }

    void moreWaysThanAreWorthListing()
    {
        std::string text;
        for (int i = 0; i < 100; ++i)
            text += "auth sufficient pam_" + std::to_string(i) + ".so\n";
        const Explanation explanation = explained({{"x", text}});
        QVERIFY(explanation.complete && !explanation.waysComplete && explanation.canSucceed);
        QCOMPARE(explanation.ways.size(), maxWays);
    }

    /// Two to the twentieth ways: what is listed is cut, and everything else is still exact.
    void waysThatMultiply()
    {
        std::string text;
        for (int i = 0; i < 20; ++i)
            text += "auth [success=1 default=ignore] pam_a" + std::to_string(i) + ".so\nauth requisite pam_b" + std::to_string(i) + ".so\n";
        const Explanation explanation = explained({{"x", text + "auth required pam_unix.so\n"}});
        QVERIFY(explanation.complete && !explanation.waysComplete);
        QVERIFY(explanation.neverRuns.empty() && explanation.neverMatters.empty());
    }

    void substacksInEachOther()
    {
        Files files{{"x", "auth substack s1\nauth required pam_unix.so\n"}};
        for (int depth = 1; depth < 15; ++depth)
            files["s" + std::to_string(depth)] = "auth [success=ok ignore=reset default=bad] pam_a" + std::to_string(depth)
                + ".so\nauth substack s" + std::to_string(depth + 1) + "\nauth [success=ok auth_err=reset default=bad] pam_b"
                + std::to_string(depth) + ".so\n";
        files["s15"] = "auth optional pam_c.so\n";
        const Explanation explanation = explained(files);
        QVERIFY(explanation.complete && explanation.canSucceed);
    }
};

QTEST_APPLESS_MAIN(TestExplain)
#include "tst_explain.moc"
