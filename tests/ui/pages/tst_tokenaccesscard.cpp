// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pages/tokenfixture.h"
#include "ui/models/tokenusersmodel.h"
#include "ui/widgets/callout.h"

#include <QAction>
#include <QCheckBox>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>

using namespace pamphlet;
using namespace pamphlet::test;

/// Who gets a token, and the blacklist as ticks beside the names.
class TestTokenAccessCard : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { m_fixture.reset(); }

    void ticksByKey()
    {
        open();
        QCOMPARE(m_fixture->userNames(), QStringLiteral("root alice bob carol mallory"));
        m_fixture->select("alice");
        QVERIFY(m_fixture->label("tokenReasonLabel").startsWith(QStringLiteral("alice: ")));
        QTest::keyClick(m_fixture->users(), Qt::Key_Space);
        QTRY_COMPARE(m_fixture->service(), replaced(tokenService, "[mallory]", "[mallory, alice]"));
        QTRY_VERIFY(m_fixture->label("tokenReasonLabel").contains(QStringLiteral("On the blacklist")));
        QCOMPARE(m_fixture->users()->currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("alice")); // and stays selected
        QTest::keyClick(m_fixture->users(), Qt::Key_Space);
        QTRY_COMPARE(m_fixture->service(), tokenService);
        m_fixture->select("mallory");
        QTest::keyClick(m_fixture->users(), Qt::Key_Space);
        QTRY_COMPARE(m_fixture->service(), replaced(tokenService, "[mallory]", "[]"));
        QTRY_COMPARE(m_fixture->userNames(), QStringLiteral("root alice bob carol"));
        m_fixture->workspace.undoStack()->undo();
        QCOMPARE(m_fixture->service(), tokenService);
    }

    void ticksByMouse()
    {
        open();
        const QModelIndex box = m_fixture->user("bob").siblingAtColumn(ui::TokenUsersModel::BlacklistColumn);
        const QRect cell = m_fixture->users()->visualRect(box);
        QTest::mouseClick(m_fixture->users()->viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 16, cell.center().y()));
        QTRY_COMPARE(m_fixture->service(), replaced(tokenService, "[mallory]", "[mallory, bob]"));
    }

    void ticksInARowAreAllMade()
    {
        open();
        for (const char *user : {"alice", "bob", "carol"}) { // faster than any of them is done
            m_fixture->select(user);
            QTest::keyClick(m_fixture->users(), Qt::Key_Space);
        }
        QTRY_COMPARE(m_fixture->service(), replaced(tokenService, "[mallory]", "[mallory, alice, bob, carol]"));
        QCOMPARE(m_fixture->workspace.undoStack()->count(), 3);
    }

    void filtersAsOneTypes()
    {
        open();
        QTest::keyClicks(find<QLineEdit>("tokenUserFilterLineEdit"), QStringLiteral("al"));
        QCOMPARE(m_fixture->userNames(), QStringLiteral("alice mallory"));
        QTest::keyClicks(find<QLineEdit>("tokenUserFilterLineEdit"), QStringLiteral("x"));
        QCOMPARE(m_fixture->userNames(), QString());
        QCOMPARE(m_fixture->label("tokenReasonLabel"), QStringLiteral("No user matches."));
        find<QLineEdit>("tokenUserFilterLineEdit")->clear();
        QTest::mouseClick(find<QCheckBox>("tokenSystemUsersCheckBox"), Qt::LeftButton, {}, QPoint(5, 8));
        QCOMPARE(m_fixture->userNames(), QStringLiteral("root daemon alice bob carol mallory"));
    }

    void blacklistsWhoIsInNoFile()
    {
        open();
        auto *typed = find<QLabel>("tokenTypedLabel");
        auto *needle = find<QLineEdit>("tokenUserFilterLineEdit");
        QTest::keyClicks(needle, QStringLiteral("alice"));
        QVERIFY(!typed->isVisible()); // she is there
        QTest::keyClicks(needle, QStringLiteral("@ldap"));
        QVERIFY(typed->isVisible() && typed->text().contains(QStringLiteral("alice@ldap")));
        Q_EMIT typed->linkActivated(QStringLiteral("blacklist-typed"));
        QTRY_COMPARE(m_fixture->service(), replaced(tokenService, "[mallory]", "[mallory, alice@ldap]"));
        QTRY_VERIFY(!typed->isVisible());
        QCOMPARE(m_fixture->userNames(), QStringLiteral("alice@ldap"));
        m_fixture->workspace.undoStack()->undo();
        QCOMPARE(m_fixture->service(), tokenService);
    }

    void blacklistsAGroup()
    {
        open();
        auto *menu = find<QMenu>("tokenGroupMenu");
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 1); // the others are private, or empty
        auto *docker = menu->findChild<QAction *>(QStringLiteral("tokenGroup_docker"));
        QVERIFY(docker && docker->text().contains(QStringLiteral("2")));
        docker->trigger();
        QTRY_COMPARE(m_fixture->service(), replaced(tokenService, "[mallory]", "[mallory, alice, bob]"));
        QTRY_VERIFY(find<QWidget>("tokenAccessDoneCallout")->isVisible());
        QVERIFY(find<ui::Callout>("tokenAccessDoneCallout")->text().contains(QStringLiteral("2 name")));
        QTRY_COMPARE(m_fixture->user("bob").siblingAtColumn(ui::TokenUsersModel::TokenColumn).data().toString(), QStringLiteral("no"));
        Q_EMIT menu->aboutToShow();
        QVERIFY(!menu->actions().constFirst()->isEnabled());
        m_fixture->workspace.undoStack()->undo();
        QCOMPARE(m_fixture->service(), tokenService);
    }

    void warnsOfRoot()
    {
        open();
        auto *root = find<ui::Callout>("tokenRootCallout");
        QVERIFY(root->isVisible());
        Q_EMIT root->linkActivated(QStringLiteral("blacklist-root"));
        QTRY_COMPARE(m_fixture->service(), replaced(tokenService, "[mallory]", "[mallory, root]"));
        QTRY_VERIFY(!root->isVisible());
        m_fixture->workspace.undoStack()->undo();
        QTRY_VERIFY(root->isVisible());
    }

    void refusesABrokenBlacklist()
    {
        auto tree = tokenTree();
        tree->setFile(servicePath, replaced(tokenService, "[mallory]", "[{a: b}]"));
        open(tree, true, 1);
        m_fixture->select("alice");
        QTest::keyClick(m_fixture->users(), Qt::Key_Space);
        QTRY_VERIFY(find<QWidget>("tokenRefusalCallout")->isVisible());
        QVERIFY(find<ui::Callout>("tokenRefusalCallout")->text().contains(QStringLiteral("/etc/auth/config.yml:5")));
        QVERIFY(!m_fixture->workspace.hasPending());
    }

    void whoIsNotToBeHadIsSaid()
    {
        auto tree = tokenTree();
        tree->remove("/etc/passwd");
        tree->set("/etc/pam.d/php", closed());
        open(tree);
        auto *state = find<ui::Callout>("tokenAccessStateCallout");
        QVERIFY(state->isVisible());
        QVERIFY2(state->text().contains(QStringLiteral("/etc/passwd")) && state->text().contains(QStringLiteral("/etc/pam.d/php")),
                 qPrintable(state->text()));
        QCOMPARE(m_fixture->userNames(), QStringLiteral("mallory")); // what the blacklist says is known all the same
    }

    void nobodyGetsIn()
    {
        auto tree = tokenTree();
        tree->setFile("/etc/pam.d/php", "auth required pam_deny.so\n");
        open(tree);
        QVERIFY(find<ui::Callout>("tokenAccessStateCallout")->text().contains(QStringLiteral("nobody gets a token")));
        QCOMPARE(m_fixture->user("alice").siblingAtColumn(ui::TokenUsersModel::TokenColumn).data().toString(), QStringLiteral("no"));
        QVERIFY(!find<QWidget>("tokenRootCallout")->isVisible());
        m_fixture->workspace.setContent("/etc/pam.d/php", "auth required pam_permit.so\n", QStringLiteral("edit"));
        QTRY_COMPARE(m_fixture->user("alice").siblingAtColumn(ui::TokenUsersModel::TokenColumn).data().toString(), QStringLiteral("yes"));
        QVERIFY(find<ui::Callout>("tokenRootCallout")->text().contains(QStringLiteral("root can get a token.")));
    }

private:
    void open(std::shared_ptr<MemoryTree> tree = tokenTree(), bool listed = true, int count = 0)
    {
        m_fixture = std::make_unique<TokenFixture>(std::move(tree), listed ? change::PathPolicy::anywhere() : change::PathPolicy());
        QSignalSpy counts(m_fixture->page.get(), &ui::TokenPage::attentionChanged);
        QTRY_COMPARE(counts.size(), 1);
        QCOMPARE(counts.takeFirst(), QVariantList{count});
    }

    template<class Widget>
    Widget *find(const char *name) const
    {
        return m_fixture->find<Widget>(name);
    }

    std::unique_ptr<TokenFixture> m_fixture;
};

QTEST_MAIN(TestTokenAccessCard)
#include "tst_tokenaccesscard.moc"
