// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/workspace/analysis.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace pamphlet::ui {

/// The bar at the bottom: what is pending and what to do with it, or what was just done. Hidden when there is nothing to say.
class PendingBar final : public QWidget
{
    Q_OBJECT
public:
    explicit PendingBar(QWidget *parent = nullptr);

    /// Empty: nothing is pending.
    void setPending(const std::vector<PendingFile> &files);
    /// Something done, with an optional button that takes it back. Stays until closed, or until something is pending again.
    void showMessage(const QString &text, const QString &action = {});
    void clearMessage();
    QString text() const;

Q_SIGNALS:
    void discardRequested();
    void reviewRequested();
    void messageActionRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void update();

    std::vector<PendingFile> m_files;
    QString m_message;
    QString m_action;
    QLabel *m_text;
    QLabel *m_detail;
    QPushButton *m_discard;
    QPushButton *m_review;
    QPushButton *m_messageAction;
    QPushButton *m_close;
};

} // namespace pamphlet::ui
