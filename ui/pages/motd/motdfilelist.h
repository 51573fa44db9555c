// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/motd/composition.h"

#include <QWidget>

#include <string>

class QListView;
class QPushButton;

namespace pamphlet::ui {

class MotdPartsModel;
class Workspace;

/// The parts of the message of the day, and what can be done with their files: add, rename, remove, put one's own in the place of another.
class MotdFileList final : public QWidget
{
    Q_OBJECT
public:
    explicit MotdFileList(Workspace &workspace, QWidget *parent = nullptr);

    void setSurvey(const motd::Survey &survey, const std::string &service);

    const std::string &file() const { return m_file; }
    void select(const std::string &file);

Q_SIGNALS:
    /// Another file is selected.
    void fileChanged();
    /// A file was made just now: somebody wants to write.
    void fileMade();

private:
    QPushButton *addButton(const QString &text, const QString &name, void (MotdFileList::*action)());
    void showSelection();
    void updateButtons();
    void add();
    void rename();
    void remove();
    void overrideFile();
    /// Where a file of one's own is shown in the place of this one; empty: nowhere, or there is one.
    std::string overrideOf(const std::string &file) const;
    QString objection(const QString &name, const std::string &self) const;

    Workspace &m_workspace;
    std::string m_file;
    MotdPartsModel *m_model;
    QListView *m_view;
    QPushButton *m_rename = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_override = nullptr;
};

} // namespace pamphlet::ui
