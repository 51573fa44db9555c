// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/teleport/settings.h"
#include "ui/pages/teleport/teleportenvironmentmodel.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace pamphlet::ui {

class Callout;

/// What the file says of PAM, to be changed. It changes nothing by itself: it asks, and shows what the file says then.
class TeleportPamCard final : public QWidget
{
    Q_OBJECT
public:
    explicit TeleportPamCard(QWidget *parent = nullptr);

    /// `survey.config` is there. `editable`: a change of the file could be applied.
    void display(const TeleportSurvey &survey, bool editable);
    /// Empties the fields for a new variable.
    void variableAdded();

Q_SIGNALS:
    /// `text` names the step for Undo.
    void settingsRequested(const pamphlet::teleport::Settings &settings, const QString &text);
    /// The same with the fields of a new variable; variableAdded() is to be called if it worked.
    void variableRequested(const pamphlet::teleport::Settings &settings, const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildForm();
    void buildEnvironment();
    void showMisplaced(const TeleportSurvey &survey, bool editable);
    void updateButtons();
    void serviceEdited();
    void addVariable();
    void removeVariable();
    void fitTable();

    TeleportEnvironmentModel m_model;
    Callout *m_misplaced = nullptr;
    QCheckBox *m_enabled = nullptr;
    QComboBox *m_service = nullptr;
    QCheckBox *m_auth = nullptr;
    QTableView *m_table = nullptr;
    QLabel *m_none = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_value = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_remove = nullptr;
    QString m_serviceName; ///< as the file has it
    bool m_editable = false;
};

} // namespace pamphlet::ui
