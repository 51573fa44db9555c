// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/token/tokenstate.h"
#include "ui/style/colors.h"

#include <QStringList>
#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace pamphlet::ui {

class StateMark;

/// What token service and registry must agree on, each thing once: the value that both have, or what either says and a way to settle it.
class AgreementCard final : public QWidget
{
    Q_OBJECT
public:
    explicit AgreementCard(QWidget *parent = nullptr);
    ~AgreementCard() override;

    /// `serviceObstacle`, `registryObstacle`: why that file cannot be changed; empty if it can. What somebody is typing stays.
    void show(const TokenState &state, const QString &serviceObstacle, const QString &registryObstacle);
    /// Back to what the files say, whatever was typed.
    void forgetTyping();

Q_SIGNALS:
    void issuerWanted(const QString &value);
    void audienceWanted(const QString &value);
    void realmWanted(const QString &value);
    void newKeyWanted();

private:
    struct Row {
        QLineEdit *edit = nullptr;
        StateMark *mark = nullptr;
        QLabel *choices = nullptr; ///< where both sides differ
        QString shown; ///< what the files say
        QStringList values; ///< of the links in choices
    };
    /// A text as the two files have it; nullptr: the file is not known.
    struct Sides {
        const token::Setting *service = nullptr;
        const token::Setting *registry = nullptr;
    };

    using Wanted = void (AgreementCard::*)(const QString &);

    Row addRow(QGridLayout *grid, const QString &name, const QString &label, bool editable);
    void connectRow(Row &row, Wanted wanted);
    static void fill(Row &row, const QString &text, Tone tone, const QString &word);
    static void setObstacle(Row &row, const QString &obstacle);
    void showShared(Row &row, const Sides &sides, const TokenState &state);
    void showRealm(const TokenState &state);
    void showKey(const TokenState &state);
    void showBundle(const TokenState &state);

    Row m_issuer;
    Row m_audience;
    Row m_realm;
    Row m_key;
    Row m_bundle;
    QPushButton *m_newKey = nullptr;
};

} // namespace pamphlet::ui
