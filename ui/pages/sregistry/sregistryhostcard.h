// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sregistry/hostaccounts.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QPushButton;

namespace pamphlet::ui {

class Card;

/// The user and group nginx of the host, with the commands that make what is missing.
class SregistryHostCard final : public QWidget
{
    Q_OBJECT
public:
    explicit SregistryHostCard(QWidget *parent = nullptr);

    /// `needed`: the container is given the host's account files.
    void setAccounts(const std::optional<std::vector<sregistry::HostAccount>> &accounts, bool needed);

private:
    struct Row {
        QLabel *mark = nullptr;
        QLabel *text = nullptr;
        QWidget *commandRow = nullptr;
        QLabel *command = nullptr;
        QPushButton *copy = nullptr;
    };

    Row addRow(Card &card, const QString &name);

    QLabel *m_intro = nullptr;
    Row m_group;
    Row m_user;
};

} // namespace pamphlet::ui
