// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "differential.h"
#include "libpamrunner.h"
#include "tests/support/sanitized.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace pamphlet;
using namespace pamphlet::pam;
using namespace pamphlet::test;

namespace {

const std::string askModule = PAMPHLET_TEST_MODULES "/pam_test_ask.so";

} // namespace

/**
 * The simulator is libpam: random configurations through the real one and through ours, the same code from each call and the same
 * modules called in the same order. `./dev fuzz` goes on where this ends.
 */
class TestSimulateOracle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sameAsLibpam();
    void aWrongRuleIsFoundAndShrunk();
    void aWrongParserIsFoundAndShrunk();

private:
    LibpamProfile m_profile;
    // Hundreds of thousands of small files: in memory where that can be had.
    QTemporaryDir m_directory{QFileInfo(QStringLiteral("/dev/shm")).isWritable() ? QStringLiteral("/dev/shm/pamphlet-XXXXXX")
                                                                                 : QDir::tempPath() + QStringLiteral("/pamphlet-XXXXXX")};
};

void TestSimulateOracle::initTestCase()
{
    const std::optional<LibpamProfile> profile = profileOfThisLibpam();
    if (!profile)
        QSKIP("it is not known which libpam this machine has");
    m_profile = *profile;
    for (const char *module : {"pam_debug.so", "pam_echo.so", "pam_permit.so", "pam_deny.so"}) {
        if (!hasModule(module))
            QSKIP("this machine has no pam_debug.so, pam_echo.so, pam_permit.so or pam_deny.so");
    }
    QVERIFY(m_directory.isValid());
}

void TestSimulateOracle::sameAsLibpam()
{
    constexpr std::size_t all = 21'000;
    const std::size_t rounds = qEnvironmentVariableIsSet("PAMPHLET_TEST_ROUNDS")
        ? std::size_t(qEnvironmentVariableIntValue("PAMPHLET_TEST_ROUNDS"))
        : (sanitized ? all / 10 : all);
    Differential differential(Predictor(m_profile, askModule), m_directory.path().toStdString(), askModule);
    if (const auto found = differential.compare(1, rounds))
        QFAIL(printable(differential.shrunk(*found)).c_str());

    const Tally &tally = differential.tally();
    qInfo("%zu compared (%zu refused by pam_start, %zu hung, %zu crashed), %zu left out; %zu calls (%zu suspended), %zu rules run",
          tally.compared, tally.aborted, tally.hung, tally.crashed, tally.leftOut, tally.calls, tally.suspended, tally.steps);
    QCOMPARE(tally.unforeseen, std::size_t(0));
    if (rounds < all)
        return;
    // What was compared is worth it.
    QVERIFY(tally.compared >= 20'000);
    QVERIFY2(tally.leftOut * 25 <= rounds, "too many are left out as undefined");
    QVERIFY(tally.aborted * 4 <= tally.compared);
    QVERIFY(tally.suspended > 2000);
    QVERIFY(tally.steps > 140'000);
    QCOMPARE(tally.codes, 0xffffffffU); // each code came out of some call
}

/// Under the other rule for jumps in frozen chains there is a difference, and it is found and made small.
void TestSimulateOracle::aWrongRuleIsFoundAndShrunk()
{
    LibpamProfile wrong = m_profile;
    wrong.jumpIsIgnore = !wrong.jumpIsIgnore;
    Differential differential(Predictor(wrong, askModule), m_directory.path().toStdString(), askModule);
    const auto found = differential.compare(1, 3000);
    QVERIFY(found);
    const Counterexample small = differential.shrunk(*found);
    const std::string text = printable(small);
    qInfo("%s", text.c_str());
    // A jump and what it lands behind, in one call: less does not show it.
    QVERIFY(small.configuration.primitives.size() == 1);
    const Primitive primitive = small.configuration.primitives.front();
    QVERIFY(primitive == Primitive::Setcred || primitive == Primitive::CloseSession);
    std::size_t lines = 0;
    std::size_t bytes = 0;
    for (const auto &[name, content] : small.configuration.files) {
        lines += std::size_t(std::count(content.begin(), content.end(), '\n'));
        bytes += content.size();
    }
    QVERIFY2(lines <= 3 && bytes <= 100, text.c_str());
}

void TestSimulateOracle::aWrongParserIsFoundAndShrunk()
{
    LibpamProfile wrong = m_profile;
    wrong.parser16 = !wrong.parser16;
    Differential differential(Predictor(wrong, askModule), m_directory.path().toStdString(), askModule);
    const auto found = differential.compare(1, 3000);
    QVERIFY(found);
    const Counterexample small = differential.shrunk(*found);
    const std::string text = printable(small);
    qInfo("%s", text.c_str());
    QVERIFY(!(small.libpam == small.simulator.record));
    std::size_t lines = 0;
    for (const auto &[name, content] : small.configuration.files)
        lines += std::size_t(std::count(content.begin(), content.end(), '\n'));
    QVERIFY2(lines <= 5, text.c_str());
}

QTEST_APPLESS_MAIN(TestSimulateOracle)
#include "tst_simulateoracle.moc"
