// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/rootdirectory.h"
#include "ui/ports/helperport.h"
#include "ui/workspace/treeloader.h"

#include <QMainWindow>

#include <memory>
#include <vector>

class QStackedWidget;
class QToolButton;

namespace pamphlet::ui {

class Analyst;
class FindBox;
class FindModel;
class KnownFiles;
class MotdPage;
class PamPage;
class PendingBar;
class ServiceFrame;
class Sidebar;
class Workspace;

/// The window: sidebar, pages, toolbar and the bar of pending changes over one workspace.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    /// `system`: the running system, where polkit asks before anything is written. `helper` outlives the window.
    /// `memory`: a file in which choices are kept (which files belong to a service); empty: they are not.
    MainWindow(std::shared_ptr<const change::RootDirectory> root, HelperPort &helper, bool system, const QString &memory = {},
               QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Reads the tree in the background; ready() follows.
    void load();
    bool isReady() const { return m_ready; }
    Workspace &workspace() { return *m_workspace; }
    KnownFiles &files() { return *m_files; }

    /// A service by name, a file of it, /etc/motd, or a page: page:token, page:teleport, page:sregistry.
    void open(const QString &serviceOrFile);

Q_SIGNALS:
    /// The tree has been read and looked through for the first time.
    void ready();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    QWidget *buildToolBar();
    void buildActions();
    QToolButton *toolButton(QAction *action, const QString &name);
    void buildPages(const QString &root);
    void addPage(const QString &title, QWidget *page);
    template<class ServicePage>
    void addServicePage(const QString &title, ServicePage *page);
    void showPage(int page);
    void openPlace(const QString &file, int line);
    void reload();
    void analysed();
    void discard();
    void review();
    void testLogin();
    void applied(const Applied &applied);
    void rollBack();
    void showShortcuts();
    void showAbout();

    std::shared_ptr<const change::RootDirectory> m_root;
    HelperPort &m_helper;
    bool m_system;
    Workspace *m_workspace;
    Analyst *m_analyst;
    FindModel *m_findModel;
    KnownFiles *m_files;
    bool m_ready = false;
    bool m_closing = false;
    QString m_lastTransaction;

    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
    QAction *m_test = nullptr;
    QAction *m_review = nullptr;
    FindBox *m_find = nullptr;
    Sidebar *m_sidebar = nullptr;
    QStackedWidget *m_pages = nullptr;
    PamPage *m_pam = nullptr;
    MotdPage *m_motd = nullptr;
    std::vector<ServiceFrame *> m_servicePages;
    PendingBar *m_bar = nullptr;
};

} // namespace pamphlet::ui
