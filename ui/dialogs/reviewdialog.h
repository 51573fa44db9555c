// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ports/helperport.h"
#include "ui/widgets/diffview.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace pamphlet::ui {

class Analyst;
class Callout;
class Workspace;

/// What is about to be written, and the button that writes it.
class ReviewDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `system`: the running system is changed, and polkit will ask.
    ReviewDialog(Workspace &workspace, Analyst &analyst, HelperPort &helper, bool system, QWidget *parent = nullptr);

Q_SIGNALS:
    void applied(const pamphlet::ui::Applied &applied);
    /// The tree on disk is another one now: read it again, and keep what is pending.
    void reloadRequested();

public Q_SLOTS:
    void reject() override;

private:
    void build(bool system);
    void refresh();
    void showMeaning();
    void apply();
    void setRunning(bool running);
    void showError(const Error &error);

    Workspace &m_workspace;
    Analyst &m_analyst;
    HelperPort &m_helper;
    QLabel *m_summary = nullptr;
    DiffView *m_diff = nullptr;
    QVBoxLayout *m_meaning = nullptr;
    QLineEdit *m_reason = nullptr;
    Callout *m_error = nullptr;
    QPushButton *m_reload = nullptr;
    QLabel *m_note = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_apply = nullptr;
    bool m_running = false;
};

} // namespace pamphlet::ui
