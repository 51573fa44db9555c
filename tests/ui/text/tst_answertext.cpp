// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/answertext.h"

#include <QTest>

#include <set>

using namespace pamphlet;
namespace text = ui::text;

class TestAnswerText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCodeHasItsOwnWords()
    {
        std::set<QString> titles;
        for (int code = 0; code < pam::returnCodeCount; ++code) {
            const QString title = text::answerTitle(rule("pam_unix.so", pam::Facility::Auth), code);
            QVERIFY2(title.contains(QString::fromStdString(pam::returnCodeWord(code))), qPrintable(title));
            titles.insert(title);
        }
        QCOMPARE(titles.size(), std::size_t(pam::returnCodeCount));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("module");
        QTest::addColumn<int>("facility");
        QTest::addColumn<QString>("title");
        QTest::newRow("a password") << QStringLiteral("pam_unix.so") << int(pam::Facility::Auth)
                                    << QStringLiteral("wrong password (auth_err)");
        QTest::newRow("another credential") << QStringLiteral("pam_fprintd.so") << int(pam::Facility::Auth)
                                            << QStringLiteral("authentication failed (auth_err)");
        QTest::newRow("a module that nobody knows")
            << QStringLiteral("pam_x.so") << int(pam::Facility::Auth) << QStringLiteral("authentication failed (auth_err)");
        QTest::newRow("no credential at all") << QStringLiteral("pam_unix.so") << int(pam::Facility::Account)
                                              << QStringLiteral("refused (auth_err)");
    }

    void refusals()
    {
        QFETCH(QString, module);
        QFETCH(int, facility);
        QFETCH(QString, title);
        QCOMPARE(text::answerTitle(rule(module.toUtf8().constData(), pam::Facility(facility)), 7), title);
    }

    void numbersWithoutAName()
    {
        for (const int code : {-1, 32, 1000}) {
            QVERIFY(text::answerTitle(rule("pam_x.so", pam::Facility::Auth), code).contains(QStringLiteral("without a name")));
        }
    }

    void steps_data()
    {
        QTest::addColumn<int>("action");
        QTest::addColumn<int>("impression");
        QTest::addColumn<bool>("ended");
        QTest::addColumn<int>("remainder");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, int action, int impression, bool ended, int remainder, const char *word) {
            QTest::newRow(name) << action << impression << ended << remainder << QString::fromLatin1(word);
        };
        row("ok", pam::Action::Ok, 1, false, 0, "counts");
        row("ok after a failure", pam::Action::Ok, -1, false, 0, "too late");
        row("done", pam::Action::Done, 1, true, 0, "is enough");
        row("done after a failure", pam::Action::Done, -1, false, 0, "too late");
        row("done that does not end", pam::Action::Done, 1, false, 0, "counts");
        row("bad", pam::Action::Bad, -1, false, 0, "fails");
        row("die", pam::Action::Die, -1, true, 0, "fails, ends");
        row("ignore", pam::Action::Ignore, 0, false, 0, "ignored");
        row("reset", pam::Action::Reset, 0, false, 0, "starts over");
        row("jump", 3, 0, false, 0, "skips 3");
        row("jump past the end", 3, -1, false, 1, "skips too far");
        row("a number that wrapped", -100, -1, false, 0, "fails");
    }

    void steps()
    {
        QFETCH(int, action);
        QFETCH(int, impression);
        QFETCH(bool, ended);
        QFETCH(int, remainder);
        QFETCH(QString, word);
        pam::Step step;
        step.action = pam::Action{action};
        step.impression = pam::Impression(impression);
        step.ended = ended;
        step.remainder = remainder;
        QCOMPARE(text::stepWord(step), word);
        QVERIFY(text::stepSentence(step).endsWith(QLatin1Char('.')));
    }

    void aStepThatWaits()
    {
        pam::Step step;
        step.action.reset();
        QCOMPARE(text::stepWord(step), QStringLiteral("waits"));
        QVERIFY(!text::stepSentence(step).isEmpty());
    }

    void everythingHasAName()
    {
        std::set<QString> names{text::scenarioTitle(std::nullopt)};
        for (const pam::Scenario scenario : pam::allScenarios) {
            names.insert(text::scenarioTitle(scenario));
        }
        QCOMPARE(names.size(), pam::allScenarios.size() + 1);
        std::set<QString> passes;
        for (const pam::Pass pass : pam::allPasses) {
            passes.insert(text::passTitle(pass));
            QVERIFY(text::passSentence(pass).endsWith(QLatin1Char('.')));
        }
        QCOMPARE(passes.size(), pam::allPasses.size());
        for (const pam::StartOutcome start :
             {pam::StartOutcome::Abort, pam::StartOutcome::Hang, pam::StartOutcome::Crash, pam::StartOutcome::Undefined}) {
            QVERIFY(text::startSentence(start).endsWith(QLatin1Char('.')));
        }
        for (const pam::Certainty certainty :
             {pam::Certainty::Certain, pam::Certainty::Given, pam::Certainty::Likely, pam::Certainty::Assumed}) {
            QVERIFY(text::certaintySentence(certainty).endsWith(QLatin1Char('.')));
        }
    }

private:
    static pam::Entry rule(const char *module, pam::Facility facility)
    {
        pam::Entry entry;
        entry.module = module;
        entry.facility = facility;
        return entry;
    }
};

QTEST_GUILESS_MAIN(TestAnswerText)
#include "tst_answertext.moc"
