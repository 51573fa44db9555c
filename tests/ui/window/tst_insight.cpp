// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/fakehelper.h"
#include "tests/ui/support/smalltree.h"
#include "tests/ui/support/windowfixture.h"
#include "ui/models/stackmodel.h"
#include "ui/widgets/answercell.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/panelsection.h"
#include "ui/widgets/stackdelegate.h"
#include "ui/widgets/stackview.h"
#include "ui/widgets/texteditor.h"
#include "ui/widgets/verdictbar.h"
#include "ui/workspace/workspace.h"

#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QTabBar>
#include <QTextBlock>
#include <QToolButton>

using namespace pamphlet;
using ui::StackModel;

/// What the window says about a stack: what if, who gets in, findings.
class TestInsight : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<test::WindowFixture>();
        m_fixture->write(QStringLiteral("sudo"), test::sudoText);
        m_fixture->write(QStringLiteral("common-auth"), test::commonAuthText);
        m_fixture->write(QStringLiteral("common-account"), "account required pam_unix.so\n");
        m_fixture->write(QStringLiteral("other"), "auth required pam_deny.so\naccount required pam_deny.so\n");
        m_fixture->install(QStringLiteral("unix deny permit env limits fprintd"));
    }

    void cleanup() { m_fixture.reset(); }

    void theVerdictNamesTheDecidingRule()
    {
        open("sudo");
        QCOMPARE(verdict(), QStringLiteral("PAM_SUCCESS decided by pam_unix.so"));
        QVERIFY(answer(unixRule()).decided);
        QVERIFY(!answer(denyRule()).ran);
        QVERIFY(denyRule().data(StackModel::DimmedRole).toBool());
        view()->setCurrentIndex({});
        Q_EMIT find<QLabel>("verdictReasonLabel")->linkActivated(QStringLiteral("place:1:/etc/pam.d/common-auth"));
        QCOMPARE(view()->currentIndex(), unixRule());
    }

    void choosesAnAnswerWithTheMouse()
    {
        open("sudo");
        QStyleOptionViewItem option;
        option.rect = view()->visualRect(unixRule());
        option.font = view()->font();
        option.fontMetrics = QFontMetrics(option.font);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, ui::StackDelegate::answerRect(option, unixRule()).center());
        auto *box = m_fixture->anywhere<ui::AnswerBox>("answerComboBox");
        QVERIFY(box);
        QTRY_VERIFY(box->view()->isVisible());
        const QModelIndex wrong = box->model()->index(box->findText(QStringLiteral("wrong password (auth_err)")), 0);
        QVERIFY(wrong.isValid());
        box->view()->scrollTo(wrong);
        QTest::mouseMove(box->view()->viewport(), box->view()->visualRect(wrong).center());
        QTest::mouseClick(box->view()->viewport(), Qt::LeftButton, {}, box->view()->visualRect(wrong).center());
        QTRY_COMPARE(verdict(), QStringLiteral("PAM_AUTH_ERR decided by pam_unix.so"));
        QTRY_VERIFY(!m_fixture->anywhere<ui::AnswerBox>("answerComboBox"));
        QVERIFY(answer(unixRule()).chosen);
        QVERIFY(!answer(permitRule()).ran);
    }

    void choosesAnAnswerByKeyAndTakesItBack()
    {
        open("sudo");
        view()->setFocus();
        view()->setCurrentIndex(unixRule());
        QTest::keyClick(view(), Qt::Key_F2);
        auto *box = m_fixture->anywhere<ui::AnswerBox>("answerComboBox");
        QVERIFY(box);
        QTRY_VERIFY(box->view()->isVisible());
        QTest::keyClicks(box->view(), QStringLiteral("unk")); // unknown user
        QTest::keyClick(box->view(), Qt::Key_Return);
        QTRY_COMPARE(answer(unixRule()).word, QStringLiteral("user_unknown"));
        auto *reset = find<QToolButton>("resetAnswersButton");
        QVERIFY(reset->isVisible());
        reset->click();
        QCOMPARE(verdict(), QStringLiteral("PAM_SUCCESS decided by pam_unix.so"));
        QVERIFY(!reset->isVisible());
    }

    void leavingTheListIsNoChoice()
    {
        open("sudo");
        view()->setFocus();
        view()->setCurrentIndex(unixRule());
        find<QAction>("chooseAnswerAction")->trigger();
        auto *box = m_fixture->anywhere<ui::AnswerBox>("answerComboBox");
        QVERIFY(box);
        QTRY_VERIFY(box->view()->isVisible());
        QTest::keyClick(box->view(), Qt::Key_Down);
        QTest::keyClick(box->view(), Qt::Key_Escape);
        QTRY_VERIFY(!m_fixture->anywhere<ui::AnswerBox>("answerComboBox"));
        QVERIFY(!answer(unixRule()).chosen);
    }

    void whatIsCertainCannotBeEdited()
    {
        open("sudo");
        QVERIFY(unixRule().flags() & Qt::ItemIsEditable);
        for (const QModelIndex &index : {permitRule(), denyRule(), view()->model()->index(1, 0)}) {
            QVERIFY(!(index.flags() & Qt::ItemIsEditable));
            view()->setCurrentIndex(index);
            QVERIFY(!find<QAction>("chooseAnswerAction")->isEnabled());
            QVERIFY(!view()->model()->setData(index, 7, StackModel::AnswerRole));
        }
        QVERIFY(answer(permitRule()).certain);
        QVERIFY2(permitRule().data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Certain")), "certain in words");
    }

    void scenariosAndPasses()
    {
        open("sudo");
        select("scenarioComboBox", QStringLiteral("wrong password"));
        QCOMPARE(verdict(), QStringLiteral("PAM_AUTH_ERR decided by pam_unix.so"));
        QVERIFY(find<ui::VerdictBar>("verdictBar")->accessibleName().contains(QStringLiteral("PAM_AUTH_ERR")));
        select("scenarioComboBox", QStringLiteral("chosen by hand"));
        QCOMPARE(verdict(), QStringLiteral("PAM_SUCCESS decided by pam_unix.so"));
        select("passComboBox", QStringLiteral("setcred"));
        QVERIFY(verdict().startsWith(QStringLiteral("PAM_SUCCESS")));
        find<QTabBar>("facilityTabBar")->setCurrentIndex(1);
        QVERIFY(!find<QComboBox>("passComboBox")->isVisible()); // acct_mgmt is all there is
    }

    void anEditShowsItsVerdictAtOnce()
    {
        open("sudo");
        m_fixture->window().workspace().setContent("/etc/pam.d/common-auth", "auth required pam_deny.so\n", QStringLiteral("edit"));
        QCOMPARE(verdict(), QStringLiteral("PAM_AUTH_ERR decided by pam_deny.so"));
    }

    void whatKeepsLibpamFromStarting()
    {
        m_fixture->write(QStringLiteral("torn"), "auth required pam_unix.so\nauth required pam_permit.so \\\n");
        open("torn");
        QVERIFY2(verdict().startsWith(QStringLiteral("PAM_ABORT libpam cannot read")), qPrintable(verdict()));
    }

    void aFindingIsMarkedFixedAndBackWithUndo()
    {
        const std::string crlf = "auth required pam_unix.so\r\n";
        m_fixture->write(QStringLiteral("dos"), crlf.c_str());
        open("dos");
        const QModelIndex rule = view()->model()->index(0, 0);
        QTRY_COMPARE(rule.data(StackModel::ToneRole).toInt(), int(ui::Tone::Error));
        QVERIFY(!rule.data(StackModel::FindingsRole).toString().isEmpty());
        QVERIFY(rule.data(Qt::ToolTipRole).toString().contains(rule.data(StackModel::FindingsRole).toString()));

        auto *callout = fixable();
        QVERIFY(callout);
        QString link = callout->text().section(QStringLiteral("href=\"fix:"), 1).section(QLatin1Char('"'), 0, 0);
        Q_EMIT callout->linkActivated(QStringLiteral("fix:") + link);
        QCOMPARE(m_fixture->window().workspace().content("/etc/pam.d/dos").value(), std::string("auth required pam_unix.so\n"));
        QTRY_COMPARE(view()->model()->index(0, 0).data(StackModel::ToneRole).toInt(), int(ui::Tone::Neutral));
        QTRY_VERIFY(!fixable());
        find<QAction>("undoAction")->trigger();
        QCOMPARE(m_fixture->window().workspace().content("/etc/pam.d/dos").value(), crlf);
        QTRY_VERIFY(fixable());
    }

    void aFindingIsMarkedInTheText()
    {
        m_fixture->write(QStringLiteral("broken"), "# first\nauth frob pam_unix.so\n");
        open("broken");
        auto *editor = find<ui::TextEditor>("pamTextEdit");
        find<QTabBar>("facilityTabBar")->setCurrentIndex(4);
        QTRY_VERIFY(!editor->markMessage(2).isEmpty());
        QVERIFY(editor->markMessage(1).isEmpty());
        QVERIFY(editor->accessibleDescription().contains(editor->markMessage(2)));
        const QRect second = editor->cursorRect(QTextCursor(editor->document()->findBlockByNumber(1)));
        QCOMPARE(editor->markMessageAt(second.center()), editor->markMessage(2));
        editor->moveCursor(QTextCursor::Start); // typing above it moves it along, before anybody has looked again
        QTest::keyClick(editor, Qt::Key_Return);
        QVERIFY(!editor->markMessage(3).isEmpty());
        QVERIFY(editor->markMessage(2).isEmpty());
    }

    void whoGetsIn_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("callout");
        QTest::addColumn<QString>("words"); // somewhere in the section
        const auto row = [](const char *name, const char *text, const char *callout, const char *words) {
            QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(callout) << QString::fromLatin1(words);
        };
        row("the right password", "auth required pam_unix.so\n", "safeCallout", "the right password (pam_unix)");
        row("one of two", "auth sufficient pam_fprintd.so\nauth required pam_unix.so\n", "safeCallout",
            "or with the right password (pam_unix)");
        row("anybody", "auth sufficient pam_permit.so\nauth required pam_unix.so\n", "openDoorCallout", "Open door");
        row("nobody", "auth required pam_unix.so\nauth required pam_deny.so\n", "lockoutCallout", "Nobody can pass");
        row("a module that nobody knows", "auth required pam_mystery.so\n", "unknownModuleCallout", "not known");
        row("the second factor can be left out",
            "auth required pam_unix.so\nauth [success=ok ignore=ignore default=bad] pam_google_authenticator.so nullok\n",
            "skippable0Callout", "can be left out");
        row("what libpam cannot read", "auth required pam_unix.so \\\n", "lockoutCallout", "cannot read");
    }

    void whoGetsIn()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, callout);
        QFETCH(QString, words);
        m_fixture->install(QStringLiteral("mystery google_authenticator"));
        m_fixture->write(QStringLiteral("own"), text);
        open("own");
        auto *section = find<ui::PanelSection>("waysSection");
        QTRY_VERIFY(section->findChild<ui::Callout *>(callout));
        QVERIFY2(section->texts().join(QLatin1Char('|')).contains(words, Qt::CaseInsensitive),
                 qPrintable(section->texts().join(QLatin1Char('|'))));
        const bool safe = callout == QLatin1String("safeCallout");
        QCOMPARE(section->findChild<ui::Callout *>(QStringLiteral("safeCallout")) != nullptr,
                 safe || callout.startsWith(QLatin1String("skippable")));
    }

    void troubleLeadsToItsPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("callout");
        QTest::addColumn<int>("line");
        QTest::newRow("open door") << QByteArray("auth required pam_env.so\nauth sufficient pam_permit.so\n")
                                   << QStringLiteral("openDoorCallout") << 2;
        QTest::newRow("lockout") << QByteArray("auth required pam_unix.so\nauth required pam_deny.so\n") << QStringLiteral("lockoutCallout")
                                 << 2;
        QTest::newRow("cannot be read") << QByteArray("auth required pam_unix.so\n@include nowhere\n") << QStringLiteral("lockoutCallout")
                                        << 2;
    }

    void troubleLeadsToItsPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, callout);
        QFETCH(int, line);
        m_fixture->write(QStringLiteral("own"), text);
        open("own");
        auto *section = find<ui::PanelSection>("waysSection");
        QTRY_VERIFY(section->findChild<ui::Callout *>(callout));
        const QString html = section->findChild<ui::Callout *>(callout)->text();
        QVERIFY2(html.contains(QStringLiteral("href=\"place:%1:/etc/pam.d/own\"").arg(line)), qPrintable(html));
    }

    void aWayLeadsToItsRule()
    {
        open("sudo");
        auto *card = find<ui::Callout>("way0Card");
        QVERIFY2(card->text().contains(QStringLiteral("<b>the right password</b>")), qPrintable(card->text()));
        QString link = card->text().section(QStringLiteral("href=\""), 1).section(QLatin1Char('"'), 0, 0);
        Q_EMIT card->linkActivated(link);
        QCOMPARE(view()->currentIndex(), unixRule());
        find<QTabBar>("facilityTabBar")->setCurrentIndex(1);
        QCOMPARE(find<QLabel>("waysHeadingLabel")->accessibleName(), QStringLiteral("Whose account passes"));
    }

    void aRuleThatNeverRunsStandsBack()
    {
        m_fixture->write(QStringLiteral("own"), "auth requisite pam_deny.so\nauth required pam_unix.so\n");
        open("own");
        const QModelIndex behind = view()->model()->index(1, 0);
        QTRY_COMPARE(answer(behind).effect, QStringLiteral("never runs"));
        QVERIFY(behind.data(StackModel::DimmedRole).toBool());
        QVERIFY(behind.data(Qt::ToolTipRole).toString().contains(QStringLiteral("It never runs")));
    }

    void whatTheChangeMeans()
    {
        open("sudo");
        auto *section = find<ui::PanelSection>("changeSection");
        QVERIFY(!section->isVisible());
        m_fixture->window().workspace().setContent(
            "/etc/pam.d/common-auth", "auth sufficient pam_fprintd.so\n" + std::string(test::commonAuthText), QStringLiteral("edit"));
        QTRY_VERIFY(section->isVisible());
        const QString texts = section->texts().join(QLatin1Char('|'));
        QVERIFY2(texts.startsWith(QStringLiteral("Weaker:")) && texts.contains(QStringLiteral("pam_fprintd")), qPrintable(texts));
        find<QAction>("reviewAction")->trigger(); // the same beside the difference of the texts
        auto *review = m_fixture->anywhere<QDialog>("reviewDialog");
        QVERIFY(review);
        auto *change = review->findChild<ui::Callout *>(QStringLiteral("change0Callout"));
        QVERIFY(change);
        QVERIFY(change->text().contains(QStringLiteral("sudo")));
        review->close();
        m_fixture->window().workspace().undoStack()->undo();
        QTRY_VERIFY(!section->isVisible());
    }

    void whatTheLastEditBroughtAlong()
    {
        open("sudo");
        auto *section = find<ui::PanelSection>("editSection");
        QVERIFY(!section->isVisible());
        view()->setCurrentIndex(denyRule());
        find<QAction>("removeRuleAction")->trigger();
        QVERIFY(section->isVisible());
        const QString texts = section->texts().join(QLatin1Char('|'));
        QVERIFY2(texts.contains(QStringLiteral("A jump of 1 became “ignore”")), qPrintable(texts));
        find<QAction>("undoAction")->trigger();
        QVERIFY(!section->isVisible());
    }

    void whoElseWritesTheFile()
    {
        m_fixture->write(QStringLiteral("common-auth"),
                         "# here are the per-package modules (the \"Primary\" block)\n" + QByteArray(test::commonAuthText)
                             + "# here's the fallback if no module succeeds\n# and here are more per-package modules (the \"Additional\" "
                               "block)\n# end of pam-auth-update config\n");
        m_fixture->writeFile(QStringLiteral("/usr/share/pam-configs/unix"), "Name: Unix authentication\nDefault: yes\nPriority: 256\n");
        open("sudo");
        view()->setCurrentIndex(unixRule());
        find<QAction>("removeRuleAction")->trigger();
        const QStringList texts = find<ui::PanelSection>("editSection")->texts();
        QVERIFY2(texts.join(QLatin1Char('|')).contains(QStringLiteral("pam-auth-update")), qPrintable(texts.join(QLatin1Char('|'))));
    }

private:
    void open(const char *service)
    {
        m_fixture->open(QLatin1String(service), m_helper);
        QTRY_COMPARE(find<QLabel>("serviceTitleLabel")->text(), QLatin1String(service));
    }

    template<class Widget>
    Widget *find(const char *name) const
    {
        return m_fixture->find<Widget>(name);
    }

    void select(const char *name, const QString &text) const
    {
        auto *box = find<QComboBox>(name);
        const int index = box->findText(text);
        QVERIFY2(index >= 0, qPrintable(text));
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    }

    ui::StackView *view() const { return find<ui::StackView>("stackView"); }
    QString verdict() const { return find<ui::VerdictBar>("verdictBar")->text(); }
    QModelIndex common(int row) const { return view()->model()->index(row, 0, view()->model()->index(1, 0)); }
    QModelIndex unixRule() const { return common(0); }
    QModelIndex denyRule() const { return common(1); }
    QModelIndex permitRule() const { return common(2); }
    static ui::RuleAnswer answer(const QModelIndex &index) { return index.data(StackModel::AnswerRole).value<ui::RuleAnswer>(); }

    ui::Callout *fixable() const
    {
        const auto callouts = m_fixture->window().findChildren<ui::Callout *>();
        for (ui::Callout *callout : callouts) {
            if (callout->isVisible() && callout->text().contains(QStringLiteral("href=\"fix:"))) {
                return callout;
            }
        }
        return nullptr;
    }

    test::FakeHelper m_helper;
    std::unique_ptr<test::WindowFixture> m_fixture;
};

QTEST_MAIN(TestInsight)
#include "tst_insight.moc"
