// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/fakehelper.h"
#include "tests/ui/support/smalltree.h"
#include "tests/ui/support/windowfixture.h"
#include "ui/models/servicemodel.h"
#include "ui/models/stackmodel.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/findbox.h"
#include "ui/widgets/pendingbar.h"
#include "ui/widgets/terminalview.h"
#include "ui/widgets/texteditor.h"
#include "ui/workspace/workspace.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QCompleter>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace pamphlet;
using ui::StackModel;

/// What a person does, over a real directory and a helper that is played.
class TestMainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_helper = std::make_unique<test::FakeHelper>();
        m_fixture = std::make_unique<test::WindowFixture>();
        m_fixture->write(QStringLiteral("sudo"), test::sudoText);
        m_fixture->write(QStringLiteral("login"), "@include common-auth\n@include common-account\n");
        m_fixture->write(QStringLiteral("common-auth"), test::commonAuthText);
        m_fixture->write(QStringLiteral("common-account"), "account required pam_unix.so\n");
        m_fixture->write(QStringLiteral("other"), "auth required pam_deny.so\naccount required pam_deny.so\n");
        m_fixture->writeFile(QStringLiteral("/etc/motd"), "\x1b[1;32mhello\x1b[0m\n");
        m_fixture->open(QStringLiteral("sudo"), *m_helper);
        QTRY_COMPARE(stack()->rowCount(), 2);
    }

    void cleanup() { m_fixture.reset(); }

    void showsTheStack()
    {
        QCOMPARE(label("serviceTitleLabel")->text(), QStringLiteral("sudo"));
        QVERIFY(label("serviceDetailLabel")->text().contains(QStringLiteral("/etc/pam.d/sudo")));
        QCOMPARE(stack()->index(0, 0).data(StackModel::PlaceRole).toString(), QStringLiteral("sudo:3"));
        const QModelIndex group = stack()->index(1, 0);
        QCOMPARE(group.data(StackModel::GroupNameRole).toString(), QStringLiteral("common-auth"));
        QVERIFY(view()->isExpanded(group));
        QVERIFY(window().windowTitle().contains(m_fixture->path()));
    }

    void foldsByKey()
    {
        const QModelIndex group = stack()->index(1, 0);
        view()->setCurrentIndex(group);
        view()->setFocus();
        QTest::keyClick(view(), Qt::Key_Left);
        QVERIFY(!view()->isExpanded(group));
        window().workspace().setContent("/etc/pam.d/sudo", withComment(), QStringLiteral("edit"));
        QVERIFY(!view()->isExpanded(stack()->index(1, 0))); // what one folded stays folded
        QTest::keyClick(view(), Qt::Key_Right);
        QVERIFY(view()->isExpanded(stack()->index(1, 0)));
    }

    void searchAsYouType()
    {
        auto *filter = find<QLineEdit>("serviceFilterLineEdit");
        auto *list = find<QListView>("serviceListView");
        const int all = list->model()->rowCount();
        QTest::keyClicks(filter, QStringLiteral("nullok"));
        QVERIFY(list->model()->rowCount() < all);
        QCOMPARE(label("serviceTitleLabel")->text(), QStringLiteral("sudo")); // filtering opens nothing
        QTest::keyClick(filter, Qt::Key_Return);
        QTRY_COMPARE(label("serviceTitleLabel")->text(), QStringLiteral("common-auth"));
        filter->clear();
        QCOMPARE(list->model()->rowCount(), all);
    }

    void findsARule()
    {
        auto *box = find<ui::FindBox>("findLineEdit");
        QTest::keyClick(&window(), Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(box->hasFocus() || QApplication::focusWidget() == nullptr);
        QTest::keyClicks(box, QStringLiteral("pam_permit"));
        QTRY_VERIFY(box->completer()->completionCount() > 0);
        QTest::keyClick(box, Qt::Key_Return);
        QTRY_COMPARE(label("serviceTitleLabel")->text(), QStringLiteral("common-auth"));
        QTRY_COMPARE(view()->currentIndex().data(StackModel::ModuleRole).toString(), QStringLiteral("pam_permit.so"));
    }

    void editsARuleReviewsAppliesAndUndoes()
    {
        view()->setCurrentIndex(stack()->index(0, 0));
        find<QAction>("editRuleAction")->trigger();
        auto *dialog = anywhere<QDialog>("ruleDialog");
        QVERIFY(dialog);
        dialog->findChild<QComboBox *>(QStringLiteral("controlComboBox"))->setEditText(QStringLiteral("optional"));
        dialog->findChild<QLineEdit *>(QStringLiteral("argumentsLineEdit"))->setText(QStringLiteral("readenv=0"));
        dialog->findChild<QPushButton *>(QStringLiteral("ruleOkButton"))->click();
        std::string expected = test::sudoText;
        expected.replace(expected.find("required"), 8, "optional");
        expected.replace(expected.find("readenv=1"), 9, "readenv=0");
        QCOMPARE(window().workspace().content("/etc/pam.d/sudo").value(), expected);
        QCOMPARE(stack()->index(0, 0).data(StackModel::ArgumentsRole).toString(), QStringLiteral("readenv=0")); // at once

        auto *bar = find<ui::PendingBar>("pendingBar");
        QTRY_VERIFY(bar->isVisible());
        QVERIFY2(bar->text().contains(QStringLiteral("sudo")), qPrintable(bar->text()));
        find<QPushButton>("reviewButton")->click();
        auto *review = anywhere<QDialog>("reviewDialog");
        QVERIFY(review);
        const QString diff = review->findChild<ui::DiffView *>(QStringLiteral("diffView"))->toPlainText();
        QVERIFY(diff.contains(QStringLiteral("-auth\trequired\tpam_env.so\treadenv=1")));
        QVERIFY(diff.contains(QStringLiteral("+auth\toptional\tpam_env.so\treadenv=0")));
        review->findChild<QPushButton *>(QStringLiteral("applyButton"))->click();
        QCOMPARE(m_helper->applied.size(), std::size_t(1));
        m_fixture->write(QStringLiteral("sudo"), expected.c_str()); // what a helper does
        m_helper->reply(ui::Applied{QStringLiteral("t1"), {QStringLiteral("/etc/pam.d/sudo")}});
        QTRY_VERIFY(!window().workspace().hasPending());
        QTRY_VERIFY(bar->text().contains(QStringLiteral("Applied")));

        find<QAction>("undoAction")->trigger(); // the way back is a change like any other
        QVERIFY(window().workspace().hasPending());
        QCOMPARE(window().workspace().content("/etc/pam.d/sudo").value(), std::string(test::sudoText));
    }

    void rollsBack()
    {
        window().workspace().setContent("/etc/motd", "x\n", QStringLiteral("edit"));
        auto *bar = find<ui::PendingBar>("pendingBar");
        QTRY_VERIFY(bar->isVisible());
        find<QPushButton>("reviewButton")->click();
        anywhere<QDialog>("reviewDialog")->findChild<QPushButton *>(QStringLiteral("applyButton"))->click();
        m_fixture->writeFile(QStringLiteral("/etc/motd"), "x\n");
        m_helper->reply(ui::Applied{QStringLiteral("t9"), {QStringLiteral("/etc/motd")}});
        auto *button = find<QPushButton>("messageActionButton");
        QTRY_VERIFY(button->isVisible());
        button->click();
        QCOMPARE(m_helper->rolledBack, QStringList{QStringLiteral("t9")});
        m_fixture->writeFile(QStringLiteral("/etc/motd"), "hello\n");
        m_helper->reply(ui::Applied{QStringLiteral("t10"), {QStringLiteral("/etc/motd")}});
        QTRY_VERIFY(bar->text().contains(QStringLiteral("Rolled back")));
        QTRY_COMPARE(window().workspace().content("/etc/motd").value(), std::string("hello\n"));
        QVERIFY(!window().workspace().hasPending());
    }

    void addsRemovesAndMovesByKey()
    {
        view()->setCurrentIndex(stack()->index(1, 0));
        view()->setFocus();
        find<QAction>("moveUpAction")->trigger();
        std::string text = window().workspace().content("/etc/pam.d/sudo").value();
        QVERIFY(text.find("@include common-auth") < text.find("pam_env.so"));
        QCOMPARE(view()->currentIndex().row(), 0); // the selection goes with it
        QVERIFY(!find<QAction>("moveUpAction")->isEnabled());
        find<QAction>("moveDownAction")->trigger();
        QCOMPARE(window().workspace().content("/etc/pam.d/sudo").value(), std::string(test::sudoText));

        view()->setCurrentIndex(stack()->index(0, 0));
        find<QAction>("removeRuleAction")->trigger();
        QVERIFY(window().workspace().content("/etc/pam.d/sudo")->find("pam_env.so") == std::string::npos);
        QCOMPARE(stack()->rowCount(), 1);

        find<QAction>("addRuleAction")->trigger();
        auto *dialog = anywhere<QDialog>("ruleDialog");
        QVERIFY(dialog);
        QVERIFY(!dialog->findChild<QPushButton *>(QStringLiteral("ruleOkButton"))->isEnabled());
        dialog->findChild<QComboBox *>(QStringLiteral("moduleComboBox"))->setEditText(QStringLiteral("pam_faildelay.so"));
        dialog->findChild<QPushButton *>(QStringLiteral("ruleOkButton"))->click();
        QCOMPARE(stack()->rowCount(), 2);
        QCOMPARE(stack()->index(1, 0).data(StackModel::ModuleRole).toString(), QStringLiteral("pam_faildelay.so"));

        for (int step = 0; step < 4; ++step) {
            find<QAction>("undoAction")->trigger();
        }
        QCOMPARE(window().workspace().content("/etc/pam.d/sudo").value(), std::string(test::sudoText));
        QVERIFY(!window().workspace().hasPending());
    }

    void editsAnIncludedFileInItsOwnFile()
    {
        view()->setCurrentIndex(stack()->index(0, 0, stack()->index(1, 0)));
        find<QAction>("removeRuleAction")->trigger();
        QCOMPARE(window().workspace().pendingFiles(), std::vector<std::string>{"/etc/pam.d/common-auth"});
        auto *list = find<QListView>("serviceListView");
        const auto tag = [&](const char *service) {
            for (int row = 0; row < list->model()->rowCount(); ++row) {
                const QModelIndex index = list->model()->index(row, 0);
                if (index.data(ui::ServiceModel::NameRole).toString() == QLatin1String(service)) {
                    return index.data(Qt::AccessibleTextRole).toString();
                }
            }
            return QString();
        };
        QTRY_VERIFY(tag("common-auth").contains(QStringLiteral("changed")));
        QVERIFY(tag("login").contains(QStringLiteral("affected")));
    }

    void textAndFormAreOneModel()
    {
        find<QTabBar>("facilityTabBar")->setCurrentIndex(4);
        auto *editor = find<ui::TextEditor>("pamTextEdit");
        QCOMPARE(editor->plainText(), QString::fromLatin1(test::sudoText));
        editor->moveCursor(QTextCursor::End);
        QTest::keyClicks(editor, QStringLiteral("auth optional pam_cap.so"));
        QTest::keyClick(editor, Qt::Key_Return);
        find<QTabBar>("facilityTabBar")->setCurrentIndex(0);
        QTRY_COMPARE(stack()->rowCount(), 3);
        view()->setCurrentIndex(stack()->index(2, 0));
        find<QAction>("removeRuleAction")->trigger();
        QCOMPARE(editor->plainText(), QString::fromLatin1(test::sudoText));
        find<QAction>("undoAction")->trigger();
        QVERIFY(editor->plainText().contains(QStringLiteral("pam_cap.so")));
        find<QAction>("undoAction")->trigger();
        QCOMPARE(editor->plainText(), QString::fromLatin1(test::sudoText));
    }

    void discards()
    {
        window().workspace().setContent("/etc/pam.d/sudo", "x\n", QStringLiteral("edit"));
        auto *bar = find<ui::PendingBar>("pendingBar");
        QTRY_VERIFY(bar->isVisible());
        find<QPushButton>("discardButton")->click();
        auto *box = anywhere<QMessageBox>("questionMessageBox");
        QVERIFY(box);
        box->findChild<QPushButton *>(QStringLiteral("questionAcceptButton"))->click();
        QVERIFY(!window().workspace().hasPending());
        QTRY_VERIFY(!bar->isVisible());
    }

    void doesNotCloseOverChanges()
    {
        window().workspace().setContent("/etc/pam.d/sudo", "x\n", QStringLiteral("edit"));
        window().close();
        QVERIFY(window().isVisible());
        auto *box = anywhere<QMessageBox>("questionMessageBox");
        QVERIFY(box);
        box->findChild<QPushButton *>(QStringLiteral("questionAcceptButton"))->click();
        QTRY_VERIFY(!window().isVisible());
    }

    void motd()
    {
        window().open(QStringLiteral("/etc/motd"));
        auto *editor = find<ui::TextEditor>("motdTextEdit");
        QVERIFY(editor->isVisible());
        auto *terminal = find<ui::TerminalView>("terminalView");
        QTRY_VERIFY(!terminal->text().lines.empty());
        QCOMPARE(terminal->text().lines[0][0].text, std::string("hello"));
        QVERIFY(terminal->text().lines[0][0].style.bold);
        QTest::keyClicks(editor, QStringLiteral("oh "));
        QCOMPARE(window().workspace().content("/etc/motd").value(), std::string("oh \x1b[1;32mhello\x1b[0m\n"));
        QTRY_COMPARE(terminal->text().lines[0][0].text, std::string("oh "));
        window().workspace().setContent("/etc/motd", "\x1b[2Jgone\n", QStringLiteral("edit"));
        QTRY_VERIFY(find<ui::Callout>("motdNotesCallout")->isVisible());
        window().workspace().undoStack()->undo();
        QTRY_VERIFY(!find<ui::Callout>("motdNotesCallout")->isVisible());
    }

    void everythingHasAName_data()
    {
        QTest::addColumn<QString>("action");
        QTest::newRow("window") << QString();
        QTest::newRow("rule") << QStringLiteral("editRuleAction");
        QTest::newRow("review") << QStringLiteral("reviewAction");
        QTest::newRow("test login") << QStringLiteral("testLoginAction");
        QTest::newRow("shortcuts") << QStringLiteral("shortcutsAction");
    }

    // Whoever cannot see the window hears a name for each control.
    void everythingHasAName()
    {
        QFETCH(QString, action);
        window().workspace().setContent("/etc/pam.d/sudo", withComment(), QStringLiteral("edit"));
        view()->setCurrentIndex(stack()->index(0, 0));
        if (!action.isEmpty()) {
            find<QAction>(action.toLatin1().constData())->trigger();
        }
        QWidget *top = action.isEmpty() ? &window() : QApplication::activeModalWidget();
        QVERIFY(top);
        const auto widgets = top->findChildren<QWidget *>();
        QVERIFY(widgets.size() > 3);
        for (QWidget *widget : widgets) {
            bool inner = false; // made by Qt itself, and named with what it belongs to
            for (QWidget *at = widget->parentWidget(); at && at != top; at = at->parentWidget()) {
                inner = inner || qobject_cast<QComboBox *>(at);
            }
            if (inner || widget->focusPolicy() == Qt::NoFocus || !widget->isVisibleTo(top)
                || widget->objectName().startsWith(QLatin1String("qt_"))) {
                continue;
            }
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            const QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            const bool named = accessible && !accessible->text(QAccessible::Name).isEmpty();
            QVERIFY2(named, qPrintable(widget->objectName()));
        }
    }

    void anUnreadableByteIsReadOnly()
    {
        m_fixture->write(QStringLiteral("sudo"), "# caf\xe9\nauth required pam_deny.so\n");
        find<QAction>("reloadAction")->trigger();
        QTRY_COMPARE(stack()->rowCount(), 1);
        find<QTabBar>("facilityTabBar")->setCurrentIndex(4);
        QVERIFY(find<ui::TextEditor>("pamTextEdit")->isReadOnly());
        QVERIFY(find<ui::Callout>("pamObstacleCallout")->isVisible());
        find<QTabBar>("facilityTabBar")->setCurrentIndex(0); // the form edits bytes, and keeps the others
        view()->setCurrentIndex(stack()->index(0, 0));
        find<QAction>("removeRuleAction")->trigger();
        QCOMPARE(window().workspace().content("/etc/pam.d/sudo").value(), std::string("# caf\xe9\n"));
    }

private:
    template<class Widget>
    Widget *find(const char *name) const
    {
        return m_fixture->find<Widget>(name);
    }

    template<class Widget>
    static Widget *anywhere(const char *name)
    {
        return test::WindowFixture::anywhere<Widget>(name);
    }

    ui::MainWindow &window() const { return m_fixture->window(); }

    /// The text of sudo with one line more.
    static std::optional<std::string> withComment()
    {
        std::optional<std::string> text(test::sudoText);
        text->append("# x\n");
        return text;
    }
    QLabel *label(const char *name) const { return find<QLabel>(name); }
    QTreeView *view() const { return find<QTreeView>("stackView"); }
    StackModel *stack() const { return qobject_cast<StackModel *>(view()->model()); }

    std::unique_ptr<test::FakeHelper> m_helper;
    std::unique_ptr<test::WindowFixture> m_fixture;
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
