// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/teleport/teleportsurvey.h"
#include "ui/ports/helperport.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace pamphlet::ui {

class Callout;

/// One login played through: who, and what Teleport then calls in which order.
class TeleportLoginCard final : public QWidget
{
    Q_OBJECT
public:
    explicit TeleportLoginCard(QWidget *parent = nullptr);

    /// As the fields say; what is empty is filled in by an example.
    TeleportLogin login() const;
    /// `survey.config` is there. `survey.sequence` is that of login().
    void display(const TeleportSurvey &survey);
    /// The test login of what is shown; the user is empty unless one was given.
    TestRequest request() const;

Q_SIGNALS:
    /// login() is another.
    void changed();
    void tryRequested();
    void placeRequested(const QString &file, int line);

protected:
    void changeEvent(QEvent *event) override;

private:
    QLineEdit *addField(const char *name, const QString &label, const QString &example, int row);
    teleport::Login who(bool examples) const;
    void read(QLineEdit *edit);
    void list();

    QGridLayout *m_form = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_login = nullptr;
    QLineEdit *m_roles = nullptr;
    QLineEdit *m_traits = nullptr;
    QComboBox *m_request = nullptr;
    Callout *m_trouble = nullptr;
    QLabel *m_calls = nullptr;
    Callout *m_notes = nullptr;
    QPushButton *m_try = nullptr;
    std::map<std::string, std::vector<std::string>> m_given; ///< traits that were understood
    QString m_misread; ///< what of the traits was not
    std::optional<teleport::Config> m_config;
    Result<teleport::Sequence> m_sequence;
};

} // namespace pamphlet::ui
