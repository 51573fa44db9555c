// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/facility.h"
#include "core/pam/lint/check.h"

#include <QWidget>

#include <string>

class QLabel;
class QLineEdit;
class QListView;
class QSplitter;
class QStackedWidget;
class QTabBar;

namespace pamphlet::ui {

class Analyst;
class Explainer;
class FilesText;
class InsightPanel;
class ServiceFilter;
class ServiceModel;
class StackLoader;
class StackPage;
class Workspace;

/// The services, the stack of one of them, its text, and what is wrong with it.
class PamPage final : public QWidget
{
    Q_OBJECT
public:
    PamPage(Workspace &workspace, Analyst &analyst, QWidget *parent = nullptr);

    void openService(const QString &service);
    /// facility -1: whichever is shown.
    void openRule(const QString &service, int facility, const QString &file, int line);
    QString service() const;
    void focusFilter();
    void focusList();
    /// Names for the test login.
    QStringList services() const;
    int serviceCount() const;

Q_SIGNALS:
    void serviceCountChanged(int count);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildList();
    QWidget *buildCentre();
    QWidget *buildText();
    void analysed();
    void stackLoaded();
    void showHeader();
    void showFiles();
    void showFindings();
    void showWays();
    void showMarks();
    void showTab(int tab);
    void showText(const QString &file, int line);
    void applyFix(const pam::Finding &finding);
    void selectRow(const QString &service);
    void goToWantedRule();

    Workspace &m_workspace;
    Analyst &m_analyst;
    StackLoader *m_loader;
    Explainer *m_explainer = nullptr;
    ServiceModel *m_services;
    ServiceFilter *m_filter;
    std::string m_textService; ///< whose files the text tab offers
    /// Where to go as soon as the stack is there.
    struct WantedRule {
        int facility = -1;
        QString file;
        int line = 0; ///< 0: nowhere
    };
    WantedRule m_wantedRule;
    bool m_filtering = false;
    QString m_wanted; ///< asked for before the services were known

    QWidget *m_listPanel = nullptr;
    QSplitter *m_split = nullptr;
    QLineEdit *m_filterEdit = nullptr;
    QListView *m_list = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_detail = nullptr;
    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_stack = nullptr;
    StackPage *m_rules = nullptr;
    FilesText *m_text = nullptr;
    InsightPanel *m_insight = nullptr;
};

} // namespace pamphlet::ui
