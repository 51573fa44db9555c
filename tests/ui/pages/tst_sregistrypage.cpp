// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/change/pathpolicy.h"
#include "tests/core/sregistry/registrytree.h"
#include "tests/ui/support/named.h"
#include "tests/ui/support/smalltree.h"
#include "ui/pages/sregistry/sregistrypage.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/reportsection.h"
#include "ui/workspace/knownfiles.h"
#include "ui/workspace/workspace.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

using namespace pamphlet;

namespace {

const std::string directory = "/srv/registry";

std::shared_ptr<MemoryTree> registry(const char *era)
{
    auto tree
        = std::make_shared<MemoryTree>(test::treeOf(QStringLiteral(PAMPHLET_TEST_DATA "/sregistry/") + QLatin1String(era), directory));
    tree->setFile("/etc/passwd", "root:x:0:0::/root:/bin/sh\nnginx:x:101:101::/var/cache/nginx:/usr/sbin/nologin\n");
    tree->setFile("/etc/group", "root:x:0:\nnginx:x:101:\n");
    return tree;
}

using Files = std::map<std::string, std::string>;

} // namespace

class TestSregistryPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { m_page.reset(); }

    void eras_data()
    {
        QTest::addColumn<QByteArray>("era");
        QTest::addColumn<QString>("title");
        QTest::addColumn<int>("files"); // that change
        QTest::newRow("2019") << QByteArray("2019") << QStringLiteral("Singularity Registry before July 2019") << 3;
        QTest::newRow("1.1") << QByteArray("1.1") << QStringLiteral("Singularity Registry 1.1") << 4;
        QTest::newRow("2") << QByteArray("2") << QStringLiteral("Singularity Registry 2") << 4;
        QTest::newRow("2, list in the code") << QByteArray("2-module") << QStringLiteral("Singularity Registry 2") << 3;
    }
    void eras()
    {
        QFETCH(QByteArray, era);
        QFETCH(QString, title);
        QFETCH(int, files);
        open(registry(era.constData()));
        const Files before = contents();
        QCOMPARE(label("sregistryVersionLabel"), title);
        QVERIFY(callout("sregistryStateCallout").contains(QStringLiteral("PAM is off")));
        QVERIFY(find<QPushButton>("sregistryEnableButton")->isVisible());
        QVERIFY(!find<QPushButton>("sregistryDisableButton")->isVisible());

        // Back leaves everything as it is.
        find<QPushButton>("sregistryEnableButton")->click();
        dialogPart<QPushButton>("sregistrySwitchCancelButton")->click();
        QVERIFY(!workspace().hasPending());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);

        find<QPushButton>("sregistryEnableButton")->click();
        const QString diff = dialogPart<ui::DiffView>("sregistrySwitchDiffView")->toPlainText();
        QVERIFY(diff.contains(QStringLiteral("pam_auth")));
        QVERIFY(diff.contains(QStringLiteral("+")));
        QVERIFY(dialogPart<ui::Callout>("sregistrySwitchStateCallout")->text().contains(QStringLiteral("PAM is on")));
        QVERIFY(dialogPart<QLabel>("sregistrySwitchResultPluginsLabel")->text().contains(QStringLiteral("pam_auth")));
        QVERIFY(!workspace().hasPending()); // looking is not taking
        dialogPart<QPushButton>("sregistrySwitchOkButton")->click();
        QCOMPARE(int(workspace().pendingFiles().size()), files);
        const Files enabled = contents();
        QTRY_VERIFY(callout("sregistryStateCallout").contains(QStringLiteral("PAM is on")));
        QVERIFY(label("sregistryStatePluginsLabel").contains(QStringLiteral("pam_auth")));
        QVERIFY(!find<QPushButton>("sregistryEnableButton")->isVisible());

        // One step, and back.
        QCOMPARE(workspace().undoStack()->count(), 1);
        workspace().undoStack()->undo();
        QCOMPARE(contents(), before);
        QTRY_VERIFY(callout("sregistryStateCallout").contains(QStringLiteral("PAM is off")));
        workspace().undoStack()->redo();
        QCOMPARE(contents(), enabled);
        QTRY_VERIFY(find<QPushButton>("sregistryDisableButton")->isVisible());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);

        // Disabling gives the bytes back that were there before.
        find<QPushButton>("sregistryDisableButton")->click();
        QVERIFY(dialogPart<ui::Callout>("sregistrySwitchStateCallout")->text().contains(QStringLiteral("PAM is off")));
        dialogPart<QPushButton>("sregistrySwitchOkButton")->click();
        QCOMPARE(contents(), before);
        QVERIFY(!workspace().hasPending());
    }

    void theExactBytes()
    {
        open(registry("2019"));
        find<QPushButton>("sregistryEnableButton")->click();
        dialogPart<QPushButton>("sregistrySwitchOkButton")->click();
        const std::string before = workspace().originalContent(directory + "/Dockerfile").value();
        std::string expected = before;
        const std::string commented = "# RUN pip install django-pam";
        const std::size_t at = expected.find(commented);
        QVERIFY(at != std::string::npos);
        expected.replace(at, commented.size(), commented.substr(2));
        QCOMPARE(content("Dockerfile"), expected);
    }

    void aChangeBehindTheDialogIsNotOverwritten()
    {
        open(registry("1.1"));
        find<QPushButton>("sregistryEnableButton")->click();
        const std::string file = directory + "/Dockerfile";
        workspace().setContent(file, "FROM scratch\n", QStringLiteral("edit"));
        dialogPart<QPushButton>("sregistrySwitchOkButton")->click();
        QCOMPARE(content("Dockerfile"), std::string("FROM scratch\n"));
        QCOMPARE(workspace().undoStack()->count(), 1);
        QVERIFY(callout("sregistryRefusalCallout").contains(QStringLiteral("changed while you looked")));
    }

    void halfOn()
    {
        auto tree = registry("1.1");
        std::string dockerfile = tree->read(directory + "/Dockerfile").bytes;
        const std::string off = "ENABLE_PAM=false";
        QVERIFY(dockerfile.find(off) != std::string::npos);
        dockerfile.replace(dockerfile.find(off), off.size(), "ENABLE_PAM=true");
        tree->setFile(directory + "/Dockerfile", dockerfile);
        open(tree);
        QVERIFY(callout("sregistryStateCallout").contains(QStringLiteral("half on")));
        QVERIFY(find<QPushButton>("sregistryEnableButton")->isVisible());
        QVERIFY(find<QPushButton>("sregistryDisableButton")->isVisible());
        QVERIFY(label("sregistryStateImageLabel").contains(QStringLiteral("ENABLE_PAM=true")));
        QCOMPARE(find<QLabel>("sregistryStateImageMark")->accessibleName(), QStringLiteral("on"));
        QCOMPARE(find<QLabel>("sregistryStatePluginsMark")->accessibleName(), QStringLiteral("off"));
    }

    void findingsAndFixes()
    {
        auto tree = registry("1.1");
        for (const auto &[path, bytes] : enabledBytes(tree)) {
            tree->setFile(path, bytes);
        }
        const std::string compose = directory + "/docker-compose.yml";
        std::string bytes = tree->read(compose).bytes;
        const std::string readOnly = "/etc/shadow:/etc/shadow:ro";
        if (const std::size_t at = bytes.find(readOnly); at != std::string::npos) {
            bytes.replace(at, readOnly.size(), "/etc/shadow:/etc/shadow");
        }
        tree->setFile(compose, bytes);
        open(tree);
        auto *report = find<ui::ReportSection>("sregistryFindingsSection");
        QVERIFY(report->texts().join(QLatin1Char('\n')).contains(QStringLiteral("SRG031")));
        QVERIFY(m_attention > 0);
        const int attention = m_attention;
        // The fix of the first that has one.
        ui::Callout *fixable = nullptr;
        for (ui::Callout *each : report->findChildren<ui::Callout *>()) {
            if (each->text().contains(QStringLiteral("fix:")) && each->text().contains(QStringLiteral("SRG031"))) {
                fixable = each;
            }
        }
        QVERIFY(fixable);
        const QString link = fixable->text().section(QStringLiteral("href=\""), -1).section(QLatin1Char('"'), 0, 0);
        Q_EMIT fixable->linkActivated(link);
        QVERIFY(workspace().hasPending());
        QCOMPARE(workspace().undoStack()->count(), 1);
        QTRY_VERIFY(m_attention < attention);
        workspace().undoStack()->undo();
        QVERIFY(!workspace().hasPending());
        QTRY_COMPARE(m_attention, attention);
    }

    void aPlaceLeadsToTheText()
    {
        open(registry("2"));
        auto *plugins = find<QLabel>("sregistryStatePluginsLabel");
        const QString link = plugins->text().section(QStringLiteral("href=\""), 1, 1).section(QLatin1Char('"'), 0, 0);
        Q_EMIT plugins->linkActivated(link);
        QCOMPARE(find<QTabBar>("sregistryTabBar")->currentIndex(), 1);
        auto *box = find<QComboBox>("sregistryFileComboBox");
        QCOMPARE(box->currentText(), QString::fromStdString(directory + "/settings.yaml"));
        QCOMPARE(box->count(), 5);
    }

    void theHostsAccounts()
    {
        auto tree = registry("2");
        tree->setFile("/etc/passwd", "root:x:0:0::/root:/bin/sh\n");
        open(tree);
        QVERIFY(label("sregistryUserLabel").contains(QStringLiteral("missing")));
        QVERIFY(label("sregistryGroupLabel").contains(QStringLiteral("is there")));
        QVERIFY(!find<QWidget>("sregistryGroupCommandRow")->isVisible());
        QVERIFY(find<QLabel>("sregistryUserCommandLabel")->isVisible());
        find<QPushButton>("sregistryUserCopyButton")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("adduser --disabled-login --system --home /var/cache/nginx --ingroup nginx nginx"));
        // It becomes an error once the container sees the accounts.
        find<QPushButton>("sregistryEnableButton")->click();
        dialogPart<QPushButton>("sregistrySwitchOkButton")->click();
        QTRY_VERIFY(findings().contains(QStringLiteral("SRG040")));
        QVERIFY(!findings().contains(QStringLiteral("SRG041")));
    }

    void theHostsAccountsUnseen()
    {
        auto tree = registry("2");
        tree->remove("/etc/passwd");
        open(tree);
        QVERIFY(label("sregistryHostIntroLabel").contains(QStringLiteral("cannot be read")));
        QVERIFY(!find<QWidget>("sregistryUserCommandRow")->isVisible());
    }

    void notListed()
    {
        open(registry("2"), change::PathPolicy());
        QVERIFY(find<QPushButton>("sregistryEnableButton")->isVisible());
        QVERIFY(!find<QPushButton>("sregistryEnableButton")->isEnabled());
        const QString listing = callout("sregistryListingCallout");
        for (const char *file : {"settings.yaml", "Dockerfile", "docker-compose.yml", "https/docker-compose.yml"}) {
            QVERIFY2(listing.contains(QStringLiteral("file /srv/registry/") + QLatin1String(file)), file);
        }
        find<QPushButton>("sregistryEnableButton")->click();
        QVERIFY(!m_page->findChild<QDialog *>(QStringLiteral("sregistrySwitchDialog")));
    }

    void badInput_data()
    {
        QTest::addColumn<QString>("file"); // below the directory; empty: the directory
        QTest::addColumn<int>("kind"); // of FileKind
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected"); // somewhere on the page
        QTest::newRow("invalid YAML") << QStringLiteral("docker-compose.yml") << int(FileKind::Regular) << QByteArray("a: [\nb: ]\n")
                                      << QStringLiteral("docker-compose.yml:");
        QTest::newRow("a list that is no Python") << QStringLiteral("settings.yaml") << int(FileKind::Regular)
                                                  << QByteArray("PLUGINS_ENABLED: pam_auth\n") << QStringLiteral("SRG003");
        QTest::newRow("unreadable") << QStringLiteral("Dockerfile") << int(FileKind::Unreadable) << QByteArray()
                                    << QStringLiteral("Permission denied");
        QTest::newRow("missing") << QStringLiteral("Dockerfile") << int(FileKind::Missing) << QByteArray() << QStringLiteral("SRG001");
    }
    void badInput()
    {
        QFETCH(QString, file);
        QFETCH(int, kind);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, expected);
        auto tree = registry("2");
        const std::string path = directory + '/' + file.toStdString();
        tree->remove(path);
        if (FileKind(kind) != FileKind::Missing) {
            FileContent content;
            content.status.kind = FileKind(kind);
            content.status.mode = 0600;
            content.status.detail = FileKind(kind) == FileKind::Unreadable ? "Permission denied" : "";
            content.bytes = bytes.toStdString();
            tree->set(path, content);
        }
        open(tree);
        QVERIFY(find<QPushButton>("sregistryEnableButton")->isVisible());
        QVERIFY(!find<QPushButton>("sregistryEnableButton")->isEnabled());
        QVERIFY(find<ui::Callout>("sregistrySwitchObstacleCallout")->isVisible());
        const QString all = callout("sregistrySwitchObstacleCallout") + findings();
        QVERIFY2(all.contains(expected), qPrintable(all));
        QVERIFY(m_attention > 0);
        QVERIFY(!workspace().hasPending());
    }

    void directories_data()
    {
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing there") << QStringLiteral("/nowhere") << QStringLiteral("/nowhere");
        QTest::newRow("a file") << QStringLiteral("/srv/registry/Dockerfile") << QStringLiteral("not one");
        QTest::newRow("no registry") << QStringLiteral("/etc") << QStringLiteral("No registry is here");
    }
    void directories()
    {
        QFETCH(QString, chosen);
        QFETCH(QString, expected);
        open(registry("2"));
        auto *edit = find<QLineEdit>("sregistryDirectoryLineEdit");
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, chosen);
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(find<ui::Callout>("sregistryProblemCallout")->isVisible());
        QVERIFY2(callout("sregistryProblemCallout").contains(expected), qPrintable(callout("sregistryProblemCallout")));
        QVERIFY(!find<QPushButton>("sregistryEnableButton")->isVisible());
        edit->selectAll();
        QTest::keyClicks(edit, QString::fromStdString(directory) + QLatin1Char('/'));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(find<QPushButton>("sregistryEnableButton")->isVisible());
        QVERIFY(!find<ui::Callout>("sregistryProblemCallout")->isVisible());
    }

    void nobodyKnowsWhere()
    {
        open(registry("2"), change::PathPolicy::anywhere(), QString());
        QVERIFY(find<QLabel>("sregistryIntroLabel")->isVisible());
        QVERIFY(!find<QWidget>("sregistryPamCard")->isVisible());
        QVERIFY(!find<QWidget>("sregistryFindingsSection")->isVisible());
        QVERIFY(!find<ui::Callout>("sregistryProblemCallout")->isVisible());
        QCOMPARE(m_attention, 0);
        auto *edit = find<QLineEdit>("sregistryDirectoryLineEdit");
        QTest::keyClicks(edit, QString::fromStdString(directory));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(find<QWidget>("sregistryPamCard")->isVisible());
    }

    void everythingHasAName()
    {
        open(registry("2"));
        const auto widgets = m_page->findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            const bool own = widget->inherits("QLineEdit") || widget->inherits("QComboBox") || widget->inherits("QPushButton");
            if (own && !widget->objectName().startsWith(QLatin1String("qt_"))) {
                QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
                const auto *button = qobject_cast<const QPushButton *>(widget);
                QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()), qPrintable(widget->objectName()));
            }
        }
    }

private:
    void open(std::shared_ptr<MemoryTree> tree, change::PathPolicy policy = change::PathPolicy::anywhere(),
              const QString &chosen = QString::fromStdString(directory))
    {
        m_page.reset();
        m_files.reset();
        m_workspace = std::make_unique<ui::Workspace>();
        m_workspace->load(std::move(tree), test::debian12(), std::move(policy));
        m_files = std::make_unique<ui::KnownFiles>(*m_workspace, nullptr);
        m_files->choose(ui::FileRole::SregistryDirectory, chosen);
        m_attention = 0;
        m_page = std::make_unique<ui::SregistryPage>(*m_workspace, *m_files, QStringLiteral("/"));
        connect(m_page.get(), &ui::SregistryPage::attentionChanged, this, [this](int count) { m_attention = count; });
        m_page->resize(1076, 700);
        m_page->show();
        QTRY_COMPARE(find<QLineEdit>("sregistryDirectoryLineEdit")->text(), chosen);
    }

    /// What enabling would make of the tree.
    static Files enabledBytes(const std::shared_ptr<MemoryTree> &tree)
    {
        Files files;
        const auto changes = sregistry::enablePam(*tree, directory);
        if (changes) {
            for (const sregistry::FileChange &change : *changes) {
                files[change.path] = change.bytes;
            }
        }
        return files;
    }

    template<class Widget>
    Widget *find(const char *name) const
    {
        return test::named<Widget>(m_page.get(), name);
    }
    template<class Widget>
    Widget *dialogPart(const char *name) const
    {
        return test::named<Widget>(find<QDialog>("sregistrySwitchDialog"), name);
    }

    ui::Workspace &workspace() const { return *m_workspace; }
    QString label(const char *name) const { return find<QLabel>(name)->text(); }
    QString callout(const char *name) const { return find<ui::Callout>(name)->text(); }
    QString findings() const { return find<ui::ReportSection>("sregistryFindingsSection")->texts().join(QLatin1Char('\n')); }
    std::string content(const std::string &name) const { return m_workspace->content(directory + '/' + name).value_or("<no file>"); }
    Files contents() const
    {
        Files files;
        for (const char *name : {"Dockerfile", "docker-compose.yml", "https/docker-compose.yml", "settings.yaml", "shub/settings.py",
                                 "shub/settings/config.py"}) {
            files[name] = content(name);
        }
        return files;
    }

    std::unique_ptr<ui::Workspace> m_workspace;
    std::unique_ptr<ui::KnownFiles> m_files;
    std::unique_ptr<ui::SregistryPage> m_page;
    int m_attention = 0;
};

QTEST_MAIN(TestSregistryPage)
#include "tst_sregistrypage.moc"
