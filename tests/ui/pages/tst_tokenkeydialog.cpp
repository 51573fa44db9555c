// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/certificate.h"
#include "core/tree/capturedtree.h"
#include "tests/ui/pages/tokenfixture.h"
#include "tests/ui/support/named.h"
#include "ui/dialogs/tokenkeydialog.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/diffview.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStandardItemModel>

using namespace pamphlet;
using namespace pamphlet::test;

/// A new key with its certificate as a pending change.
class TestTokenKeyDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup()
    {
        delete m_dialog;
        m_fixture.reset();
    }

    void makesAKey_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("keep");
        QTest::newRow("drop the old ones") << QStringLiteral("RSA 2048") << false;
        QTest::newRow("keep the old ones") << QStringLiteral("RSA 3072") << true;
    }
    void makesAKey()
    {
        QFETCH(QString, kind);
        QFETCH(bool, keep);
        open(tokenTree());
        select(kind);
        find<QRadioButton>(keep ? "tokenKeyKeepButton" : "tokenKeyDropButton")->click();
        auto *name = find<QLineEdit>("tokenKeyNameLineEdit");
        QCOMPARE(name->text(), QStringLiteral("auth.example.test tokens"));
        name->setText(QStringLiteral("tokens of ours"));
        find<QSpinBox>("tokenKeyDaysSpinBox")->setValue(90);
        create();
        QTRY_VERIFY_WITH_TIMEOUT(!m_dialog, 30000);

        ui::Workspace &workspace = m_fixture->workspace;
        QCOMPARE(workspace.undoStack()->count(), 1);
        QCOMPARE(workspace.pendingFiles(), (std::vector<std::string>{keyPath, bundlePath}));
        QVERIFY(holdsPrivateKey(*workspace.content(keyPath)) && *workspace.content(keyPath) != pem(workshop().rsa));
        QCOMPARE(workspace.effectiveTree()->status(keyPath).mode, 0640U); // as the old one
        const token::SigningKey key = token::SigningKey::fromPem(*workspace.content(keyPath)).value();
        QCOMPARE(QString::fromStdString(key.publicKey().description()), kind);
        const std::string bundle = *workspace.content(bundlePath);
        const auto certificates = token::certificatesOf(token::readBundle(bundle));
        QCOMPARE(certificates.size(), std::size_t(keep ? 2 : 1));
        QVERIFY(certificates.front().publicKey() == key.publicKey());
        QCOMPARE(certificates.front().subject(), std::string("CN=tokens of ours"));
        QCOMPARE((certificates.front().notAfter() - certificates.front().notBefore()) / 86400, 90);
        QCOMPARE(bundle.ends_with(workshop().rsaCertificate), keep);
        QTRY_COMPARE(m_fixture->label("tokenKeyStateLabel"), QStringLiteral("✓ certified"));
        showsNoKey();
        workspace.undoStack()->undo();
        QVERIFY(!workspace.hasPending());
        QCOMPARE(*workspace.content(keyPath), pem(workshop().rsa));
        QCOMPARE(*workspace.content(bundlePath), workshop().rsaCertificate);
    }

    void newPlaces()
    {
        open(tokenTree());
        select(QStringLiteral("RSA 2048"));
        place("tokenKeyFileLineEdit", "/etc/auth/keys/new.pem");
        place("tokenKeyBundleLineEdit", "/etc/registry/new-bundle.pem");
        QVERIFY(note().contains(QStringLiteral("private_key will name")) && note().contains(QStringLiteral("0600")));
        QVERIFY(note().contains(QStringLiteral("rootcertbundle will name")));
        create();
        QTRY_VERIFY_WITH_TIMEOUT(!m_dialog, 30000);
        QCOMPARE(m_fixture->service(), replaced(tokenService, "\"token.pem\"", "\"/etc/auth/keys/new.pem\""));
        QCOMPARE(m_fixture->registry(), replaced(tokenRegistry, "bundle.pem", "/etc/registry/new-bundle.pem"));
        QCOMPARE(m_fixture->workspace.effectiveTree()->status("/etc/auth/keys/new.pem").mode, 0600U);
        QCOMPARE(*m_fixture->workspace.content(keyPath), pem(workshop().rsa)); // the old one stays
        const auto set = m_fixture->workspace.changeSet(); // what the helper is asked for
        QVERIFY2(set.has_value(), set ? "" : set.error().detail.c_str());
        QVERIFY(change::validate(*set, change::PathPolicy::anywhere()).has_value());
        QCOMPARE(set->changes.size(), std::size_t(4));
        for (const change::FileChange &each : set->changes) {
            if (each.path == "/etc/auth/keys/new.pem") {
                QCOMPARE(each.mode, std::optional(0600U));
            }
        }
        QCOMPARE(m_fixture->workspace.undoStack()->count(), 1);
        m_fixture->workspace.undoStack()->undo();
        QCOMPARE(m_fixture->service(), tokenService);
        QVERIFY(!m_fixture->workspace.hasPending());
    }

    void aKeyThatCannotBeReplacedHere()
    {
        auto tree = tokenTree();
        tree->set(keyPath, closed());
        open(tree);
        const QString file = find<QLineEdit>("tokenKeyFileLineEdit")->text();
        QVERIFY2(file.startsWith(QStringLiteral("/etc/auth/token-key-")), qPrintable(file));
        QVERIFY(note().contains(QStringLiteral("cannot be read by you")));
        select(QStringLiteral("RSA 2048"));
        create();
        QTRY_VERIFY_WITH_TIMEOUT(!m_dialog, 30000);
        QVERIFY(holdsPrivateKey(*m_fixture->workspace.content(file.toStdString())));
        QCOMPARE(m_fixture->service(), replaced(tokenService, "\"token.pem\"", "\"" + file.toStdString() + "\""));
    }

    void overwritesNothing()
    {
        auto tree = tokenTree();
        tree->setFile("/etc/auth/other.pem", "precious\n");
        open(tree);
        place("tokenKeyFileLineEdit", "/etc/auth/other.pem");
        create();
        QVERIFY(find<QWidget>("tokenKeyErrorCallout")->isVisible());
        QVERIFY(find<ui::Callout>("tokenKeyErrorCallout")->text().contains(QStringLiteral("/etc/auth/other.pem")));
        QVERIFY(m_dialog && !m_fixture->workspace.hasPending());
    }

    void oneFileForBoth()
    {
        open(tokenTree());
        place("tokenKeyFileLineEdit", "/etc/auth/new.pem");
        place("tokenKeyBundleLineEdit", "/etc/auth/new.pem");
        select(QStringLiteral("RSA 2048"));
        create();
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("tokenKeyErrorCallout")->isVisible(), 30000);
        QVERIFY(m_dialog && !m_fixture->workspace.hasPending());
        QVERIFY(find<QPushButton>("tokenKeyCreateButton")->isEnabled()); // to try again
    }

    void theTlsCertificateIsLeftAlone()
    {
        auto tree = tokenTree();
        tree->setFile(registryPath, tokenRegistry + "http:\n  tls:\n    certificate: bundle.pem\n");
        open(tree);
        const QString file = find<QLineEdit>("tokenKeyBundleLineEdit")->text();
        QVERIFY2(file.startsWith(QStringLiteral("/etc/registry/token-certificates-")), qPrintable(file));
        QVERIFY(note().contains(QStringLiteral("TLS")));
    }

    void notListed()
    {
        open(tokenTree(), change::PathPolicy());
        QVERIFY(!find<QPushButton>("tokenKeyCreateButton")->isEnabled());
        QVERIFY(note().contains(QStringLiteral("file /etc/auth/token.pem"))
                && note().contains(QStringLiteral("file /etc/registry/bundle.pem")));
        create();
        QVERIFY(m_dialog && !m_fixture->workspace.hasPending());
    }

    void badInput()
    {
        open(tokenTree());
        find<QLineEdit>("tokenKeyNameLineEdit")->clear();
        QVERIFY(!find<QPushButton>("tokenKeyCreateButton")->isEnabled());
        find<QLineEdit>("tokenKeyNameLineEdit")->setText(QStringLiteral("x"));
        QVERIFY(find<QPushButton>("tokenKeyCreateButton")->isEnabled());
        place("tokenKeyFileLineEdit", "/etc/auth/ü.pem"); // no list can name it
        QVERIFY(!find<QPushButton>("tokenKeyCreateButton")->isEnabled());
        QVERIFY(!note().isEmpty());
    }

    void ecKeysAreNotForThisService()
    {
        open(tokenTree());
        auto *kinds = qobject_cast<QStandardItemModel *>(find<QComboBox>("tokenKeyKindComboBox")->model());
        QVERIFY(kinds);
        for (int row = 0; row < kinds->rowCount(); ++row) {
            const QStandardItem *item = kinds->item(row);
            QCOMPARE(item->isEnabled(), item->text().startsWith(QStringLiteral("RSA")));
        }
        QVERIFY(m_dialog->findChild<QLabel *>(QStringLiteral("tokenKeyKindLabel"))->text().contains(QStringLiteral("RSA keys only")));
    }

    void cancelChangesNothing()
    {
        open(tokenTree());
        find<QPushButton>("tokenKeyCancelButton")->click();
        QTRY_VERIFY(!m_dialog);
        QVERIFY(!m_fixture->workspace.hasPending());
    }

private:
    void open(std::shared_ptr<MemoryTree> tree, change::PathPolicy policy = change::PathPolicy::anywhere())
    {
        m_fixture = std::make_unique<TokenFixture>(std::move(tree), std::move(policy));
        auto *button = m_fixture->find<QPushButton>("tokenNewKeyButton");
        QTRY_VERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        m_dialog = openWindow<ui::TokenKeyDialog>("tokenKeyDialog");
        QVERIFY(m_dialog);
    }

    template<class Widget>
    Widget *find(const char *name) const
    {
        return test::named<Widget>(m_dialog.get(), name);
    }
    QString note() const { return find<ui::Callout>("tokenKeyNoteCallout")->text(); }
    void create() const { QTest::mouseClick(find<QPushButton>("tokenKeyCreateButton"), Qt::LeftButton); }

    void select(const QString &kind) const
    {
        auto *combo = find<QComboBox>("tokenKeyKindComboBox");
        combo->setCurrentIndex(combo->findText(kind));
        QCOMPARE(combo->currentText(), kind);
    }
    void place(const char *field, const char *path) const
    {
        auto *line = find<QLineEdit>(field);
        line->setText(QString::fromUtf8(path));
        QTest::keyClick(line, Qt::Key_Tab);
        line->clearFocus();
        Q_EMIT line->editingFinished();
    }

    /// The review has a word in its place.
    void showsNoKey() const
    {
        ui::DiffView diff;
        std::vector<ui::DiffView::File> files;
        for (const std::string &path : m_fixture->workspace.pendingFiles()) {
            files.push_back({path, m_fixture->workspace.originalContent(path), m_fixture->workspace.content(path)});
        }
        diff.setFiles(files);
        const QString text = diff.toPlainText();
        QVERIFY(text.contains(QStringLiteral("private key, not shown")));
        QVERIFY(!text.contains(QStringLiteral("PRIVATE KEY")));
        QVERIFY(text.contains(QStringLiteral("BEGIN CERTIFICATE")));
    }

    std::unique_ptr<TokenFixture> m_fixture;
    QPointer<ui::TokenKeyDialog> m_dialog;
};

QTEST_MAIN(TestTokenKeyDialog)
#include "tst_tokenkeydialog.moc"
