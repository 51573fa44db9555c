// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/pathfield.h"

#include <QWidget>

#include <string>
#include <vector>

class QHBoxLayout;
class QLabel;
class QScrollArea;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace pamphlet::ui {

class Callout;
class FilesText;
class Workspace;

/**
 * What the pages of services have in common: a title, two columns (one below the other where the window is narrow), the raw text of
 * their files on the same model, and a word on files that may not be changed.
 */
class ServiceFrame : public QWidget
{
    Q_OBJECT
public:
    /// Object names begin with `name`: "teleport" gives teleportPage, teleportTitleLabel, teleportTabBar, teleportTextEdit.
    ServiceFrame(Workspace &workspace, const QString &name, const QString &title, QWidget *parent = nullptr);

    /// Shows the text of a file, at a line from 1.
    void openText(const QString &file, int line);
    /// Whether one of its files is this one.
    bool hasFile(const std::string &file) const;

Q_SIGNALS:
    /// A place in a file that is not of this page.
    void placeRequested(const QString &file, int line);

protected:
    /// Of the first tab.
    QVBoxLayout *left() const { return m_left; }
    QVBoxLayout *right() const { return m_right; }
    /// A row in the left column to choose a file or directory. The caption's object name is nameCaption.
    PathField *addPath(const QString &name, const QString &caption, const QString &title, PathField::Kind kind, const QString &root);
    /// What stands below the title: plain text.
    void setDetail(const QString &text);
    /// Which files the tab of texts offers, and which are told of if they may not be changed.
    void setFiles(const std::vector<std::string> &files);
    /// `shown`: further files whose text is offered; nobody is told how to list them.
    void setFiles(const std::vector<std::string> &files, const std::vector<std::string> &shown);
    /// To a line of one of its files, or placeRequested().
    void goTo(const QString &file, int line);
    Workspace &workspace() const { return m_workspace; }
    /// Tells of an edit that was refused, until the next one is tried. Empty: of none.
    void showRefusal(const QString &text);

    void resizeEvent(QResizeEvent *event) override;

private:
    void showListing();

    Workspace &m_workspace;
    std::vector<std::string> m_files;
    std::vector<std::string> m_shown; ///< m_files, and those behind them that are to be looked at
    QLabel *m_detail = nullptr;
    Callout *m_listing = nullptr;
    Callout *m_refusal = nullptr;
    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_stack = nullptr;
    QScrollArea *m_scroll = nullptr;
    QHBoxLayout *m_columns = nullptr;
    QVBoxLayout *m_left = nullptr;
    QVBoxLayout *m_right = nullptr;
    FilesText *m_text = nullptr;
};

} // namespace pamphlet::ui
