// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dbus/helperclient.h"
#include "app/dbus/privatehelper.h"
#include "tests/ui/support/windowfixture.h"
#include "ui/models/stackmodel.h"
#include "ui/models/tracemodel.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/pendingbar.h"
#include "ui/workspace/workspace.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace pamphlet;

/// The window with the real helper, the real probe and the real libpam, on a tree of one's own.
class TestPrivateRoot : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        for (const char *program : {"pamphlet-helper", "pamphlet-probe", "pam_pamphlet_trace.so"}) {
            if (!QFileInfo::exists(QStringLiteral(PAMPHLET_BIN_DIR "/") + QString::fromLatin1(program))) {
                QSKIP("the helper is not built");
            }
        }
    }

    void init()
    {
        m_fixture = std::make_unique<test::WindowFixture>();
        m_fixture->write(
            QStringLiteral("demo"),
            "# a demonstration\nauth\trequired\tpam_permit.so\naccount required pam_permit.so\nsession required pam_permit.so\n");
        m_fixture->write(QStringLiteral("other"), "auth required pam_deny.so\naccount required pam_deny.so\n");
        m_fixture->writeFile(QStringLiteral("/etc/motd"), "hello\n");
        m_helper = std::make_unique<app::HelperClient>(
            std::make_unique<app::PrivateHelper>(m_fixture->path(), QStringLiteral(PAMPHLET_BIN_DIR "/pamphlet-helper")));
        m_fixture->open(QStringLiteral("demo"), *m_helper);
        QTRY_COMPARE(stack()->rowCount(), 1);
    }

    void cleanup()
    {
        m_fixture->close();
        m_helper.reset();
        m_fixture.reset();
    }

    void editApplyRollBack()
    {
        const QByteArray before = read("/etc/pam.d/demo");
        editModule(QStringLiteral("pam_deny.so"));
        m_fixture->window().workspace().setContent("/etc/motd", "two files, one transaction\n", QStringLiteral("edit"));
        QCOMPARE(read("/etc/pam.d/demo"), before); // nothing is written before Apply
        QTRY_VERIFY(find<QPushButton>("reviewButton")->isVisible());
        find<QPushButton>("reviewButton")->click();
        dialog("reviewDialog")->findChild<QLineEdit *>(QStringLiteral("reasonLineEdit"))->setText(QStringLiteral("a test"));
        dialog("reviewDialog")->findChild<QPushButton *>(QStringLiteral("applyButton"))->click();
        auto *rollBack = find<QPushButton>("messageActionButton");
        QTRY_VERIFY_WITH_TIMEOUT(rollBack->isVisible(), 30000);
        QByteArray expected = before;
        expected.replace("auth\trequired\tpam_permit.so", "auth\trequired\tpam_deny.so");
        QCOMPARE(read("/etc/pam.d/demo"), expected);
        QCOMPARE(read("/etc/motd"), QByteArray("two files, one transaction\n"));
        QTRY_VERIFY(!m_fixture->window().workspace().hasPending());

        rollBack->click();
        QTRY_COMPARE_WITH_TIMEOUT(read("/etc/pam.d/demo"), before, 30000);
        QTRY_COMPARE(read("/etc/motd"), QByteArray("hello\n"));
        QTRY_COMPARE(stack()->index(0, 0).data(ui::StackModel::ModuleRole).toString(), QStringLiteral("pam_permit.so"));
    }

    void applyThenUndoIsAChangeLikeAnyOther()
    {
        const QByteArray before = read("/etc/pam.d/demo");
        editModule(QStringLiteral("pam_deny.so"));
        applyPending();
        QTRY_VERIFY(!m_fixture->window().workspace().hasPending());
        find<QAction>("undoAction")->trigger();
        QVERIFY(m_fixture->window().workspace().hasPending());
        applyPending();
        QTRY_COMPARE_WITH_TIMEOUT(read("/etc/pam.d/demo"), before, 30000);
    }

    void somebodyElseWasFaster()
    {
        editModule(QStringLiteral("pam_deny.so"));
        m_fixture->writeFile(QStringLiteral("/etc/pam.d/demo"), "auth required pam_warn.so\n");
        QTRY_VERIFY(find<QPushButton>("reviewButton")->isVisible());
        find<QPushButton>("reviewButton")->click();
        QPointer<QDialog> review = dialog("reviewDialog");
        review->findChild<QPushButton *>(QStringLiteral("applyButton"))->click();
        auto *reload = review->findChild<QPushButton *>(QStringLiteral("reloadButton"));
        QTRY_VERIFY_WITH_TIMEOUT(reload->isVisible(), 30000);
        QCOMPARE(read("/etc/pam.d/demo"), QByteArray("auth required pam_warn.so\n"));
        reload->click();
        QTRY_COMPARE(m_fixture->window().workspace().originalContent("/etc/pam.d/demo").value(),
                     std::string("auth required pam_warn.so\n"));
        QVERIFY(m_fixture->window().workspace().hasPending()); // one's own edit is kept, against what is there now
        review->findChild<QPushButton *>(QStringLiteral("applyButton"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(read("/etc/pam.d/demo").contains("pam_deny.so"), 30000);
    }

    void testLoginPermitThenDeny()
    {
        find<QAction>("testLoginAction")->trigger();
        QPointer<QDialog> test = dialog("testLoginDialog");
        QVERIFY(test->findChild<QLabel *>(QStringLiteral("testSubtitleLabel"))->text().contains(QStringLiteral("Installed")));
        test->findChild<QLineEdit *>(QStringLiteral("testUserLineEdit"))->setText(QStringLiteral("root"));
        auto *run = test->findChild<QPushButton *>(QStringLiteral("runTestButton"));
        auto *banner = test->findChild<ui::Callout *>(QStringLiteral("testBannerCallout"));
        run->click();
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), 30000);
        QVERIFY2(banner->text().contains(QStringLiteral("succeeded")), qPrintable(banner->text()));
        const auto *trace = test->findChild<QTreeView *>(QStringLiteral("traceView"))->model();
        QCOMPARE(trace->index(0, ui::TraceModel::ModuleColumn).data().toString(), QStringLiteral("pam_permit.so"));
        QCOMPARE(trace->index(0, ui::TraceModel::ResultColumn).data().toString(), QStringLiteral("success"));
        QCOMPARE(trace->index(0, ui::TraceModel::PlaceColumn).data().toString(), QStringLiteral("demo:2"));
        test->reject();

        const QByteArray installed = read("/etc/pam.d/demo");
        editModule(QStringLiteral("pam_deny.so"));
        find<QAction>("testLoginAction")->trigger();
        test = dialog("testLoginDialog");
        QVERIFY(test->findChild<QLabel *>(QStringLiteral("testSubtitleLabel"))->text().contains(QStringLiteral("not installed")));
        test->findChild<QLineEdit *>(QStringLiteral("testUserLineEdit"))->setText(QStringLiteral("root"));
        test->findChild<QPushButton *>(QStringLiteral("runTestButton"))->click();
        banner = test->findChild<ui::Callout *>(QStringLiteral("testBannerCallout"));
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), 30000);
        QVERIFY2(banner->text().contains(QStringLiteral("PAM_AUTH_ERR")), qPrintable(banner->text()));
        QCOMPARE(read("/etc/pam.d/demo"), installed);
        test->reject();
    }

    void testLoginAsksAndIsAnswered()
    {
        m_fixture->window().workspace().setContent("/etc/pam.d/demo",
                                                   "auth required " PAMPHLET_TEST_MODULES
                                                   "/pam_test_prompt.so on=blue off=s3cret\naccount required pam_permit.so\n",
                                                   QStringLiteral("edit"));
        find<QAction>("testLoginAction")->trigger();
        QPointer<QDialog> test = dialog("testLoginDialog");
        test->findChild<QLineEdit *>(QStringLiteral("testUserLineEdit"))->setText(QStringLiteral("root"));
        test->findChild<QPushButton *>(QStringLiteral("runTestButton"))->click();
        auto *banner = test->findChild<ui::Callout *>(QStringLiteral("testBannerCallout"));
        const auto field = [&test] { return test->findChild<QLineEdit *>(QStringLiteral("answerLineEdit")); };
        for (int prompt = 0; prompt < 2; ++prompt) {
            QTRY_VERIFY_WITH_TIMEOUT(field() && field()->isVisible(), 30000);
            const bool hidden = field()->echoMode() == QLineEdit::Password;
            QTest::keyClicks(field(), hidden ? QStringLiteral("s3cret") : QStringLiteral("blue"));
            QPointer<QLineEdit> answered = field();
            QTest::keyClick(field(), Qt::Key_Return);
            QTRY_VERIFY(!answered);
        }
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), 30000);
        QVERIFY2(banner->text().contains(QStringLiteral("succeeded")), qPrintable(banner->text()));
        test->reject();
    }

private:
    QByteArray read(const char *path) const { return m_fixture->read(QLatin1String(path)); }

    void editModule(const QString &module)
    {
        auto *view = find<QTreeView>("stackView");
        view->setCurrentIndex(view->model()->index(0, 0));
        find<QAction>("editRuleAction")->trigger();
        QDialog *rule = dialog("ruleDialog");
        rule->findChild<QComboBox *>(QStringLiteral("moduleComboBox"))->setEditText(module);
        rule->findChild<QPushButton *>(QStringLiteral("ruleOkButton"))->click();
        QCOMPARE(stack()->index(0, 0).data(ui::StackModel::ModuleRole).toString(), module);
    }

    void applyPending()
    {
        QTRY_VERIFY(find<QPushButton>("reviewButton")->isVisible());
        find<QPushButton>("reviewButton")->click();
        QPointer<QDialog> review = dialog("reviewDialog");
        review->findChild<QPushButton *>(QStringLiteral("applyButton"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(!review || !review->isVisible(), 30000);
    }

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

    ui::StackModel *stack() const { return qobject_cast<ui::StackModel *>(find<QTreeView>("stackView")->model()); }

    std::unique_ptr<app::HelperClient> m_helper;
    std::unique_ptr<test::WindowFixture> m_fixture;
};

QTEST_MAIN(TestPrivateRoot)
#include "tst_gui_privateroot.moc"
