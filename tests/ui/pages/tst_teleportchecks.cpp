// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/teleportpagefixture.h"
#include "ui/dialogs/testlogindialog.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTextBlock>

using namespace pamphlet;
using namespace pamphlet::test::teleporttree;

/// What the page finds, and the login that it plays through.
class TestTeleportChecks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findingsOfTheFile_data();
    void findingsOfTheFile();
    void aFixIsOneStep();
    void thePublishedScript_data();
    void thePublishedScript();
    void theService_data();
    void theService();
    void theServiceIsOpenedElsewhere();
    void theLogin();
    void theLoginOfACommand();
    void aTemplateThatEndsTheSession();
    void tryIt();
    void staleAnswersAreDropped();
    void hostileBytes();
};

void TestTeleportChecks::findingsOfTheFile_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("effect");
    QTest::addColumn<int>("attention");
    QTest::newRow("silently off") << QByteArray("ssh_service:\n  pam:\n    enabled: enable\n") << QStringLiteral("TEL011")
                                  << QStringLiteral("Every Teleport: PAM is off, and nothing says so.") << 1;
    QTest::newRow("quoted") << QByteArray("ssh_service:\n  pam:\n    enabled: no\n    use_pam_auth: \"yes\"\n") << QStringLiteral("TEL013")
                            << QStringLiteral("Every Teleport: does not start.") << 1;
    QTest::newRow("off is a note") << QByteArray("ssh_service:\n  pam:\n    enabled: no\n") << QStringLiteral("TEL010") << QString() << 0;
    QTest::newRow("another namespace") << QByteArray("ssh_service:\n  pam:\n    enabled: no\n    environment:\n      A: '{{internal.x}}'\n")
                                       << QStringLiteral("TEL016")
                                       << QStringLiteral("Teleport from 6.1 on: starts, and every session fails.") << 1;
}

void TestTeleportChecks::findingsOfTheFile()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, id);
    QFETCH(QString, effect);
    QFETCH(int, attention);
    Fixture fixture(yaml.toStdString());
    const QString said = fixture.report("teleportFileFindingsSection");
    QVERIFY2(said.contains(id) && said.contains(effect), qPrintable(said));
    QCOMPARE(fixture.told(), attention);
    // The place leads to the text.
    activate(noteOf(fixture, "teleportFileFindingsSection", id), QStringLiteral("teleport.yaml:"));
    QCOMPARE(fixture.find<QTabBar>("teleportTabBar")->currentIndex(), 1);
    QVERIFY(fixture.places.isEmpty());
}

void TestTeleportChecks::aFixIsOneStep()
{
    const std::string before = "ssh_service:\n  pam:\n    enabled: enable # it\n";
    Fixture fixture(before);
    activate(noteOf(fixture, "teleportFileFindingsSection", QStringLiteral("TEL011")), QStringLiteral("Fix:"));
    QCOMPARE(fixture.text(), QStringLiteral("ssh_service:\n  pam:\n    enabled: true # it\n"));
    QCOMPARE(fixture.workspace.undoStack()->count(), 1);
    fixture.workspace.undoStack()->undo();
    QCOMPARE(fixture.text(), QString::fromStdString(before));
}

void TestTeleportChecks::thePublishedScript_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::newRow("as it would be called") << QByteArray::fromStdString(on);
    QTest::newRow("before the section is moved") << QByteArray::fromStdString(misplaced);
}

/// It is told of before anything is run.
void TestTeleportChecks::thePublishedScript()
{
    QFETCH(QByteArray, yaml);
    auto files = tree(yaml.toStdString());
    files->setFile(script, publishedScript, 0755);
    Fixture fixture(files);
    const QString said = fixture.report("teleportServiceFindingsSection");
    for (const char *id : {"TEL051", "TEL054"}) {
        QVERIFY2(said.contains(QLatin1String(id)), qPrintable(said));
    }
    QVERIFY(fixture.told() >= 2);
    QVERIFY(!fixture.helper.login);
    // The script can be looked at, at the line.
    activate(noteOf(fixture, "teleportServiceFindingsSection", QStringLiteral("TEL051")), QStringLiteral("teleport_acct:3"));
    auto *text = fixture.find<QPlainTextEdit>("teleportTextEdit");
    QCOMPARE(text->toPlainText(), QString::fromStdString(publishedScript));
    QCOMPARE(text->textCursor().blockNumber(), 2);
}

void TestTeleportChecks::theService_data()
{
    QTest::addColumn<QByteArray>("service"); // empty: no file
    QTest::addColumn<bool>("other");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("account");
    QTest::addColumn<QString>("session");
    QTest::addColumn<QString>("id"); // empty: nothing is wrong
    QTest::newRow("as it should be") << QByteArray::fromStdString(service) << true << QStringLiteral("teleport is there")
                                     << QStringLiteral("✓ Account") << QStringLiteral("✓ Session") << QString();
    QTest::newRow("only motd") << QByteArray("account required pam_permit.so\nsession required pam_motd.so\n") << true
                               << QStringLiteral("teleport is there") << QStringLiteral("✓ Account · Always passes.")
                               << QStringLiteral("✕ Session · It cannot succeed") << QStringLiteral("TEL023");
    QTest::newRow("no account rules") << QByteArray("session required pam_permit.so\n") << true << QStringLiteral("teleport is there")
                                      << QStringLiteral("those of “other”") << QStringLiteral("✓ Session") << QStringLiteral("TEL021");
    QTest::newRow("no file") << QByteArray() << true << QStringLiteral("There is no service teleport. libpam takes “other”")
                             << QStringLiteral("✕ Account") << QStringLiteral("Session") << QStringLiteral("TEL020");
    QTest::newRow("nothing at all") << QByteArray() << false << QStringLiteral("no “other” in its place") << QStringLiteral("✕ Account")
                                    << QStringLiteral("✕ Session") << QStringLiteral("TEL020");
}

void TestTeleportChecks::theService()
{
    QFETCH(QByteArray, service);
    QFETCH(bool, other);
    QFETCH(QString, file);
    QFETCH(QString, account);
    QFETCH(QString, session);
    QFETCH(QString, id);
    auto files = tree(on);
    files->remove(serviceFile);
    if (!service.isEmpty()) {
        files->setFile(serviceFile, service.toStdString());
    }
    if (!other) {
        files->remove("/etc/pam.d/other");
    }
    Fixture fixture(files);
    const QString label = QTextDocumentFragment::fromHtml(fixture.find<QLabel>("teleportServiceFileLabel")->text()).toPlainText();
    QVERIFY2(label.contains(file), qPrintable(label));
    QVERIFY2(fixture.callout("teleportAccountCallout").contains(account), qPrintable(fixture.callout("teleportAccountCallout")));
    QVERIFY2(fixture.callout("teleportSessionCallout").contains(session), qPrintable(fixture.callout("teleportSessionCallout")));
    QVERIFY(fixture.callout("teleportAuthCallout").isEmpty()); // nobody calls it
    const QString said = fixture.report("teleportServiceFindingsSection");
    QVERIFY2(id.isEmpty() ? said.contains(QStringLiteral("Nothing is wrong")) : said.contains(id), qPrintable(said));
}

void TestTeleportChecks::theServiceIsOpenedElsewhere()
{
    Fixture fixture(on);
    auto *label = fixture.find<QLabel>("teleportServiceFileLabel");
    Q_EMIT label->linkActivated(QStringLiteral("place:1:/etc/pam.d/teleport"));
    QCOMPARE(fixture.places.size(), 1);
    QCOMPARE(fixture.places[0][0].toString(), QStringLiteral("/etc/pam.d/teleport"));
    QVERIFY(label->text().contains(QStringLiteral("place:1:/etc/pam.d/teleport")));
    activate(fixture.find<ui::Callout>("teleportSessionCallout"), QStringLiteral("teleport:3"));
    QCOMPARE(fixture.places[1][1].toInt(), 3);
    // A fix in a file of PAM is a step of the workspace like any other.
    fixture.workspace.setContent(serviceFile, "account required pam_permit.so\nsession required pam_motd.so\n", QStringLiteral("x"));
    fixture.settle();
    activate(noteOf(fixture, "teleportServiceFindingsSection", QStringLiteral("TEL023")), QStringLiteral("Fix:"));
    QCOMPARE(*fixture.workspace.content(serviceFile),
             std::string("account required pam_permit.so\nsession required pam_motd.so\nsession required pam_permit.so\n"));
}

void TestTeleportChecks::theLogin()
{
    Fixture fixture(on);
    const auto calls = [&fixture] {
        return QTextDocumentFragment::fromHtml(fixture.find<QLabel>("teleportCallsLabel")->text()).toPlainText().simplified();
    };
    QVERIFY2(calls().contains(QStringLiteral("pam_start teleport alice")), qPrintable(calls())); // the example
    QVERIFY(calls().indexOf(QStringLiteral("pam_acct_mgmt")) < calls().indexOf(QStringLiteral("pam_open_session")));
    QVERIFY(!calls().contains(QStringLiteral("pam_authenticate")));
    QCOMPARE(fixture.variables()->index(0, 2).data().toString(), QStringLiteral("! not set"));
    QVERIFY(fixture.callout("teleportLoginNotesCallout").contains(QStringLiteral("no trait “email”")));

    const auto type = [&fixture](const char *field, const QString &text) {
        auto *edit = fixture.find<QLineEdit>(field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
        fixture.wait();
    };
    type("teleportUserLineEdit", QStringLiteral("bob@example.com"));
    type("teleportLoginLineEdit", QStringLiteral("bob"));
    type("teleportRolesLineEdit", QStringLiteral("access, admin"));
    type("teleportTraitsLineEdit", QStringLiteral("email=b@example.com; email=bob@example.com"));
    QVERIFY2(calls().contains(QStringLiteral("pam_start teleport bob")), qPrintable(calls()));
    QVERIFY(calls().contains(QStringLiteral("TELEPORT_USERNAME=bob@example.com")));
    QVERIFY(calls().contains(QStringLiteral("TELEPORT_ROLES=access admin")));
    QCOMPARE(fixture.variables()->index(0, 2).data().toString(), QStringLiteral("b@example.com bob@example.com"));
    QCOMPARE(fixture.variables()->index(1, 2).data().toString(), QStringLiteral("node"));
    QVERIFY(fixture.callout("teleportLoginNotesCallout").isEmpty());
    type("teleportTraitsLineEdit", QStringLiteral("email"));
    QVERIFY(fixture.callout("teleportLoginTroubleCallout").contains(QStringLiteral("name=value")));

    toggle(fixture.find<QCheckBox>("teleportUsePamAuthCheckBox"));
    fixture.wait();
    QVERIFY(calls().indexOf(QStringLiteral("pam_acct_mgmt")) < calls().indexOf(QStringLiteral("pam_authenticate")));
    QVERIFY(fixture.callout("teleportAuthCallout").contains(QStringLiteral("✕ Authentication"))); // other denies
    toggle(fixture.find<QCheckBox>("teleportEnabledCheckBox"));
    fixture.wait();
    QVERIFY(fixture.callout("teleportLoginTroubleCallout").contains(QStringLiteral("PAM is off in this file")));
    QVERIFY(calls().isEmpty());
    QVERIFY(!fixture.find<QPushButton>("teleportTryButton")->isEnabled());
}

void TestTeleportChecks::theLoginOfACommand()
{
    Fixture fixture(on + "    use_pam_auth: yes\n");
    auto *box = fixture.find<QComboBox>("teleportRequestComboBox");
    const auto choose = [&](teleport::Request request) {
        const int row = box->findData(int(request));
        box->setCurrentIndex(row);
        Q_EMIT box->activated(row);
        fixture.wait();
        return fixture.find<QLabel>("teleportCallsLabel")->text().contains(QStringLiteral("pam_authenticate"));
    };
    QVERIFY(choose(teleport::Request::Command));
    QVERIFY(!choose(teleport::Request::PortForwarding)); // never with auth
}

void TestTeleportChecks::aTemplateThatEndsTheSession()
{
    Fixture fixture("ssh_service:\n  pam:\n    enabled: yes\n    service_name: teleport\n    environment:\n      A: \"{{internal.x}}\"\n"
                    "      B: c\n");
    QVERIFY(fixture.callout("teleportLoginTroubleCallout").contains(QStringLiteral("ends the session before PAM is asked")));
    QVERIFY(fixture.variables()->index(0, 2).data().toString().contains(QStringLiteral("the session ends")));
    QCOMPARE(fixture.variables()->index(1, 2).data().toString(), QStringLiteral("c"));
    QVERIFY(!fixture.find<QPushButton>("teleportTryButton")->isEnabled());
    activate(fixture.find<ui::Callout>("teleportLoginTroubleCallout"), QStringLiteral("teleport.yaml:6"));
    QCOMPARE(fixture.find<QTabBar>("teleportTabBar")->currentIndex(), 1);
}

void TestTeleportChecks::tryIt()
{
    Fixture fixture(on + "    use_pam_auth: yes\n");
    auto *login = fixture.find<QLineEdit>("teleportLoginLineEdit");
    QTest::keyClicks(login, QStringLiteral("bob"));
    QTest::keyClick(login, Qt::Key_Return);
    fixture.wait();
    QTest::mouseClick(fixture.find<QPushButton>("teleportTryButton"), Qt::LeftButton);
    auto *dialog = fixture.find<ui::TestLoginDialog>("testLoginDialog");
    QCOMPARE(dialog->findChild<QComboBox *>(QStringLiteral("testServiceComboBox"))->currentText(), QStringLiteral("teleport"));
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("runTestButton")), Qt::LeftButton);
    QVERIFY(fixture.helper.login);
    const ui::TestRequest &asked = fixture.helper.login->request;
    QCOMPARE(asked.service, QStringLiteral("teleport"));
    QCOMPARE(asked.user, QStringLiteral("bob"));
    QVERIFY(asked.session && asked.sequence == ui::TestSequence::Teleport && asked.teleport.authenticate);
    QCOMPARE(asked.teleport.environment,
             (std::map<std::string, std::string>{
                 {"KIND", "node"}, {"TELEPORT_LOGIN", "bob"}, {"TELEPORT_ROLES", ""}, {"TELEPORT_USERNAME", "bob"}}));
    Q_EMIT fixture.helper.login->finished();
}

void TestTeleportChecks::staleAnswersAreDropped()
{
    Fixture fixture(good);
    // While one answer is on its way the file becomes another: that answer is never shown.
    int wrong = 0;
    connect(&fixture.page, &ui::TeleportPage::surveyed, this,
            [&] { wrong += fixture.page.survey().tree == fixture.workspace.effectiveTree() ? 0 : 1; });
    fixture.workspace.setContent(config, on, QStringLiteral("x"));
    QCoreApplication::processEvents();
    fixture.workspace.setContent(config, "ssh_service:\n  pam:\n    enabled: no\n    service_name: last\n", QStringLiteral("y"));
    QTRY_COMPARE(fixture.find<QComboBox>("teleportServiceComboBox")->currentText(), QStringLiteral("last"));
    QVERIFY(!fixture.find<QCheckBox>("teleportEnabledCheckBox")->isChecked());
    QCOMPARE(wrong, 0);
}

void TestTeleportChecks::hostileBytes()
{
    Fixture fixture("ssh_service:\n  pam:\n    enabled: yes\n    service_name: \"<b>x\\e[2J\\u202e\"\n    environment:\n"
                    "      \"<i>A\\n\": \"\\u202e<s>\"\n");
    for (const QLabel *label : fixture.page.findChildren<QLabel *>()) {
        for (const QChar character : label->text()) {
            QVERIFY2(character != QChar(0x202e) && character != QChar(0x1b), qPrintable(label->objectName()));
        }
        if (label->textFormat() == Qt::RichText) {
            QVERIFY2(!label->text().contains(QStringLiteral("<i>A")) && !label->text().contains(QStringLiteral("<b>x")),
                     qPrintable(label->text()));
        }
    }
    QVERIFY(!fixture.variables()->index(0, 0).data().toString().contains(QLatin1Char('\n')));
}

QTEST_MAIN(TestTeleportChecks)
#include "tst_teleportchecks.moc"
