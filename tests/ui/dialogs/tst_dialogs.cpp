// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/fakehelper.h"
#include "tests/ui/support/smalltree.h"
#include "ui/dialogs/reviewdialog.h"
#include "ui/dialogs/ruledialog.h"
#include "ui/dialogs/testlogindialog.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/diffview.h"
#include "ui/workspace/analyst.h"
#include "ui/workspace/workspace.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace pamphlet;

namespace {

const std::string sudo = "/etc/pam.d/sudo";

ui::RuleContext contextOf(const pam::Document &document, std::size_t node)
{
    ui::RuleContext context;
    context.file = "/etc/pam.d/common-auth";
    context.users = 14;
    context.profile = test::debian12();
    context.modules = {"pam_deny.so", "pam_unix.so"};
    context.knowsModules = true;
    context.files = {"common-auth", "inner"};
    context.preview = [&document, node](const pam::RuleFields &fields) { return pam::replaceRule(document, node, fields); };
    return context;
}

} // namespace

class TestDialogs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rules_data()
    {
        QTest::addColumn<QString>("control");
        QTest::addColumn<QString>("module");
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<QString>("message"); // a part of it; empty: none
        const auto row
            = [](const char *name, const char *control, const char *module, const char *arguments, bool valid, const char *message) {
                  QTest::newRow(name) << QString::fromLatin1(control) << QString::fromLatin1(module) << QString::fromLatin1(arguments)
                                      << valid << QString::fromLatin1(message);
              };
        row("keyword", "requisite", "pam_unix.so", "nullok", true, "");
        row("keyword in capitals", "REQUIRED", "pam_unix.so", "", true, "");
        row("list in brackets", "[success=2 default=ignore]", "pam_unix.so", "", true, "");
        row("list without brackets", "success=ok", "pam_unix.so", "", true, "");
        row("misspelled action", "[success=1 default=ingore]", "pam_unix.so", "", false, "column 20");
        row("unknown keyword", "frob", "pam_unix.so", "", false, "column 1");
        row("jump of nothing", "[success=0]", "pam_unix.so", "", false, "column");
        row("no control", "", "pam_unix.so", "", false, "needs a control");
        row("no module", "required", "", "", false, "Name a module");
        row("module not installed", "required", "pam_nowhere.so", "", true, "not installed");
        row("module elsewhere", "required", "/opt/pam_x.so", "", true, "");
        row("include of a file", "include", "inner", "", true, "");
        row("include of nothing", "include", "", "", false, "Name the file");
        row("include of what is not there", "substack", "nowhere", "", true, "no file nowhere");
        row("open bracket", "required", "pam_unix.so", "ok [open", false, "column 4");
        row("comment in an argument", "required", "pam_unix.so", "a#b", false, "");
        row("escape hidden in a module", "required", "pam_\x1b[8m.so", "", true, "not installed");
    }

    void rules()
    {
        QFETCH(QString, control);
        QFETCH(QString, module);
        QFETCH(QString, arguments);
        QFETCH(bool, valid);
        QFETCH(QString, message);
        const pam::Document document = pam::Document::parse("auth required pam_unix.so\n", test::debian12());
        ui::RuleDialog dialog(contextOf(document, 0), pam::fieldsOf(document.nodes()[0]));
        dialog.show();
        dialog.findChild<QComboBox *>(QStringLiteral("controlComboBox"))->setEditText(control);
        dialog.findChild<QComboBox *>(QStringLiteral("moduleComboBox"))->setEditText(module);
        dialog.findChild<QLineEdit *>(QStringLiteral("argumentsLineEdit"))->setText(arguments);
        QCOMPARE(dialog.findChild<QPushButton *>(QStringLiteral("ruleOkButton"))->isEnabled(), valid);
        const auto *callout = dialog.findChild<ui::Callout *>(QStringLiteral("validationCallout"));
        QVERIFY2(callout->text().contains(message), qPrintable(callout->text()));
        if (valid) {
            QCOMPARE(callout->isHidden(), message.isEmpty());
            // What the dialog gives is what the preview shows, and what libpam reads.
            const auto bytes = pam::replaceRule(document, 0, dialog.fields());
            QVERIFY(bytes);
            QCOMPARE(dialog.findChild<QPlainTextEdit *>(QStringLiteral("previewTextEdit"))->toPlainText().trimmed(),
                     QString::fromStdString(*bytes).trimmed());
        } else {
            QVERIFY(!callout->isHidden());
        }
    }

    void ruleShowsWhatStands_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("keyword") << QStringLiteral("auth required pam_unix.so nullok\n");
        QTest::newRow("silent") << QStringLiteral("-session optional pam_systemd.so\n");
        QTest::newRow("list") << QStringLiteral("auth [success=1 default=ignore] pam_unix.so\n");
        QTest::newRow("bracketed argument") << QStringLiteral("auth required pam_unix.so [a b] c\n");
        QTest::newRow("@include") << QStringLiteral("@include common-auth\n");
        QTest::newRow("unknown facility") << QStringLiteral("frob required pam_unix.so\n");
    }

    void ruleShowsWhatStands()
    {
        QFETCH(QString, line);
        const pam::Document document = pam::Document::parse(line.toStdString(), test::debian12());
        const pam::RuleFields fields = pam::fieldsOf(document.nodes()[0]);
        ui::RuleDialog dialog(contextOf(document, 0), fields);
        QCOMPARE(dialog.fields().type, fields.type);
        QCOMPARE(dialog.fields().target, fields.target);
        QCOMPARE(dialog.fields().arguments, fields.arguments);
        const auto same = pam::replaceRule(document, 0, dialog.fields());
        QVERIFY(same);
        QCOMPARE(QString::fromStdString(*same), line); // opened and accepted: not a byte is another
    }

    void ruleTellsWhoSharesTheFile()
    {
        const pam::Document document = pam::Document::parse("auth required pam_unix.so\n", test::debian12());
        ui::RuleDialog dialog(contextOf(document, 0), pam::fieldsOf(document.nodes()[0]));
        const auto *callout = dialog.findChild<ui::Callout *>(QStringLiteral("sharedFileCallout"));
        QVERIFY(callout && callout->text().contains(QStringLiteral("common-auth")) && callout->text().contains(QStringLiteral("14")));
    }

    void reviewAndApply()
    {
        const auto state = pendingState();
        ui::ReviewDialog dialog(state->workspace, state->analyst, state->helper, true);
        QSignalSpy applied(&dialog, &ui::ReviewDialog::applied);
        dialog.open();
        QTRY_VERIFY(state->analyst.isCurrent());
        const QString diff = dialog.findChild<ui::DiffView *>(QStringLiteral("diffView"))->toPlainText();
        QVERIFY(diff.contains(QStringLiteral("/etc/pam.d/sudo")));
        QVERIFY(diff.contains(QStringLiteral("+session optional pam_permit.so")));
        QVERIFY(dialog.findChild<QLabel *>(QStringLiteral("authorizationLabel"))->text().contains(QStringLiteral("password")));
        dialog.findChild<QLineEdit *>(QStringLiteral("reasonLineEdit"))->setText(QStringLiteral("because"));
        auto *button = dialog.findChild<QPushButton *>(QStringLiteral("applyButton"));
        button->click();
        QCOMPARE(state->helper.applied.size(), std::size_t(1));
        QCOMPARE(state->helper.applied[0].reason, std::string("because"));
        QCOMPARE(state->helper.applied[0].changes[0].content.value(), state->workspace.content(sudo).value());
        QVERIFY(!button->isEnabled());
        QVERIFY(dialog.findChild<QProgressBar *>(QStringLiteral("applyProgressBar"))->isVisible());
        dialog.reject();
        QVERIFY(dialog.isVisible()); // nothing runs away from a write
        state->helper.reply(ui::Applied{QStringLiteral("t1"), {QStringLiteral("/etc/pam.d/sudo")}});
        QTRY_COMPARE(applied.size(), 1);
        QVERIFY(!dialog.isVisible());
    }

    void applyErrors_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("reload");
        QTest::newRow("not authorized") << int(ErrorCode::AccessDenied) << false;
        QTest::newRow("changed by somebody else") << int(ErrorCode::Changed) << true;
        QTest::newRow("disk full") << int(ErrorCode::NoSpace) << false;
        QTest::newRow("no helper") << int(ErrorCode::HelperUnavailable) << false;
    }

    void applyErrors()
    {
        QFETCH(int, code);
        QFETCH(bool, reload);
        const auto state = pendingState();
        ui::ReviewDialog dialog(state->workspace, state->analyst, state->helper, false);
        QSignalSpy asked(&dialog, &ui::ReviewDialog::reloadRequested);
        dialog.open();
        auto *apply = dialog.findChild<QPushButton *>(QStringLiteral("applyButton"));
        apply->click();
        state->helper.reply(fail(ErrorCode(code), "why", {sudo, 0, 0}));
        auto *callout = dialog.findChild<ui::Callout *>(QStringLiteral("applyErrorCallout"));
        QTRY_VERIFY(callout->isVisible());
        QVERIFY(!callout->text().isEmpty());
        QVERIFY(dialog.isVisible());
        QVERIFY(apply->isEnabled()); // one may try again
        auto *button = dialog.findChild<QPushButton *>(QStringLiteral("reloadButton"));
        QCOMPARE(button->isVisible(), reload);
        if (reload) {
            button->click();
            QCOMPARE(asked.size(), 1);
        }
        QVERIFY(state->workspace.hasPending());
    }

    void testLogin()
    {
        const auto state = pendingState();
        ui::TestLoginDialog dialog(state->workspace, state->helper, {QStringLiteral("sudo"), QStringLiteral("login")},
                                   QStringLiteral("sudo"));
        dialog.open();
        auto *run = dialog.findChild<QPushButton *>(QStringLiteral("runTestButton"));
        QVERIFY(!run->isEnabled()); // nobody named yet
        QTest::keyClicks(dialog.findChild<QLineEdit *>(QStringLiteral("testUserLineEdit")), QStringLiteral("alice"));
        QVERIFY(dialog.findChild<QLabel *>(QStringLiteral("testSubtitleLabel"))->text().contains(QStringLiteral("not installed")));
        dialog.findChild<QCheckBox *>(QStringLiteral("testSessionCheckBox"))->setChecked(true);
        run->click();
        test::FakeLogin *login = state->helper.login;
        QVERIFY(login);
        QCOMPARE(login->request.service, QStringLiteral("sudo"));
        QCOMPARE(login->request.user, QStringLiteral("alice"));
        QVERIFY(login->request.session && login->request.trace);
        QCOMPARE(login->request.staged.changes.size(), std::size_t(1));
        auto *cancel = dialog.findChild<QPushButton *>(QStringLiteral("cancelTestButton"));
        QVERIFY(cancel->isVisible() && !run->isVisible());

        Q_EMIT login->started();
        Q_EMIT login->message(ui::MessageStyle::Info, QStringLiteral("Welcome\x1b[31m"));
        Q_EMIT login->prompted(7, ui::MessageStyle::EchoOff, QStringLiteral("Password: "));
        auto *field = dialog.findChild<QLineEdit *>(QStringLiteral("answerLineEdit"));
        QVERIFY(field);
        QTest::keyClicks(field, QStringLiteral("hunter2"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(login->answers, (std::vector<std::pair<unsigned, std::string>>{{7U, "hunter2"}}));
        Q_EMIT login->stepped(
            {QStringLiteral("authenticate"), QStringLiteral("/etc/pam.d/common-auth"), 1, QStringLiteral("pam_unix.so"), 7, 2'000'000});
        Q_EMIT login->primitiveReturned({QStringLiteral("authenticate"), 7, 2'000'100});
        Q_EMIT login->finished();

        QCOMPARE(dialog.findChild<QTreeView *>(QStringLiteral("traceView"))->model()->rowCount(), 1);
        const auto *banner = dialog.findChild<ui::Callout *>(QStringLiteral("testBannerCallout"));
        QVERIFY(banner->isVisible());
        QVERIFY2(banner->text().contains(QStringLiteral("refused")) && banner->text().contains(QStringLiteral("PAM_AUTH_ERR")),
                 qPrintable(banner->text()));
        const QString transcript = dialog.transcript();
        QVERIFY(transcript.contains(QStringLiteral("pam_unix.so")) && transcript.contains(QStringLiteral("Password:")));
        QVERIFY(!transcript.contains(QStringLiteral("hunter2")));
        QVERIFY(!transcript.contains(QChar(0x1b)));
        QVERIFY(run->isVisible());

        run->click(); // again: a new login, nothing left of the old one
        QVERIFY(state->helper.login != login);
        QCOMPARE(dialog.findChild<QTreeView *>(QStringLiteral("traceView"))->model()->rowCount(), 0);
        QVERIFY(!banner->isVisible());
        Q_EMIT state->helper.login->primitiveReturned({QStringLiteral("start"), 0, 10});
        Q_EMIT state->helper.login->primitiveReturned({QStringLiteral("authenticate"), 0, 10});
        Q_EMIT state->helper.login->finished();
        QVERIFY(banner->text().contains(QStringLiteral("succeeded")));
    }

    void cancelledTest()
    {
        const auto state = pendingState();
        ui::TestLoginDialog dialog(state->workspace, state->helper, {QStringLiteral("sudo")}, QStringLiteral("sudo"));
        dialog.open();
        dialog.findChild<QLineEdit *>(QStringLiteral("testUserLineEdit"))->setText(QStringLiteral("alice"));
        dialog.findChild<QPushButton *>(QStringLiteral("runTestButton"))->click();
        Q_EMIT state->helper.login->prompted(1, ui::MessageStyle::EchoOff, QStringLiteral("Password: "));
        dialog.reject(); // Escape while it runs cancels the login, and not the dialog
        QVERIFY(dialog.isVisible());
        QVERIFY(!dialog.findChild<QPushButton *>(QStringLiteral("cancelTestButton"))->isVisible());
        QVERIFY(dialog.findChild<ui::Callout *>(QStringLiteral("testBannerCallout"))->isVisible());
        dialog.reject();
        QVERIFY(!dialog.isVisible());
    }

    void failedTests_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("time limit") << int(ErrorCode::TimedOut);
        QTest::newRow("the probe died") << int(ErrorCode::ProbeFailed);
        QTest::newRow("not authorized") << int(ErrorCode::AccessDenied);
        QTest::newRow("too many") << int(ErrorCode::LimitExceeded);
    }

    void failedTests()
    {
        QFETCH(int, code);
        const auto state = pendingState();
        ui::TestLoginDialog dialog(state->workspace, state->helper, {QStringLiteral("sudo")}, QStringLiteral("sudo"));
        dialog.open();
        dialog.findChild<QLineEdit *>(QStringLiteral("testUserLineEdit"))->setText(QStringLiteral("alice"));
        dialog.findChild<QPushButton *>(QStringLiteral("runTestButton"))->click();
        Q_EMIT state->helper.login->failed(Error{ErrorCode(code), {}, {}});
        const auto *banner = dialog.findChild<ui::Callout *>(QStringLiteral("testBannerCallout"));
        QVERIFY(banner->isVisible() && !banner->text().contains(QStringLiteral("succeeded")));
        QVERIFY(dialog.findChild<QPushButton *>(QStringLiteral("runTestButton"))->isVisible());
    }

private:
    struct State {
        ui::Workspace workspace;
        ui::Analyst analyst{workspace};
        test::FakeHelper helper;
    };

    static std::unique_ptr<State> pendingState()
    {
        auto state = std::make_unique<State>();
        state->workspace.load(test::smallTree(), test::debian12());
        state->workspace.setContent(sudo, std::string(test::sudoText) + "session optional pam_permit.so\n", QStringLiteral("add"));
        return state;
    }
};

QTEST_MAIN(TestDialogs)
#include "tst_dialogs.moc"
