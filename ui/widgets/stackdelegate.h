// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace pamphlet::ui {

struct Colors;

/// Draws the rows of a StackModel: line, control in words, module and arguments, what the rule does, where it stands, and what it answers
/// in the what-if run; that one can be edited.
class StackDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index) override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// Where a rule's answer is chosen; null for a group.
    static QRect answerRect(const QStyleOptionViewItem &option, const QModelIndex &index);

    /// Left of this x the row belongs to the jump arrows and the line number.
    static constexpr int gutter = 58;
    /// Where arrows begin and end: left of the line number.
    static constexpr int arrowX = 30;
    /// The middle of a row's first line of text, from its top.
    static int firstLineMiddle(const QFontMetrics &metrics);
    /// The part of a group's row that folds it.
    static QRect foldRect(const QRect &row, int depth);

private:
    void paintRule(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintGroup(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    static void paintFindingMark(QPainter &painter, const QRectF &rect, const Colors &colors, const QModelIndex &index);
};

} // namespace pamphlet::ui
