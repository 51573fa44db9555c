// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulated.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;
using namespace pamphlet::test;

namespace {

const char *const everyProfile = "debian-12 ubuntu-24.04 debian-13 debian-sid upstream-1.5.2 upstream-1.5.3 upstream-1.6 upstream-1.7";
const char *const old15 = "debian-12 ubuntu-24.04 upstream-1.5.2 upstream-1.5.3";
const char *const since16 = "debian-13 debian-sid upstream-1.6 upstream-1.7";
const char *const debians = "debian-12 ubuntu-24.04 debian-13 debian-sid";
const char *const upstreams = "upstream-1.5.2 upstream-1.5.3 upstream-1.6 upstream-1.7";
const char *const etcIncluders = "debian-12 ubuntu-24.04 debian-13";
const char *const confIncluders = "debian-sid upstream-1.5.2 upstream-1.5.3 upstream-1.6 upstream-1.7";

} // namespace

/**
 * What differs between the libpams that are in use, each case under every profile. The rows are named after the section of
 * docs/linux-pam.md that states what is expected; this machine's own libpam is asked in tst_simulateoracle.
 */
class TestSimulateProfiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void codes_data();
    void codes();
    void everyCaseKnowsEveryProfile();
    void directories_data();
    void directories();
    void pamConf();
};

void TestSimulateProfiles::codes_data()
{
    QTest::addColumn<QByteArray>("profileName");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("calls");
    QTest::addColumn<QByteArray>("expected"); // -1: libpam does not return, or nobody knows what
    // One row for each profile that is named.
    const auto rows = [](const char *name, const QByteArray &text, const char *calls, const char *profiles, const char *expected) {
        for (const QByteArray &profile : QByteArray(profiles).split(' '))
            QTest::addRow("%s, %s", name, profile.constData()) << profile << text << QByteArray(calls) << QByteArray(expected);
    };

    // The reader of lines. 1023 bytes fit; what is behind them is a line of its own before 1.6.
    const QByteArray longComment = '#' + QByteArray(1022, 'c');
    rows("§2.1 the tail of a long comment is a rule", longComment + "auth required $N\nauth optional $P\n", "a", old15, "7");
    rows("§2.2 a long comment is a comment", longComment + "auth required $N\nauth optional $P\n", "a", since16, "0");
    const QByteArray head("auth required pam_permit.so ");
    const QByteArray longRule = head + QByteArray(1023 - head.size(), 'x') + "auth required $N\n";
    rows("§2.1 the tail of a long rule is a rule", longRule, "a", old15, "7");
    rows("§2.2 the tail of a long rule is an argument", longRule, "a", since16, "0");
    rows("§2.1 blanks of a whole buffer are a blank line", QByteArray(1023, ' ') + "auth required $P\n", "a", everyProfile, "0");
    rows("§2.1 a blank line inside a continuation is skipped", "auth required \\\n\n $D auth=auth_err\n", "a", old15, "7");
    rows("§2.2 a blank line ends a continuation", "auth required \\\n\n $D auth=auth_err\n", "a", since16, "6");
    rows("§2.1 so is a comment line", "auth required \\\n# note\n $D auth=auth_err\n", "a", old15, "7");
    rows("§2.2 so does a comment line", "auth required \\\n# note\n $D auth=auth_err\n", "a", since16, "6");
    rows("§2.1 a lone backslash, blank, end", "auth required $P\n\\\n\n", "a", old15, "26");
    rows("§2.2 a lone backslash, blank, end", "auth required $P\n\\\n\n", "a", since16, "0");
    rows("§2.1 a continuation at the end", "auth required $P\nauth \\\n", "a", everyProfile, "26");
    const QByteArray exact = QByteArray(1022, 'a') + "\\\n";
    rows("§2.1 an exactly filled buffer hangs", exact, "a", old15, "-1");
    rows("§2.2 there is no buffer to fill", "auth required $P\n#" + exact, "a", since16, "0");
    rows("§2.1 a continued line is one rule", "auth required $P\\\n auth required $N\n", "a", everyProfile, "0");
    const QByteArray hidden = QByteArray("auth required $D\0 \\\n", 20) + " auth=auth_err\nauth optional $P\n";
    rows("§2.1 a NUL hides its chunk alone", hidden, "a", old15, "6");
    rows("§2.2 a NUL hides the whole line", hidden, "a", since16, "0");
    const QByteArray nulFirst = QByteArray("auth optional \0x\\\n", 18) + "$D auth=auth_err\nauth required $P\n";
    rows("§2.1 a NUL hides the backslash", nulFirst, "a", old15, "6");
    rows("§2.2 a NUL hides what is continued", nulFirst, "a", since16, "0");

    // Depth (§2.8.2).
    const auto nested = [](const char *directive, int depth) {
        QByteArray text = QByteArray("auth ") + directive + " n1\nauth optional $P\n";
        for (int i = 1; i <= depth; ++i) {
            text += "== n" + QByteArray::number(i) + '\n';
            text
                += i < depth ? QByteArray("auth ") + directive + " n" + QByteArray::number(i + 1) + '\n' : QByteArray("auth required $P\n");
        }
        return text;
    };
    rows("§2.8.2 15 nested includes", nested("include", 15), "a", everyProfile, "0");
    rows("§2.8.2 16 nested includes", nested("include", 16), "a", old15, "0");
    rows("§2.8.2 16 nested includes", nested("include", 16), "a", since16, "6");
    rows("§2.8.2 15 nested substacks", nested("substack", 15), "a", everyProfile, "0");
    rows("§2.8.2 16 nested substacks", nested("substack", 16), "a", everyProfile, "6");
    rows("§2.8.2 a file that includes itself", "auth include svc\nauth required $P\n", "a", old15, "-1");
    rows("§2.8.2 a file that includes itself", "auth include svc\nauth required $P\n", "a", since16, "6");

    // @include, include without a file.
    rows("§2.5 @include", "@include sub\n== sub\nauth required $P\n", "a", debians, "0");
    rows("§2.9.2 @include is an illegal type", "@include sub\n== sub\nauth required $P\n", "a", upstreams, "6");
    rows("§2.8.6 a failed @include", "auth required $P\n@include nowhere\n", "a", debians, "26");
    rows("§2.9.2 upstream it is a rule that fails", "auth required $P\n@include nowhere\n", "a", upstreams, "6");
    rows("§2.8.3 include without a file", "auth include\n", "a", etcIncluders, "-1");
    rows("§2.8.3 include without a file", "auth include\n", "a", confIncluders, "6");
    rows("§2.8.6 a failed @include inside an include", "auth include sub\n== sub\n@include nowhere\n", "a", debians, "-1");
    rows("§2.8.7 an illegal type includes as auth", "frob include sub\n== sub\nauth required $P\naccount required $N\n", "a", everyProfile,
         "0");

    // A bad name in an included file (§2.9 row 12).
    const QByteArray badName = "auth required $P\nauth include sub\n== sub\nauth optional .so\n";
    rows("§2.9.12 undefined", badName, "a", "debian-12 upstream-1.5.2", "-1");
    rows("§2.9.12 the bad entry stays, and a must-fail entry", badName, "a",
         "ubuntu-24.04 debian-13 debian-sid upstream-1.5.3 upstream-1.6 upstream-1.7", "6");
    const QByteArray onlyFirst = "auth include sub\nauth [default=reset] $P\nauth required $P\n== sub\nauth [module_unknown=die] .so\n";
    rows("§2.7 it is linked in authenticate only", onlyFirst, "as",
         "ubuntu-24.04 debian-13 debian-sid upstream-1.5.3 upstream-1.6 upstream-1.7", "28 0");
    rows("§2.7 it is linked in authenticate only", onlyFirst, "as", "debian-12 upstream-1.5.2", "-1");
    rows("§2.9.11 a bad name in the service's file", "auth required $P\nauth optional .so\n", "a", everyProfile, "26");
    rows("§2.7 a bad name of a substack", "auth required $P\nauth substack .x\n", "a", everyProfile, "26");
    rows("§2.7 an include may be called so", "auth required $P\nauth include .x\n== .x\nauth required $P\n", "a", everyProfile, "0");

    // Numbers (§3).
    rows("§3 2^32 wraps to 0, an error", "auth [default=4294967296] $P\n", "a", everyProfile, "6");
    rows("§3 2^32+1 wraps to 1", "auth [success=4294967297 default=bad] $P\nauth required $N\nauth required $P\n", "a", old15, "0");
    rows("§3 2^32+1 is an error", "auth [success=4294967297 default=bad] $P\nauth required $N\nauth required $P\n", "a", since16, "6");
    rows("§3 2^32-1 is ok", "auth [success=4294967295] $P\n", "a", old15, "0");
    rows("§3 2^32-1 is an error", "auth [success=4294967295] $P\n", "a", since16, "6");
    rows("§3 2^32-2 is done", "auth [success=4294967294] $P\nauth required $N\n", "a", old15, "0");
    rows("§3 2^32-2 is an error", "auth [success=4294967294] $P\nauth required $N\n", "a", since16, "6");
    rows("§3 2^32-4 is die", "auth required $P\nauth [default=4294967292] $N\nauth [default=reset] $P\nauth required $P\n", "a", old15,
         "7");
    rows("§3 2^32-4 is an error", "auth required $P\nauth [default=4294967292] $N\nauth [default=reset] $P\nauth required $P\n", "a",
         since16, "0");
    rows("§3 2^32-5 is reset", "auth required $N\nauth [default=4294967291] $P\nauth required $P\n", "a", old15, "0");
    rows("§3 2^32-6 is unset, so default fills it", "auth [success=4294967290 default=ok] $P\n", "a", old15, "0");
    rows("§3 2^32-6 is an error", "auth [success=4294967290 default=ok] $P\n", "a", since16, "6");
    rows("§3 2^32-7 is a bad jump", "auth required $N\nauth [default=4294967289] $P\n", "a", old15, "6");
    rows("§3 2^31-1 is a number", "auth [default=2147483647 success=ok] $P\n", "a", everyProfile, "0");
    rows("§3 2^31 is negative, or an error", "auth [success=2147483648 default=ok] $P\nauth required $P\n", "a", everyProfile, "6");

    // Jumps in a frozen chain (§4, §5.6).
    const QByteArray frozen = "auth [success=1 default=ignore] $D auth=success cred=cred_err\nauth requisite $N\nauth required $P\n";
    rows("§5.6 a jump does not touch the state", frozen, "as", debians, "0 0");
    rows("§5.6 a jump acts as ok too", frozen, "as", upstreams, "0 17");
    const QByteArray alone = "session [success=1 default=bad] $D\nsession optional $D close_session=session_err\n";
    rows("§4 alone it contributes nothing", alone, "oc", debians, "6 6");
    rows("§4 alone it contributes its success", alone, "oc", upstreams, "6 0");
    const QByteArray ignored = "auth [success=1 default=bad] $D cred=ignore\nauth required $N\n";
    rows("§4 an ignored answer is not handed on", ignored, "as", everyProfile, "6 6");
    const QByteArray badJump = "auth [success=3 default=bad] $D\nauth required $P\n";
    rows("§4 a bad jump is one for both", badJump, "as", everyProfile, "6 6");
    rows("§4 without a cache its own code jumps", "auth [success=1 default=bad] $D\nauth required $N\n", "s", debians, "6");
    rows("§4 without a cache its own code is ok", "auth [success=1 default=bad] $D\nauth required $N\n", "s", upstreams, "0");
    rows("§4 authenticate is not frozen", "auth [success=1 default=bad] $P\nauth required $N\n", "a", everyProfile, "6");
}

void TestSimulateProfiles::codes()
{
    QFETCH(QByteArray, profileName);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, calls);
    QFETCH(QByteArray, expected);
    const LibpamProfile profile = libpamProfile(profileName.toStdString()).value();
    QCOMPARE(codesOf(simulated(text, calls, profile)), numbers(expected));
}

/// The names that the rows are made of are all there are.
void TestSimulateProfiles::everyCaseKnowsEveryProfile()
{
    QList<QByteArray> names;
    for (const LibpamProfile &profile : libpamProfiles())
        names.append(QByteArray::fromStdString(profile.name));
    QCOMPARE(QByteArray(everyProfile).split(' '), names);
    for (const auto &[a, b] : {std::pair(old15, since16), std::pair(debians, upstreams), std::pair(etcIncluders, confIncluders)}) {
        QList<QByteArray> both = QByteArray(a).split(' ') + QByteArray(b).split(' ');
        QList<QByteArray> sorted = names;
        std::sort(both.begin(), both.end());
        std::sort(sorted.begin(), sorted.end());
        QCOMPARE(both, sorted);
    }
}

void TestSimulateProfiles::directories_data()
{
    // Where service files and include targets come from: each file of these trees says with its code which one it is.
    QTest::addColumn<QByteArray>("profileName");
    QTest::addColumn<QByteArray>("files"); // path=code, separated by blanks; "svc" includes "common"
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<int>("expected");
    const auto rows = [](const char *name, const char *files, const char *service, const char *profiles, int expected) {
        for (const QByteArray &profile : QByteArray(profiles).split(' '))
            QTest::addRow("%s, %s", name, profile.constData()) << profile << QByteArray(files) << QByteArray(service) << expected;
    };
    rows("§1.2 the vendor's file", "/etc/pam.d/x=7 /usr/lib/pam.d/svc=8", "svc", everyProfile, 8);
    rows("§1.2 is masked by ours", "/etc/pam.d/svc=7 /usr/lib/pam.d/svc=8", "svc", everyProfile, 7);
    rows("§1.2 the third directory", "/etc/pam.d/x=7 /usr/share/pam/pam.d/svc=9", "svc", "upstream-1.7", 9);
    rows("§1.2 there is no third", "/etc/pam.d/other=7 /usr/share/pam/pam.d/svc=9", "svc",
         "debian-12 ubuntu-24.04 debian-13 debian-sid upstream-1.5.2 upstream-1.5.3 upstream-1.6", 7);
    rows("§2.8.4 a vendor's include", "/etc/pam.d/svc=include /usr/lib/pam.d/common=8", "svc", etcIncluders, 6);
    rows("§2.8.4 a vendor's include", "/etc/pam.d/svc=include /usr/lib/pam.d/common=8", "svc", confIncluders, 8);
    rows("§1.1 only the last part, in lower case", "/etc/pam.d/svc=7", "a/B/SVC", everyProfile, 7);
    rows("§1.1 an empty name is an empty file", "/etc/pam.d/other=7", "x/", everyProfile, 7);
}

void TestSimulateProfiles::directories()
{
    QFETCH(QByteArray, profileName);
    QFETCH(QByteArray, files);
    QFETCH(QByteArray, service);
    QFETCH(int, expected);
    const LibpamProfile profile = libpamProfile(profileName.toStdString()).value();
    MemoryTree tree;
    tree.setFile(profile.moduleDirectories.front() + "/pam_debug.so", {});
    for (const QByteArray &file : files.split(' ')) {
        const QByteArray value = file.mid(file.indexOf('=') + 1);
        const std::string rule = value == "include" ? std::string("auth include common\n")
                                                    : "auth required pam_debug.so auth=" + returnCodeWord(value.toInt()) + '\n';
        tree.setFile(file.left(file.indexOf('=')).toStdString(), rule);
    }
    const Simulation simulation = simulate(effectiveStack(tree, profile, service.toStdString()), profile, {Primitive::Authenticate},
                                           AnswerFinder({}, tree, profile));
    QCOMPARE(codesOf(simulation), QList<int>{expected});
}

/// §1.3: without a directory the one file counts; lines of other services do not count for jumps.
void TestSimulateProfiles::pamConf()
{
    for (const LibpamProfile &profile : libpamProfiles()) {
        MemoryTree tree;
        tree.setFile(profile.moduleDirectories.front() + "/pam_debug.so", {});
        tree.setFile("/etc/pam.conf",
                     "svc auth [success=1 default=bad] pam_debug.so\nelse auth required pam_debug.so auth=maxtries\n"
                     "SVC auth required pam_debug.so auth=auth_err\nsvc auth required pam_debug.so\n"
                     "OTHER account required pam_debug.so acct=acct_expired\n");
        const AnswerFinder finder({}, tree, profile);
        const auto codes = [&](const char *service) {
            return codesOf(
                simulate(effectiveStack(tree, profile, service), profile, {Primitive::Authenticate, Primitive::AcctMgmt}, finder));
        };
        QCOMPARE(codes("svc"), (QList<int>{0, 13}));
        QCOMPARE(codes("else"), (QList<int>{11, 13}));
        QCOMPARE(codes("third"), (QList<int>{6, 13}));
    }
}

QTEST_APPLESS_MAIN(TestSimulateProfiles)
#include "tst_simulateprofiles.moc"
