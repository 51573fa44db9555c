// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/token/setup.h"
#include "core/token/trial.h"
#include "ui/pages/token/tokenstate.h"
#include "ui/style/colors.h"

#include <QPointer>
#include <QWidget>

#include <memory>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace pamphlet::ui {

class Callout;
class HelperPort;
class TestLoginDialog;
class Workspace;

/**
 * A token made for trying: after a real login, or without one and so labelled, and what each registry would answer to it. It is kept in
 * memory alone, until the next one or the next change.
 */
class TrialCard final : public QWidget
{
    Q_OBJECT
public:
    TrialCard(Workspace &workspace, HelperPort &helper, QWidget *parent = nullptr);

    void show(const TokenState &state);
    /// The files are others now: what was tried counts no more.
    void outdate();

private:
    enum class Login { Succeeded, Refused, Skipped };

    void build();
    QWidget *buildResult();
    void test();
    void loginEnded(bool success, const QString &user);
    void mint(Login login, const QString &user);
    void showTrial(Login login, const QString &user, const Result<token::Trial> &trial);
    void showAnswers(const token::Trial &trial);
    void showToken(const token::MintedToken &token);
    void showFault(const Error &error);
    bool isBlacklisted(const QString &user) const;
    void setRunning(bool running);
    void clear();
    void updateButtons();
    QString user() const;

    Workspace &m_workspace;
    HelperPort &m_helper;
    token::SetupPaths m_paths;
    std::vector<std::string> m_blacklist;
    bool m_usable = false; ///< the service's file can be read
    bool m_running = false;
    quint64 m_generation = 0;
    std::string m_token;
    QPointer<TestLoginDialog> m_dialog;
    QComboBox *m_user = nullptr;
    QLineEdit *m_scope = nullptr;
    QPushButton *m_test = nullptr;
    QPushButton *m_mint = nullptr;
    QLabel *m_progress = nullptr;
    QWidget *m_result = nullptr;
    Callout *m_login = nullptr;
    std::vector<Callout *> m_answers;
    QLabel *m_summary = nullptr;
    QPlainTextEdit *m_claims = nullptr;
    QPushButton *m_copy = nullptr;
};

} // namespace pamphlet::ui
