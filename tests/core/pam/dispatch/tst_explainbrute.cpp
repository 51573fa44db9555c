// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/explain.h"
#include "tests/core/pam/dispatch/literalrun.h"
#include "tests/core/pam/dispatch/randomstack.h"

#include <QTest>

#include <functional>
#include <set>

using namespace pamphlet;
using namespace pamphlet::pam;
using testing::answerCodes;
using testing::LiteralRun;
using testing::literalRun;

namespace {

constexpr int newToken = 12;

int kindOf(int result)
{
    return result == rc::success || result == newToken ? result : rc::permDenied;
}

/// One combination of answers and what comes of it.
struct Case {
    std::vector<int> answers; ///< by entry
    LiteralRun run;
};

std::vector<Case> everyCase(const std::vector<Entry> &chain, const std::vector<RuleAnswers> &rules)
{
    std::vector<Case> cases;
    std::vector<int> answers(chain.size(), rc::permDenied);
    const std::function<void(std::size_t)> fill = [&](std::size_t entry) {
        if (entry == chain.size()) {
            cases.push_back({answers, literalRun(chain, answers)});
            return;
        }
        if (chain[entry].kind != EntryKind::Module)
            return fill(entry + 1);
        for (const int code : answerCodes) {
            if ((rules[entry].possible & outcome(code)) == 0)
                continue;
            answers[entry] = code;
            fill(entry + 1);
        }
    };
    fill(0);
    return cases;
}

bool ran(const Case &one, std::size_t entry)
{
    return (one.run.ran >> entry & 1U) != 0;
}

/// As Vouching is documented.
Vouching vouching(const RuleAnswers &rule, int code)
{
    if (rule.credential == Credential::None)
        return Vouching::Nobody;
    if (rule.credential == Credential::Unknown)
        return code == 7 ? Vouching::Nobody : Vouching::UnknownModule;
    if (code == rc::success)
        return Vouching::Checked;
    return (rule.likely & outcome(code)) != 0 ? Vouching::Nobody : Vouching::UndocumentedAnswer;
}

bool spoilt(const Way &way, const Case &one, bool whereItRan)
{
    return std::any_of(way.unless.begin(), way.unless.end(), [&](const Condition &condition) {
        const std::size_t entry = condition.rule.entry;
        return (!whereItRan || ran(one, entry)) && (condition.codes & outcome(one.answers[entry])) != 0;
    });
}

/// The needs hold, all but `except`, which returned `instead` if that is not negative.
bool holds(const Way &way, const Case &one, std::size_t except = ~std::size_t(0), int instead = -1)
{
    for (std::size_t i = 0; i < way.needs.size(); ++i) {
        const int returned = one.answers[way.needs[i].rule.entry];
        if (i == except ? instead >= 0 && returned != instead : returned != way.needs[i].returned)
            return false;
    }
    return !spoilt(way, one, false);
}

bool isLike(const Way &way, const Case &one)
{
    return !spoilt(way, one, true) && std::all_of(way.needs.begin(), way.needs.end(), [&](const Condition &need) {
        return ran(one, need.rule.entry) && (need.codes & outcome(one.answers[need.rule.entry])) != 0;
    });
}

std::vector<RuleAnswers> randomAnswers(std::mt19937 &random, const std::vector<Entry> &chain)
{
    constexpr std::array<const char *, 3> factors{"password", "one-time code", "fingerprint"};
    std::vector<RuleAnswers> rules(chain.size());
    for (std::size_t entry = 0; entry < chain.size(); ++entry) {
        RuleAnswers &rule = rules[entry];
        const bool certain = random() % 6 == 0;
        rule.possible = 0;
        for (const int code : answerCodes)
            rule.possible |= !certain && random() % 8 != 0 ? outcome(code) : 0;
        if (rule.possible == 0)
            rule.possible = outcome(answerCodes[random() % answerCodes.size()]);
        rule.likely = rule.possible & ~(random() % 2 == 0 ? outcome(rc::ignore) : 0) & ~(random() % 2 == 0 ? outcome(newToken) : 0);
        if (rule.likely == 0)
            rule.likely = rule.possible;
        rule.credential = static_cast<Credential>(random() % 3);
        if (rule.credential == Credential::Checked)
            rule.factor = factors[random() % factors.size()];
    }
    return rules;
}

QByteArray described(const std::vector<Entry> &chain, const std::vector<RuleAnswers> &rules)
{
    QByteArray text;
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const Entry &entry = chain[i];
        text += QByteArray::number(i) + ": level " + QByteArray::number(entry.level) + ' ' + QByteArray::fromStdString(entry.control)
            + (entry.kind == EntryKind::Marker         ? " marker"
                   : entry.kind == EntryKind::MustFail ? " must fail"
                                                       : "")
            + " possible " + QByteArray::number(rules[i].possible, 16) + " credential " + QByteArray::number(int(rules[i].credential))
            + '\n';
    }
    return text;
}

} // namespace

/// The walk over states against every combination of answers, one by one.
class TestExplainBrute : public QObject
{
    Q_OBJECT

    void checkWays(const Explanation &explanation, const std::vector<Case> &cases, const std::vector<RuleAnswers> &rules)
    {
        QVERIFY(explanation.waysComplete);
        for (const Case &one : cases) {
            if (one.run.result == rc::success)
                QVERIFY(std::any_of(explanation.ways.begin(), explanation.ways.end(), [&](const Way &way) { return isLike(way, one); }));
        }
        for (const Way &way : explanation.ways) {
            std::set<std::string> factors;
            Vouching best = Vouching::Nobody;
            for (const Condition &need : way.needs) {
                const RuleAnswers &rule = rules[need.rule.entry];
                best = std::max(best, vouching(rule, need.returned));
                if (rule.credential == Credential::Checked && need.returned == rc::success)
                    factors.insert(rule.factor);
            }
            QCOMPARE(way.vouching, best);
            QCOMPARE(way.factors, std::vector<std::string>(factors.begin(), factors.end()));
            for (const Case &one : cases) {
                if (holds(way, one))
                    QCOMPARE(one.run.result, rc::success);
            }
            for (std::size_t i = 0; i < way.needs.size(); ++i) {
                const std::size_t entry = way.needs[i].rule.entry;
                QVERIFY(std::any_of(cases.begin(), cases.end(),
                                    [&](const Case &one) { return holds(way, one, i) && one.run.result != rc::success; }));
                for (const int code : answerCodes) {
                    const bool does = std::all_of(cases.begin(), cases.end(), [&](const Case &one) {
                        return !holds(way, one, i, code) || one.run.result == rc::success;
                    });
                    const bool vouches = vouching(rules[entry], way.needs[i].returned) == Vouching::Nobody
                        || vouching(rules[entry], code) != Vouching::Nobody;
                    if ((rules[entry].possible & outcome(code)) != 0)
                        QCOMPARE((way.needs[i].codes & outcome(code)) != 0, does && vouches);
                }
            }
            for (const Condition &unless : way.unless) {
                QVERIFY(unless.codes != 0 && (unless.codes & (refusals | outcome(rc::success))) == 0);
                QVERIFY((unless.codes & ~rules[unless.rule.entry].possible) == 0);
            }
        }
    }

private Q_SLOTS:
    void agreesWithEveryCombination_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 8; ++seed)
            QTest::addRow("seed %u", seed) << seed; // fixed: a failure can be looked at again
    }

    void agreesWithEveryCombination()
    {
        QFETCH(unsigned, seed);
        std::mt19937 random(seed);
        int succeeding = 0, open = 0, closed = 0, dead = 0, idle = 0, several = 0, spoilable = 0;
        for (int round = 0; round < 1000; ++round) {
            const std::vector<Entry> chain = testing::randomChain(random, round % 8 == 0 ? 6 : 5);
            const std::vector<RuleAnswers> rules = randomAnswers(random, chain);
            const std::vector<Case> cases = everyCase(chain, rules);
            const Explanation explanation = explainChain(chain, Facility::Auth, rules);
            QVERIFY(explanation.complete);

            bool canSucceed = false, canAskForToken = false;
            Vouching least = Vouching::Checked;
            std::uint32_t everRan = 0, everMattered = 0;
            for (const Case &one : cases) {
                everRan |= one.run.ran;
                canAskForToken = canAskForToken || one.run.result == newToken;
                if (one.run.result == rc::success) {
                    canSucceed = true;
                    Vouching best = Vouching::Nobody;
                    for (std::size_t entry = 0; entry < chain.size(); ++entry) {
                        if (ran(one, entry) && chain[entry].kind == EntryKind::Module)
                            best = std::max(best, vouching(rules[entry], one.answers[entry]));
                    }
                    least = std::min(least, best);
                }
                for (std::size_t entry = 0; entry < chain.size(); ++entry) {
                    const bool known = (everMattered >> entry & 1U) != 0;
                    if (!known && ran(one, entry) && chain[entry].kind != EntryKind::Marker
                        && kindOf(literalRun(chain, one.answers, entry).result) != kindOf(one.run.result))
                        everMattered |= 1U << entry;
                }
            }
            std::vector<std::size_t> neverRuns, neverMatters;
            for (std::size_t entry = 0; entry < chain.size(); ++entry) {
                if ((everRan >> entry & 1U) == 0)
                    neverRuns.push_back(entry);
                else if ((everMattered >> entry & 1U) == 0 && chain[entry].kind != EntryKind::Marker)
                    neverMatters.push_back(entry);
            }

            const auto entries = [](const std::vector<RuleRef> &refs) {
                std::vector<std::size_t> result;
                for (const RuleRef &ref : refs)
                    result.push_back(ref.entry);
                return result;
            };
            QCOMPARE(explanation.canSucceed, canSucceed);
            QCOMPARE(explanation.canAskForToken, canAskForToken);
            QCOMPARE(explanation.leastVouching, canSucceed ? std::optional(least) : std::nullopt);
            QCOMPARE(entries(explanation.neverRuns), neverRuns);
            QCOMPARE(entries(explanation.neverMatters), neverMatters);
            checkWays(explanation, cases, rules);
            if (QTest::currentTestFailed()) {
                qWarning("round %d\n%s", round, described(chain, rules).constData());
                return;
            }
            // An open door is one of the ways, and the only kind of way that is one.
            const bool openWay = std::any_of(explanation.ways.begin(), explanation.ways.end(),
                                             [](const Way &way) { return way.vouching == Vouching::Nobody; });
            if (explanation.openDoor())
                QVERIFY2(openWay, described(chain, rules).constData());

            succeeding += canSucceed ? 1 : 0;
            open += explanation.openDoor() ? 1 : 0;
            closed += explanation.leastVouching == Vouching::Checked ? 1 : 0;
            dead += neverRuns.empty() ? 0 : 1;
            idle += neverMatters.empty() ? 0 : 1;
            several += explanation.ways.size() > 1 ? 1 : 0;
            for (const Way &way : explanation.ways)
                spoilable += way.unless.empty() ? 0 : 1;
        }
        // The rounds were worth something.
        for (const int count : {succeeding, open, closed, dead, idle, several, spoilable})
            QVERIFY2(count > 15, QByteArray::number(count).constData());
    }

    /// A password change: a rule's answers in the check and in the update are independent where they are not the same.
    void agreesInBothPassesOfAPasswordChange()
    {
        std::mt19937 random(99);
        int succeeding = 0, differing = 0;
        for (int round = 0; round < 400; ++round) {
            const std::vector<Entry> chain = testing::randomChain(random, 4);
            const std::vector<RuleAnswers> check = randomAnswers(random, chain), update = randomAnswers(random, chain);
            const std::vector<Case> checks = everyCase(chain, check), updates = everyCase(chain, update);
            const auto succeeds = [](const Case &one) { return one.run.result == rc::success; };
            const bool first = std::any_of(checks.begin(), checks.end(), succeeds);
            const bool second = first && std::any_of(updates.begin(), updates.end(), succeeds);
            std::uint32_t everRan = 0;
            for (const Case &one : checks)
                everRan |= one.run.ran;
            for (const Case &one : updates)
                everRan |= first ? one.run.ran : 0;

            const Explanation explanation = explainChain(chain, check, update);
            QVERIFY(explanation.complete);
            QCOMPARE(explanation.canSucceed, second);
            QVERIFY(!explanation.leastVouching);
            std::uint32_t never = 0;
            for (const RuleRef &rule : explanation.neverRuns)
                never |= 1U << rule.entry;
            QCOMPARE(never, ~everRan & ((1U << chain.size()) - 1));
            QCOMPARE(explanation.ways.empty(), !second);
            for (const Way &way : explanation.ways) {
                Way ofCheck, ofUpdate;
                for (const Condition &need : way.needs)
                    (need.updatePass ? ofUpdate : ofCheck).needs.push_back(need);
                for (const Condition &unless : way.unless)
                    (unless.updatePass ? ofUpdate : ofCheck).unless.push_back(unless);
                for (const Case &one : checks)
                    QVERIFY(!holds(ofCheck, one) || succeeds(one));
                if (explanation.passesDiffer) {
                    for (const Case &one : updates)
                        QVERIFY(!holds(ofUpdate, one) || succeeds(one));
                }
            }
            succeeding += second ? 1 : 0;
            differing += explanation.passesDiffer ? 1 : 0;
        }
        QVERIFY(succeeding > 50 && differing > 50);
    }
};

QTEST_APPLESS_MAIN(TestExplainBrute)
#include "tst_explainbrute.moc"
