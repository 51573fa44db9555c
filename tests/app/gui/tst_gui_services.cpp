// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pages of services from the field to the file: the real window, helper, probe and libpam, on a tree of one's own.
#include "app/dbus/helperclient.h"
#include "app/dbus/privatehelper.h"
#include "core/token/certificate.h"
#include "tests/ui/support/windowfixture.h"
#include "ui/widgets/callout.h"
#include "ui/workspace/workspace.h"

#include <QAction>
#include <QDialog>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>

#include <ctime>

using namespace pamphlet;

namespace {

constexpr int patience = 30000;

const QByteArray service = "private_key: key.pem\nissuer: one.example # ours\naudience: registry.example\nblacklisted_users: []\n";
const QByteArray registry = "version: 0.1\nauth:\n  token:\n    realm: https://one.example/docker/v2/token\n    service: registry.example\n"
                            "    issuer: one.example\n    rootcertbundle: /srv/auth/bundle.pem\n";

} // namespace

class TestServices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<test::WindowFixture>();
        m_fixture->write(QStringLiteral("other"), "auth required pam_deny.so\naccount required pam_deny.so\n");
    }

    void cleanup()
    {
        m_fixture->close();
        m_helper.reset();
        m_fixture.reset();
    }

    void issuerInBothFiles()
    {
        writeTokenService();
        open("page:token");
        QTRY_COMPARE(find<QLineEdit>("tokenIssuerLineEdit")->text(), QStringLiteral("one.example"));
        type("tokenIssuerLineEdit", QStringLiteral("two.example"));
        QTRY_VERIFY(m_fixture->window().workspace().hasPending());
        QCOMPARE(read("/srv/auth/config.yml"), service);
        apply();
        QCOMPARE(read("/srv/auth/config.yml"), QByteArray(service).replace("one.example #", "two.example #"));
        QCOMPARE(read("/srv/registry/config.yml"), QByteArray(registry).replace("issuer: one.example", "issuer: two.example"));
        rollBack();
        QTRY_COMPARE_WITH_TIMEOUT(read("/srv/auth/config.yml"), service, patience);
        QCOMPARE(read("/srv/registry/config.yml"), registry);
    }

    // The login is a real one, as the token service makes it; the token is judged as the registries would.
    void testToken()
    {
        writeTokenService();
        m_fixture->write(QStringLiteral("php"),
                         "auth required " PAMPHLET_TEST_MODULES "/pam_test_prompt.so on=blue off=s3cret\naccount required pam_deny.so\n");
        open("page:token");
        QTRY_COMPARE(find<QLineEdit>("tokenIssuerLineEdit")->text(), QStringLiteral("one.example"));
        type("tokenTrialUserLineEdit", QStringLiteral("root"));
        QTRY_VERIFY(find<QPushButton>("tokenTestButton")->isEnabled());
        find<QPushButton>("tokenTestButton")->click();
        QPointer<QDialog> login = dialog("testLoginDialog");
        login->findChild<QPushButton *>(QStringLiteral("runTestButton"))->click();
        const auto field = [&login] { return login->findChild<QLineEdit *>(QStringLiteral("answerLineEdit")); };
        for (int prompt = 0; prompt < 2; ++prompt) {
            QTRY_VERIFY_WITH_TIMEOUT(field() && field()->isVisible(), patience);
            QTest::keyClicks(field(), field()->echoMode() == QLineEdit::Password ? QStringLiteral("s3cret") : QStringLiteral("blue"));
            QPointer<QLineEdit> answered = field();
            QTest::keyClick(field(), Qt::Key_Return);
            QTRY_VERIFY(!answered);
        }
        auto *said = find<ui::Callout>("tokenTrialLoginCallout");
        QTRY_VERIFY_WITH_TIMEOUT(said->text().contains(QStringLiteral("The PAM login succeeded")), patience);
        QTRY_VERIFY(find<QPlainTextEdit>("tokenTrialClaimsEdit")->toPlainText().contains(QStringLiteral("\"sub\": \"root\"")));
        QVERIFY(find<ui::Callout>("tokenTrialAnswer0Callout")->text().contains(QStringLiteral("2.8")));
        login->reject();
    }

    void teleportWizard()
    {
        m_fixture->writeFile(QStringLiteral("/etc/teleport.yaml"), "# ours\nssh_service:\n  enabled: yes\n");
        list("file /etc/teleport.yaml\nprogram /etc/pam-exec.d/teleport_acct\n");
        for (const char *tool : {"sbin/useradd", "sbin/groupadd", "bin/getent", "bin/logger", "sbin/mkhomedir_helper"}) {
            m_fixture->writeFile(QStringLiteral("/usr/") + QLatin1String(tool), "#!/bin/sh\n");
        }
        open("page:teleport");
        QTRY_VERIFY(find<QPushButton>("teleportProvisionButton")->isEnabled());
        find<QPushButton>("teleportProvisionButton")->click();
        QPointer<QDialog> wizard = dialog("teleportProvisionDialog");
        auto *add = wizard->findChild<QPushButton *>(QStringLiteral("provisionAddButton"));
        QTRY_VERIFY_WITH_TIMEOUT(add->isEnabled(), patience);
        add->click();
        QTRY_COMPARE(m_fixture->window().workspace().pendingFiles().size(), std::size_t(3));
        apply();
        QVERIFY(read("/etc/teleport.yaml").startsWith("# ours\n") && read("/etc/teleport.yaml").contains("service_name: teleport"));
        QVERIFY(read("/etc/pam.d/teleport").contains("pam_exec.so /etc/pam-exec.d/teleport_acct"));
        QVERIFY(QFile::permissions(m_fixture->path() + QStringLiteral("/etc/pam-exec.d/teleport_acct")) & QFile::ExeOther);
        rollBack();
        QTRY_VERIFY_WITH_TIMEOUT(read("/etc/pam.d/teleport").isEmpty(), patience);
        QCOMPARE(read("/etc/teleport.yaml"), QByteArray("# ours\nssh_service:\n  enabled: yes\n"));
    }

    void teleportLogin()
    {
        m_fixture->writeFile(QStringLiteral("/etc/teleport.yaml"),
                             "ssh_service:\n  pam:\n    enabled: yes\n    service_name: teleport\n    environment:\n"
                             "      TEAM: \"{{external.team}}\"\n");
        m_fixture->write(QStringLiteral("teleport"), "account required pam_exec.so stdout /usr/bin/env\nsession required pam_permit.so\n");
        open("page:teleport");
        QTRY_VERIFY(find<QPushButton>("teleportTryButton")->isEnabled());
        type("teleportUserLineEdit", QStringLiteral("ann"));
        type("teleportLoginLineEdit", QStringLiteral("root"));
        type("teleportTraitsLineEdit", QStringLiteral("team=blue"));
        QTRY_VERIFY(find<QPushButton>("teleportTryButton")->isEnabled());
        find<QPushButton>("teleportTryButton")->click();
        QPointer<QDialog> login = dialog("testLoginDialog");
        login->findChild<QPushButton *>(QStringLiteral("runTestButton"))->click();
        auto *banner = login->findChild<ui::Callout *>(QStringLiteral("testBannerCallout"));
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), patience);
        QVERIFY2(banner->text().contains(QStringLiteral("succeeded")), qPrintable(banner->text()));
        QStringList said;
        for (const QLabel *label : login->findChild<QWidget *>(QStringLiteral("conversationContent"))->findChildren<QLabel *>()) {
            said << label->text();
        }
        for (const char *variable : {"TELEPORT_USERNAME=ann", "TELEPORT_LOGIN=root", "TEAM=blue"}) {
            QVERIFY2(said.join(QLatin1Char('\n')).contains(QLatin1String(variable)), qPrintable(said.join(QLatin1Char('\n'))));
        }
        login->reject();
    }

    void registryOnAndOff()
    {
        const QString from = QStringLiteral(PAMPHLET_TEST_DATA "/sregistry/2");
        QByteArray lines;
        QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString path = QStringLiteral("/srv/sregistry") + file.fileName().mid(from.size());
            m_fixture->writeFile(path, file.readAll());
            lines += "file " + path.toUtf8() + '\n';
        }
        list(lines);
        const QByteArray settings = read("/srv/sregistry/settings.yaml");
        const QByteArray dockerfile = read("/srv/sregistry/Dockerfile");
        open("page:sregistry");
        type("sregistryDirectoryLineEdit", QStringLiteral("/srv/sregistry"));
        switchTo("sregistryEnableButton");
        QVERIFY(read("/srv/sregistry/settings.yaml").contains("- pam_auth"));
        QVERIFY(read("/srv/sregistry/Dockerfile").contains("ENABLE_PAM=true"));
        switchTo("sregistryDisableButton");
        QCOMPARE(read("/srv/sregistry/settings.yaml"), settings);
        QCOMPARE(read("/srv/sregistry/Dockerfile"), dockerfile);
    }

    void aPartOfTheMessage()
    {
        m_fixture->writeFile(QStringLiteral("/etc/motd"), "hello\n");
        open("motd");
        QTRY_VERIFY(find<QPushButton>("motdAddButton")->isEnabled());
        find<QPushButton>("motdAddButton")->click();
        QPointer<QDialog> name = dialog("motdNameDialog");
        auto *edit = name->findChild<QLineEdit *>(QStringLiteral("motdNameLineEdit"));
        edit->selectAll();
        QTest::keyClicks(edit, QStringLiteral("10-news"));
        name->findChild<QPushButton *>(QStringLiteral("motdNameOkButton"))->click();
        QTRY_VERIFY(m_fixture->window().workspace().hasPending());
        m_fixture->window().workspace().setContent("/etc/motd.d/10-news", "news\n", QStringLiteral("write"));
        apply();
        QCOMPARE(read("/etc/motd.d/10-news"), QByteArray("news\n"));
    }

private:
    void writeTokenService()
    {
        const auto key = token::SigningKey::generate(token::KeyKind::Rsa2048);
        QVERIFY(key);
        const auto pem = key->toPem();
        const auto certificate = token::makeSelfSigned(*key, {"tests", std::time(nullptr), 30});
        QVERIFY(pem && certificate);
        m_fixture->writeFile(QStringLiteral("/srv/auth/config.yml"), service);
        m_fixture->writeFile(QStringLiteral("/srv/registry/config.yml"), registry);
        m_fixture->writeFile(QStringLiteral("/srv/auth/key.pem"), QByteArray(pem->view().data(), qsizetype(pem->view().size())));
        m_fixture->writeFile(QStringLiteral("/srv/auth/bundle.pem"), QByteArray::fromStdString(*certificate));
        list("file /srv/auth/config.yml\nfile /srv/registry/config.yml\n");
    }

    void list(const QByteArray &lines) { m_fixture->writeFile(QStringLiteral("/etc/pamphlet/paths.d/test.conf"), lines); }

    void open(const char *page)
    {
        m_helper = std::make_unique<app::HelperClient>(
            std::make_unique<app::PrivateHelper>(m_fixture->path(), QStringLiteral(PAMPHLET_BIN_DIR "/pamphlet-helper")));
        m_fixture->open(QLatin1String(page), *m_helper);
    }

    /// As somebody does who is done with Return.
    void type(const char *name, const QString &text)
    {
        auto *edit = find<QLineEdit>(name);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }

    void apply()
    {
        QTRY_VERIFY(find<QPushButton>("reviewButton")->isVisible());
        find<QPushButton>("reviewButton")->click();
        QPointer<QDialog> review = dialog("reviewDialog");
        review->findChild<QPushButton *>(QStringLiteral("applyButton"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(!review || !review->isVisible(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->window().workspace().hasPending(), patience);
    }

    void rollBack()
    {
        auto *button = find<QPushButton>("messageActionButton");
        QTRY_VERIFY_WITH_TIMEOUT(button->isVisible(), patience);
        button->click();
    }

    void switchTo(const char *button)
    {
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(button)->isVisible() && find<QPushButton>(button)->isEnabled(), patience);
        find<QPushButton>(button)->click();
        dialog("sregistrySwitchDialog")->findChild<QPushButton *>(QStringLiteral("sregistrySwitchOkButton"))->click();
        QTRY_VERIFY(m_fixture->window().workspace().hasPending());
        apply();
    }

    QByteArray read(const char *path) const { return m_fixture->read(QLatin1String(path)); }

    template<class Widget>
    Widget *find(const char *name) const
    {
        return m_fixture->find<Widget>(name);
    }

    static QDialog *dialog(const char *name)
    {
        auto *dialog = test::WindowFixture::anywhere<QDialog>(name);
        if (!dialog) {
            qFatal("no dialog %s", name);
        }
        return dialog;
    }

    std::unique_ptr<app::HelperClient> m_helper;
    std::unique_ptr<test::WindowFixture> m_fixture;
};

QTEST_MAIN(TestServices)
#include "tst_gui_services.moc"
