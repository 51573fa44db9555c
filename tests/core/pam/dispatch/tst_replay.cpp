// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulated.h"

#include "core/pam/dispatch/replay.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::pam;
using namespace pamphlet::test;

namespace {

const char *const text
    = "auth [success=1 default=ignore] $D\nauth requisite $N\nauth substack sub\nauth required $D cred=cred_err\nauth required\n"
      "account required $D acct=incomplete\n"
      "password required $D\npassword optional $D chauthtok=authtok_err\n"
      "== sub\nauth required $P\n";

const LibpamProfile &profile()
{
    static const LibpamProfile value = libpamProfile("debian-12").value();
    return value;
}

/// What a trace of this transaction shows: the modules that were called.
struct Seen {
    EffectiveStack stack;
    std::vector<Primitive> primitives;
    std::vector<ObservedCall> calls;
    std::vector<std::optional<int>> codes;
};

Seen seen(const QByteArray &letters)
{
    const MemoryTree tree = simulatedTree(text, profile());
    Seen result{effectiveStack(tree, profile(), "svc"), primitivesOf(letters), {}, {}};
    const Simulation simulation = simulate(result.stack, profile(), result.primitives, AnswerFinder({}, tree, profile()));
    for (const PrimitiveResult &each : simulation.results) {
        result.codes.push_back(each.code);
        for (const Step &step : each.steps) {
            const Entry &entry = simulation.entryOf(step);
            if (entry.kind == EntryKind::Module)
                result.calls.push_back({each.primitive, entry.file, entry.line, entry.module, step.returned});
        }
    }
    return result;
}

/// "t", "f" and "?" for each call.
QByteArray wordOf(const Replay &replay)
{
    QByteArray word;
    for (const ReplayedCall &call : replay.calls)
        word += !call.predicted ? '?' : *call.predicted ? 't' : 'f';
    return word;
}

} // namespace

class TestReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasSimulatedIsPredicted_data();
    void whatWasSimulatedIsPredicted();
    void anotherRule();
    void aCallTooMany();
    void aCallTooFew();
    void eachPrimitiveOnItsOwn();
    void onePrimitiveDidNotComeBack();
    void nothingOfWhatDoesNotStart();
};

void TestReplay::whatWasSimulatedIsPredicted_data()
{
    QTest::addColumn<QByteArray>("calls");
    for (const char *calls : {"a", "as", "asm", "asmocp", "aasap", "mm", "ppsa", "mam", "oc", ""})
        QTest::newRow(*calls ? calls : "nothing") << QByteArray(calls);
}

void TestReplay::whatWasSimulatedIsPredicted()
{
    QFETCH(QByteArray, calls);
    const Seen it = seen(calls);
    const Replay replayed = replay(it.stack, profile(), it.primitives, it.calls);
    QCOMPARE(wordOf(replayed), QByteArray(qsizetype(it.calls.size()), 't'));
    QVERIFY(replayed.codes == it.codes);
}

void TestReplay::anotherRule()
{
    Seen it = seen("as");
    QCOMPARE(it.calls.size(), std::size_t(6));
    it.calls[1] = {Primitive::Authenticate, "/etc/pam.d/svc", 2, "pam_deny.so", 7}; // which the jump is to skip
    const Replay replayed = replay(it.stack, profile(), it.primitives, it.calls);
    QCOMPARE(wordOf(replayed), QByteArray("tf?ttt"));
    QCOMPARE(replayed.calls[1].expectedFile, std::string("/etc/pam.d/sub"));
    QCOMPARE(replayed.calls[1].expectedLine, std::size_t(1));
    QVERIFY(!replayed.codes[0]);
    // Also of another module at the same place.
    it = seen("a");
    it.calls[0].module = "pam_unix.so";
    QCOMPARE(wordOf(replay(it.stack, profile(), it.primitives, it.calls)), QByteArray("f??"));
}

void TestReplay::aCallTooMany()
{
    Seen it = seen("a");
    it.calls.push_back(it.calls.back());
    it.calls.push_back(it.calls.back());
    const Replay replayed = replay(it.stack, profile(), it.primitives, it.calls);
    QCOMPARE(wordOf(replayed), QByteArray("tttf?"));
    QVERIFY(replayed.calls[3].expectedFile.empty());
    QVERIFY(!replayed.codes[0]);
}

void TestReplay::aCallTooFew()
{
    Seen it = seen("am");
    it.calls.erase(it.calls.begin() + 2);
    const Replay replayed = replay(it.stack, profile(), it.primitives, it.calls);
    QCOMPARE(wordOf(replayed), QByteArray("ttt"));
    QVERIFY(!replayed.codes[0]);
    QVERIFY(replayed.codes[1] == 31);
}

void TestReplay::eachPrimitiveOnItsOwn()
{
    Seen it = seen("ap");
    it.calls.erase(it.calls.begin());
    QCOMPARE(wordOf(replay(it.stack, profile(), it.primitives, it.calls)), QByteArray("f?tttt"));
}

void TestReplay::onePrimitiveDidNotComeBack()
{
    Seen it = seen("asp");
    it.primitives.pop_back();
    it.calls.pop_back();
    const Replay replayed = replay(it.stack, profile(), it.primitives, it.calls);
    QCOMPARE(wordOf(replayed), QByteArray(qsizetype(it.calls.size()), 't'));
    QCOMPARE(replayed.codes.size(), std::size_t(2));
}

void TestReplay::nothingOfWhatDoesNotStart()
{
    const MemoryTree tree = simulatedTree("auth required .so\n", profile());
    const EffectiveStack stack = effectiveStack(tree, profile(), "svc");
    const Replay replayed
        = replay(stack, profile(), {Primitive::Authenticate}, {{Primitive::Authenticate, "/etc/pam.d/svc", 1, "pam_unix.so", 0}});
    QCOMPARE(wordOf(replayed), QByteArray("?"));
    QVERIFY(!replayed.codes.at(0));
}

QTEST_APPLESS_MAIN(TestReplay)
#include "tst_replay.moc"
