// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/changeset.h"
#include "tests/ui/support/named.h"
#include "tests/ui/support/teleporttree.h"
#include "ui/dialogs/teleportprovisiondialog.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/reportsection.h"
#include "ui/workspace/workspace.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocumentFragment>

using namespace pamphlet;
using namespace pamphlet::test::teleporttree;

namespace {

/// A tree without service and script.
std::shared_ptr<MemoryTree> bareTree(const std::string &yaml)
{
    auto made = tree(yaml);
    made->remove(serviceFile);
    made->remove(script);
    return made;
}

class Fixture
{
public:
    explicit Fixture(std::shared_ptr<MemoryTree> tree, const change::PathPolicy &policy = allListed())
    {
        workspace.load(std::move(tree), test::debian12(), policy);
        dialog = std::make_unique<ui::TeleportProvisionDialog>(workspace, config);
        previewed = std::make_unique<QSignalSpy>(dialog.get(), &ui::TeleportProvisionDialog::previewed);
        dialog->open();
        wait();
    }

    void wait()
    {
        previewed->clear();
        QTRY_VERIFY(!previewed->isEmpty());
    }

    template<class Widget>
    Widget *find(const char *name) const
    {
        return test::named<Widget>(dialog.get(), name);
    }

    void type(const char *field, const QString &text)
    {
        auto *edit = find<QLineEdit>(field);
        edit->setFocus();
        edit->selectAll();
        if (text.isEmpty()) {
            QTest::keyClick(edit, Qt::Key_Backspace);
        } else {
            QTest::keyClicks(edit, text);
        }
        wait();
    }

    void toggle(const char *box)
    {
        QTest::keyClick(find<QCheckBox>(box), Qt::Key_Space);
        wait();
    }

    QString callout(const char *name) const
    {
        const auto *found = find<ui::Callout>(name);
        return found->isHidden() ? QString() : QTextDocumentFragment::fromHtml(found->text()).toPlainText();
    }
    QString diff() const { return find<ui::DiffView>("provisionDiffView")->toPlainText(); }
    QPushButton *add() const { return find<QPushButton>("provisionAddButton"); }
    QString content(const std::string &path) const { return QString::fromStdString(workspace.content(path).value_or("(none)")); }

    ui::Workspace workspace;
    std::unique_ptr<ui::TeleportProvisionDialog> dialog;
    std::unique_ptr<QSignalSpy> previewed;
};

} // namespace

class TestTeleportProvisionDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theChange();
    void everyOption_data();
    void everyOption();
    void createdGroups();
    void aNewConfiguration();
    void conflictsAreNamed();
    void nothingToDo();
    void refusals_data();
    void refusals();
    void anUnreadableConfiguration();
    void anErrorThatStays();
    void whatIsNotListed();
    void followsTheWorkspace();
};

void TestTeleportProvisionDialog::theChange()
{
    Fixture fixture(bareTree(good));
    QVERIFY(fixture.callout("provisionTroubleCallout").isEmpty());
    QVERIFY(fixture.callout("provisionListingCallout").isEmpty());
    for (const char *line : {"/etc/pam.d/teleport (new file)", "/etc/pam-exec.d/teleport_acct (new file)", "/etc/teleport.yaml",
                             "-    enabled: no # for now", "+    enabled: true # for now", "+account   required   pam_exec.so"}) {
        QVERIFY2(fixture.diff().contains(QLatin1String(line)), line);
    }
    QVERIFY(fixture.find<QLabel>("provisionModesLabel")->text().contains(QStringLiteral("/etc/pam-exec.d/teleport_acct with mode 0755")));
    QVERIFY(fixture.workspace.pendingFiles().empty()); // only looked at
    // What it adds is what the command line would write.
    teleport::ProvisionRequest request = fixture.dialog->request();
    request.configBytes = good;
    const auto files = teleport::provision(*fixture.workspace.effectiveTree(), fixture.workspace.profile(), request);
    QVERIFY(files);
    QTest::mouseClick(fixture.add(), Qt::LeftButton);
    QVERIFY(!fixture.dialog->isVisible());
    QCOMPARE(files->size(), std::size_t(3));
    for (const teleport::ProvisionedFile &file : *files) {
        QCOMPARE(fixture.content(file.path), QString::fromStdString(file.bytes));
    }
    QCOMPARE(fixture.content(config), QString::fromStdString(good).replace(QStringLiteral("enabled: no"), QStringLiteral("enabled: true")));
    const auto set = fixture.workspace.changeSet();
    QVERIFY(set);
    for (const change::FileChange &change : set->changes) {
        QCOMPARE(change.mode.value_or(0), change.path == script ? 0755U : 0U);
    }
    QCOMPARE(fixture.workspace.undoStack()->count(), 1);
    fixture.workspace.undoStack()->undo();
    QVERIFY(fixture.workspace.pendingFiles().empty() && fixture.workspace.pendingModes().empty());
    QCOMPARE(fixture.content(config), QString::fromStdString(good));
    QVERIFY(!fixture.workspace.content(script) && !fixture.workspace.content(serviceFile));
}

void TestTeleportProvisionDialog::everyOption_data()
{
    QTest::addColumn<QByteArray>("widget");
    QTest::addColumn<QString>("text"); // of a field; a box is toggled
    QTest::addColumn<QString>("added"); // a part of the preview then
    QTest::addColumn<QString>("gone"); // one that is there only before
    QTest::newRow("service") << QByteArray("provisionServiceLineEdit") << QStringLiteral("nodes") << QStringLiteral("/etc/pam.d/nodes (new")
                             << QStringLiteral("/etc/pam.d/teleport (new");
    QTest::newRow("script") << QByteArray("provisionScriptLineEdit") << QStringLiteral("/usr/local/sbin/acct")
                            << QStringLiteral("pam_exec.so /usr/local/sbin/acct") << QStringLiteral("teleport_acct");
    QTest::newRow("shell") << QByteArray("provisionShellLineEdit") << QStringLiteral("/bin/bash") << QStringLiteral("/bin/bash")
                           << QString();
    QTest::newRow("groups") << QByteArray("provisionGroupsLineEdit") << QStringLiteral("wheel, adm") << QStringLiteral("wheel,adm")
                            << QString();
    QTest::newRow("no home") << QByteArray("provisionHomeCheckBox") << QString() << QString() << QStringLiteral("+    set -- -m");
    QTest::newRow("homes elsewhere") << QByteArray("provisionHomeBaseLineEdit") << QStringLiteral("/srv/homes")
                                     << QStringLiteral("/srv/homes") << QString();
    QTest::newRow("no motd") << QByteArray("provisionMotdCheckBox") << QString() << QString()
                             << QStringLiteral("pam_motd.so motd=/run/motd.dynamic");
    QTest::newRow("the system's rules") << QByteArray("provisionFollowSystemCheckBox") << QString()
                                        << QStringLiteral("+@include common-account") << QString();
}

void TestTeleportProvisionDialog::everyOption()
{
    QFETCH(QByteArray, widget);
    QFETCH(QString, text);
    QFETCH(QString, added);
    QFETCH(QString, gone);
    Fixture fixture(bareTree(good));
    const QString before = fixture.diff();
    if (text.isEmpty()) {
        fixture.toggle(widget.constData());
    } else {
        fixture.type(widget.constData(), text);
    }
    QVERIFY(fixture.diff() != before);
    QVERIFY(added.isEmpty() || (fixture.diff().contains(added) && !before.contains(added)));
    QVERIFY2(gone.isEmpty() || (before.contains(gone) && !fixture.diff().contains(gone)), qPrintable(before));
}

void TestTeleportProvisionDialog::createdGroups()
{
    Fixture fixture(bareTree(good));
    QVERIFY(!fixture.find<QCheckBox>("provisionCreateGroupsCheckBox")->isEnabled()); // which ones?
    fixture.type("provisionGroupsLineEdit", QStringLiteral("wheel"));
    QVERIFY(!fixture.diff().contains(QStringLiteral("\"$groupadd\" -f")));
    fixture.toggle("provisionCreateGroupsCheckBox");
    QVERIFY(fixture.diff().contains(QStringLiteral("\"$groupadd\" -f -- 'wheel'")));
}

void TestTeleportProvisionDialog::aNewConfiguration()
{
    Fixture fixture(bareTree({}));
    QVERIFY(fixture.diff().contains(QStringLiteral("/etc/teleport.yaml (new file)")));
    QVERIFY(fixture.find<QLabel>("provisionModesLabel")->text().contains(QStringLiteral("/etc/teleport.yaml with mode 0600")));
    QTest::mouseClick(fixture.add(), Qt::LeftButton);
    QCOMPARE(fixture.content(config), QStringLiteral("ssh_service:\n  pam:\n    enabled: true\n    service_name: teleport\n"));
    QCOMPARE(fixture.workspace.pendingModes().at(config), 0600U);
}

void TestTeleportProvisionDialog::conflictsAreNamed()
{
    Fixture fixture(tree(good));
    const QString said = fixture.callout("provisionTroubleCallout");
    QVERIFY2(said.contains(QLatin1String("/etc/pam.d/teleport,")) && said.contains(QLatin1String("/etc/pam-exec.d/teleport_acct")),
             qPrintable(said));
    QVERIFY(!fixture.add()->isEnabled());
    QVERIFY(fixture.diff().contains(QStringLiteral("-session required pam_motd.so"))); // what replacing would do
    fixture.toggle("provisionReplaceCheckBox");
    QVERIFY(fixture.callout("provisionTroubleCallout").isEmpty());
    QTest::mouseClick(fixture.add(), Qt::LeftButton);
    QVERIFY(fixture.content(serviceFile).contains(QStringLiteral("Written by Pamphlet")));
    fixture.workspace.undoStack()->undo();
    QCOMPARE(fixture.content(serviceFile), QString::fromStdString(service));
}

void TestTeleportProvisionDialog::nothingToDo()
{
    Fixture first(bareTree(good));
    QTest::mouseClick(first.add(), Qt::LeftButton);
    auto done = bareTree(*first.workspace.content(config));
    done->setFile(serviceFile, *first.workspace.content(serviceFile), 0644);
    done->setFile(script, *first.workspace.content(script), 0755);
    Fixture fixture(done);
    QVERIFY(fixture.callout("provisionTroubleCallout").contains(QStringLiteral("nothing to add")));
    QVERIFY(!fixture.add()->isEnabled());
}

void TestTeleportProvisionDialog::refusals_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    const QByteArray fine = QByteArray::fromStdString(good);
    QTest::newRow("no YAML") << QByteArray("a: b: c\n") << QByteArray() << QString() << QStringLiteral("/etc/teleport.yaml:1:");
    QTest::newRow("a service with a slash") << fine << QByteArray("provisionServiceLineEdit") << QStringLiteral("../x")
                                            << QStringLiteral("not a name of a service");
    QTest::newRow("no service") << fine << QByteArray("provisionServiceLineEdit") << QString() << QStringLiteral("not a name of a service");
    QTest::newRow("a relative script") << fine << QByteArray("provisionScriptLineEdit") << QStringLiteral("acct")
                                       << QStringLiteral("not an absolute path");
    QTest::newRow("a script in /tmp") << fine << QByteArray("provisionScriptLineEdit") << QStringLiteral("/tmp/acct")
                                      << QStringLiteral("does not belong there");
    QTest::newRow("a shell that is none") << fine << QByteArray("provisionShellLineEdit") << QStringLiteral("bash")
                                          << QStringLiteral("the login shell is not an absolute path");
    QTest::newRow("a group that is none") << fine << QByteArray("provisionGroupsLineEdit") << QStringLiteral("-x")
                                          << QStringLiteral("group");
}

void TestTeleportProvisionDialog::refusals()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QByteArray, field);
    QFETCH(QString, text);
    QFETCH(QString, message);
    Fixture fixture(bareTree(yaml.toStdString()));
    if (!field.isEmpty()) {
        QVERIFY(fixture.add()->isEnabled());
        fixture.type(field.constData(), text);
    }
    QVERIFY2(fixture.callout("provisionTroubleCallout").contains(message), qPrintable(fixture.callout("provisionTroubleCallout")));
    QVERIFY(!fixture.add()->isEnabled());
    QVERIFY(fixture.diff().isEmpty());
    QVERIFY(fixture.workspace.pendingFiles().empty());
}

void TestTeleportProvisionDialog::anUnreadableConfiguration()
{
    auto files = bareTree({});
    FileContent content;
    content.status.kind = FileKind::Unreadable;
    content.status.detail = "Permission denied";
    files->set(config, content);
    Fixture fixture(files);
    const QString said = fixture.callout("provisionTroubleCallout");
    QVERIFY2(said.contains(QStringLiteral("cannot be read")) && said.contains(QStringLiteral("/etc/teleport.yaml")), qPrintable(said));
    QVERIFY(!fixture.add()->isEnabled());
}

void TestTeleportProvisionDialog::anErrorThatStays()
{
    Fixture fixture(bareTree("ssh_service:\n  pam:\n    use_pam_auth: \"yes\"\n"));
    const QString said = fixture.find<ui::ReportSection>("provisionFindingsSection")->texts().join(QLatin1Char('\n'));
    QVERIFY2(said.contains(QStringLiteral("TEL013")), qPrintable(said));
    QVERIFY(!fixture.add()->isEnabled());
}

void TestTeleportProvisionDialog::whatIsNotListed()
{
    Fixture fixture(bareTree(good), listing("file /etc/teleport.yaml\n"));
    const QString said = fixture.callout("provisionListingCallout");
    QVERIFY2(said.contains(QStringLiteral("/etc/pamphlet/paths.d"))
                 && said.contains(QStringLiteral("program /etc/pam-exec.d/teleport_acct")),
             qPrintable(said));
    QVERIFY(!said.contains(QStringLiteral("file /etc")));
    QVERIFY(!fixture.add()->isEnabled());
    QVERIFY(!fixture.diff().isEmpty());
    fixture.type("provisionScriptLineEdit", QStringLiteral("/etc/odd~name"));
    QVERIFY(fixture.callout("provisionListingCallout").contains(QStringLiteral("cannot be listed")));
    QVERIFY(!fixture.add()->isEnabled());
}

void TestTeleportProvisionDialog::followsTheWorkspace()
{
    Fixture fixture(bareTree(good));
    fixture.workspace.setContent(config, "a: [\n", QStringLiteral("x"));
    QVERIFY(!fixture.add()->isEnabled()); // at once: what was shown is of another file
    fixture.wait();
    QVERIFY(!fixture.add()->isEnabled());
    QVERIFY(fixture.callout("provisionTroubleCallout").contains(QStringLiteral("/etc/teleport.yaml:")));
    fixture.workspace.undoStack()->undo();
    QTRY_VERIFY(fixture.add()->isEnabled());
}

QTEST_MAIN(TestTeleportProvisionDialog)
#include "tst_teleportprovisiondialog.moc"
