// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/dispatch/equivalence.h"
#include "tests/core/pam/dispatch/literalrun.h"
#include "tests/core/pam/dispatch/randomstack.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;
using testing::answerCodes;
using testing::literalRun;

namespace {

std::vector<Entry> chainOf(const std::string &text)
{
    MemoryTree tree;
    tree.setFile("/etc/pam.d/x", text);
    tree.setFile("/etc/pam.d/common", "auth required pam_a.so\nauth requisite pam_b.so\n");
    return effectiveStack(tree, *libpamProfile("debian-12"), "x").chain(Facility::Auth);
}

} // namespace

class TestEquivalence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void means_data()
    {
        QTest::addColumn<std::string>("before");
        QTest::addColumn<std::string>("after");
        QTest::addColumn<bool>("same");
        const auto row = [](const char *name, const char *before, const char *after, bool same) {
            QTest::newRow(name) << std::string(before) << std::string(after) << same;
        };
        const char *two = "auth required pam_a.so\nauth requisite pam_b.so\n";
        row("identity", two, two, true);
        row("an include in place of its lines", two, "auth include common\n", true);
        row("a substack that changes nothing", two, "auth substack common\n", true);
        row("comments and spacing", two, "# x\nauth   required\tpam_a.so\n\nauth requisite pam_b.so # y\n", true);
        row("a keyword in the long form", "auth sufficient pam_a.so\nauth required pam_b.so\n",
            "auth [success=done new_authtok_reqd=done default=ignore] pam_a.so\nauth required pam_b.so\n", true);
        row("the last required may be requisite", "auth required pam_a.so\nauth required pam_b.so\n", two, true);
        row("order decides which refusal is told", "auth required pam_a.so\nauth required pam_b.so\n",
            "auth required pam_b.so\nauth required pam_a.so\n", false);
        row("order of independent rules", "auth optional pam_x.so\nauth [default=ignore] pam_y.so\nauth required pam_z.so\n",
            "auth [default=ignore] pam_y.so\nauth optional pam_x.so\nauth required pam_z.so\n", true);
        row("a rule that is always ignored moves far", "auth [default=ignore] pam_y.so\nauth required pam_a.so\nauth required pam_b.so\n",
            "auth required pam_a.so\nauth required pam_b.so\nauth [default=ignore] pam_y.so\n", true);
        row("sufficient is not required", "auth sufficient pam_a.so\n", "auth required pam_a.so\n", false);
        row("a jump lands elsewhere", "auth [success=1 default=ignore] pam_a.so\nauth requisite pam_b.so\nauth required pam_c.so\n",
            "auth [success=2 default=ignore] pam_a.so\nauth requisite pam_b.so\nauth required pam_c.so\n", false);
        row("a jump over one more rule that never counts",
            "auth [success=1 default=ignore] pam_a.so\nauth requisite pam_b.so\nauth required pam_c.so\n",
            "auth [success=2 default=ignore] pam_a.so\nauth [default=ignore] pam_n.so\nauth requisite pam_b.so\nauth required pam_c.so\n",
            true);
        row("a rule more that counts", two, "auth required pam_a.so\nauth requisite pam_b.so\nauth required pam_c.so\n", false);
        row("other arguments are the same rule", "auth required pam_a.so x\n", "auth required pam_a.so y\n", true);
        row("another module is not", "auth required pam_a.so\n", "auth required pam_b.so\n", false);
        row("nothing and a line that fails", "", "auth required\n", true);
    }

    void means()
    {
        QFETCH(std::string, before);
        QFETCH(std::string, after);
        QFETCH(bool, same);
        QCOMPARE(equivalent(chainOf(before), chainOf(after)), same);
        QCOMPARE(equivalent(chainOf(after), chainOf(before)), same);
    }

    void rulesAreMatchedByModuleAndArguments()
    {
        const std::vector<Entry> before = chainOf("auth required pam_a.so x\nauth required pam_b.so\nauth required pam_a.so y\n");
        const std::vector<Entry> after = chainOf("auth required pam_a.so y\nauth required pam_a.so z\nauth required pam_c.so\n");
        QCOMPARE(matchRules(before, after), (RuleMatch{1, std::nullopt, 0}));
    }

    /// All answers tried one by one, rules matched at random, so that orders cross.
    void agreesWithEveryCombination()
    {
        std::mt19937 random(7);
        int same = 0, different = 0, impossible = 0;
        for (int round = 0; round < 1500; ++round) {
            const std::vector<Entry> a = testing::randomChain(random, 4);
            std::vector<Entry> b = round % 2 == 0 ? a : testing::randomChain(random, 3);
            if (round % 2 == 0 && random() % 3 != 0) { // a small change
                Entry &changed = b[random() % b.size()];
                changed.actions[static_cast<std::size_t>(answerCodes[random() % answerCodes.size()])].value
                    = static_cast<int>(random() % 8) - 5;
            }
            RuleMatch match(a.size());
            std::vector<std::size_t> free;
            for (std::size_t j = 0; j < b.size(); ++j) {
                if (b[j].kind == EntryKind::Module)
                    free.push_back(j);
            }
            if (round % 2 != 0)
                std::shuffle(free.begin(), free.end(), random);
            for (std::size_t i = 0, next = 0; i < a.size() && next < free.size(); ++i) {
                if (a[i].kind == EntryKind::Module && (round % 2 == 0 || random() % 4 != 0))
                    match[i] = free[next++];
            }
            Outcomes all = 0;
            for (const int code : answerCodes)
                all |= outcome(code);
            std::vector<Outcomes> outcomesA(a.size(), all), outcomesB(b.size(), all);
            for (std::vector<Outcomes> *outcomes : {&outcomesA, &outcomesB}) {
                if (random() % 3 == 0)
                    (*outcomes)[random() % outcomes->size()] &= ~outcome(answerCodes[random() % answerCodes.size()]);
            }

            // Answers of the rules of A, then of those of B that have no partner.
            std::vector<std::pair<bool, std::size_t>> rules;
            std::vector<bool> partner(b.size(), false);
            for (std::size_t i = 0; i < a.size(); ++i) {
                if (a[i].kind == EntryKind::Module)
                    rules.emplace_back(true, i);
                if (match[i])
                    partner[*match[i]] = true;
            }
            for (std::size_t j = 0; j < b.size(); ++j) {
                if (b[j].kind == EntryKind::Module && !partner[j])
                    rules.emplace_back(false, j);
            }
            std::set<std::pair<int, int>> expected;
            std::vector<int> answersA(a.size(), 0), answersB(b.size(), 0);
            const auto resultOf
                = [](const std::vector<Entry> &chain, const std::vector<int> &answers, const std::vector<Outcomes> &outcomes) {
                      const testing::LiteralRun run = literalRun(chain, answers);
                      for (std::size_t i = 0; i < chain.size(); ++i) {
                          if ((run.ran >> i & 1U) != 0 && chain[i].kind == EntryKind::Module && (outcomes[i] & outcome(answers[i])) == 0)
                              return impossibleResult; // the run stops where the answer cannot be given
                      }
                      return run.result;
                  };
            std::size_t combinations = 1;
            for (std::size_t i = 0; i < rules.size(); ++i)
                combinations *= answerCodes.size();
            for (std::size_t combination = 0; combination < combinations; ++combination) {
                std::size_t rest = combination;
                bool possible = true;
                for (const auto &[first, entry] : rules) {
                    const int code = answerCodes[rest % answerCodes.size()];
                    rest /= answerCodes.size();
                    const Outcomes domain = !first ? outcomesB[entry]
                        : match[entry]             ? outcomesA[entry] | outcomesB[*match[entry]]
                                                   : outcomesA[entry];
                    possible = possible && (domain & outcome(code)) != 0;
                    (first ? answersA : answersB)[entry] = code;
                    if (first && match[entry])
                        answersB[*match[entry]] = code;
                }
                if (possible)
                    expected.emplace(resultOf(a, answersA, outcomesA), resultOf(b, answersB, outcomesB));
            }
            const ChainDifference found = difference(a, outcomesA, b, outcomesB, match);
            QVERIFY(found.complete);
            QCOMPARE(found.results, expected);
            same += found.same() ? 1 : 0;
            different += found.same() ? 0 : 1;
            impossible
                += std::any_of(expected.begin(), expected.end(), [](const auto &pair) { return pair.second == impossibleResult; }) ? 1 : 0;
        }
        QVERIFY(same > 100 && different > 100 && impossible > 50); // the rounds were worth something
    }

    void longChainsAreNoProblem()
    {
        std::string text;
        for (int i = 0; i < 4000; ++i)
            text += "auth "
                + std::string(i % 3 == 0       ? "sufficient"
                                  : i % 3 == 1 ? "required"
                                               : "[success=1 default=ignore]")
                + " pam_" + std::to_string(i) + ".so\n";
        const std::vector<Entry> chain = chainOf(text);
        std::vector<Entry> other = chain;
        QVERIFY(equivalent(chain, other));
        other[2000].actions[0].value = Action::Die;
        QVERIFY(!equivalent(chain, other));
    }
};

QTEST_APPLESS_MAIN(TestEquivalence)
#include "tst_equivalence.moc"
