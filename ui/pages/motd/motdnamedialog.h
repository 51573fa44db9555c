// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace pamphlet::ui {

/// Asks for the name of a file of /etc/motd.d.
class MotdNameDialog final : public QDialog
{
    Q_OBJECT
public:
    /// Why a name will not do, as a sentence; empty: it does.
    using Objection = std::function<QString(const QString &name)>;

    MotdNameDialog(const QString &title, const QString &action, const QString &name, Objection objection, QWidget *parent = nullptr);

    QString name() const;

private:
    void check();

    Objection m_objection;
    QLineEdit *m_name;
    QLabel *m_problem;
    QPushButton *m_ok;
};

} // namespace pamphlet::ui
