// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/teleportpagefixture.h"
#include "ui/dialogs/teleportprovisiondialog.h"
#include "ui/pages/teleport/teleportenvironmentmodel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabBar>
#include <QTextBlock>
#include <QWheelEvent>

using namespace pamphlet;
using namespace pamphlet::test::teleporttree;

/// What the file says, and its edits.
class TestTeleportPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsWhatTheFileSays();
    void edits_data();
    void edits();
    void variablesByKeyboard();
    void scrollingChangesNothing();
    void theModel();
    void refusedEdits();
    void misplacedSection();
    void misplacedThatCannotBeMoved();
    void nobodyKnows();
    void unusable_data();
    void unusable();
    void noYaml();
    void notListed();
    void anotherFile();
    void theText();
    void theWizard();
};

void TestTeleportPage::showsWhatTheFileSays()
{
    Fixture fixture(on);
    QCOMPARE(fixture.find<QLineEdit>("teleportConfigLineEdit")->text(), QStringLiteral("/etc/teleport.yaml"));
    QVERIFY(fixture.find<QLabel>("teleportDetailLabel")->text().contains(QStringLiteral("service teleport, without authentication")));
    QVERIFY(fixture.find<QCheckBox>("teleportEnabledCheckBox")->isChecked());
    QVERIFY(!fixture.find<QCheckBox>("teleportUsePamAuthCheckBox")->isChecked());
    auto *service = fixture.find<QComboBox>("teleportServiceComboBox");
    QCOMPARE(service->currentText(), QStringLiteral("teleport"));
    QVERIFY(service->findText(QStringLiteral("sudo")) >= 0 && service->findText(QStringLiteral("teleport")) >= 0);
    QCOMPARE(fixture.variables()->rowCount(), 2);
    QVERIFY(fixture.callout("teleportMisplacedCallout").isEmpty());
    QVERIFY(fixture.report("teleportFileFindingsSection").contains(QStringLiteral("Teleport understands")));
    QVERIFY(fixture.attention.isEmpty());
    QVERIFY(fixture.workspace.pendingFiles().empty());
}

void TestTeleportPage::edits_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("on") << QStringLiteral("enabled") << QStringLiteral("    enabled: no # for now\n")
                        << QStringLiteral("    enabled: true # for now\n");
    QTest::newRow("auth") << QStringLiteral("auth") << QStringLiteral("    service_name: \"teleport\"\n")
                          << QStringLiteral("    service_name: \"teleport\"\n    use_pam_auth: true\n");
    QTest::newRow("service typed") << QStringLiteral("typed") << QStringLiteral("service_name: \"teleport\"")
                                   << QStringLiteral("service_name: \"nodes\"");
    QTest::newRow("service that begins another")
        << QStringLiteral("short") << QStringLiteral("service_name: \"teleport\"") << QStringLiteral("service_name: \"su\"");
    QTest::newRow("service chosen") << QStringLiteral("chosen") << QStringLiteral("service_name: \"teleport\"")
                                    << QStringLiteral("service_name: \"sudo\"");
    QTest::newRow("variable") << QStringLiteral("variable") << QStringLiteral("    service_name: \"teleport\"\n")
                              << QStringLiteral("    service_name: \"teleport\"\n    environment:\n      A: \"b c\"\n");
}

void TestTeleportPage::edits()
{
    QFETCH(QString, what);
    QFETCH(QString, from);
    QFETCH(QString, to);
    Fixture fixture(good);
    if (what == QLatin1String("enabled")) {
        toggle(fixture.find<QCheckBox>("teleportEnabledCheckBox"));
    } else if (what == QLatin1String("auth")) {
        toggle(fixture.find<QCheckBox>("teleportUsePamAuthCheckBox"));
    } else if (what == QLatin1String("typed") || what == QLatin1String("short")) {
        auto *edit = fixture.find<QLineEdit>("teleportServiceLineEdit");
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, what == QLatin1String("typed") ? QStringLiteral("nodes") : QStringLiteral("su"));
        QVERIFY(fixture.workspace.pendingFiles().empty()); // not per key
        QTest::keyClick(edit, Qt::Key_Return);
    } else if (what == QLatin1String("chosen")) {
        auto *box = fixture.find<QComboBox>("teleportServiceComboBox");
        const int row = box->findText(QStringLiteral("sudo"));
        box->setCurrentIndex(row);
        Q_EMIT box->activated(row);
    } else {
        auto *name = fixture.find<QLineEdit>("teleportVariableNameLineEdit");
        auto *value = fixture.find<QLineEdit>("teleportVariableValueLineEdit");
        QTest::keyClicks(name, QStringLiteral("A"));
        QTest::keyClicks(value, QStringLiteral("b c"));
        QTest::keyClick(value, Qt::Key_Return);
        QVERIFY(name->text().isEmpty() && value->text().isEmpty());
    }
    const QString after = QString::fromStdString(good).replace(from, to);
    QCOMPARE(fixture.text(), after);
    QCOMPARE(fixture.workspace.undoStack()->count(), 1);
    QVERIFY(!fixture.workspace.undoStack()->undoText().isEmpty());
    fixture.settle();
    QCOMPARE(fixture.text(), after); // what is shown anew is no edit
    fixture.workspace.undoStack()->undo();
    QCOMPARE(fixture.text(), QString::fromStdString(good));
    fixture.settle();
    QVERIFY(!fixture.find<QCheckBox>("teleportEnabledCheckBox")->isChecked());
    QVERIFY(!fixture.find<QCheckBox>("teleportUsePamAuthCheckBox")->isChecked());
    QCOMPARE(fixture.find<QComboBox>("teleportServiceComboBox")->currentText(), QStringLiteral("teleport"));
    QCOMPARE(fixture.variables()->rowCount(), 0);
}

void TestTeleportPage::variablesByKeyboard()
{
    Fixture fixture(on);
    auto *table = fixture.find<QTableView>("teleportEnvironmentTable");
    const auto type = [table](int row, int column, const QString &text) {
        table->setFocus();
        table->setCurrentIndex(table->model()->index(row, column));
        QTest::keyClick(table, Qt::Key_F2);
        auto *editor = table->findChild<QLineEdit *>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
    };
    const QString before = QString::fromStdString(on);
    type(1, 0, QStringLiteral("SORT"));
    QTRY_COMPARE(fixture.text(), QString(before).replace(QStringLiteral("KIND: node"), QStringLiteral("SORT: node")));
    fixture.settle();
    type(1, 1, QStringLiteral("{{external.kind}}"));
    QTRY_COMPARE(fixture.text(), QString(before).replace(QStringLiteral("KIND: node"), QStringLiteral("SORT: \"{{external.kind}}\"")));
    fixture.settle();
    QCOMPARE(table->model()->index(1, 2).data().toString(), QStringLiteral("! not set"));
    QCOMPARE(table->currentIndex().row(), 1);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Delete);
    QCOMPARE(fixture.text(), QString(before).remove(QStringLiteral("      KIND: node # of this machine\n")));
    QCOMPARE(fixture.workspace.undoStack()->count(), 3);
    for (int step = 0; step < 3; ++step) {
        fixture.workspace.undoStack()->undo();
    }
    QCOMPARE(fixture.text(), before);
    fixture.settle();
    // With the button, too.
    table->setCurrentIndex(table->model()->index(0, 0));
    QTest::mouseClick(fixture.find<QPushButton>("teleportRemoveVariableButton"), Qt::LeftButton);
    QCOMPARE(fixture.text(), QString(before).remove(QStringLiteral("      MAIL: \"{{external.email}}\"\n")));
}

void TestTeleportPage::scrollingChangesNothing()
{
    Fixture fixture(good);
    auto *box = fixture.find<QComboBox>("teleportServiceComboBox");
    QWheelEvent wheel(QPointF(5, 5), box->mapToGlobal(QPointF(5, 5)), QPoint(0, -120), QPoint(0, -120), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(box, &wheel);
    QCOMPARE(box->currentText(), QStringLiteral("teleport"));
    QVERIFY(fixture.workspace.pendingFiles().empty());
}

void TestTeleportPage::theModel()
{
    ui::TeleportEnvironmentModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    ui::TeleportVariable variable;
    variable.name = "A";
    variable.value = "b";
    variable.becomes = "b";
    ui::TeleportVariable map = variable;
    map.scalar = false;
    model.setVariables({variable, map}, true);
    QVERIFY(model.flags(model.index(0, 1)) & Qt::ItemIsEditable);
    QVERIFY(!(model.flags(model.index(1, 1)) & Qt::ItemIsEditable));
    QVERIFY(!(model.flags(model.index(0, 2)) & Qt::ItemIsEditable));
    QSignalSpy value(&model, &ui::TeleportEnvironmentModel::valueRequested);
    QVERIFY(!model.setData(model.index(0, 1), QStringLiteral("b"))); // the same
    QVERIFY(model.setData(model.index(0, 1), QStringLiteral("c")));
    QCOMPARE(value.size(), 1);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setVariables({variable, map}, true);
    QVERIFY(reset.isEmpty()); // an open editor is not taken away
    model.setVariables({variable}, false);
    QVERIFY(!model.setData(model.index(0, 1), QStringLiteral("c")));
}

void TestTeleportPage::refusedEdits()
{
    // An alias is not written through: the edit is refused, and the field goes back.
    const std::string alias = "x: &x\n  enabled: yes\nssh_service:\n  pam: *x\n";
    Fixture fixture(alias);
    auto *enabled = fixture.find<QCheckBox>("teleportEnabledCheckBox");
    QVERIFY(enabled->isChecked());
    toggle(enabled);
    QCOMPARE(fixture.text(), QString::fromStdString(alias));
    QVERIFY2(fixture.callout("teleportRefusalCallout").contains(QStringLiteral("/etc/teleport.yaml:4")),
             qPrintable(fixture.callout("teleportRefusalCallout")));
    QVERIFY(enabled->isChecked());
    auto *edit = fixture.find<QLineEdit>("teleportServiceLineEdit");
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("../x"));
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(fixture.callout("teleportRefusalCallout").contains(QStringLiteral("not a name of a service")));
    QCOMPARE(edit->text(), QStringLiteral("sshd"));
    // What was typed for a variable is kept to be put right.
    auto *name = fixture.find<QLineEdit>("teleportVariableNameLineEdit");
    QTest::keyClicks(name, QStringLiteral("A=B"));
    QTest::mouseClick(fixture.find<QPushButton>("teleportAddVariableButton"), Qt::LeftButton);
    QVERIFY(fixture.callout("teleportRefusalCallout").contains(QStringLiteral("equals sign")));
    QCOMPARE(name->text(), QStringLiteral("A=B"));
    QVERIFY(fixture.workspace.pendingFiles().empty());
    QCOMPARE(fixture.workspace.undoStack()->count(), 0);
}

void TestTeleportPage::misplacedSection()
{
    Fixture fixture(misplaced);
    const QString said = fixture.callout("teleportMisplacedCallout");
    QVERIFY2(said.contains(QStringLiteral("teleport.ssh_service")) && said.contains(QStringLiteral("Teleport from 7 on: does not start.")),
             qPrintable(said));
    QVERIFY(!fixture.find<QCheckBox>("teleportEnabledCheckBox")->isEnabled());
    QVERIFY(!fixture.report("teleportFileFindingsSection").contains(QStringLiteral("TEL003"))); // said once
    QVERIFY(fixture.find<QLabel>("teleportServiceFileLabel")->text().contains(QStringLiteral("once the section stands")));
    activate(fixture.find<ui::Callout>("teleportMisplacedCallout"), QStringLiteral("Move it"));
    QCOMPARE(fixture.text(),
             QStringLiteral("teleport:\n  nodename: a\nssh_service:\n  enabled: yes\n  pam:\n    enabled: yes\n    service_name: "
                            "\"teleport\"\n"));
    QCOMPARE(fixture.workspace.undoStack()->count(), 1);
    fixture.settle();
    QVERIFY(fixture.callout("teleportMisplacedCallout").isEmpty());
    QVERIFY(fixture.find<QCheckBox>("teleportEnabledCheckBox")->isEnabled());
    QVERIFY(fixture.find<QCheckBox>("teleportEnabledCheckBox")->isChecked());
    fixture.workspace.undoStack()->undo();
    QCOMPARE(fixture.text(), QString::fromStdString(misplaced));
}

void TestTeleportPage::misplacedThatCannotBeMoved()
{
    Fixture fixture("teleport:\n  ssh_service:\n    enabled: yes\nssh_service:\n  enabled: yes\n");
    const QString said = fixture.callout("teleportMisplacedCallout");
    QVERIFY2(said.contains(QStringLiteral("/etc/teleport.yaml:")) && !said.contains(QStringLiteral("Move it to")), qPrintable(said));
}

void TestTeleportPage::nobodyKnows()
{
    Fixture fixture("");
    QVERIFY(fixture.callout("teleportStateCallout").contains(QStringLiteral("Nobody knows where")));
    QVERIFY(fixture.find<QLabel>("teleportIntroLabel")->isVisible());
    QVERIFY(!fixture.find<QWidget>("teleportPamCard")->isVisible());
    QVERIFY(fixture.find<QPushButton>("teleportProvisionButton")->isVisible());
    QVERIFY(!fixture.find<QTabBar>("teleportTabBar")->isTabEnabled(1));
    // Typed, it is remembered.
    auto *edit = fixture.find<QLineEdit>("teleportConfigLineEdit");
    edit->setFocus();
    QTest::keyClicks(edit, QStringLiteral("/srv/nowhere.yaml"));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(fixture.files.path(ui::FileRole::TeleportConfig), std::string("/srv/nowhere.yaml"));
    fixture.wait();
    QVERIFY(fixture.callout("teleportStateCallout").contains(QStringLiteral("There is no file /srv/nowhere.yaml")));
}

void TestTeleportPage::unusable_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("message");
    QTest::newRow("unreadable") << int(FileKind::Unreadable) << QStringLiteral("exists but cannot be read");
    QTest::newRow("a device") << int(FileKind::Other) << QStringLiteral("not a regular file");
}

void TestTeleportPage::unusable()
{
    QFETCH(int, kind);
    QFETCH(QString, message);
    auto files = tree({});
    FileContent content;
    content.status.kind = FileKind(kind);
    content.status.mode = 0600;
    content.status.detail = "Permission denied";
    files->set(config, content);
    Fixture fixture(files);
    const QString said = fixture.callout("teleportStateCallout");
    QVERIFY2(said.contains(message) && said.contains(QStringLiteral("/etc/teleport.yaml")), qPrintable(said));
    QVERIFY(fixture.find<QLineEdit>("teleportConfigLineEdit")->isVisible());
    QVERIFY(!fixture.find<QWidget>("teleportPamCard")->isVisible());
    QVERIFY(!fixture.find<QWidget>("teleportLoginCard")->isVisible());
}

void TestTeleportPage::noYaml()
{
    Fixture fixture("ssh_service:\n  pam: [\n");
    const QString said = fixture.callout("teleportStateCallout");
    QVERIFY2(said.contains(QRegularExpression(QStringLiteral("/etc/teleport\\.yaml:\\d+:\\d+"))), qPrintable(said));
    QVERIFY(!fixture.find<QWidget>("teleportPamCard")->isVisible());
    QCOMPARE(fixture.told(), 1);
    activate(fixture.find<ui::Callout>("teleportStateCallout"), QStringLiteral("Open line"));
    QCOMPARE(fixture.find<QTabBar>("teleportTabBar")->currentIndex(), 1);
    // Put right in the text, the page follows.
    fixture.workspace.setContent(config, on, QStringLiteral("x"));
    fixture.settle();
    QVERIFY(fixture.callout("teleportStateCallout").isEmpty());
    QVERIFY(fixture.find<QCheckBox>("teleportEnabledCheckBox")->isChecked());
}

void TestTeleportPage::notListed()
{
    Fixture fixture(tree(on), {});
    QVERIFY(fixture.callout("teleportListingCallout").contains(QStringLiteral("file /etc/teleport.yaml")));
    QVERIFY2(fixture.callout("teleportListingCallout").contains(QStringLiteral("program /etc/pam-exec.d/teleport_acct")),
             qPrintable(fixture.callout("teleportListingCallout")));
    for (const char *name : {"teleportEnabledCheckBox", "teleportServiceComboBox", "teleportUsePamAuthCheckBox",
                             "teleportVariableNameLineEdit", "teleportAddVariableButton", "teleportRemoveVariableButton"}) {
        QVERIFY2(!fixture.find<QWidget>(name)->isEnabled(), name);
    }
    QVERIFY(!(fixture.variables()->flags(fixture.variables()->index(0, 1)) & Qt::ItemIsEditable));
    // A fix is refused, and says why.
    fixture.workspace.load(tree("ssh_service:\n  pam:\n    enabled: enable\n"), test::debian12(), {});
    fixture.settle();
    activate(noteOf(fixture, "teleportFileFindingsSection", QStringLiteral("TEL011")), QStringLiteral("Fix:"));
    QVERIFY(fixture.callout("teleportRefusalCallout").contains(QStringLiteral("/etc/pamphlet/paths.d")));
    QVERIFY(fixture.workspace.pendingFiles().empty());
}

void TestTeleportPage::anotherFile()
{
    auto files = tree(on);
    files->setFile("/srv/teleport.yaml", good);
    Fixture fixture(files);
    auto *edit = fixture.find<QLineEdit>("teleportConfigLineEdit");
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("/srv/teleport.yaml"));
    QTest::keyClick(edit, Qt::Key_Return);
    fixture.wait();
    QVERIFY(!fixture.find<QCheckBox>("teleportEnabledCheckBox")->isChecked());
    QVERIFY(fixture.find<QLabel>("teleportDetailLabel")->text().startsWith(QStringLiteral("/srv/teleport.yaml")));
}

void TestTeleportPage::theText()
{
    Fixture fixture(good);
    fixture.find<QTabBar>("teleportTabBar")->setCurrentIndex(1);
    auto *text = fixture.find<QPlainTextEdit>("teleportTextEdit");
    QCOMPARE(text->toPlainText(), QString::fromStdString(good));
    QTextCursor cursor(text->document()->findBlockByNumber(4));
    cursor.movePosition(QTextCursor::Right, QTextCursor::MoveAnchor, 13);
    cursor.movePosition(QTextCursor::Right, QTextCursor::KeepAnchor, 2);
    text->setTextCursor(cursor);
    QTest::keyClicks(text, QStringLiteral("yes"));
    QCOMPARE(fixture.text(), QString::fromStdString(good).replace(QStringLiteral("enabled: no "), QStringLiteral("enabled: yes ")));
    QTRY_VERIFY(fixture.find<QCheckBox>("teleportEnabledCheckBox")->isChecked()); // one model
}

void TestTeleportPage::theWizard()
{
    auto files = tree({});
    files->remove(serviceFile);
    files->remove(script);
    Fixture fixture(files);
    QTest::mouseClick(fixture.find<QPushButton>("teleportProvisionButton"), Qt::LeftButton);
    auto *dialog = fixture.find<ui::TeleportProvisionDialog>("teleportProvisionDialog");
    auto *add = dialog->findChild<QPushButton *>(QStringLiteral("provisionAddButton"));
    QTRY_VERIFY(add->isEnabled());
    QTest::mouseClick(add, Qt::LeftButton);
    QCOMPARE(fixture.workspace.pendingFiles(), (std::vector<std::string>{script, serviceFile, config}));
    QCOMPARE(fixture.workspace.undoStack()->count(), 1);
    fixture.settle();
    QVERIFY(fixture.find<QCheckBox>("teleportEnabledCheckBox")->isChecked());
    QVERIFY(fixture.report("teleportServiceFindingsSection").contains(QStringLiteral("Nothing is wrong")));
    fixture.workspace.undoStack()->undo();
    QVERIFY(fixture.workspace.pendingFiles().empty());
}

QTEST_MAIN(TestTeleportPage)
#include "tst_teleportpage.moc"
