// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ruleanswer.h"

#include <QComboBox>
#include <QStyleOptionViewItem>

class QPainter;

namespace pamphlet::ui {

/** The cell of a rule's row that shows what its module answers and what comes of it. */
namespace answercell {

/// Width of the column for a row of this width.
int width(int rowWidth, const QFontMetrics &metrics);
int height(const QStyleOptionViewItem &option);
/// What looks like a combo box inside `column`.
QRect boxRect(const QRect &column, const QStyleOptionViewItem &option);
void paint(QPainter &painter, const QRect &column, const QStyleOptionViewItem &option, const RuleAnswer &answer);

} // namespace answercell

/// Chooses a return code for a rule. Opens its list by itself; done() follows once, with or without a choice.
class AnswerBox final : public QComboBox
{
    Q_OBJECT
public:
    AnswerBox(const pam::Entry &entry, pam::Pass pass, const RuleAnswer &answer, QWidget *parent = nullptr);

    /// Somebody chose, and what: a code, or -1 for "as the scenario has it".
    std::optional<int> choice() const { return m_choice; }
    void hidePopup() override;

Q_SIGNALS:
    void done();

protected:
    void initStyleOption(QStyleOptionComboBox *option) const override;

private:
    void end();

    QString m_word;
    std::optional<int> m_choice;
    bool m_ended = false;
};

} // namespace pamphlet::ui
