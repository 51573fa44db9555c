// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPersistentModelIndex>
#include <QTreeView>

#include <set>

namespace pamphlet::ui {

/// A stack with its foldable includes, and the jumps as arrows in the gutter. What is folded and current survives a reset of the model.
class StackView final : public QTreeView
{
    Q_OBJECT
public:
    explicit StackView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    /// Shown instead of rows when there are none.
    void setPlaceholder(const QString &text);
    /// After the next reset the row in this place is current, as rows from the top.
    void selectAfterReset(const QList<int> &rows) { m_wanted = rows; }
    static QList<int> rowsTo(const QModelIndex &index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;

private:
    void remember();
    void restore();
    void unfold(const QModelIndex &parent);
    QModelIndex indexAtRows(const QList<int> &rows) const;
    void paintJumps(QPainter &painter, const QModelIndex &parent, int &order) const;
    void paintJump(QPainter &painter, double fromY, double toY, int order, const QPen &pen) const;
    /// The rule whose answer is chosen at this point; invalid if there is nothing to choose.
    QModelIndex answerAt(const QPoint &point) const;

    QString m_placeholder;
    std::set<QString> m_folded; ///< places of groups that the person has folded
    QList<int> m_wanted;
    QPersistentModelIndex m_pressedAnswer;
    bool m_restoring = false;
};

} // namespace pamphlet::ui
