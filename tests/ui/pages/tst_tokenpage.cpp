// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pages/tokenfixture.h"
#include "ui/models/tokenusersmodel.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/reportsection.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTreeView>

using namespace pamphlet;
using namespace pamphlet::test;

/// What a person does on the page of the token service.
class TestTokenPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_fixture = nullptr; }
    void cleanup() { m_fixture.reset(); }

    void showsWhatAgrees()
    {
        open();
        QVERIFY(label("tokenDetailLabel").contains(QStringLiteral("/etc/auth/config.yml ↔ /etc/registry/config.yml (registry 2.8)")));
        QCOMPARE(edit("tokenIssuerLineEdit")->text(), QStringLiteral("auth.example.test"));
        QCOMPARE(edit("tokenAudienceLineEdit")->text(), QStringLiteral("registry.example.test"));
        QCOMPARE(edit("tokenRealmLineEdit")->text(), QStringLiteral("https://auth.example.test/docker/v2/token"));
        QCOMPARE(edit("tokenKeyLineEdit")->text(), QStringLiteral("token.pem · RSA 2048 · 0640"));
        QVERIFY2(edit("tokenBundleLineEdit")->text().startsWith(QStringLiteral("bundle.pem · expires in 2")),
                 qPrintable(edit("tokenBundleLineEdit")->text()));
        QCOMPARE(label("tokenIssuerStateLabel"), QStringLiteral("✓ the same"));
        QCOMPARE(label("tokenRealmStateLabel"), QStringLiteral("✓ token path"));
        QCOMPARE(label("tokenKeyStateLabel"), QStringLiteral("✓ certified"));
        QCOMPARE(label("tokenBundleStateLabel"), QStringLiteral("! soon")); // 29 days
        QCOMPARE(findings(), QStringList{QStringLiteral("Nothing is wrong with what could be looked at.")});
        QVERIFY(!find<QWidget>("tokenIntroCallout")->isVisible());
    }

    void editsBothFilesAsOneStep_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QByteArray>("service");
        QTest::addColumn<QByteArray>("registry");
        const auto row
            = [](const char *name, const char *field, const char *value, const std::string &service, const std::string &registry) {
                  QTest::newRow(name) << QString::fromLatin1(field) << QString::fromLatin1(value) << QByteArray::fromStdString(service)
                                      << QByteArray::fromStdString(registry);
              };
        row("issuer", "tokenIssuerLineEdit", "new.example", replaced(tokenService, "issuer: auth.example.test", "issuer: new.example"),
            replaced(tokenRegistry, "'auth.example.test'", "'new.example'"));
        row("audience", "tokenAudienceLineEdit", " r2 ", replaced(tokenService, "\"registry.example.test\"", "\"r2\""),
            replaced(tokenRegistry, "service: registry.example.test", "service: r2"));
        row("realm", "tokenRealmLineEdit", "https://x.example/docker/v2/token", tokenService,
            replaced(tokenRegistry, "https://auth.example.test/docker", "https://x.example/docker"));
    }

    void editsBothFilesAsOneStep()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(QByteArray, service);
        QFETCH(QByteArray, registry);
        open();
        type(field, value);
        QTRY_COMPARE(m_fixture->registry(), registry.toStdString());
        QCOMPARE(m_fixture->service(), service.toStdString());
        QCOMPARE(m_fixture->workspace.undoStack()->count(), 1);
        QVERIFY(m_fixture->workspace.undoStack()->undoText().contains(value.trimmed()));
        m_fixture->workspace.undoStack()->undo();
        QCOMPARE(m_fixture->service(), tokenService);
        QCOMPARE(m_fixture->registry(), tokenRegistry);
        QVERIFY(!m_fixture->workspace.hasPending());
        QTRY_COMPARE(edit(field.toLatin1().constData())->text(), m_before);
    }

    void refusesWhatCannotBe_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::newRow("no address") << QStringLiteral("tokenRealmLineEdit") << QStringLiteral("somewhere");
        QTest::newRow("nothing") << QStringLiteral("tokenIssuerLineEdit") << QString();
        QTest::newRow("too long") << QStringLiteral("tokenAudienceLineEdit") << QString(2000, QLatin1Char('x'));
    }

    void refusesWhatCannotBe()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        open();
        type(field, value);
        QTRY_VERIFY(find<QWidget>("tokenRefusalCallout")->isVisible());
        QCOMPARE(edit(field.toLatin1().constData())->text(), m_before); // back to what the file says
        QVERIFY(!m_fixture->workspace.hasPending());
        type(QStringLiteral("tokenIssuerLineEdit"), QStringLiteral("good"));
        QTRY_VERIFY(m_fixture->workspace.hasPending());
        QVERIFY(!find<QWidget>("tokenRefusalCallout")->isVisible());
    }

    void bothValuesAreShownWhereTheyDiffer()
    {
        auto tree = tokenTree();
        const std::string other = replaced(tokenRegistry, "'auth.example.test'", "'<other>'");
        tree->setFile(registryPath, other);
        open(tree, true, 1);
        QCOMPARE(label("tokenIssuerStateLabel"), QStringLiteral("✗ differs"));
        auto *choices = find<QLabel>("tokenIssuerChoicesLabel");
        QVERIFY(choices->isVisible());
        QVERIFY(choices->text().contains(QStringLiteral("<b>auth.example.test</b>"))
                && choices->text().contains(QStringLiteral("&lt;other&gt;")));
        QVERIFY(edit("tokenIssuerLineEdit")->text().isEmpty());
        Q_EMIT choices->linkActivated(QStringLiteral("use:1"));
        QTRY_VERIFY(m_fixture->workspace.hasPending());
        QTRY_COMPARE(m_fixture->service(), replaced(tokenService, "auth.example.test", "<other>"));
        QCOMPARE(m_fixture->registry(), other);
        QTRY_COMPARE(label("tokenIssuerStateLabel"), QStringLiteral("✓ the same"));
        QVERIFY(!choices->isVisible());
        m_fixture->workspace.undoStack()->undo();
        QTRY_COMPARE(label("tokenIssuerStateLabel"), QStringLiteral("✗ differs"));
        type(QStringLiteral("tokenIssuerLineEdit"), QStringLiteral("third"));
        QTRY_COMPARE(m_fixture->registry(), replaced(tokenRegistry, "'auth.example.test'", "'third'"));
    }

    void fixesAndGoesToPlaces()
    {
        auto tree = tokenTree();
        tree->setFile(registryPath, replaced(tokenRegistry, "/docker/v2/token", ""));
        tree->setFile(keyPath, pem(workshop().rsa), 0644);
        open(tree, true, 2);
        auto *section = find<ui::ReportSection>("tokenFindingsSection");
        QVERIFY2(findings().join(QLatin1Char(' ')).contains(QStringLiteral("TOK042")), qPrintable(findings().join(QLatin1Char(' '))));
        for (const char *name : {"tokenFindings0Callout", "tokenFindings1Callout"}) {
            auto *callout = section->findChild<ui::Callout *>(QLatin1String(name));
            QVERIFY(callout);
            if (callout->text().contains(QStringLiteral("TOK055"))) { // of the key: no way to its text
                QVERIFY(!callout->text().contains(QStringLiteral("place:")));
                continue;
            }
            QVERIFY(callout->text().contains(QStringLiteral("place:4:/etc/registry/config.yml")));
            Q_EMIT callout->linkActivated(QStringLiteral("place:4:/etc/registry/config.yml"));
        }
        QCOMPARE(find<QTabBar>("tokenTabBar")->currentIndex(), 1);
        QCOMPARE(find<QComboBox>("tokenFileComboBox")->currentText(), QString::fromStdString(registryPath));
        for (int row = 0; row < 2; ++row) {
            Q_EMIT section->fixRequested(0);
            QTRY_COMPARE(m_fixture->workspace.undoStack()->count(), row + 1);
            QTRY_COMPARE(findings().size(), row == 0 ? 1 : 1);
        }
        QTRY_VERIFY(findings().constFirst().startsWith(QStringLiteral("Nothing is wrong")));
        QCOMPARE(m_fixture->registry(), tokenRegistry);
        QCOMPARE(m_fixture->workspace.effectiveTree()->status(keyPath).mode, 0640U);
        m_fixture->workspace.undoStack()->undo();
        m_fixture->workspace.undoStack()->undo();
        QVERIFY(!m_fixture->workspace.hasPending());
    }

    void theKeyIsNeverOffered()
    {
        auto tree = tokenTree();
        tree->setFile(bundlePath, workshop().rsaCertificate + pem(workshop().rsa));
        open(tree, true, 1);
        auto *combo = find<QComboBox>("tokenFileComboBox");
        QCOMPARE(combo->count(), 2); // and not a bundle with a key in it
        QVERIFY(findings().constFirst().contains(QStringLiteral("TOK069")));
        QVERIFY(!m_fixture->page->hasFile(keyPath));
        m_fixture->workspace.setContent(bundlePath, workshop().rsaCertificate, QStringLiteral("edit"));
        QTRY_COMPARE(combo->count(), 3);
        QVERIFY(m_fixture->page->hasFile(bundlePath) && !m_fixture->page->hasFile(keyPath));
    }

    void emptyState()
    {
        auto tree = smallTree();
        m_fixture = std::make_unique<TokenFixture>(tree, change::PathPolicy::anywhere(), false);
        QTRY_VERIFY(find<QWidget>("tokenIntroCallout")->isVisible());
        QVERIFY(!find<QWidget>("tokenAgreementCard")->isVisible());
        QVERIFY(find<QLineEdit>("tokenServiceFileLineEdit")->isVisible());
        QVERIFY(!find<QTabBar>("tokenTabBar")->isTabEnabled(1));
        tree->setFile(servicePath, tokenService);
        type(QStringLiteral("tokenServiceFileLineEdit"), QString::fromStdString(servicePath));
        QTRY_VERIFY(find<QWidget>("tokenAgreementCard")->isVisible());
        QVERIFY(!find<QWidget>("tokenIntroCallout")->isVisible());
        QVERIFY(find<QTabBar>("tokenTabBar")->isTabEnabled(1));
    }

    void theServiceAlone()
    {
        auto tree = tokenTree();
        m_fixture = std::make_unique<TokenFixture>(tree, change::PathPolicy::anywhere(), false);
        m_fixture->files.choose(ui::FileRole::TokenServiceConfig, QString::fromStdString(servicePath));
        QTRY_COMPARE(label("tokenIssuerStateLabel"), QStringLiteral("– one side alone"));
        QVERIFY(edit("tokenIssuerLineEdit")->isReadOnly() && edit("tokenRealmLineEdit")->isReadOnly());
        QCOMPARE(edit("tokenIssuerLineEdit")->text(), QStringLiteral("auth.example.test"));
        QCOMPARE(label("tokenKeyStateLabel"), QStringLiteral("– not compared"));
        QCOMPARE(view()->model()->rowCount(), 5);
        QVERIFY(find<QPushButton>("tokenTestButton")->isVisible());
    }

    void unusableFiles_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("bytes"); // null: not there; empty: not readable
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("place");
        const auto row = [](const char *name, const std::string &file, const QByteArray &bytes, const char *id, const char *place) {
            QTest::newRow(name) << QByteArray::fromStdString(file) << bytes << QString::fromLatin1(id) << QString::fromLatin1(place);
        };
        row("no service", servicePath, {}, "TOK001", "place:1:/etc/auth/config.yml");
        row("service of root", servicePath, "", "TOK001", "place:1:/etc/auth/config.yml");
        row("service is no YAML", servicePath, "issuer: a\nb: [\n", "TOK002", "place:");
        row("another program", servicePath, "server:\n  addr: x\ntoken:\n  issuer: i\nacl: []\n", "TOK003", "place:1:");
        row("no registry", registryPath, {}, "TOK020", "place:1:/etc/registry/config.yml");
        row("registry of root", registryPath, "", "TOK020", "place:1:");
        row("registry is no YAML", registryPath, "auth:\n\ttoken: x\n", "TOK021", "place:2:/etc/registry/config.yml");
        row("no bundle", bundlePath, {}, "TOK059", "place:7:/etc/registry/config.yml");
        row("no key", keyPath, {}, "TOK050", "place:2:/etc/auth/config.yml");
        row("key of root", keyPath, "", "TOK085", "place:2:/etc/auth/config.yml");
    }

    void unusableFiles()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, id);
        QFETCH(QString, place);
        auto tree = tokenTree();
        const std::string path = file.toStdString();
        tree->remove(path);
        if (!bytes.isNull() && bytes.isEmpty()) {
            tree->set(path, closed());
        } else if (!bytes.isNull()) {
            tree->setFile(path, bytes.toStdString());
        }
        m_fixture = std::make_unique<TokenFixture>(tree);
        QTRY_VERIFY(m_fixture->page->findChild<ui::Callout *>(QStringLiteral("tokenFindings0Callout")));
        QString html;
        const auto callouts = find<QWidget>("tokenFindingsSection")->findChildren<ui::Callout *>();
        for (const ui::Callout *callout : callouts) {
            html += callout->text();
        }
        QVERIFY2(html.contains(id) && html.contains(place), qPrintable(html));
        QVERIFY(find<QWidget>("tokenServiceFileLineEdit")->isVisible()); // another file can be chosen
        QVERIFY(!find<QWidget>("tokenIntroCallout")->isVisible());
        const bool service = path == servicePath;
        QCOMPARE(find<QWidget>("tokenAccessStateCallout")->isVisible(), service);
        if (path == keyPath && !bytes.isNull()) {
            QCOMPARE(edit("tokenKeyLineEdit")->text(), QStringLiteral("token.pem · 0600"));
            QCOMPARE(label("tokenKeyStateLabel"), QStringLiteral("– not readable"));
        }
    }

    void notListed()
    {
        open(tokenTree(), false);
        QVERIFY(find<QWidget>("tokenListingCallout")->isVisible());
        const QString lines = find<ui::Callout>("tokenListingCallout")->text();
        QVERIFY(lines.contains(QStringLiteral("file /etc/auth/config.yml"))
                && lines.contains(QStringLiteral("file /etc/registry/config.yml")));
        QVERIFY(!lines.contains(QStringLiteral(".pem")));
        for (const char *name : {"tokenIssuerLineEdit", "tokenAudienceLineEdit", "tokenRealmLineEdit"}) {
            QVERIFY(edit(name)->isReadOnly());
            QVERIFY(!edit(name)->toolTip().isEmpty());
        }
        QVERIFY(!find<QPushButton>("tokenGroupButton")->isEnabled());
        m_fixture->select("alice");
        QTest::keyClick(view(), Qt::Key_Space);
        QCoreApplication::processEvents();
        QVERIFY(!m_fixture->workspace.hasPending());
        QVERIFY(!find<ui::Callout>("tokenRootCallout")->text().contains(QStringLiteral("blacklist-root")));
    }

    void offersAnotherKey_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<bool>("keep");
        QTest::newRow("the button") << QStringLiteral("button") << true;
        QTest::newRow("to revoke") << QStringLiteral("revoke") << false;
        QTest::newRow("a finding") << QStringLiteral("finding") << false;
    }

    void offersAnotherKey()
    {
        QFETCH(QString, from);
        QFETCH(bool, keep);
        auto tree = tokenTree();
        tree->setFile(bundlePath, workshop().rsaCertificate + workshop().authorityCertificate);
        open(tree, true, 1);
        if (from == QLatin1String("button")) {
            QTest::mouseClick(find<QPushButton>("tokenNewKeyButton"), Qt::LeftButton);
        } else if (from == QLatin1String("revoke")) {
            Q_EMIT find<QLabel>("tokenRevokeLabel")->linkActivated(QStringLiteral("new-key"));
        } else {
            QVERIFY(findings().constFirst().contains(QStringLiteral("TOK072"))
                    && findings().constFirst().contains(QStringLiteral("New key")));
            Q_EMIT find<ui::ReportSection>("tokenFindingsSection")->fixRequested(0);
        }
        auto *dialog = openWindow<QDialog>("tokenKeyDialog");
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QRadioButton *>(QStringLiteral("tokenKeyKeepButton"))->isChecked(), keep);
        QCOMPARE(dialog->findChild<QRadioButton *>(QStringLiteral("tokenKeyDropButton"))->isChecked(), !keep);
        dialog->close();
    }

    void countsForTheSidebar()
    {
        open();
        QSignalSpy counts(m_fixture->page.get(), &ui::TokenPage::attentionChanged);
        m_fixture->workspace.setContent(registryPath, replaced(tokenRegistry, "'auth.example.test'", "x"), QStringLiteral("edit"));
        QTRY_COMPARE(counts.size(), 1);
        QCOMPARE(counts.takeFirst(), QVariantList{1});
        m_fixture->workspace.undoStack()->undo();
        QTRY_COMPARE(counts.size(), 1);
        QCOMPARE(counts.takeFirst(), QVariantList{0});
    }

    void theVersionIsRemembered()
    {
        open();
        auto *version = find<QComboBox>("tokenVersionComboBox");
        QCOMPARE(version->currentText(), QStringLiteral("2.8"));
        version->setFocus();
        QTest::keyClick(version, Qt::Key_Down);
        QTest::keyClick(version, Qt::Key_Down);
        QTRY_VERIFY(label("tokenDetailLabel").contains(QStringLiteral("registry 3.1")));
        QCOMPARE(m_fixture->files.note(QStringLiteral("registryVersion")), QStringLiteral("3.1"));
        QTRY_VERIFY(findings().constFirst().contains(QStringLiteral("TOK080")));
    }

    void theBundleOfAContainer()
    {
        auto tree = tokenTree();
        tree->setFile(registryPath, replaced(tokenRegistry, "bundle.pem", "/certs/bundle.pem"));
        open(tree, true, 1);
        QVERIFY(findings().constFirst().contains(QStringLiteral("TOK059")));
        type(QStringLiteral("tokenBundlePlaceLineEdit"), QString::fromStdString(bundlePath));
        QTRY_COMPARE(label("tokenKeyStateLabel"), QStringLiteral("✓ certified"));
        QVERIFY(findings().constFirst().startsWith(QStringLiteral("Nothing is wrong")));
    }

    void whatIsTypedStays()
    {
        open();
        auto *issuer = edit("tokenIssuerLineEdit");
        issuer->setFocus();
        QTest::keyClicks(issuer, QStringLiteral("x"));
        const QString typed = issuer->text();
        m_fixture->workspace.setContent(registryPath, replaced(tokenRegistry, "/docker/v2/token", "/"), QStringLiteral("edit"));
        QTRY_COMPARE(label("tokenRealmStateLabel"), QStringLiteral("✗ other path"));
        QCOMPARE(issuer->text(), typed);
    }

    void everyControlHasANameAndAWord()
    {
        open();
        const auto widgets = m_fixture->page->findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            const bool own = widget->focusPolicy() != Qt::NoFocus && !widget->objectName().startsWith(QLatin1String("qt_"));
            if (own
                && (qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QComboBox *>(widget)
                    || qobject_cast<const QTreeView *>(widget))
                && !qobject_cast<const QComboBox *>(widget->parentWidget())) {
                QVERIFY2(!widget->accessibleName().isEmpty() && !widget->objectName().isEmpty(), qPrintable(widget->objectName()));
            }
        }
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
    QLineEdit *edit(const char *name) const { return find<QLineEdit>(name); }
    QString label(const char *name) const { return m_fixture->label(name); }
    QTreeView *view() const { return find<QTreeView>("tokenUsersView"); }
    QStringList findings() const { return find<ui::ReportSection>("tokenFindingsSection")->texts(); }

    void type(const QString &field, const QString &value)
    {
        auto *line = edit(field.toLatin1().constData());
        m_before = line->text();
        line->setFocus();
        line->selectAll();
        QTest::keyClick(line, Qt::Key_Delete);
        QTest::keyClicks(line, value);
        QTest::keyClick(line, Qt::Key_Return);
    }

    std::unique_ptr<TokenFixture> m_fixture;
    QString m_before; ///< of the field that was typed in last
};

QTEST_MAIN(TestTokenPage)
#include "tst_tokenpage.moc"
