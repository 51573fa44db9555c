// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/fakehelper.h"
#include "tests/ui/support/named.h"
#include "tests/ui/support/smalltree.h"
#include "ui/dialogs/testlogindialog.h"
#include "ui/workspace/workspace.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace pamphlet;

namespace {

using Environment = std::map<std::string, std::string>;

/// The dialog with what a page fills in.
struct Fixture {
    Fixture()
    {
        workspace.load(test::smallTree(), test::debian12());
        dialog = std::make_unique<ui::TestLoginDialog>(workspace, helper, QStringList{QStringLiteral("login"), QStringLiteral("sudo")},
                                                       QStringLiteral("sudo"));
        dialog->open();
    }

    template<class Widget>
    Widget *find(const char *name) const
    {
        return test::named<Widget>(dialog.get(), name);
    }

    void choose(ui::TestSequence sequence) const
    {
        auto *box = find<QComboBox>("testSequenceComboBox");
        box->setCurrentIndex(box->findData(int(sequence)));
    }

    test::FakeLogin *run()
    {
        QTest::mouseClick(find<QPushButton>("runTestButton"), Qt::LeftButton);
        return helper.login;
    }

    ui::Workspace workspace;
    test::FakeHelper helper;
    std::unique_ptr<ui::TestLoginDialog> dialog;
};

ui::TestRequest asTeleport()
{
    ui::TestRequest request;
    request.service = QStringLiteral("login");
    request.user = QStringLiteral("alice");
    request.sequence = ui::TestSequence::Teleport;
    request.session = true;
    request.timeoutSeconds = 17;
    request.teleport.authenticate = true;
    request.teleport.environment = {{"TELEPORT_LOGIN", "alice"}, {"TELEPORT_USERNAME", "alice"}, {"MAIL", "a@example.com"}};
    return request;
}

} // namespace

class TestTestLoginPreset : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fillsTheFields()
    {
        Fixture fixture;
        fixture.dialog->preset(asTeleport());
        QCOMPARE(fixture.find<QComboBox>("testServiceComboBox")->currentText(), QStringLiteral("login"));
        QCOMPARE(fixture.find<QLineEdit>("testUserLineEdit")->text(), QStringLiteral("alice"));
        QCOMPARE(fixture.find<QComboBox>("testSequenceComboBox")->currentText(), QStringLiteral("As Teleport"));
        QVERIFY(fixture.find<QCheckBox>("testSessionCheckBox")->isChecked());
        QVERIFY(fixture.find<QLabel>("testSubtitleLabel")->text().contains(QStringLiteral("account, then authentication")));
        const test::FakeLogin *login = fixture.run();
        QVERIFY(login);
        QCOMPARE(login->request.service, QStringLiteral("login"));
        QCOMPARE(login->request.user, QStringLiteral("alice"));
        QCOMPARE(int(login->request.sequence), int(ui::TestSequence::Teleport));
        QVERIFY(login->request.session);
        QCOMPARE(login->request.timeoutSeconds, 17U);
        QVERIFY(login->request.teleport.authenticate);
        QCOMPARE(login->request.teleport.environment, asTeleport().teleport.environment);
    }

    void anotherUserIsAnotherLogin()
    {
        Fixture fixture;
        fixture.dialog->preset(asTeleport());
        auto *user = fixture.find<QLineEdit>("testUserLineEdit");
        user->selectAll();
        QTest::keyClicks(user, QStringLiteral("bob"));
        const test::FakeLogin *login = fixture.run();
        QCOMPARE(login->request.user, QStringLiteral("bob"));
        // Teleport would say so, too; the name in Teleport stays.
        QCOMPARE(login->request.teleport.environment,
                 (Environment{{"TELEPORT_LOGIN", "bob"}, {"TELEPORT_USERNAME", "alice"}, {"MAIL", "a@example.com"}}));
    }

    void aLoginThatTheFileOverwritesStays()
    {
        Fixture fixture;
        ui::TestRequest request = asTeleport();
        request.teleport.environment["TELEPORT_LOGIN"] = "fixed";
        fixture.dialog->preset(request);
        auto *user = fixture.find<QLineEdit>("testUserLineEdit");
        user->selectAll();
        QTest::keyClicks(user, QStringLiteral("bob"));
        QCOMPARE(fixture.run()->request.teleport.environment.at("TELEPORT_LOGIN"), std::string("fixed"));
    }

    void otherSequencesGetNothingOfTeleport()
    {
        Fixture fixture;
        fixture.dialog->preset(asTeleport());
        fixture.choose(ui::TestSequence::Sshd);
        const test::FakeLogin *login = fixture.run();
        QCOMPARE(int(login->request.sequence), int(ui::TestSequence::Sshd));
        QVERIFY(!login->request.teleport.authenticate && login->request.teleport.environment.empty());
        Q_EMIT fixture.helper.login->finished();
        fixture.choose(ui::TestSequence::Teleport); // and back: the preset's again
        QCOMPARE(fixture.run()->request.teleport.environment, asTeleport().teleport.environment);
    }

    void withoutPreset()
    {
        Fixture fixture;
        QTest::keyClicks(fixture.find<QLineEdit>("testUserLineEdit"), QStringLiteral("alice"));
        fixture.choose(ui::TestSequence::Teleport);
        const test::FakeLogin *login = fixture.run();
        QVERIFY(!login->request.teleport.authenticate);
        QCOMPARE(login->request.teleport.environment,
                 (Environment{{"TELEPORT_LOGIN", "alice"}, {"TELEPORT_USERNAME", "alice"}, {"TELEPORT_ROLES", ""}}));
    }

    void ended_data()
    {
        QTest::addColumn<int>("code"); // of the call; -1: the test failed
        QTest::addColumn<bool>("success");
        QTest::newRow("success") << 0 << true;
        QTest::newRow("refused") << 7 << false;
        QTest::newRow("failed") << -1 << false;
    }

    void ended()
    {
        QFETCH(int, code);
        QFETCH(bool, success);
        Fixture fixture;
        fixture.dialog->preset(asTeleport());
        QSignalSpy ended(fixture.dialog.get(), &ui::TestLoginDialog::ended);
        test::FakeLogin *login = fixture.run();
        QVERIFY(ended.isEmpty());
        if (code < 0) {
            Q_EMIT login->failed(Error{ErrorCode::TimedOut, {}, {}});
        } else {
            Q_EMIT login->primitiveReturned({QStringLiteral("start"), 0, 1});
            Q_EMIT login->primitiveReturned({QStringLiteral("acct_mgmt"), code, 1});
            Q_EMIT login->finished();
        }
        QCOMPARE(ended.size(), 1);
        QCOMPARE(ended[0][0].toBool(), success);
        QCOMPARE(ended[0][1].toString(), QStringLiteral("alice"));
    }
};

QTEST_MAIN(TestTestLoginPreset)
#include "tst_testloginpreset.moc"
