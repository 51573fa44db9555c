// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulated.h"

#include "core/pam/dispatch/run.h"

#include <QTest>

#include <limits>
#include <map>

using namespace pamphlet;
using namespace pamphlet::pam;
using namespace pamphlet::test;

/// The dispatcher's rules one by one, under the profile that every row names or the oldest one.
class TestSimulate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void codes_data();
    void codes();
    void scripted_data();
    void scripted();
    void steps();
    void frozenSteps();
    void badJumpStep();
    void decided_data();
    void decided();
    void halfLinkedEntries();
    void anyNumberOfPrimitives();
    void includeBombEnds();
    void runIsTheSameAsSimulate();
};

namespace {

LibpamProfile profile(const char *name = "debian-12")
{
    return libpamProfile(name).value();
}

} // namespace

void TestSimulate::codes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("calls");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *text, const char *calls, const char *expected) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(calls) << QByteArray(expected);
    };

    // Upstream's own tests (semantics §6).
    row("dispatch1", "auth [default=bad] $D auth=ignore\n", "a", "6");
    row("dispatch2", "auth [default=die] $D auth=ignore\n", "a", "6");
    row("dispatch3",
        "auth optional $D auth=auth_err\nauth sufficient $D auth=success\nauth required $D auth=perm_denied\n"
        "account required $D acct=acct_expired\n",
        "a", "0");
    row("dispatch4",
        "auth required $P\nauth [success=1 default=ignore] $D auth=success\nauth required $N\n"
        "account [success=1 default=ignore] $D acct=success\naccount required $N\n",
        "am", "0 6");
    row("dispatch5", "auth [success=2 default=bad] $P\nauth required $N\n", "a", "6");
    row("substack1", "auth substack sub\nauth required $D auth=auth_err\n== sub\nauth sufficient $D auth=success\n", "a", "7");
    row("substack2", "auth substack sub\nauth [success=reset] $P\nauth required $D\n== sub\nauth requisite $D auth=auth_err\n", "a", "0");
    row("substack3", "auth required $P\nauth substack sub\n== sub\nauth required $D auth=auth_err\nauth [success=reset] $P\n", "a", "0");
    row("substack4",
        "auth [success=1] $P\nauth substack sub\nauth required $P\n"
        "== sub\nauth required $D auth=auth_err\nauth required $D auth=auth_err\nauth required $D auth=auth_err\n",
        "a", "0");
    row("substack5", "auth required $P\nauth substack sub\n== sub\nauth requisite $D auth=auth_err\nauth [success=reset] $P\n", "a", "7");
    row("authsucceed", "auth sufficient $D auth=auth_err\nauth required $D auth=success\n", "a", "0");
    row("authfail", "auth required $D auth=perm_denied\nauth sufficient $D auth=success\n", "a", "6");

    // Which chain (§1.4).
    row("no rules", "account required $P\n", "a", "6");
    row("other fills in for a facility", "account required $P\n== other\nauth required $D auth=cred_err\naccount required $N\n", "am",
        "17 0");
    row("an empty substack is a chain", "auth substack sub\n== sub\n== other\nauth required $P\n", "a", "6");
    row("an empty include is none", "auth include sub\n== sub\n== other\nauth required $P\n", "a", "0");

    // Impression and status (§4).
    row("optional failing alone", "auth optional $D auth=auth_err\n", "a", "6");
    row("optional succeeding alone", "auth optional $P\n", "a", "0");
    row("ignored alone", "auth required $D auth=ignore\n", "a", "6");
    row("ignore made ok is the result", "auth [ignore=ok] $D auth=ignore\n", "a", "25");
    row("bad on success", "auth [success=bad default=ok] $P\nauth required $D auth=maxtries\n", "a", "6");
    row("the first failure counts", "auth required $D auth=user_unknown\nauth required $D auth=auth_err\n", "a", "10");
    row("ok with a failure is positive", "auth [auth_err=ok] $D auth=auth_err\nauth required $P\n", "a", "7");
    row("done stops with such a code", "auth [auth_err=ok] $D auth=auth_err\nauth sufficient $P\nauth required $D auth=maxtries\n", "a",
        "7");
    row("bad replaces such a code", "auth [auth_err=ok] $D auth=auth_err\nauth required $D auth=maxtries\n", "a", "11");
    row("new_authtok_reqd is handed on", "account required $D acct=new_authtok_reqd\naccount required $P\n", "m", "12");
    row("done after a failure does not stop", "auth required $D auth=auth_err\nauth sufficient $P\nauth [default=reset] $P\n", "a", "6");
    row("die ends with the first failure", "auth required $D auth=auth_err\nauth requisite $D auth=maxtries\nauth [default=reset] $P\n",
        "a", "7");
    row("reset to the start", "auth required $D auth=auth_err\nauth [default=reset] $P\n", "a", "6");
    row("reset forgets success too", "auth required $P\nauth [default=reset] $P\nauth optional $D auth=auth_err\n", "a", "6");

    // Substacks.
    row("die ends only its substack",
        "auth substack sub\nauth [default=reset] $P\nauth required $P\n"
        "== sub\nauth requisite $D auth=auth_err\nauth required $D auth=maxtries\n",
        "a", "0");
    row("done ends only its substack", "auth substack sub\nauth required $D auth=maxtries\n== sub\nauth sufficient $P\nauth required $N\n",
        "a", "11");
    row("a failure stays", "auth substack sub\nauth sufficient $P\n== sub\nauth requisite $D auth=auth_err\n", "a", "7");
    row("each entry saves anew",
        "auth substack sub\nauth required $D auth=cred_err\nauth substack sub\n== sub\nauth [success=reset default=bad] $P\n", "a", "17");
    row("reset to the entry of the nested one",
        "auth required $P\nauth substack one\n== one\nauth required $D auth=auth_err\nauth substack two\n"
        "== two\nauth required $D auth=maxtries\nauth [success=reset] $P\n",
        "a", "7");

    // Jumps.
    row("to the very end", "auth required $P\nauth [success=1] $P\nauth required $N\n", "a", "0");
    row("past the end", "auth required $P\nauth [success=2] $P\nauth required $N\n", "a", "6");
    row("past the end overwrites a failure", "auth required $D auth=maxtries\nauth [success=2] $P\nauth required $N\n", "a", "6");
    row("over a whole substack", "auth [success=1] $P\nauth substack sub\nauth required $P\n== sub\nauth required $N\nauth required $N\n",
        "a", "0");
    row("over an include's entries",
        "auth [success=2] $P\nauth include sub\nauth required $P\n== sub\nauth required $N\nauth required $N\n", "a", "0");
    row("a failed substack counts two", "auth [success=2] $P\nauth substack nowhere\nauth required $P\n", "a", "0");
    row("a failed include counts one", "auth [success=1] $P\nauth include nowhere\nauth required $P\n", "a", "0");
    row("not out of a substack", "auth substack sub\nauth required $P\n== sub\nauth [success=2] $P\nauth required $N\n", "a", "6");
    row("to the end of a substack", "auth substack sub\nauth required $P\n== sub\nauth [success=1] $P\nauth required $N\n", "a", "0");
    row("other types do not count", "auth [success=1] $P\naccount required $P\nauth required $N\nauth required $P\n", "a", "0");
    row("huge", "auth [success=2147483647] $P\nauth required $P\n", "a", "6");
    row("zero is no jump", "auth [success=0] $P\n", "a", "6");

    // The cache (§4, §8).
    row("setcred after success", "auth required $D cred=cred_err\n", "as", "0 17");
    row("setcred after a failed authenticate", "auth required $D auth=auth_err\n", "as", "7 6");
    row("setcred alone has its own code", "auth required $D auth=auth_err cred=cred_expired\n", "s", "16");
    row("frozen done with ignore walks on", "auth sufficient $D cred=ignore\nauth required $D cred=cred_err\n", "as", "0 17");
    row("frozen done", "auth sufficient $D\nauth required $D cred=cred_err\n", "as", "0 0");
    row("frozen ok with ignore says nothing", "auth required $D cred=ignore\n", "as", "0 6");
    row("setcred alone may be ignored", "auth [ignore=ok] $D cred=ignore\n", "s", "25");
    row("entries skipped have no cache", "auth sufficient $P\nauth required $D auth=auth_err cred=cred_err\n", "as", "0 0");
    row("close_session follows open_session", "session required $D open_session=session_err\n", "oc", "14 6");
    row("close_session alone", "session required $D close_session=session_err\n", "c", "14");
    row("acct_mgmt freezes nothing", "auth required $D\naccount required $D acct=acct_expired\n", "ams", "0 13 0");
    row("the cache is the handle's", "auth required $D auth=auth_err\n", "saas", "0 7 7 6");
    row("setcred before authenticate freezes nothing", "auth required $D auth=success cred=cred_err\n", "sas", "17 0 17");

    // chauthtok.
    row("both passes", "password required $D prechauthtok=success chauthtok=authtok_err\n", "p", "20");
    row("a failed check ends it", "password required $D prechauthtok=try_again chauthtok=authtok_err\n", "p", "24");
    row("only exactly success goes on", "password required $D prechauthtok=new_authtok_reqd chauthtok=authtok_err\n", "p", "12");
    row("ignored checks end it", "password [ignore=ok] $D prechauthtok=ignore\n", "p", "25");
    row("the update is not frozen", "password sufficient $D chauthtok=authtok_err\npassword required $D chauthtok=maxtries\n", "p", "11");

    // Suspended (§4).
    row("others are refused meanwhile", "auth required $D auth=incomplete\naccount required $P\n", "amsoca", "31 26 26 26 26 31");
    row("in the check", "password required $D prechauthtok=incomplete\n", "pap", "31 26 31");
    row("in the update", "password required $D chauthtok=incomplete\n", "pp", "31 31");
    row("in a frozen chain", "auth required $D cred=incomplete\n", "asas", "0 31 26 31");

    // What is not called (§2.9).
    row("a rule without a module", "auth sufficient\nauth required $P\n", "a", "0");
    row("an unknown type acts with its control", "frob optional x.so\nauth required $P\n", "a", "0");
    row("a list with an error", "auth [success=ok frob=bad] $P\n", "a", "6");
    row("a module that is not there", "auth required pam_nowhere.so\n", "a", "28");
    row("and one that may be missing", "auth [module_unknown=ignore default=bad] pam_nowhere.so\nauth required $P\n", "a", "0");
    row("a failed include", "auth required $P\nauth include nowhere\n", "a", "6");

    // pam_start.
    row("unfinished continuation", "auth required $P \\\n", "a", "26");
    row("a broken other", "auth required $P\n== other\nauth required .so\n", "a", "26");
    row("buffer filled", QByteArray(QByteArray(1022, 'a') + "\\\n").constData(), "a", "-1");
    row("include without a name", "auth include\n", "a", "-1");

    // What modules cannot help.
    row("pam_deny", "auth required $N\naccount required $N\nsession required $N\npassword required $N\n", "asmocp", "7 17 7 14 14 20");
    row("pam_deny on its own", "auth required $N\nsession required $N\n", "sc", "17 14");
    row("account= is no event", "account required $D account=acct_expired\n", "m", "0");
    row("pam_echo speaks", "auth required pam_echo.so hello\npassword required pam_echo.so\n", "ap", "0 6");
    row("pam_echo has nothing to show", "auth [ignore=ok] pam_echo.so file=/nowhere\n", "a", "25");
    row("pam_echo in setcred", "auth [ignore=ok default=bad] pam_echo.so\n", "s", "25");
}

void TestSimulate::codes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, calls);
    QFETCH(QByteArray, expected);
    const Simulation simulation = simulated(text, calls, profile());
    QCOMPARE(codesOf(simulation), numbers(expected));
    for (const PrimitiveResult &result : simulation.results) {
        for (const Step &step : result.steps)
            QCOMPARE(int(step.certainty), int(Certainty::Certain));
    }
}

void TestSimulate::scripted_data()
{
    // What each call of a module answers, in order; the last one goes on.
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("calls");
    QTest::addColumn<QByteArray>("answers");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *text, const char *calls, const char *answers, const char *expected) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(calls) << QByteArray(answers) << QByteArray(expected);
    };
    row("resumed", "auth required a\nauth required b\n", "aa", "0 31 0", "31 0");
    row("resumed with the state before", "auth required a\nauth required b\n", "aa", "7 31 0", "31 7");
    row("resumed in a substack, reset to its entry",
        "auth required a\nauth substack sub\n== sub\nauth required b\nauth required c\nauth [success=reset] d\n", "aa", "0 7 31 0 0",
        "31 0");
    row("resumed in the update", "password required a\npassword required b\n", "pp", "0 0 0 31 0", "31 0");
    row("resumed in the check", "password required a\npassword required b\n", "pp", "0 31 0 0 20", "31 20");
    row("suspended twice", "auth required a\nauth required b\n", "aaa", "31 0 31 13", "31 31 13");
    row("what is suspended has no cache yet", "auth required a\n", "aasa", "31 7 0 0", "31 7 6 0");
    row("a code without a name is a failure", "auth [default=ok] a\n", "a", "32", "6");
    row("so is a negative one", "auth [default=ignore] a\nauth required b\n", "a", "-5 0", "6");
    row("it leaves the rule's next run alone", "auth [default=ignore success=ok] a\n", "aa", "40 0", "6 0");
    row("cached it spoils setcred", "auth [default=ok] a\n", "as", "40 0", "6 6");
    row("minus one is no cache", "auth [default=ok] a\n", "as", "-1 0", "6 0");
    row("setcred's own is handed through", "auth required a\n", "as", "0 40", "0 40");
    row("also the least", "auth required a\n", "as", "0 -2147483648", "0 -2147483648");
    row("a later authenticate keeps the cache of what it skips", "auth sufficient a\nauth required b\n", "aaas", "7 7 0 7 7 0 0",
        "7 0 7 6");
}

void TestSimulate::scripted()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, calls);
    QFETCH(QByteArray, answers);
    QFETCH(QByteArray, expected);
    const QList<int> script = numbers(answers);
    qsizetype asked = 0;
    const MemoryTree tree = simulatedTree(text, profile());
    const Simulation simulation
        = simulate(effectiveStack(tree, profile(), "svc"), profile(), primitivesOf(calls), [&](const Entry &, Pass, std::size_t) {
              return Answer{script.at(std::min(asked++, script.size() - 1)), Certainty::Given};
          });
    QCOMPARE(codesOf(simulation), numbers(expected));
    QVERIFY(asked >= script.size()); // nothing in the row is for nothing
}

void TestSimulate::steps()
{
    const Simulation simulation = simulated("auth required $P\n"
                                            "auth [auth_err=1 default=bad] $D auth=auth_err\n"
                                            "auth substack sub\n"
                                            "auth optional $D auth=maxtries\n"
                                            "auth include nowhere\n"
                                            "== sub\n"
                                            "auth required $P\n",
                                            "a", profile());
    QCOMPARE(simulation.results.size(), std::size_t(1));
    const PrimitiveResult &result = simulation.results.front();
    QCOMPARE(result.code, 6);
    QVERIFY(!result.suspended && !result.resumed && !result.refused);
    QCOMPARE(result.steps.size(), std::size_t(4));

    const Step &permit = result.steps[0];
    QCOMPARE(permit.entry, std::size_t(0));
    QCOMPARE(permit.returned, 0);
    QCOMPARE(permit.action->value, int(Action::Ok));
    QCOMPARE(permit.next, std::size_t(1));
    QCOMPARE(int(permit.impression), int(Impression::Positive));
    QCOMPARE(permit.status, 0);
    QVERIFY(!permit.decided);

    const Step &jump = result.steps[1];
    QCOMPARE(jump.returned, 7);
    QCOMPARE(jump.action->value, 1);
    QCOMPARE(jump.next, std::size_t(4)); // behind marker and content
    QCOMPARE(jump.remainder, 0);

    QCOMPARE(result.steps[2].entry, std::size_t(4));
    QCOMPARE(result.steps[2].action->value, int(Action::Ignore));

    const Step &failed = result.steps[3];
    QCOMPARE(int(simulation.entryOf(failed).kind), int(EntryKind::MustFail));
    QCOMPARE(failed.returned, 6);
    QCOMPARE(failed.next, std::size_t(6)); // the end
    QCOMPARE(int(failed.impression), int(Impression::Negative));
    QVERIFY(failed.decided);
}

void TestSimulate::frozenSteps()
{
    const Simulation simulation = simulated("auth [success=die auth_err=ok default=bad] $D auth=auth_err cred=success\n", "as", profile());
    QCOMPARE(codesOf(simulation), (QList<int>{7, 0}));
    const Step &step = simulation.results[1].steps.front();
    QCOMPARE(int(step.pass), int(Pass::Setcred));
    QCOMPARE(step.returned, 0);
    QCOMPARE(step.applied, 7); // the way of authenticate
    QCOMPARE(step.action->value, int(Action::Ok));
    QCOMPARE(step.status, 0);
    QVERIFY(step.decided);
}

void TestSimulate::badJumpStep()
{
    const Simulation simulation = simulated("auth [success=2147483647] $P\nauth required $P\n", "a", profile());
    const Step &step = simulation.results.front().steps.front();
    QCOMPARE(step.action->value, std::numeric_limits<int>::max());
    QCOMPARE(step.remainder, std::numeric_limits<int>::max() - 1);
    QCOMPARE(step.next, std::size_t(2));
    QCOMPARE(step.status, 6);
    QVERIFY(step.decided);
}

void TestSimulate::decided_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line"); // in svc; of another file: 100 more; 0: none
    const auto row = [](const char *name, const char *text, int line) { QTest::newRow(name) << QByteArray(text) << line; };
    row("nothing contributed", "auth optional $N\n", 0);
    row("no rules", "account required $P\n", 0);
    row("the first failure", "auth required $D auth=maxtries\nauth required $N\n", 1);
    row("which die does not change", "auth required $D auth=maxtries\nauth requisite $N\n", 1);
    row("die", "auth required $P\nauth requisite $N\nauth required $P\n", 2);
    row("a bad jump", "auth required $N\nauth [success=5] $P\n", 2);
    row("done", "auth required $P\nauth sufficient $P\nauth required $P\n", 2);
    row("done in a substack", "auth required $P\nauth substack sub\nauth optional $P\n== sub\nauth sufficient $P\nauth required $N\n", 101);
    row("the last ok that could have spoilt it", "auth required $P\nauth required $P\nauth optional $P\n", 2);
    row("optional if there is nothing else", "auth optional $N\nauth optional $P\nauth optional $P\n", 3);
    row("ok with a code", "auth [auth_err=ok] $N\nauth required $P\nauth sufficient $P\n", 1);
    row("a reset takes it back", "auth required $P\nauth substack sub\n== sub\nauth required $N\nauth [default=reset] $P\n", 1);
    row("what Debian's files do",
        "auth [success=1 default=ignore] $P\nauth requisite $N\nauth required $P\nauth optional $D auth=auth_err\n", 3);
    row("when they refuse", "auth [success=1 default=ignore] $N\nauth requisite $N\nauth required $P\n", 2);
}

void TestSimulate::decided()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    const Simulation simulation = simulated(text, "a", profile());
    QList<int> found;
    for (const Step &step : simulation.results.front().steps) {
        const Entry &entry = simulation.entryOf(step);
        if (step.decided)
            found.append(int(entry.line) + (entry.file == "/etc/pam.d/svc" ? 0 : 100));
    }
    QCOMPARE(found, line == 0 ? QList<int>() : QList<int>{line});
}

/// Semantics §2.7, §2.9 row 12: what is linked in authenticate only is not run by setcred, and indices stay those of chain().
void TestSimulate::halfLinkedEntries()
{
    const char *const text = "auth required $D\nauth include bad\nauth [default=ignore success=ok] $D cred=cred_err\n"
                             "== bad\nauth [default=ignore] $D\nauth optional .so\nauth required $N\n";
    const Simulation simulation = simulated(text, "as", profile("debian-13"));
    QCOMPARE(codesOf(simulation), (QList<int>{6, 6}));
    QCOMPARE(simulation.chain(Facility::Auth).size(), std::size_t(5));
    QVERIFY(simulation.chain(Facility::Auth)[2].firstChainOnly);
    const auto entries = [](const PrimitiveResult &result) {
        QList<int> indices;
        for (const Step &step : result.steps)
            indices.append(int(step.entry));
        return indices;
    };
    QCOMPARE(entries(simulation.results[0]), (QList<int>{0, 1, 2, 3, 4}));
    QCOMPARE(entries(simulation.results[1]), (QList<int>{0, 1, 3, 4}));
    QCOMPARE(simulation.results[1].steps[1].next, std::size_t(3));
    QCOMPARE(codesOf(simulated(text, "as", profile("debian-12"))), (QList<int>{-1})); // undefined
}

void TestSimulate::anyNumberOfPrimitives()
{
    QVERIFY(simulated("auth required $P\n", "", profile()).results.empty());
    const Simulation many = simulated("auth required $P\n", QByteArray(1000, 'a'), profile());
    QCOMPARE(many.results.size(), std::size_t(1000));
    QCOMPARE(many.results.back().code, 0);
}

/// Includes that would be read for ever, or millions of times, end at our own limit, which says so.
void TestSimulate::includeBombEnds()
{
    QByteArray text("auth substack svc\nauth substack svc\n");
    text += QByteArray("auth required $P\n").repeated(50);
    const LibpamProfile now = profile("debian-13");
    const MemoryTree tree = simulatedTree(text, now);
    const EffectiveStack stack = effectiveStack(tree, now, "svc");
    QVERIFY(std::any_of(stack.problems.begin(), stack.problems.end(),
                        [](const Problem &problem) { return problem.kind == ProblemKind::WorkLimit; }));
    const Simulation simulation = simulate(stack, now, primitivesOf("asmocp"), AnswerFinder({}, tree, now));
    QCOMPARE(int(simulation.start), int(StartOutcome::Undefined));
    QVERIFY(simulation.results.empty());
}

/// The way without steps, which is used where speed counts, also when it is used again.
void TestSimulate::runIsTheSameAsSimulate()
{
    const char *const text = "auth [success=1 default=bad] $D cred=cred_err\nauth required $N\nauth substack sub\n"
                             "session required $D close_session=session_err\npassword required $D chauthtok=authtok_err\n"
                             "== sub\nauth required $D\n== other\naccount required $D acct=acct_expired\n";
    for (const LibpamProfile &each : libpamProfiles()) {
        const MemoryTree tree = simulatedTree(text, each);
        const EffectiveStack stack = effectiveStack(tree, each, "svc");
        const AnswerFinder finder({}, tree, each);
        const std::vector<Primitive> primitives = primitivesOf("asmocpsoc");
        const CompiledStack compiled(stack, each);
        const CompiledAnswers answers(stack, finder);
        Run run(compiled);
        for (int again = 0; again < 2; ++again) {
            QList<int> codes;
            for (const Primitive primitive : primitives)
                codes.append(run.call(primitive, answers));
            QCOMPARE(codes, codesOf(simulate(stack, each, primitives, finder)));
            run.restart();
        }
    }
}

QTEST_APPLESS_MAIN(TestSimulate)
#include "tst_simulate.moc"
