// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/smalltree.h"
#include "ui/workspace/whatif.h"
#include "ui/workspace/workspace.h"

#include <QSignalSpy>
#include <QTest>

using namespace pamphlet;
using pam::Facility;
using pam::Pass;
using pam::Scenario;

class TestWhatIf : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_workspace = std::make_unique<ui::Workspace>();
        m_workspace->load(test::smallTree(), test::debian12());
        m_whatIf = std::make_unique<ui::WhatIf>(*m_workspace);
        show("sudo", Facility::Auth);
    }

    void nothingToShow()
    {
        ui::WhatIf whatIf(*m_workspace);
        QVERIFY(whatIf.run());
        QVERIFY(!whatIf.run()->result);
        whatIf.choose(0, 7);
        whatIf.reset();
        QCOMPARE(whatIf.chosenCount(), 0);
        QVERIFY(!whatIf.run()->isChoosable(0));
    }

    // sudo: 0 env, 1 unix (success skips the next), 2 deny, 3 permit.
    void theRightPasswordGoesThrough()
    {
        QCOMPARE(code(), 0);
        QCOMPARE(module(decider()), std::string("pam_unix.so"));
        QVERIFY(!m_whatIf->run()->steps[2]); // jumped over
        QVERIFY(m_whatIf->run()->isChoosable(1));
        QVERIFY(!m_whatIf->run()->isChoosable(2)); // does not run
        QVERIFY(!m_whatIf->run()->isChoosable(3)); // pam_permit has no choice
    }

    void aChoiceChangesTheVerdict()
    {
        QSignalSpy changed(m_whatIf.get(), &ui::WhatIf::changed);
        m_whatIf->choose(1, pam::rc::authErr);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(code(), 7);
        QCOMPARE(module(decider()), std::string("pam_unix.so")); // what pam_deny says is no choice
        QCOMPARE(m_whatIf->run()->steps[1]->certainty, pam::Certainty::Given);
        QCOMPARE(m_whatIf->chosenCount(), 1);
        m_whatIf->choose(1, std::nullopt);
        QCOMPARE(code(), 0);
        QCOMPARE(m_whatIf->chosenCount(), 0);
    }

    void whatIsCertainCannotBeChosen()
    {
        m_whatIf->choose(3, pam::rc::authErr);
        QCOMPARE(code(), 0);
        QCOMPARE(m_whatIf->chosenCount(), 0);
    }

    void scenarios_data()
    {
        QTest::addColumn<int>("scenario");
        QTest::addColumn<bool>("passes");
        QTest::newRow("right password") << int(Scenario::RightPassword) << true;
        QTest::newRow("wrong password") << int(Scenario::WrongPassword) << false;
        QTest::newRow("unknown user") << int(Scenario::UnknownUser) << false;
        QTest::newRow("chosen by hand: every module succeeds") << -1 << true;
    }

    void scenarios()
    {
        QFETCH(int, scenario);
        QFETCH(bool, passes);
        m_whatIf->setScenario(scenario < 0 ? std::nullopt : std::optional(Scenario(scenario)));
        QCOMPARE(code() == 0, passes);
        QCOMPARE(m_whatIf->run()->steps[1]->certainty, scenario < 0 ? pam::Certainty::Assumed : pam::Certainty::Likely);
    }

    void aRuleWithoutAChoiceDecidesWhereNothingElseCould()
    {
        m_workspace->setContent("/etc/pam.d/sudo", "auth optional pam_unix.so\nauth required pam_deny.so\n", QStringLiteral("edit"));
        show("sudo", Facility::Auth);
        QCOMPARE(module(decider()), std::string("pam_deny.so"));
    }

    void aChoiceStaysWithItsRule()
    {
        m_whatIf->choose(1, pam::rc::authErr);
        // Lines move, and a rule of another module comes before it.
        m_workspace->setContent("/etc/pam.d/common-auth", "# a\n# b\nauth optional pam_faildelay.so\n" + std::string(test::commonAuthText),
                                QStringLiteral("edit"));
        show("sudo", Facility::Auth);
        QCOMPARE(code(), 7);
        QCOMPARE(m_whatIf->run()->steps[2]->certainty, pam::Certainty::Given);
        QCOMPARE(module(2), std::string("pam_unix.so"));
    }

    void aChoiceIsOfOneService()
    {
        m_whatIf->choose(1, pam::rc::authErr);
        show("login", Facility::Auth);
        QCOMPARE(m_whatIf->chosenCount(), 0);
        QCOMPARE(code(), 0);
        show("sudo", Facility::Auth);
        QCOMPARE(m_whatIf->chosenCount(), 1);
        QCOMPARE(code(), 7);
        m_whatIf->reset();
        QCOMPARE(code(), 0);
    }

    void setcredGoesTheSameWay()
    {
        QCOMPARE(m_whatIf->passes(), (std::vector<Pass>{Pass::Authenticate, Pass::Setcred}));
        m_whatIf->choose(1, pam::rc::authErr);
        m_whatIf->setPass(Pass::Setcred);
        QVERIFY(m_whatIf->run()->steps[2]); // as in authenticate, although setcred itself would succeed
        QCOMPARE(m_whatIf->run()->steps[1]->applied, 7);
        QCOMPARE(m_whatIf->run()->steps[1]->returned, 0);
        m_whatIf->setPass(Pass::OpenSession); // none of this facility
        QCOMPARE(m_whatIf->pass(), Pass::Setcred);
        show("sudo", Facility::Session);
        QCOMPARE(m_whatIf->pass(), Pass::OpenSession);
        show("sudo", Facility::Auth);
        QCOMPARE(m_whatIf->pass(), Pass::Setcred); // remembered
    }

    void bothPassesOfAPasswordChange()
    {
        m_workspace->setContent("/etc/pam.d/passwd", "password required pam_unix.so\npassword required pam_permit.so\n",
                                QStringLiteral("edit"));
        show("passwd", Facility::Password);
        QCOMPARE(m_whatIf->passes(), (std::vector<Pass>{Pass::PreliminaryCheck, Pass::UpdateToken}));
        m_whatIf->setPass(Pass::UpdateToken);
        QVERIFY(m_whatIf->run()->steps[0]);
        m_whatIf->setPass(Pass::PreliminaryCheck);
        m_whatIf->choose(0, 24);
        QCOMPARE(code(), 24);
        m_whatIf->setPass(Pass::UpdateToken);
        QVERIFY(!m_whatIf->run()->steps[0]); // it is not come to
        QCOMPARE(m_whatIf->run()->decider, std::optional<std::size_t>(0)); // of the other pass
    }

    void whatWaitsKeepsOthersOut()
    {
        m_whatIf->choose(1, pam::rc::incomplete);
        QCOMPARE(code(), pam::rc::incomplete);
        m_whatIf->setPass(Pass::Setcred);
        QVERIFY(m_whatIf->run()->result->refused);
        QCOMPARE(code(), pam::rc::abort);
    }

    void aMissingModuleIsCertain()
    {
        m_workspace->setContent("/etc/pam.d/sudo", "auth required pam_nowhere.so\n", QStringLiteral("edit"));
        show("sudo", Facility::Auth);
        QCOMPARE(code(), pam::rc::moduleUnknown);
        QVERIFY(!m_whatIf->run()->isChoosable(0));
    }

    void whatCannotBeStarted()
    {
        m_workspace->setContent("/etc/pam.d/sudo", "auth required \\", QStringLiteral("edit"));
        show("sudo", Facility::Auth);
        QVERIFY(!m_whatIf->run()->result);
        QCOMPARE(m_whatIf->run()->stack->start, pam::StartOutcome::Abort);
        QVERIFY(!m_whatIf->run()->isChoosable(0));
    }

private:
    void show(const std::string &service, Facility facility)
    {
        m_whatIf->show(std::make_shared<pam::EffectiveStack>(pam::effectiveStack(*m_workspace->effectiveTree(), test::debian12(), service)),
                       facility);
    }

    int code() const { return m_whatIf->run()->result ? m_whatIf->run()->result->code : -1; }
    std::size_t decider() const { return m_whatIf->run()->decider.value_or(99); }
    std::string module(std::size_t entry) const
    {
        return entry < m_whatIf->run()->chain.size() ? m_whatIf->run()->chain[entry].module : std::string("none");
    }

    std::unique_ptr<ui::Workspace> m_workspace;
    std::unique_ptr<ui::WhatIf> m_whatIf;
};

QTEST_GUILESS_MAIN(TestWhatIf)
#include "tst_whatif.moc"
