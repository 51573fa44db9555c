// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/smalltree.h"
#include "ui/workspace/ruleedits.h"
#include "ui/workspace/workspace.h"

#include <QSignalSpy>
#include <QTest>

using namespace pamphlet;

namespace {

const std::string sudo = "/etc/pam.d/sudo";

}

class TestWorkspace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_workspace = std::make_unique<ui::Workspace>();
        m_workspace->load(test::smallTree(), test::debian12());
    }

    void editUndoRedo()
    {
        QSignalSpy changed(m_workspace.get(), &ui::Workspace::changed);
        m_workspace->setContent(sudo, "auth required pam_deny.so\n", QStringLiteral("one"));
        QCOMPARE(m_workspace->content(sudo).value(), std::string("auth required pam_deny.so\n"));
        QCOMPARE(m_workspace->originalContent(sudo).value(), std::string(test::sudoText));
        QCOMPARE(m_workspace->pendingFiles(), std::vector<std::string>{sudo});
        QCOMPARE(m_workspace->undoStack()->undoText(), QStringLiteral("one"));
        m_workspace->undoStack()->undo();
        QVERIFY(!m_workspace->hasPending());
        QCOMPARE(m_workspace->content(sudo).value(), std::string(test::sudoText));
        m_workspace->undoStack()->redo();
        QVERIFY(m_workspace->hasPending());
        QCOMPARE(changed.size(), 3);
        QCOMPARE(changed.at(0).at(0).toString(), QString::fromStdString(sudo));
    }

    void sameContentIsNoStep()
    {
        m_workspace->setContent(sudo, std::string(test::sudoText), QStringLiteral("nothing"));
        QVERIFY(!m_workspace->undoStack()->canUndo());
    }

    void rewritesWithModes()
    {
        auto tree = test::smallTree();
        tree->setFile("/etc/pam.d/su", "auth required pam_deny.so\n", 0600);
        m_workspace->load(tree, test::debian12());
        const auto done = m_workspace->rewrite(
            {{"/etc/pam.d/new", "#\n", 0600}, {"/etc/pam.d/su", std::nullopt, 0644}, {sudo, "#\n", 0644}}, QStringLiteral("three"));
        QVERIFY(done);
        QCOMPARE(m_workspace->undoStack()->count(), 1);
        QCOMPARE(m_workspace->pendingFiles(), (std::vector<std::string>{"/etc/pam.d/new", "/etc/pam.d/su", sudo}));
        QCOMPARE(m_workspace->effectiveTree()->status("/etc/pam.d/new").mode, 0600u);
        QCOMPARE(m_workspace->effectiveTree()->status("/etc/pam.d/su").mode, 0644u);
        const auto set = m_workspace->changeSet();
        QVERIFY(set);
        QCOMPARE(set->changes.size(), std::size_t(3));
        QCOMPARE(set->changes.at(0).mode, std::optional<std::uint32_t>(0600));
        QCOMPARE(set->changes.at(1).mode, std::optional<std::uint32_t>(0644));
        QCOMPARE(set->changes.at(1).content, std::optional<std::string>("auth required pam_deny.so\n"));
        QCOMPARE(set->changes.at(2).mode, std::optional<std::uint32_t>()); // it has that mode

        // Bytes that change later keep the mode that was wished for.
        m_workspace->setContent("/etc/pam.d/su", "#\n", QStringLiteral("bytes"));
        QCOMPARE(m_workspace->effectiveTree()->status("/etc/pam.d/su").mode, 0644u);
        m_workspace->undoStack()->undo();
        m_workspace->undoStack()->undo();
        QVERIFY(!m_workspace->hasPending());
        QCOMPARE(m_workspace->effectiveTree()->status("/etc/pam.d/su").mode, 0600u);
        m_workspace->undoStack()->redo();

        // On disk now: nothing is pending any more.
        auto after = std::make_shared<MemoryTree>(*tree);
        after->setFile("/etc/pam.d/new", "#\n", 0600);
        after->setFile("/etc/pam.d/su", "auth required pam_deny.so\n", 0644);
        after->setFile(sudo, "#\n");
        m_workspace->rebase(after);
        QVERIFY(!m_workspace->hasPending());
    }

    // Undo brings back what was, whatever has been applied meanwhile.
    void modesOutliveAnApply()
    {
        const std::string su = "/etc/pam.d/su";
        const std::string fresh = "/etc/pam.d/new";
        auto tree = test::smallTree();
        tree->setFile(su, "#\n", 0600);
        m_workspace->load(tree, test::debian12());
        QVERIFY(m_workspace->rewrite({{su, std::nullopt, 0644}, {fresh, "n\n", 0600}}, QStringLiteral("modes")));
        m_workspace->setContent(sudo, std::nullopt, QStringLiteral("remove"));
        auto applied = std::make_shared<MemoryTree>(*tree);
        applied->setFile(su, "#\n", 0644);
        applied->setFile(fresh, "n\n", 0600);
        applied->remove(sudo);
        m_workspace->rebase(applied);
        QVERIFY(!m_workspace->hasPending());
        QVERIFY(m_workspace->undoStack()->canUndo());

        m_workspace->undoStack()->undo(); // the removed file, with its mode
        m_workspace->undoStack()->undo();
        QCOMPARE(m_workspace->pendingFiles(), (std::vector<std::string>{fresh, su, sudo}));
        QCOMPARE(m_workspace->effectiveTree()->status(su).mode, 0600u);
        QCOMPARE(m_workspace->effectiveTree()->status(fresh).kind, FileKind::Missing);
        QCOMPARE(m_workspace->changeSet()->changes.size(), std::size_t(3));
        m_workspace->undoStack()->redo();
        m_workspace->undoStack()->redo();
        QVERIFY(!m_workspace->hasPending()); // as it is on disk
    }

    void aRemovedFileOfAnotherModeComesBackWithIt()
    {
        auto tree = test::smallTree();
        tree->setFile(sudo, "#\n", 0600);
        m_workspace->load(tree, test::debian12());
        m_workspace->setContent(sudo, std::nullopt, QStringLiteral("remove"));
        auto applied = std::make_shared<MemoryTree>(*tree);
        applied->remove(sudo);
        m_workspace->rebase(applied);
        m_workspace->undoStack()->undo();
        QCOMPARE(m_workspace->effectiveTree()->status(sudo).mode, 0600u);
        QCOMPARE(m_workspace->changeSet()->changes.front().mode, std::optional<std::uint32_t>(0600));
    }

    void aFileThatIsNeitherThereNorToBe()
    {
        QVERIFY(m_workspace->rewrite({{"/etc/pam.d/new", "n\n", 0600}}, QStringLiteral("new")));
        m_workspace->setContent("/etc/pam.d/new", std::nullopt, QStringLiteral("gone"));
        QVERIFY(!m_workspace->hasPending());
        const auto missing = m_workspace->rewrite({{"/etc/pam.d/none", std::nullopt, 0600}}, QStringLiteral("mode"));
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
        QVERIFY(!m_workspace->hasPending());
    }

    // Undo would make the text pending that was there before theirs.
    void somebodyElsesChangeOfThePendingFileEndsTheHistory()
    {
        m_workspace->setContent(sudo, "mine\n", QStringLiteral("mine"));
        auto theirs = std::make_shared<MemoryTree>(*test::smallTree());
        theirs->setFile(sudo, "theirs\n");
        m_workspace->rebase(theirs);
        QCOMPARE(m_workspace->content(sudo).value(), std::string("mine\n"));
        QVERIFY(!m_workspace->undoStack()->canUndo());
    }

    void rewritesOfOneThatMayNotBeChanged()
    {
        const auto refused
            = m_workspace->rewrite({{sudo, "#\n", std::nullopt}, {"/srv/config.yml", "a: b\n", std::nullopt}}, QStringLiteral("x"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::NotAllowed);
        const auto mode = m_workspace->rewrite({{sudo, "#\n", 0666}}, QStringLiteral("x"));
        QVERIFY(!mode);
        QVERIFY(!m_workspace->hasPending());
        QVERIFY(!m_workspace->undoStack()->canUndo());

        m_workspace->load(test::smallTree(), test::debian12(), change::PathPolicy::anywhere());
        QVERIFY(m_workspace->checkEditable("/srv/config.yml"));
        QVERIFY(m_workspace->rewrite({{"/srv/config.yml", "a: b\n", std::nullopt}}, QStringLiteral("x")));
        QVERIFY(m_workspace->changeSet());

        // A test login is staged with PAM's own files alone.
        QVERIFY(m_workspace->rewrite({{sudo, "#\n", std::nullopt}}, QStringLiteral("x")));
        const auto staged = m_workspace->stagedChanges();
        QVERIFY(staged);
        QCOMPARE(staged->changes.size(), std::size_t(1));
        QCOMPARE(staged->changes.front().path, sudo);
        QCOMPARE(m_workspace->unstagedFiles(), std::vector<std::string>{"/srv/config.yml"});
    }

    void typingMerges()
    {
        const quint64 key = m_workspace->nextMergeKey();
        m_workspace->setContent("/etc/motd", "h", QStringLiteral("typing"), key);
        m_workspace->setContent("/etc/motd", "hi", QStringLiteral("typing"), key);
        m_workspace->setContent("/etc/motd", "hi!", QStringLiteral("typing"), key);
        QCOMPARE(m_workspace->undoStack()->count(), 1);
        m_workspace->setContent("/etc/motd", "hi!\n", QStringLiteral("typing"), m_workspace->nextMergeKey());
        QCOMPARE(m_workspace->undoStack()->count(), 2);
        m_workspace->undoStack()->undo();
        QCOMPARE(m_workspace->content("/etc/motd").value(), std::string("hi!"));
        m_workspace->undoStack()->undo();
        QCOMPARE(m_workspace->content("/etc/motd").value(), std::string("hello\n"));
    }

    void typedAndTakenBackIsNoStep()
    {
        const quint64 key = m_workspace->nextMergeKey();
        m_workspace->setContent("/etc/motd", "hello!\n", QStringLiteral("typing"), key);
        m_workspace->setContent("/etc/motd", "hello\n", QStringLiteral("typing"), key);
        QVERIFY(!m_workspace->undoStack()->canUndo());
        QVERIFY(!m_workspace->hasPending());
    }

    void filesOfOneKeyDoNotMerge()
    {
        const quint64 key = m_workspace->nextMergeKey();
        m_workspace->setContent("/etc/motd", "a", QStringLiteral("typing"), key);
        m_workspace->setContent(sudo, "b", QStringLiteral("typing"), key);
        QCOMPARE(m_workspace->undoStack()->count(), 2);
    }

    void newAndRemovedFiles()
    {
        m_workspace->setContent("/etc/pam.d/new", "auth required pam_deny.so\n", QStringLiteral("new"));
        m_workspace->setContent(sudo, std::nullopt, QStringLiteral("remove"));
        QCOMPARE(m_workspace->effectiveTree()->status(sudo).kind, FileKind::Missing);
        const auto set = m_workspace->changeSet(QStringLiteral("  why\nso "));
        QVERIFY(set);
        QCOMPARE(set->changes.size(), std::size_t(2));
        QCOMPARE(set->reason, std::string("why so"));
        QVERIFY(!set->changes[0].before && set->changes[0].content);
        QVERIFY(set->changes[1].before && !set->changes[1].content);
        m_workspace->undoStack()->undo();
        m_workspace->undoStack()->undo();
        QVERIFY(!m_workspace->content("/etc/pam.d/new"));
        QVERIFY(!m_workspace->hasPending());
    }

    void discardCanBeUndone()
    {
        m_workspace->setContent(sudo, "x\n", QStringLiteral("one"));
        m_workspace->setContent("/etc/motd", "y\n", QStringLiteral("two"));
        m_workspace->discard();
        QVERIFY(!m_workspace->hasPending());
        m_workspace->undoStack()->undo();
        QCOMPARE(m_workspace->content(sudo).value(), std::string("x\n"));
        QCOMPARE(m_workspace->content("/etc/motd").value(), std::string("y\n"));
    }

    void rebaseAfterAnApply()
    {
        m_workspace->setContent(sudo, "x\n", QStringLiteral("one"));
        auto newer = test::smallTree();
        newer->setFile(sudo, "x\n");
        m_workspace->rebase(newer);
        QVERIFY(!m_workspace->hasPending());
        QVERIFY(m_workspace->undoStack()->canUndo());
        m_workspace->undoStack()->undo();
        QCOMPARE(m_workspace->content(sudo).value(), std::string(test::sudoText));
        QVERIFY(m_workspace->hasPending());
    }

    void rebaseOverSomebodyElsesChange()
    {
        m_workspace->setContent("/etc/motd", "mine\n", QStringLiteral("one"));
        m_workspace->setContent("/etc/motd", "hello\n", QStringLiteral("back")); // touched, but not pending
        m_workspace->setContent(sudo, "mine\n", QStringLiteral("two"));
        auto newer = test::smallTree();
        newer->setFile("/etc/motd", "theirs\n");
        newer->setFile(sudo, "theirs\n");
        m_workspace->rebase(newer);
        QCOMPARE(m_workspace->content(sudo).value(), std::string("mine\n")); // kept, now against theirs
        QCOMPARE(m_workspace->originalContent(sudo).value(), std::string("theirs\n"));
        QCOMPARE(m_workspace->content("/etc/motd").value(), std::string("theirs\n"));
        QVERIFY(!m_workspace->undoStack()->canUndo()); // an undo would have written over their file
    }

    void editable_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("editable");
        QTest::newRow("service") << QStringLiteral("/etc/pam.d/sudo") << true;
        QTest::newRow("new service") << QStringLiteral("/etc/pam.d/new") << true;
        QTest::newRow("vendor file") << QStringLiteral("/usr/lib/pam.d/x") << false;
        QTest::newRow("elsewhere") << QStringLiteral("/etc/shadow") << false;
        QTest::newRow("climbs out") << QStringLiteral("/etc/pam.d/../shadow") << false;
        QTest::newRow("a link") << QStringLiteral("/etc/pam.d/link") << false;
        QTest::newRow("unreadable") << QStringLiteral("/etc/pam.d/secret") << false;
    }

    void editable()
    {
        QFETCH(QString, path);
        QFETCH(bool, editable);
        auto tree = test::smallTree();
        FileContent link{{FileKind::Regular, 0644, 0, 0, true, "/elsewhere", {}}, "x"};
        tree->set("/etc/pam.d/link", link);
        tree->set("/etc/pam.d/secret", {{FileKind::Unreadable, 0600, 0, 0, false, {}, "Permission denied"}, {}});
        m_workspace->load(tree, test::debian12());
        QCOMPARE(m_workspace->checkEditable(path.toStdString()).has_value(), editable);
    }

    void anEditChangesOnlyItsLine()
    {
        const auto stack = pam::effectiveStack(*m_workspace->effectiveTree(), m_workspace->profile(), "sudo");
        const auto node = stack.documents.at(sudo).ruleAtLine(3);
        QVERIFY(node);
        pam::RuleFields fields = pam::fieldsOf(stack.documents.at(sudo).nodes()[*node]);
        fields.control = "optional";
        QVERIFY(ui::edits::replace(*m_workspace, stack, {sudo, *node}, fields));
        std::string expected = test::sudoText;
        expected.replace(expected.find("required"), 8, "optional");
        QCOMPARE(m_workspace->content(sudo).value(), expected);
    }

    void anEditTakesTheJumpsOfOtherFilesWithIt()
    {
        auto tree = test::smallTree();
        const std::string part = "auth [success=2 default=ignore] pam_a.so\nauth required pam_b.so\n";
        const std::string user = "auth include part\nauth required pam_c.so\nauth required pam_d.so\n";
        tree->setFile("/etc/pam.d/part", part);
        tree->setFile("/etc/pam.d/user", user);
        m_workspace->load(tree, test::debian12());
        const auto stack = pam::effectiveStack(*m_workspace->effectiveTree(), m_workspace->profile(), "user");
        const auto node = stack.documents.at("/etc/pam.d/user").ruleAtLine(2);
        QVERIFY(ui::edits::remove(*m_workspace, stack, {"/etc/pam.d/user", node.value()}));
        QCOMPARE(m_workspace->content("/etc/pam.d/part").value(),
                 std::string("auth [success=1 default=ignore] pam_a.so\nauth required pam_b.so\n"));
        QCOMPARE(m_workspace->pendingFiles().size(), std::size_t(2));
        m_workspace->undoStack()->undo(); // one step
        QCOMPARE(m_workspace->content("/etc/pam.d/part").value(), part);
        QCOMPARE(m_workspace->content("/etc/pam.d/user").value(), user);
    }

    void anOldStackIsRefused()
    {
        const auto stack = pam::effectiveStack(*m_workspace->effectiveTree(), m_workspace->profile(), "sudo");
        const auto node = stack.documents.at(sudo).ruleAtLine(3);
        m_workspace->setContent(sudo, "# a line above\n" + std::string(test::sudoText), QStringLiteral("typed"));
        const auto removed = ui::edits::remove(*m_workspace, stack, {sudo, *node});
        QVERIFY(!removed);
        QCOMPARE(removed.error().code, ErrorCode::Changed);
    }

private:
    std::unique_ptr<ui::Workspace> m_workspace;
};

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
