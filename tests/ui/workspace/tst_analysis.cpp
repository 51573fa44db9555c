// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/smalltree.h"
#include "ui/workspace/analyst.h"
#include "ui/workspace/stackloader.h"
#include "ui/workspace/workspace.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace pamphlet;

class TestAnalysis : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoSharesWhat()
    {
        const ui::Analysis analysis = ui::analyse(test::smallTree(), {}, test::debian12());
        QVERIFY(analysis.service("common-auth") && analysis.service("common-auth")->shared);
        QVERIFY(analysis.service("sudo") && !analysis.service("sudo")->shared);
        QCOMPARE(analysis.usersOf("/etc/pam.d/common-auth"), (std::vector<std::string>{"login", "sudo"}));
        QVERIFY(analysis.service("broken")->errors > 0);
        QCOMPARE(analysis.service("sudo")->errors, 0);
        QVERIFY(analysis.knowsModules);
        QVERIFY(std::binary_search(analysis.modules.begin(), analysis.modules.end(), "pam_unix.so"));
        const auto rules = std::count_if(analysis.rules.begin(), analysis.rules.end(),
                                         [](const ui::RuleSummary &rule) { return rule.file == "/etc/pam.d/common-auth"; });
        QCOMPARE(rules, 3); // each place once, though two services read it
    }

    void whatAChangeMeans()
    {
        OverlayTree::Changes pending;
        pending["/etc/pam.d/common-auth"] = std::string("auth required pam_nowhere.so\n");
        pending["/etc/pam.d/broken"] = std::string("auth required pam_unix.so\naccount required pam_unix.so\n");
        const ui::Analysis analysis = ui::analyse(test::smallTree(), pending, test::debian12());
        QCOMPARE(analysis.pending.size(), std::size_t(2));
        QCOMPARE(analysis.pending[1].path, std::string("/etc/pam.d/common-auth"));
        QCOMPARE(analysis.pending[1].services, (std::vector<std::string>{"login", "sudo"}));
        QVERIFY(std::any_of(analysis.introduced.begin(), analysis.introduced.end(),
                            [](const pam::Finding &finding) { return finding.where.file == "/etc/pam.d/common-auth"; }));
        QVERIFY(analysis.repaired > 0);
        QVERIFY(analysis.service("sudo")->affected && !analysis.service("sudo")->changed);
        QVERIFY(analysis.service("broken")->changed);
    }

    void aMovedFindingIsNotNew()
    {
        OverlayTree::Changes pending;
        pending["/etc/pam.d/broken"] = std::string("# one line further down\nauth frob pam_unix.so\n");
        const ui::Analysis analysis = ui::analyse(test::smallTree(), pending, test::debian12());
        QVERIFY(analysis.introduced.empty());
        QCOMPARE(analysis.repaired, 0);
    }

    void changesAreCountedByPlace()
    {
        OverlayTree::Changes pending;
        std::string text = test::sudoText;
        text.replace(text.find("required"), 8, "optional");
        text += "session optional pam_permit.so\n";
        pending["/etc/pam.d/sudo"] = text;
        const ui::Analysis analysis = ui::analyse(test::smallTree(), pending, test::debian12());
        QCOMPARE(analysis.pending.front().changes, 2);
    }

    void theLastWordIsOfTheLastEdit()
    {
        ui::Workspace workspace;
        ui::Analyst analyst(workspace);
        QSignalSpy analysed(&analyst, &ui::Analyst::analysed);
        workspace.load(test::smallTree(), test::debian12());
        for (int edit = 0; edit < 20; ++edit) {
            workspace.setContent("/etc/motd", std::to_string(edit), QStringLiteral("edit"));
        }
        QVERIFY(!analyst.isCurrent());
        QTRY_VERIFY(analyst.isCurrent());
        QCOMPARE(analyst.analysis()->pending.size(), std::size_t(1));
        QVERIFY(analysed.size() < 20); // what was outdated before it was done is not told
    }

    void theStackFollowsTheWorkspace()
    {
        ui::Workspace workspace;
        ui::StackLoader loader(workspace);
        workspace.load(test::smallTree(), test::debian12());
        loader.setService("sudo");
        QTRY_VERIFY(loader.stack());
        QCOMPARE(loader.stack()->chain(pam::Facility::Auth).size(), std::size_t(4));
        workspace.setContent("/etc/pam.d/common-auth", "auth required pam_unix.so\n", QStringLiteral("edit"));
        QCOMPARE(loader.stack()->chain(pam::Facility::Auth).size(), std::size_t(2)); // small: at once
    }

    void aHugeFileDoesNotBlock()
    {
        auto tree = test::smallTree();
        std::string huge;
        for (int line = 0; line < 15000; ++line) {
            huge += "auth required pam_permit.so # " + std::to_string(line) + "\n";
        }
        tree->setFile("/etc/pam.d/huge", huge);
        ui::Workspace workspace;
        ui::StackLoader loader(workspace);
        workspace.load(tree, test::debian12());
        loader.setService("huge");
        QVERIFY(!loader.stack()); // it is being computed elsewhere
        QTRY_VERIFY(loader.stack());
        QCOMPARE(loader.stack()->serviceEntries.size(), std::size_t(15000));
    }
};

QTEST_GUILESS_MAIN(TestAnalysis)
#include "tst_analysis.moc"
