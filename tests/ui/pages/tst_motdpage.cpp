// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/motd/terminaltext.h"
#include "tests/ui/support/motdtree.h"
#include "tests/ui/support/named.h"
#include "ui/pages/motd/motdfilelist.h"
#include "ui/pages/motd/motdpartsmodel.h"
#include "ui/pages/motdpage.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/reportsection.h"
#include "ui/widgets/terminalview.h"
#include "ui/widgets/texteditor.h"
#include "ui/workspace/workspace.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace pamphlet;
using ui::MotdPartsModel;

using test::motdTree;

class TestMotdPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { m_page.reset(); }

    void showsTheWholeInOrder()
    {
        open(motdTree());
        QCOMPARE(find<QComboBox>("motdServiceComboBox")->currentText(), QStringLiteral("sshd"));
        QCOMPARE(paths(),
                 (QStringList{QString(), QStringLiteral("/run/motd.dynamic"), QStringLiteral("/etc/motd"),
                              QStringLiteral("/etc/motd.d/10-rules"), QStringLiteral("/usr/lib/motd.d/20-vendor"), QString(),
                              QStringLiteral("/etc/update-motd.d/10-uname")}));
        QCOMPARE(preview(), QStringLiteral("Linux\nhello\nbe kind\nvendor"));
        QCOMPARE(model()->index(2, 0).data(MotdPartsModel::NumberRole).toString(), QStringLiteral("2"));
        QVERIFY(model()->index(2, 0).data(MotdPartsModel::DetailRole).toString().contains(QStringLiteral("pam_motd (sshd:2)")));
        QCOMPARE(find<ui::TextEditor>("motdTextEdit")->file(), std::string("/etc/motd"));
        QCOMPARE(m_attention, 0);
        QVERIFY(remarks().contains(QStringLiteral("made anew at each login")));
    }

    void typingShowsAtOnce()
    {
        open(motdTree());
        QTest::keyClicks(find<ui::TextEditor>("motdTextEdit"), QStringLiteral("oh "));
        QCOMPARE(content("/etc/motd"), std::string("oh hello\n"));
        QTRY_COMPARE(preview(), QStringLiteral("Linux\noh hello\nbe kind\nvendor"));
        undo();
        QCOMPARE(content("/etc/motd"), std::string("hello\n"));
        QTRY_COMPARE(preview(), QStringLiteral("Linux\nhello\nbe kind\nvendor"));
    }

    // A colour goes on from one part into the next, as on a terminal.
    void aStyleGoesOn()
    {
        auto tree = motdTree();
        tree->setFile("/etc/motd", "\x1b[31mred\n");
        tree->setFile("/etc/motd.d/10-rules", "\x1b[2Jcleared\n");
        open(tree);
        const auto *terminal = find<ui::TerminalView>("terminalView");
        QTRY_COMPARE(terminal->text().lines.size(), std::size_t(4));
        QCOMPARE(int(terminal->text().lines[3][0].style.foreground.index), 1);
        const auto *notes = find<ui::Callout>("motdNotesCallout");
        QVERIFY(notes->isVisible());
        QVERIFY(notes->text().contains(QStringLiteral("/etc/motd.d/10-rules, line 1:")));
    }

    void choosesTheService()
    {
        auto tree = motdTree();
        tree->setFile("/etc/pam.d/login", "session optional pam_motd.so motd=/srv/login\nsession required pam_permit.so\n");
        tree->setFile("/srv/login", "from login\n");
        open(tree);
        choose(QStringLiteral("login"));
        QTRY_COMPARE(preview(), QStringLiteral("from login"));
        QCOMPARE(paths().mid(0, 3), (QStringList{QString(), QStringLiteral("/srv/login"), QString()}));
        // What somebody chose stays through an edit.
        workspace().setContent("/etc/motd", "other\n", QStringLiteral("edit"));
        QTRY_COMPARE(rowDetail(QStringLiteral("/etc/motd")), QStringLiteral("static file · shown by sshd"));
        QCOMPARE(find<QComboBox>("motdServiceComboBox")->currentText(), QStringLiteral("login"));
        choose(QString());
        QTRY_COMPARE(preview(), QStringLiteral("other"));
    }

    void shownTwice()
    {
        auto tree = motdTree();
        tree->setFile("/etc/ssh/sshd_config", "UsePAM yes\n");
        open(tree);
        QCOMPARE(preview(), QStringLiteral("Linux\nhello\nbe kind\nvendor\nhello"));
        const QModelIndex first = model()->index(2, 0);
        QCOMPARE(first.data(MotdPartsModel::TagRole).toString(), QStringLiteral("twice"));
        QCOMPARE(first.data(MotdPartsModel::ToneRole).toInt(), int(ui::Tone::Warning));
        QCOMPARE(model()->index(5, 0).data(MotdPartsModel::TagRole).toString(), QStringLiteral("twice"));
        QVERIFY(remarks().contains(QStringLiteral("/etc/motd is shown more than once: by pam_motd (sshd:2) and sshd itself")));
        QCOMPARE(m_attention, 1);
        QVERIFY(remarks().contains(QStringLiteral("(/etc/ssh/sshd_config)")));
        QVERIFY(linkOf(*find<ui::Callout>("motdRemarks0Callout")).isEmpty()); // the window shows no such file
    }

    void aRemarkLeadsToItsRule()
    {
        auto tree = motdTree();
        tree->setFile("/etc/pam.d/sshd", "session optional pam_motd.so\nsession optional pam_motd.so noupdate\n");
        open(tree);
        QSignalSpy place(m_page.get(), &ui::MotdPage::placeRequested);
        const auto *remark = find<ui::Callout>("motdRemarks0Callout");
        QCOMPARE(remark->accessibleName(), QStringLiteral("Warning"));
        Q_EMIT find<ui::Callout>("motdRemarks0Callout")->linkActivated(linkOf(*remark));
        QCOMPARE(place.size(), 1);
        QCOMPARE(place[0][0].toString(), QStringLiteral("/etc/pam.d/sshd"));
        QCOMPARE(place[0][1].toInt(), 2);
    }

    void aCrashIsAnError()
    {
        auto tree = motdTree();
        tree->setFile("/etc/pam.d/sshd", "session optional pam_motd.so motd=/etc/motd motd_dir=/etc/motd.d:\n");
        open(tree);
        QCOMPARE(preview(), QStringLiteral("hello"));
        QCOMPARE(find<ui::Callout>("motdRemarks0Callout")->accessibleName(), QStringLiteral("Error"));
        QVERIFY(remarks().contains(QStringLiteral("Every login dies here")));
        QVERIFY(m_attention >= 1);
    }

    void nobodySeesIt()
    {
        auto tree = motdTree();
        for (const char *service : {"login", "sshd"}) {
            tree->setFile(std::string("/etc/pam.d/") + service,
                          "session optional pam_motd.so motd=/run/motd.dynamic\nsession required pam_permit.so\n");
        }
        open(tree);
        QCOMPARE(preview(), QStringLiteral("Linux"));
        const int row
            = model()->match(model()->index(0, 0), MotdPartsModel::PathRole, QStringLiteral("/etc/motd.d/10-rules")).value(0).row();
        QCOMPARE(model()->index(row, 0).data(MotdPartsModel::TagRole).toString(), QStringLiteral("unseen"));
        QVERIFY(remarks().contains(QStringLiteral("Nobody sees /etc/motd: no service shows it.")));
        QCOMPARE(m_attention, 3);
    }

    void noServiceShowsAnything()
    {
        open(test::smallTree());
        QCOMPARE(preview(), QStringLiteral("hello"));
        QCOMPARE(find<QComboBox>("motdServiceComboBox")->count(), 1);
        QVERIFY(remarks().contains(QStringLiteral("No service shows a message of the day")));
        QTest::keyClicks(find<ui::TextEditor>("motdTextEdit"), QStringLiteral("x"));
        QTRY_COMPARE(preview(), QStringLiteral("xhello"));
    }

    void whatIsNotThereCanBeWritten()
    {
        auto tree = motdTree();
        tree->remove("/etc/motd");
        open(tree);
        QVERIFY(label("motdDetailLabel").contains(QStringLiteral("what you write becomes a new file")));
        QTest::keyClicks(find<ui::TextEditor>("motdTextEdit"), QStringLiteral("new"));
        QCOMPARE(content("/etc/motd"), std::string("new"));
        QTRY_COMPARE(preview(), QStringLiteral("Linux\nnew\nbe kind\nvendor"));
        undo();
        QVERIFY(!workspace().content("/etc/motd"));
    }

    void readOnly_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("detail");
        QTest::newRow("made by scripts") << QStringLiteral("/run/motd.dynamic")
                                         << QStringLiteral("made by the scripts of /etc/update-motd.d");
        QTest::newRow("a script") << QStringLiteral("/etc/update-motd.d/10-uname") << QStringLiteral("becomes a part of /run/motd.dynamic");
        QTest::newRow("of a package") << QStringLiteral("/usr/lib/motd.d/20-vendor") << QStringLiteral("shown by login, sshd");
    }
    void readOnly()
    {
        QFETCH(QString, file);
        QFETCH(QString, detail);
        open(motdTree());
        select(file);
        auto *editor = find<ui::TextEditor>("motdTextEdit");
        QCOMPARE(editor->file(), file.toStdString());
        QVERIFY(editor->isReadOnly());
        QVERIFY(find<ui::Callout>("motdObstacleCallout")->isVisible());
        QVERIFY(!find<QPushButton>("motdStyleButton")->isEnabled());
        QVERIFY(!find<QPushButton>("motdRemoveButton")->isEnabled());
        QVERIFY2(label("motdDetailLabel").contains(detail), qPrintable(label("motdDetailLabel")));
        QTest::keyClicks(editor, QStringLiteral("x"));
        QVERIFY(!workspace().hasPending());
    }

    void unreadable()
    {
        auto tree = motdTree();
        FileContent secret;
        secret.status.kind = FileKind::Unreadable;
        secret.status.mode = 0600;
        secret.status.detail = "Permission denied";
        tree->set("/etc/motd", secret);
        open(tree);
        QVERIFY(find<ui::TextEditor>("motdTextEdit")->isReadOnly());
        QVERIFY(label("motdDetailLabel").contains(QStringLiteral("cannot be read")));
        QVERIFY(remarks().contains(QStringLiteral("Not everyone may read /etc/motd")));
        QCOMPARE(preview(), QStringLiteral("Linux\nbe kind\nvendor"));
    }

    void adds()
    {
        open(motdTree());
        find<QPushButton>("motdAddButton")->click();
        auto *name = dialogPart<QLineEdit>("motdNameLineEdit");
        auto *ok = dialogPart<QPushButton>("motdNameOkButton");
        QVERIFY(!ok->isEnabled());
        for (const char *wrong : {"10-rules", "a/b", "..", "a b", "\xc3\xa4"}) {
            name->setText(QString::fromUtf8(wrong));
            QVERIFY2(!ok->isEnabled(), wrong);
            QVERIFY(!dialogPart<QLabel>("motdNameProblemLabel")->text().isEmpty());
        }
        name->clear();
        QTest::keyClicks(name, QStringLiteral("05-first"));
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(content("/etc/motd.d/05-first"), std::string());
        auto *editor = find<ui::TextEditor>("motdTextEdit");
        QCOMPARE(editor->file(), std::string("/etc/motd.d/05-first"));
        QTest::keyClicks(editor, QStringLiteral("first"));
        QCOMPARE(content("/etc/motd.d/05-first"), std::string("first"));
        QTRY_COMPARE(preview(), QStringLiteral("Linux\nhello\nfirst\nbe kind\nvendor"));
        QTRY_COMPARE(view()->currentIndex().data(MotdPartsModel::PathRole).toString(), QStringLiteral("/etc/motd.d/05-first"));
        undo();
        undo();
        QVERIFY(!workspace().content("/etc/motd.d/05-first"));
        QVERIFY(!workspace().hasPending());
    }

    void renames()
    {
        open(motdTree());
        QVERIFY(!find<QPushButton>("motdRenameButton")->isEnabled()); // /etc/motd has its name
        select(QStringLiteral("/etc/motd.d/10-rules"));
        find<QPushButton>("motdRenameButton")->click();
        dialogPart<QLineEdit>("motdNameLineEdit")->setText(QStringLiteral("90-rules"));
        dialogPart<QPushButton>("motdNameOkButton")->click();
        QVERIFY(!workspace().content("/etc/motd.d/10-rules"));
        QCOMPARE(content("/etc/motd.d/90-rules"), std::string("be kind\n"));
        QTRY_COMPARE(preview(), QStringLiteral("Linux\nhello\nvendor\nbe kind"));
        undo();
        QCOMPARE(content("/etc/motd.d/10-rules"), std::string("be kind\n"));
        QVERIFY(!workspace().hasPending());
    }

    void aRenamedFileIsReadByNoOneElse()
    {
        auto tree = motdTree();
        tree->setFile("/etc/motd.d/10-rules", "staff only\n", 0640);
        open(tree);
        select(QStringLiteral("/etc/motd.d/10-rules"));
        find<QPushButton>("motdRenameButton")->click();
        dialogPart<QLineEdit>("motdNameLineEdit")->setText(QStringLiteral("90-rules"));
        dialogPart<QPushButton>("motdNameOkButton")->click();
        QCOMPARE(workspace().pendingModes().at("/etc/motd.d/90-rules"), 0640U);
        undo();
        QVERIFY(!workspace().hasPending());
    }

    void removes_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("left");
        QTest::newRow("a part") << QStringLiteral("/etc/motd.d/10-rules") << QStringLiteral("Linux\nhello\nvendor");
        QTest::newRow("the static file") << QStringLiteral("/etc/motd") << QStringLiteral("Linux\nbe kind\nvendor");
    }
    void removes()
    {
        QFETCH(QString, file);
        QFETCH(QString, left);
        open(motdTree());
        const std::string before = content(file.toStdString());
        select(file);
        find<QPushButton>("motdRemoveButton")->click();
        QVERIFY(!workspace().content(file.toStdString()));
        QTRY_COMPARE(preview(), left);
        undo();
        QCOMPARE(content(file.toStdString()), before);
        QTRY_COMPARE(preview(), QStringLiteral("Linux\nhello\nbe kind\nvendor"));
    }

    void overrides()
    {
        open(motdTree());
        QVERIFY(!find<QPushButton>("motdOverrideButton")->isEnabled());
        select(QStringLiteral("/usr/lib/motd.d/20-vendor"));
        find<QPushButton>("motdOverrideButton")->click();
        QCOMPARE(content("/etc/motd.d/20-vendor"), std::string("vendor\n"));
        QTRY_VERIFY(paths().contains(QStringLiteral("/etc/motd.d/20-vendor")));
        QTRY_COMPARE(rowDetail(QStringLiteral("/usr/lib/motd.d/20-vendor")),
                     QStringLiteral("file of a directory · /etc/motd.d/20-vendor is shown in its place"));
        select(QStringLiteral("/usr/lib/motd.d/20-vendor"));
        QVERIFY(!find<QPushButton>("motdOverrideButton")->isEnabled()); // there is one now
        undo();
        QVERIFY(!workspace().hasPending());
    }

    void insertsAStyle()
    {
        open(motdTree());
        const auto actions = find<QMenu>("motdStyleMenu")->actions();
        actions.at(1)->trigger();
        QCOMPARE(content("/etc/motd"), std::string("\x1b[1mhello\n"));
        undo();
        QCOMPARE(content("/etc/motd"), std::string("hello\n"));
    }

    // Rules of a service are edited elsewhere, and show here.
    void aRuleChanges()
    {
        open(motdTree());
        workspace().setContent("/etc/pam.d/sshd", "session optional pam_motd.so motd=/etc/motd\nsession required pam_permit.so\n",
                               QStringLiteral("edit"));
        QTRY_COMPARE(preview(), QStringLiteral("hello"));
        undo();
        QTRY_COMPARE(preview(), QStringLiteral("Linux\nhello\nbe kind\nvendor"));
    }

    void byKeyAlone()
    {
        open(motdTree());
        view()->setFocus();
        QTest::keyClick(view(), Qt::Key_Down);
        QTRY_COMPARE(find<ui::TextEditor>("motdTextEdit")->file(), std::string("/etc/motd.d/10-rules"));
        QTest::keyClick(view(), Qt::Key_End);
        QTRY_COMPARE(find<ui::TextEditor>("motdTextEdit")->file(), std::string("/etc/update-motd.d/10-uname"));
    }

    void everythingHasAName()
    {
        open(motdTree());
        int controls = 0;
        for (const QWidget *widget : m_page->findChildren<QWidget *>()) {
            const auto *button = qobject_cast<const QPushButton *>(widget);
            if (widget->inherits("QComboBoxListView")) {
                continue; // Qt's own
            }
            if (button || widget->inherits("QComboBox") || widget->inherits("QListView") || widget->inherits("QPlainTextEdit")
                || widget->inherits("pamphlet::ui::TerminalView")) {
                QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
                QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()), qPrintable(widget->objectName()));
                ++controls;
            }
        }
        QVERIFY(controls >= 9);
    }

private:
    void open(std::shared_ptr<MemoryTree> tree)
    {
        m_page.reset();
        m_workspace = std::make_unique<ui::Workspace>();
        m_workspace->load(std::move(tree), test::debian12());
        m_page = std::make_unique<ui::MotdPage>(*m_workspace);
        m_attention = 0;
        connect(m_page.get(), &ui::MotdPage::attentionChanged, this, [this](int count) { m_attention = count; });
        m_tester = std::make_unique<QAbstractItemModelTester>(model());
        m_page->resize(1076, 700);
        m_page->show();
        QTRY_VERIFY(model()->rowCount() > 0);
    }

    template<class Widget>
    Widget *find(const char *name) const
    {
        return test::named<Widget>(m_page.get(), name);
    }

    template<class Widget>
    Widget *dialogPart(const char *name) const
    {
        auto *dialog = find<QDialog>("motdNameDialog");
        return test::named<Widget>(dialog, name);
    }

    ui::Workspace &workspace() const { return *m_workspace; }
    QListView *view() const { return find<QListView>("motdPartsView"); }
    QAbstractItemModel *model() const { return view()->model(); }
    QString label(const char *name) const { return find<QLabel>(name)->text(); }
    QString remarks() const { return find<ui::ReportSection>("motdRemarksSection")->texts().join(QLatin1Char('\n')); }
    void undo() const { m_workspace->undoStack()->undo(); }
    std::string content(const std::string &path) const { return m_workspace->content(path).value_or("<no file>"); }
    QString preview() const { return QString::fromStdString(motd::plainText(find<ui::TerminalView>("terminalView")->text())); }

    QStringList paths() const
    {
        QStringList paths;
        for (int row = 0; row < model()->rowCount(); ++row) {
            paths << model()->index(row, 0).data(MotdPartsModel::PathRole).toString();
        }
        return paths;
    }
    QString rowDetail(const QString &path) const
    {
        return model()->index(int(paths().indexOf(path)), 0).data(MotdPartsModel::DetailRole).toString();
    }
    void select(const QString &path) const
    {
        const auto row = paths().indexOf(path);
        QVERIFY(row >= 0);
        view()->setCurrentIndex(model()->index(int(row), 0));
    }
    void choose(const QString &service) const
    {
        auto *box = find<QComboBox>("motdServiceComboBox");
        const int row = box->findData(service);
        QVERIFY(row >= 0);
        box->setCurrentIndex(row);
        Q_EMIT box->activated(row);
    }
    static QString linkOf(const ui::Callout &callout)
    {
        return callout.text().section(QStringLiteral("href=\""), 1, 1).section(QLatin1Char('"'), 0, 0);
    }

    std::unique_ptr<ui::Workspace> m_workspace;
    std::unique_ptr<ui::MotdPage> m_page;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    int m_attention = 0;
};

QTEST_MAIN(TestMotdPage)
#include "tst_motdpage.moc"
