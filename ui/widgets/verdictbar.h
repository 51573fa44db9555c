// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/colors.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QToolButton;

namespace pamphlet::ui {

class WhatIf;

/// What libpam would return in a what-if run, which rule decides, and what is supposed: below a stack.
class VerdictBar final : public QWidget
{
    Q_OBJECT
public:
    explicit VerdictBar(WhatIf &whatIf, QWidget *parent = nullptr);

    /// "PAM_SUCCESS decided by pam_unix.so", without markup.
    QString text() const;

Q_SIGNALS:
    /// The deciding rule, or the line that keeps pam_start from succeeding.
    void placeRequested(const QString &file, int line);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void refresh();
    void refreshPasses();
    void setVerdict(Tone tone, const QString &code, const QString &reason);
    void arrange();
    QString deciderReason() const;
    QString startReason() const;

    WhatIf &m_whatIf;
    Tone m_tone = Tone::Neutral;
    QBoxLayout *m_layout = nullptr;
    QWidget *m_verdict = nullptr;
    QWidget *m_choices = nullptr;
    QLabel *m_icon = nullptr;
    QLabel *m_code = nullptr;
    QLabel *m_reason = nullptr;
    QComboBox *m_pass = nullptr;
    QComboBox *m_scenario = nullptr;
    QToolButton *m_reset = nullptr;
};

} // namespace pamphlet::ui
