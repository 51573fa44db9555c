// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/stack/effectivestack.h"
#include "ui/models/tracemodel.h"
#include "ui/ports/helperport.h"

#include <QDialog>

#include <functional>
#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeView;
class QWidget;

namespace pamphlet::ui {

class Callout;
class ConversationView;
class Workspace;

/// A real login through the configuration as it would be, with everything that is said and done.
class TestLoginDialog final : public QDialog
{
    Q_OBJECT
public:
    TestLoginDialog(Workspace &workspace, HelperPort &helper, const QStringList &services, const QString &service,
                    QWidget *parent = nullptr);
    ~TestLoginDialog() override;

    /// Fills the fields in. What has no field (trace, time limit, the calls of Teleport) is kept for every test of this dialog; the calls
    /// for those with the sequence Teleport. TELEPORT_LOGIN follows the user's field if it named the same user. `request.staged` counts for
    /// nothing.
    void preset(const TestRequest &request);
    /// What is tested is a program: neither service nor sequence may be chosen.
    void fixProgram();

    /// As text, for a file: what was asked, said and done. Never an answer.
    QString transcript() const;

public Q_SLOTS:
    void reject() override;

Q_SIGNALS:
    /// A test is over. `success`: every call of it was one; false also where it failed or was cancelled.
    void ended(bool success, const QString &user);

private:
    void build(const QStringList &services);
    QWidget *buildForm(const QStringList &services);
    QWidget *buildResult();
    /// Of the preset, those that the helper would refuse.
    QStringList uninstalledVariables() const;
    void describe();
    void run();
    void connectLogin();
    void primitiveReturned(const TestPrimitive &primitive);
    void finish(Tone tone, const QString &html);
    void finished();
    void failed(const Error &error);
    void setRunning(bool running);
    void save();
    QString user() const;
    TestSequence sequence() const;
    TeleportCalls teleportCalls() const;

    Workspace &m_workspace;
    HelperPort &m_helper;
    TraceModel m_trace;
    std::unique_ptr<TestLogin> m_login;
    TestRequest m_preset;
    QStringList m_results; ///< one line for each call of the application
    TestPrimitive m_last; ///< the last one that was not a success, else the last one
    bool m_anyReturned = false;
    bool m_running = false;

    QLabel *m_title = nullptr;
    QLabel *m_subtitle = nullptr;
    QComboBox *m_service = nullptr;
    QLineEdit *m_user = nullptr;
    QComboBox *m_sequence = nullptr;
    QCheckBox *m_session = nullptr;
    Callout *m_effects = nullptr;
    ConversationView *m_conversation = nullptr;
    QTreeView *m_traceView = nullptr;
    Callout *m_banner = nullptr;
    QWidget *m_form = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_run = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_close = nullptr;
};

} // namespace pamphlet::ui
