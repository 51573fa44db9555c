// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/certain.h"
#include "core/pam/dispatch/landing.h"
#include "core/pam/dispatch/reach.h"
#include "core/tree/memorytree.h"
#include "tests/core/pam/dispatch/literalrun.h"
#include "tests/support/sanitized.h"

#include <QTest>

#include <random>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

Entry entryWith(EntryKind kind, int level, const std::string &module = "pam_x.so", const std::string &control = "required")
{
    Entry entry;
    entry.kind = kind;
    entry.level = level;
    entry.module = module;
    entry.control = control;
    entry.actions = parseControl(control, libpamProfile("debian-12").value()).actions;
    return entry;
}

/// Random but well-formed: every level is entered by a marker.
std::vector<Entry> randomChain(std::mt19937 &random)
{
    std::vector<Entry> chain;
    const std::size_t size = 1 + random() % 6;
    int level = 0;
    while (chain.size() < size) {
        const unsigned dice = random() % 10;
        if (dice < 2 && level < 3) {
            chain.push_back(entryWith(EntryKind::Marker, level));
            ++level;
        } else if (dice == 2 && level > 0) {
            --level;
            continue;
        }
        Entry entry = entryWith(dice == 9 ? EntryKind::MustFail : EntryKind::Module, level);
        for (Action &action : entry.actions)
            action.value = static_cast<int>(random() % 9) - 5; // reset … 3
        chain.push_back(entry);
    }
    return chain;
}

} // namespace

class TestReach : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Every outcome of small chains tried one by one must add up to what the walk says.
    void equalsEveryRunTakenTogether()
    {
        std::mt19937 random(20260101); // a fixed seed: a failure can be looked at again
        const std::vector<int> codes{rc::success, rc::authErr, rc::ignore, rc::newAuthtokReqd};
        int succeeding = 0, failing = 0, dead = 0;
        for (int round = 0; round < (test::sanitized ? 600 : 4000); ++round) {
            const std::vector<Entry> chain = randomChain(random);
            std::vector<Outcomes> outcomes;
            for (std::size_t i = 0; i < chain.size(); ++i) {
                Outcomes possible = 0;
                for (const int code : codes)
                    possible |= random() % 3 != 0 ? outcome(code) : 0;
                outcomes.push_back(possible != 0 ? possible : outcome(rc::success));
            }

            bool canSucceed = false, canAskForToken = false;
            std::vector<bool> reached(chain.size(), false);
            std::vector<std::size_t> digits(chain.size(), 0);
            for (bool more = true; more;) {
                std::vector<int> results;
                bool possible = true;
                for (std::size_t i = 0; i < chain.size(); ++i) {
                    results.push_back(codes[digits[i]]);
                    possible = possible && (outcomes[i] & outcome(results.back())) != 0;
                }
                if (possible) {
                    const testing::LiteralRun one = testing::literalRun(chain, results);
                    canSucceed = canSucceed || one.result == rc::success;
                    canAskForToken = canAskForToken || one.result == rc::newAuthtokReqd;
                    for (std::size_t i = 0; i < chain.size(); ++i)
                        reached[i] = reached[i] || (one.ran >> i & 1U) != 0;
                }
                more = false;
                for (std::size_t i = 0; i < digits.size() && !more; ++i) {
                    digits[i] = (digits[i] + 1) % codes.size();
                    more = digits[i] != 0;
                }
            }

            const Reach walked = reach(chain, outcomes);
            QVERIFY(walked.complete);
            QCOMPARE(walked.canSucceed, canSucceed);
            QCOMPARE(walked.canAskForToken, canAskForToken);
            QCOMPARE(walked.reached, reached);
            succeeding += canSucceed ? 1 : 0;
            failing += canSucceed ? 0 : 1;
            dead += static_cast<int>(std::count(reached.begin(), reached.end(), false));
        }
        QVERIFY(std::min({succeeding, failing, dead}) > (test::sanitized ? 75 : 500)); // the rounds were worth something
    }

    void incompleteIsNoResult()
    {
        const std::vector<Entry> chain{entryWith(EntryKind::Module, 0), entryWith(EntryKind::Module, 0)};
        const Reach walked = reach(chain, {outcome(rc::incomplete), anyOutcome});
        QVERIFY(!walked.canSucceed && !walked.reached[1]);
    }

    void anEmptyChainRefuses()
    {
        const Reach walked = reach({}, {});
        QVERIFY(walked.complete && !walked.canSucceed && walked.reached.empty());
    }

    void longChainsAreNoProblem()
    {
        std::vector<Entry> chain(5000, entryWith(EntryKind::Module, 0, "pam_x.so", "sufficient"));
        const Reach walked = reach(chain, std::vector<Outcomes>(chain.size(), anyOutcome));
        QVERIFY(walked.complete && walked.canSucceed && walked.reached.back());
    }

    void jumps_data()
    {
        QTest::addColumn<std::vector<int>>("levels"); // a marker stands before each rise
        QTest::addColumn<std::size_t>("from");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("remainder");
        QTest::addColumn<std::size_t>("next");
        using Levels = std::vector<int>;
        QTest::newRow("over one") << Levels{0, 0, 0} << std::size_t(0) << 1 << 0 << std::size_t(2);
        QTest::newRow("to the end") << Levels{0, 0} << std::size_t(0) << 1 << 0 << std::size_t(2);
        QTest::newRow("one too many") << Levels{0, 0} << std::size_t(0) << 2 << 1 << std::size_t(2);
        QTest::newRow("the last entry") << Levels{0} << std::size_t(0) << 1 << 1 << std::size_t(1);
        QTest::newRow("a substack is one") << Levels{0, 0, 1, 1, 0} << std::size_t(0) << 2 << 0 << std::size_t(5);
        QTest::newRow("a substack is not two") << Levels{0, 0, 1, 1} << std::size_t(0) << 2 << 1 << std::size_t(4);
        QTest::newRow("not out of a substack") << Levels{0, 1, 1, 0, 0} << std::size_t(2) << 1 << 1 << std::size_t(3);
        QTest::newRow("to the end of a substack") << Levels{0, 1, 1, 0} << std::size_t(1) << 1 << 0 << std::size_t(3);
        QTest::newRow("huge") << Levels{0, 0} << std::size_t(0) << 2147483647 << 2147483646 << std::size_t(2);
    }

    void jumps()
    {
        QFETCH(std::vector<int>, levels);
        QFETCH(std::size_t, from);
        QFETCH(int, count);
        QFETCH(int, remainder);
        QFETCH(std::size_t, next);
        std::vector<Entry> chain;
        for (const int level : levels)
            chain.push_back(entryWith(EntryKind::Module, level));
        QCOMPARE(landingOf(chain, from, count).remainder, remainder);
        QCOMPARE(landingOf(chain, from, count).next, next);
    }

    void certainResults_data()
    {
        QTest::addColumn<std::string>("module");
        QTest::addColumn<std::string>("argument");
        QTest::addColumn<int>("pass");
        QTest::addColumn<bool>("known");
        QTest::addColumn<Outcomes>("outcomes");
        const auto row = [](const char *name, const char *module, const char *argument, Pass pass, bool known, Outcomes outcomes) {
            QTest::newRow(name) << std::string(module) << std::string(argument) << static_cast<int>(pass) << known << outcomes;
        };
        row("deny auth", "pam_deny.so", "", Pass::Authenticate, true, outcome(7));
        row("deny session", "pam_deny.so", "", Pass::OpenSession, true, outcome(14));
        row("deny password", "pam_deny.so", "", Pass::PreliminaryCheck, true, outcome(20));
        row("permit", "pam_permit.so", "", Pass::AcctMgmt, true, outcome(0));
        row("not installed", "pam_nowhere.so", "", Pass::AcctMgmt, true, outcome(28));
        row("installed or not is not known", "pam_nowhere.so", "", Pass::AcctMgmt, false, anyOutcome);
        row("may answer anything", "pam_unix.so", "", Pass::Authenticate, true, anyOutcome);
        row("another pam_deny", "/opt/pam_deny.so", "", Pass::Authenticate, false, anyOutcome);
        row("debug", "pam_debug.so", "auth=perm_denied", Pass::Authenticate, true, outcome(6));
        row("debug, another event", "pam_debug.so", "auth=perm_denied", Pass::AcctMgmt, true, outcome(0));
        row("debug, account is acct", "pam_debug.so", "acct=acct_expired", Pass::AcctMgmt, true, outcome(13));
        row("debug, unknown value", "pam_debug.so", "auth=frob", Pass::Authenticate, true, outcome(0));
    }

    void certainResults()
    {
        QFETCH(std::string, module);
        QFETCH(std::string, argument);
        QFETCH(int, pass);
        QFETCH(bool, known);
        QFETCH(Outcomes, outcomes);
        MemoryTree tree;
        for (const char *name : {"pam_deny.so", "pam_permit.so", "pam_unix.so", "pam_debug.so"})
            tree.setFile(std::string("/lib/x86_64-linux-gnu/security/") + name, "");
        Entry entry = entryWith(EntryKind::Module, 0, module);
        if (!argument.empty())
            entry.arguments = {argument};
        QCOMPARE(certainOutcomes(entry, static_cast<Pass>(pass), tree, libpamProfile("debian-12").value(), known), outcomes);
    }

    void aPasswordIsChangedInTwoPasses_data()
    {
        QTest::addColumn<std::string>("argument");
        QTest::addColumn<bool>("succeeds");
        QTest::addColumn<bool>("second");
        QTest::newRow("both") << std::string("auth=auth_err") << true << true;
        QTest::newRow("the check fails") << std::string("prechauthtok=authtok_err") << false << true;
        QTest::newRow("the update fails") << std::string("chauthtok=authtok_err") << false << true;
    }

    void aPasswordIsChangedInTwoPasses()
    {
        QFETCH(std::string, argument);
        QFETCH(bool, succeeds);
        QFETCH(bool, second);
        std::vector<Entry> chain{entryWith(EntryKind::Module, 0, "pam_debug.so"), entryWith(EntryKind::Module, 0, "pam_debug.so")};
        chain[0].arguments = {argument};
        const Reach walked = reachOf(chain, Facility::Password, MemoryTree(), libpamProfile("debian-12").value(), false);
        QCOMPARE(walked.canSucceed, succeeds);
        QCOMPARE(walked.reached[1], second);
    }
};

QTEST_APPLESS_MAIN(TestReach)
#include "tst_reach.moc"
