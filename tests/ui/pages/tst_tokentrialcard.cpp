// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/returncode.h"
#include "tests/ui/pages/tokenfixture.h"
#include "ui/widgets/callout.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace pamphlet;
using namespace pamphlet::test;

/// A token for trying: by a login that the test plays, or without one.
class TestTokenTrialCard : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { m_fixture.reset(); }

    void afterALogin()
    {
        open(tokenTree());
        ask(QStringLiteral("alice"), QStringLiteral("repository:team/app:pull,push"));
        auto *dialog = login();
        QVERIFY(dialog);
        const ui::TestRequest &request = m_fixture->helper.login->request;
        QCOMPARE(request.service, QStringLiteral("php"));
        QCOMPARE(request.user, QStringLiteral("alice"));
        QCOMPARE(request.sequence, ui::TestSequence::TokenService);
        QVERIFY(!result()->isVisible());
        succeed();
        dialog->close();
        QTRY_VERIFY(result()->isVisible());
        QVERIFY(callout("tokenTrialLoginCallout").contains(QStringLiteral("login succeeded")));
        QVERIFY2(callout("tokenTrialAnswer0Callout").contains(QStringLiteral("Registry 2.8: accepted")),
                 qPrintable(callout("tokenTrialAnswer0Callout")));
        QVERIFY2(callout("tokenTrialAnswer1Callout").contains(QStringLiteral("Registry 3.0, 3.1: refused"))
                     && callout("tokenTrialAnswer1Callout").contains(QStringLiteral("RFC 7638")),
                 qPrintable(callout("tokenTrialAnswer1Callout")));
        QVERIFY(!find<QWidget>("tokenTrialAnswer2Callout")->isVisible());
        const QString claims = find<QPlainTextEdit>("tokenTrialClaimsEdit")->toPlainText();
        for (const char *part : {"\"alg\": \"RS256\"", "\"kid\"", "\"sub\": \"alice\"", "\"iss\": \"auth.example.test\"", "team/app"}) {
            QVERIFY2(claims.contains(QLatin1String(part)), part);
        }
        QVERIFY(m_fixture->label("tokenTrialSummaryLabel").contains(QStringLiteral("repository:team/app:pull,push")));
        QTest::mouseClick(find<QPushButton>("tokenCopyButton"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text().count(QLatin1Char('.')), 2);
        QVERIFY(!m_fixture->workspace.hasPending());
    }

    void refusedLogin()
    {
        open(tokenTree());
        ask(QStringLiteral("alice"), QStringLiteral(""));
        auto *dialog = login();
        QVERIFY(dialog);
        Q_EMIT m_fixture->helper.login->primitiveReturned(ui::TestPrimitive{QStringLiteral("authenticate"), pam::rc::authErr, 10});
        Q_EMIT m_fixture->helper.login->finished();
        dialog->close();
        QTRY_VERIFY(result()->isVisible());
        QVERIFY(callout("tokenTrialLoginCallout").contains(QStringLiteral("did not succeed")));
        QVERIFY(!find<QWidget>("tokenTrialClaimsEdit")->isVisible());
        QVERIFY(!find<QWidget>("tokenCopyButton")->isVisible());
        QVERIFY(!find<QWidget>("tokenTrialAnswer0Callout")->isVisible());
    }

    void blacklisted()
    {
        open(tokenTree());
        ask(QStringLiteral("mallory"), QString());
        auto *dialog = login();
        QVERIFY(dialog);
        succeed();
        dialog->close();
        QTRY_VERIFY(result()->isVisible());
        QVERIFY(callout("tokenTrialLoginCallout").contains(QStringLiteral("mallory is blacklisted")));
        QVERIFY(!find<QWidget>("tokenTrialClaimsEdit")->isVisible());
        QTest::mouseClick(find<QPushButton>("tokenMintButton"), Qt::LeftButton);
        QTRY_VERIFY(find<QWidget>("tokenTrialClaimsEdit")->isVisible());
        QVERIFY(callout("tokenTrialLoginCallout").contains(QStringLiteral("who is blacklisted")));
    }

    void withoutALogin_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("scope");
        QTest::addColumn<QString>("answer");
        const auto row = [](const char *name, const char *user, const char *scope, const char *answer) {
            QTest::newRow(name) << QString::fromLatin1(user) << QString::fromLatin1(scope) << QString::fromUtf8(answer);
        };
        row("the catalog", "bob", "", "Registry 2.8: accepted");
        row("a port", "bob", "repository:host:5000/app:pull", "The token is for other things than");
        row("no scope", "bob", "pull", "a scope is TYPE:NAME:ACTION");
        row("too long a name", "a-name-of-more-than-thirty-bytes-here", "", "1 to 30 bytes");
    }
    void withoutALogin()
    {
        QFETCH(QString, user);
        QFETCH(QString, scope);
        QFETCH(QString, answer);
        open(tokenTree());
        ask(user, scope);
        QTest::mouseClick(find<QPushButton>("tokenMintButton"), Qt::LeftButton);
        QTRY_VERIFY(result()->isVisible());
        QVERIFY(callout("tokenTrialLoginCallout").contains(QStringLiteral("Minted without a login")));
        QVERIFY2(callout("tokenTrialAnswer0Callout").contains(answer), qPrintable(callout("tokenTrialAnswer0Callout")));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("registry");
        QTest::addColumn<QString>("answer");
        const auto row = [](const char *name, const std::string &registry, const char *answer) {
            QTest::newRow(name) << QByteArray::fromStdString(registry) << QString::fromUtf8(answer);
        };
        row("another issuer", replaced(tokenRegistry, "'auth.example.test'", "x"), "issuer is “auth.example.test”");
        row("another audience", replaced(tokenRegistry, "registry.example.test", "x"), "audience is “registry.example.test”");
        row("no issuer", replaced(tokenRegistry, "    issuer: 'auth.example.test' # the same\n", ""), "cannot be told");
        row("no bundle", replaced(tokenRegistry, "bundle.pem", "other.pem"), "cannot be told");
        row("no YAML", "auth: [\n", "cannot be told");
    }
    void refusals()
    {
        QFETCH(QByteArray, registry);
        QFETCH(QString, answer);
        auto tree = tokenTree();
        tree->setFile(registryPath, registry.toStdString());
        open(tree);
        ask(QStringLiteral("bob"), QStringLiteral(""));
        QTest::mouseClick(find<QPushButton>("tokenMintButton"), Qt::LeftButton);
        QTRY_VERIFY(result()->isVisible());
        QVERIFY2(callout("tokenTrialAnswer0Callout").contains(answer), qPrintable(callout("tokenTrialAnswer0Callout")));
        QVERIFY(find<QWidget>("tokenTrialClaimsEdit")->isVisible()); // the token is there all the same
    }

    void aKeyOfRoot()
    {
        auto tree = tokenTree();
        tree->set(keyPath, closed());
        open(tree);
        ask(QStringLiteral("bob"), QStringLiteral(""));
        QTest::mouseClick(find<QPushButton>("tokenMintButton"), Qt::LeftButton);
        QTRY_VERIFY(result()->isVisible());
        QVERIFY(callout("tokenTrialAnswer0Callout").contains(QStringLiteral("sudo pamphletctl token mint --user 'bob'")));
        QVERIFY(!find<QWidget>("tokenTrialClaimsEdit")->isVisible());
    }

    void aChangeMakesItOld()
    {
        open(tokenTree());
        ask(QStringLiteral("bob"), QStringLiteral(""));
        QTest::mouseClick(find<QPushButton>("tokenMintButton"), Qt::LeftButton);
        QTRY_VERIFY(result()->isVisible());
        m_fixture->workspace.setContent(registryPath, replaced(tokenRegistry, "'auth.example.test'", "x"), QStringLiteral("edit"));
        QVERIFY(!result()->isVisible());
        QVERIFY(find<QPlainTextEdit>("tokenTrialClaimsEdit")->toPlainText().isEmpty());
        QTRY_VERIFY(find<QPushButton>("tokenMintButton")->isEnabled());
        QTest::mouseClick(find<QPushButton>("tokenMintButton"), Qt::LeftButton);
        QTRY_VERIFY(result()->isVisible());
        QVERIFY(callout("tokenTrialAnswer0Callout").contains(QStringLiteral("refused")));
    }

    void nobodyToTest()
    {
        open(tokenTree());
        QVERIFY(!find<QPushButton>("tokenTestButton")->isEnabled());
        ask(QStringLiteral("x"), QStringLiteral(""));
        QVERIFY(find<QPushButton>("tokenTestButton")->isEnabled());
    }

private:
    void open(std::shared_ptr<MemoryTree> tree)
    {
        m_fixture = std::make_unique<TokenFixture>(std::move(tree));
        QTRY_VERIFY(find<QWidget>("tokenTrialCard")->isVisible());
    }

    template<class Widget>
    Widget *find(const char *name) const
    {
        return m_fixture->find<Widget>(name);
    }
    QWidget *result() const { return find<QWidget>("tokenTrialResult"); }
    QString callout(const char *name) const { return find<ui::Callout>(name)->text(); }

    void ask(const QString &user, const QString &scope)
    {
        auto *name = find<QLineEdit>("tokenTrialUserLineEdit");
        name->clear();
        QTest::keyClicks(name, user);
        auto *what = find<QLineEdit>("tokenTrialScopeLineEdit");
        what->clear();
        QTest::keyClicks(what, scope);
    }

    /// Opens the dialog and starts the login.
    QDialog *login() const
    {
        QTest::mouseClick(find<QPushButton>("tokenTestButton"), Qt::LeftButton);
        auto *dialog = openWindow<QDialog>("testLoginDialog");
        if (dialog) {
            dialog->findChild<QPushButton *>(QStringLiteral("runTestButton"))->click();
        }
        return dialog;
    }

    void succeed() const
    {
        Q_EMIT m_fixture->helper.login->primitiveReturned(ui::TestPrimitive{QStringLiteral("start"), pam::rc::success, 10});
        Q_EMIT m_fixture->helper.login->primitiveReturned(ui::TestPrimitive{QStringLiteral("authenticate"), pam::rc::success, 10});
        Q_EMIT m_fixture->helper.login->finished();
    }

    std::unique_ptr<TokenFixture> m_fixture;
};

QTEST_MAIN(TestTokenTrialCard)
#include "tst_tokentrialcard.moc"
