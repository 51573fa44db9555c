// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include "ui/dialogs/messages.h"
#include "ui/dialogs/reviewdialog.h"
#include "ui/dialogs/testlogindialog.h"
#include "ui/models/findmodel.h"
#include "ui/pages/motdpage.h"
#include "ui/pages/pampage.h"
#include "ui/pages/sregistry/sregistrypage.h"
#include "ui/pages/teleport/teleportpage.h"
#include "ui/pages/token/tokenpage.h"
#include "ui/style/symbolicicon.h"
#include "ui/widgets/findbox.h"
#include "ui/widgets/pendingbar.h"
#include "ui/window/shortcutsdialog.h"
#include "ui/window/sidebar.h"
#include "ui/workspace/analyst.h"
#include "ui/workspace/background.h"
#include "ui/workspace/knownfiles.h"
#include "ui/workspace/workspace.h"

#include <QAction>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QMessageBox>
#include <QSettings>
#include <QStackedWidget>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace pamphlet::ui {

namespace {

enum Page { PamPageRow, MotdPageRow, TokenPageRow, TeleportPageRow, SregistryPageRow };

/// Names out of files stand in it, and a tooltip takes what looks like HTML for it.
QString plainToolTip(const QString &text)
{
    return QStringLiteral("<qt>%1</qt>").arg(text.toHtmlEscaped());
}

/// What somebody chose for this tree, and no other.
std::unique_ptr<QSettings> memoryOf(const QString &file, const QString &tree)
{
    if (file.isEmpty()) {
        return nullptr;
    }
    auto settings = std::make_unique<QSettings>(file, QSettings::IniFormat);
    settings->beginGroup(QString::fromLatin1(QUrl::toPercentEncoding(tree)));
    return settings;
}

} // namespace

MainWindow::MainWindow(std::shared_ptr<const change::RootDirectory> root, HelperPort &helper, bool system, const QString &memory,
                       QWidget *parent)
    : QMainWindow(parent)
    , m_root(std::move(root))
    , m_helper(helper)
    , m_system(system)
    , m_workspace(new Workspace(this))
    , m_analyst(new Analyst(*m_workspace, this))
    , m_findModel(new FindModel(this))
    , m_files(new KnownFiles(*m_workspace, memoryOf(memory, QString::fromStdString(m_root->path())), this))
{
    setObjectName(QStringLiteral("mainWindow"));
    const QString path = QString::fromStdString(m_root->path());
    setWindowTitle(m_system ? tr("Pamphlet") : tr("%1 — Pamphlet").arg(path));
    setWindowIcon(applicationIcon());
    buildActions();
    build();
    resize(1280, 800);
    setMinimumSize(720, 480);
    connect(m_analyst, &Analyst::analysed, this, &MainWindow::analysed);
}

MainWindow::~MainWindow() = default;

void MainWindow::buildActions()
{
    QUndoStack *stack = m_workspace->undoStack();
    const auto make = [this](const QString &name, const QString &text, const QKeySequence &key) {
        auto *action = new QAction(text, this);
        action->setObjectName(name);
        action->setShortcut(key);
        addAction(action);
        return action;
    };
    m_undo = make(QStringLiteral("undoAction"), tr("Undo"), QKeySequence::Undo);
    m_undo->setIcon(symbolicIcon(Glyph::Undo));
    m_redo = make(QStringLiteral("redoAction"), tr("Redo"), QKeySequence::Redo);
    m_redo->setIcon(symbolicIcon(Glyph::Redo));
    m_test = make(QStringLiteral("testLoginAction"), tr("Test login…"), QKeySequence(Qt::CTRL | Qt::Key_L));
    m_test->setIcon(symbolicIcon(Glyph::Play));
    m_review = make(QStringLiteral("reviewAction"), tr("Review and apply…"), QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_review->setEnabled(false);
    m_undo->setEnabled(false);
    m_redo->setEnabled(false);
    m_test->setEnabled(false);

    connect(m_undo, &QAction::triggered, stack, &QUndoStack::undo);
    connect(m_redo, &QAction::triggered, stack, &QUndoStack::redo);
    connect(stack, &QUndoStack::canUndoChanged, m_undo, &QAction::setEnabled);
    connect(stack, &QUndoStack::canRedoChanged, m_redo, &QAction::setEnabled);
    connect(stack, &QUndoStack::undoTextChanged, this,
            [this](const QString &text) { m_undo->setToolTip(plainToolTip(tr("Undo: %1").arg(text))); });
    connect(stack, &QUndoStack::redoTextChanged, this,
            [this](const QString &text) { m_redo->setToolTip(plainToolTip(tr("Redo: %1").arg(text))); });
    connect(m_test, &QAction::triggered, this, &MainWindow::testLogin);
    connect(m_review, &QAction::triggered, this, &MainWindow::review);
    connect(m_workspace, &Workspace::pendingChanged, this, [this] { m_review->setEnabled(m_workspace->hasPending()); });

    auto *find = make(QStringLiteral("findAction"), tr("Find"), QKeySequence(Qt::CTRL | Qt::Key_K));
    connect(find, &QAction::triggered, this, [this] {
        m_find->setFocus();
        m_find->selectAll();
    });
    auto *filter = make(QStringLiteral("filterAction"), tr("Filter services"), QKeySequence(Qt::CTRL | Qt::Key_F));
    connect(filter, &QAction::triggered, this, [this] {
        showPage(PamPageRow);
        m_pam->focusFilter();
    });
}

QToolButton *MainWindow::toolButton(QAction *action, const QString &name)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(false);
    button->setMinimumHeight(fontMetrics().height() + 13);
    return button;
}

QWidget *MainWindow::buildToolBar()
{
    auto *bar = new LinedPanel(Qt::BottomEdge, this);
    bar->setObjectName(QStringLiteral("toolBar"));
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(10, 7, 10, 8);
    layout->setSpacing(8);
    layout->addWidget(toolButton(m_undo, QStringLiteral("undoToolButton")));
    layout->addWidget(toolButton(m_redo, QStringLiteral("redoToolButton")));
    layout->addStretch(1);
    m_find = new FindBox(*m_findModel, bar);
    m_find->setMinimumWidth(200);
    m_find->setMaximumWidth(280);
    layout->addWidget(m_find, 2);
    layout->addWidget(toolButton(m_test, QStringLiteral("testLoginToolButton")));

    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("mainMenu"));
    QAction *again = menu->addAction(tr("Read the files again"), QKeySequence(Qt::Key_F5), this, &MainWindow::reload);
    again->setObjectName(QStringLiteral("reloadAction"));
    QAction *keys = menu->addAction(tr("Keyboard shortcuts"), QKeySequence(Qt::Key_F1), this, &MainWindow::showShortcuts);
    keys->setObjectName(QStringLiteral("shortcutsAction"));
    QAction *about = menu->addAction(tr("About Pamphlet"), this, &MainWindow::showAbout);
    about->setObjectName(QStringLiteral("aboutAction"));
    menu->addSeparator();
    QAction *quit = menu->addAction(tr("Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), this, &QWidget::close);
    quit->setObjectName(QStringLiteral("quitAction"));
    addActions(menu->actions());
    auto *button = new QToolButton(bar);
    button->setObjectName(QStringLiteral("menuToolButton"));
    button->setIcon(symbolicIcon(Glyph::Menu));
    button->setToolTip(tr("Menu"));
    button->setAccessibleName(tr("Menu"));
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFixedSize(fontMetrics().height() + 19, fontMetrics().height() + 13);
    layout->addWidget(button);
    return bar;
}

void MainWindow::build()
{
    auto *central = new QWidget(this);
    central->setObjectName(QStringLiteral("centralWidget"));
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildToolBar());
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    m_sidebar = new Sidebar(central);
    const QString path = QString::fromStdString(m_root->path());
    m_sidebar->setTree(m_system ? tr("This system") : tr("Tree %1").arg(path), path);
    middle->addWidget(m_sidebar);
    m_pages = new QStackedWidget(central);
    m_pages->setObjectName(QStringLiteral("pageStack"));
    buildPages(path);
    middle->addWidget(m_pages, 1);
    layout->addLayout(middle, 1);
    m_bar = new PendingBar(central);
    layout->addWidget(m_bar);
    setCentralWidget(central);
    connect(m_sidebar, &Sidebar::pageRequested, this, &MainWindow::showPage);
    m_sidebar->setCurrent(PamPageRow);
    connect(m_find, &FindBox::found, this, [this](const QString &service, int facility, const QString &file, int line) {
        showPage(PamPageRow);
        m_pam->openRule(service, facility, file, line);
    });
    connect(m_bar, &PendingBar::discardRequested, this, &MainWindow::discard);
    connect(m_bar, &PendingBar::reviewRequested, this, &MainWindow::review);
    connect(m_bar, &PendingBar::messageActionRequested, this, &MainWindow::rollBack);
}

void MainWindow::buildPages(const QString &root)
{
    m_pam = new PamPage(*m_workspace, *m_analyst, m_pages);
    addPage(tr("PAM services"), m_pam);
    connect(m_pam, &PamPage::serviceCountChanged, this, [this](int count) { m_sidebar->setCount(PamPageRow, count); });
    m_motd = new MotdPage(*m_workspace, m_pages);
    addPage(tr("Message of the day"), m_motd);
    connect(m_motd, &MotdPage::attentionChanged, this, [this](int count) { m_sidebar->setAttention(MotdPageRow, count); });
    connect(m_motd, &MotdPage::placeRequested, this, &MainWindow::openPlace);
    addServicePage(tr("Docker token service"), new TokenPage(*m_workspace, *m_files, m_helper, root, m_pages));
    addServicePage(tr("Teleport"), new TeleportPage(*m_workspace, *m_files, m_helper, root, m_pages));
    addServicePage(tr("Singularity Registry"), new SregistryPage(*m_workspace, *m_files, root, m_pages));
}

void MainWindow::addPage(const QString &title, QWidget *page)
{
    const int row = m_pages->addWidget(page);
    m_sidebar->addPage(title);
    auto *action = new QAction(title, this);
    action->setObjectName(QStringLiteral("page%1Action").arg(row + 1));
    action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + row)));
    connect(action, &QAction::triggered, this, [this, row] { showPage(row); });
    addAction(action);
}

template<class ServicePage>
void MainWindow::addServicePage(const QString &title, ServicePage *page)
{
    addPage(title, page);
    const int row = m_pages->indexOf(page);
    m_servicePages.push_back(page);
    connect(page, &ServicePage::attentionChanged, this, [this, row](int count) { m_sidebar->setAttention(row, count); });
    connect(page, &ServiceFrame::placeRequested, this, &MainWindow::openPlace);
}

void MainWindow::openPlace(const QString &file, int line)
{
    if (file.startsWith(QLatin1String("/etc/pam.d/")) || file.startsWith(QLatin1String("/usr/lib/pam.d/"))) {
        showPage(PamPageRow);
        m_pam->openRule(file.section(QLatin1Char('/'), -1), -1, file, line);
        return;
    }
    for (ServiceFrame *page : m_servicePages) {
        if (page->hasFile(file.toStdString())) {
            showPage(m_pages->indexOf(page));
            page->openText(file, line);
            return;
        }
    }
    if (file.startsWith(QLatin1String(MotdPage::path))) {
        showPage(MotdPageRow);
        m_motd->openFile(file);
    }
}

void MainWindow::showPage(int page)
{
    if (page < 0 || page == m_pages->currentIndex()) {
        return;
    }
    m_pages->setCurrentIndex(page);
    m_sidebar->setCurrent(page);
}

void MainWindow::load()
{
    whenDone(loadTree(m_root), this, [this](const LoadedTree &tree) {
        m_workspace->load(tree.snapshot, tree.profile, tree.policy);
        m_test->setEnabled(true);
    });
}

void MainWindow::reload()
{
    whenDone(loadTree(m_root), this, [this](const LoadedTree &tree) { m_workspace->rebase(tree.snapshot, tree.policy); });
}

void MainWindow::analysed()
{
    m_findModel->setAnalysis(m_analyst->analysis());
    m_bar->setPending(m_analyst->analysis()->pending);
    if (!m_ready && m_workspace->isLoaded()) {
        m_ready = true;
        m_pam->focusList();
        Q_EMIT ready();
    }
}

void MainWindow::open(const QString &serviceOrFile)
{
    if (serviceOrFile == QLatin1String(MotdPage::path) || serviceOrFile == QLatin1String("motd")) {
        showPage(MotdPageRow);
        return;
    }
    static constexpr std::pair<const char *, Page> names[]
        = {{"page:token", TokenPageRow}, {"page:teleport", TeleportPageRow}, {"page:sregistry", SregistryPageRow}};
    for (const auto &[name, page] : names) {
        if (serviceOrFile == QLatin1String(name)) {
            showPage(page);
            return;
        }
    }
    showPage(PamPageRow);
    m_pam->openService(serviceOrFile.section(QLatin1Char('/'), -1));
}

void MainWindow::discard()
{
    ask(this, tr("Discard all changes?"), tr("Every file goes back to what is on disk. Undo brings the changes back."), tr("Discard"),
        [this] { m_workspace->discard(); });
}

void MainWindow::review()
{
    if (!m_workspace->hasPending()) {
        return;
    }
    auto *dialog = new ReviewDialog(*m_workspace, *m_analyst, m_helper, m_system, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ReviewDialog::applied, this, &MainWindow::applied);
    connect(dialog, &ReviewDialog::reloadRequested, this, &MainWindow::reload);
    dialog->open();
}

void MainWindow::applied(const Applied &applied)
{
    m_lastTransaction = applied.transaction;
    m_bar->showMessage(tr("Applied to %n file(s).", nullptr, int(applied.files.size())), tr("Roll back"));
    reload();
}

void MainWindow::rollBack()
{
    m_bar->showMessage(tr("Rolling back…"));
    whenDone(m_helper.rollback(m_lastTransaction), this, [this](const Result<Applied> &result) {
        if (!result) {
            m_bar->showMessage(tr("Not rolled back."), tr("Try again"));
            showError(this, result.error());
            return;
        }
        m_bar->showMessage(tr("Rolled back: %n file(s) are as they were.", nullptr, int(result->files.size())));
        reload();
    });
}

void MainWindow::testLogin()
{
    auto *dialog = new TestLoginDialog(*m_workspace, m_helper, m_pam->services(), m_pam->service(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showShortcuts()
{
    auto *dialog = new ShortcutsDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(this);
    box->setObjectName(QStringLiteral("aboutMessageBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Pamphlet"));
    box->setIconPixmap(applicationIcon().pixmap(64));
    box->setText(tr("Pamphlet %1").arg(QStringLiteral(PAMPHLET_VERSION)));
    box->setInformativeText(tr("See, change and try who may log in to a Linux machine.\n\nFree software under the GNU General Public "
                               "License, version 3 or later."));
    box->setStandardButtons(QMessageBox::Close);
    box->open();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_closing || !m_workspace->hasPending()) {
        event->accept();
        return;
    }
    event->ignore();
    ask(this, tr("Quit and lose the changes?"), tr("What is pending has not been written anywhere."), tr("Quit"), [this] {
        m_closing = true;
        close();
    });
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_sidebar->setFixedWidth(width() < 1100 ? 168 : 204);
}

} // namespace pamphlet::ui
