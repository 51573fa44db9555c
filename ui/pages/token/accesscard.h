// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/tokenusersfilter.h"
#include "ui/models/tokenusersmodel.h"
#include "ui/pages/token/tokenstate.h"

#include <QWidget>

#include <string>
#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QTreeView;

namespace pamphlet::ui {

class Callout;

/// Who gets a token, and the blacklist as ticks beside the names.
class AccessCard final : public QWidget
{
    Q_OBJECT
public:
    explicit AccessCard(QWidget *parent = nullptr);
    ~AccessCard() override;

    /// `obstacle`: why the blacklist cannot be changed; empty if it can.
    void show(const TokenState &state, const QString &obstacle);
    /// Says what an edit did, until the next one. Empty: nothing.
    void showDone(const QString &text);

Q_SIGNALS:
    /// `text` names the step for Undo, `done` is what to say when it is made.
    void editWanted(const std::vector<std::string> &add, const std::vector<std::string> &remove, const QString &text, const QString &done);
    void newKeyWanted();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void buildTable();
    void fillGroups();
    void follow(const QString &link);
    void blacklistGroup(const token::MachineGroup &group);
    void fitTable();
    void showReason();
    /// Users of directory services are in no file here: who is typed can be blacklisted too.
    void showTyped();
    void showRoot();
    void showState(const TokenState &state, const QString &obstacle);

    TokenUsersModel m_model;
    TokenUsersFilter m_filter;
    std::vector<token::MachineGroup> m_groupList;
    bool m_editable = false;
    QLineEdit *m_needle = nullptr;
    QCheckBox *m_system = nullptr;
    QPushButton *m_groups = nullptr;
    QMenu *m_menu = nullptr;
    QTreeView *m_table = nullptr;
    Callout *m_state = nullptr;
    QLabel *m_reason = nullptr;
    QLabel *m_typed = nullptr;
    Callout *m_done = nullptr;
    Callout *m_root = nullptr;
    QLabel *m_revoke = nullptr;
};

} // namespace pamphlet::ui
