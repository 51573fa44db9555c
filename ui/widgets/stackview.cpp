// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stackview.h"

#include "ui/models/stackmodel.h"
#include "ui/style/colors.h"
#include "ui/style/paint.h"
#include "ui/widgets/stackdelegate.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <utility>

namespace pamphlet::ui {

namespace {

// Beyond this many rows it scrolls by rows: laying all of them out in pixels would be felt.
constexpr int manyRows = 2000;

QString keyOf(const QModelIndex &group)
{
    return group.data(StackModel::PlaceRole).toString() + QLatin1Char('>') + group.data(StackModel::GroupNameRole).toString();
}

} // namespace

StackView::StackView(QWidget *parent)
    : QTreeView(parent)
{
    setObjectName(QStringLiteral("stackView"));
    setAccessibleName(tr("Rules of the stack"));
    setItemDelegate(new StackDelegate(this));
    setHeaderHidden(true);
    setIndentation(0);
    setRootIsDecorated(false);
    setItemsExpandable(true);
    setUniformRowHeights(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setFrameShape(QFrame::NoFrame);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setMouseTracking(true);
    const auto note = [this](bool folded) {
        return [this, folded](const QModelIndex &index) {
            if (m_restoring) {
                return;
            }
            if (folded) {
                m_folded.insert(keyOf(index));
            } else {
                m_folded.erase(keyOf(index));
            }
        };
    };
    connect(this, &QTreeView::collapsed, this, note(true));
    connect(this, &QTreeView::expanded, this, note(false));
}

void StackView::setModel(QAbstractItemModel *model)
{
    QTreeView::setModel(model);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &StackView::remember);
    connect(model, &QAbstractItemModel::modelReset, this, &StackView::restore);
    restore();
}

void StackView::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    viewport()->update();
}

QList<int> StackView::rowsTo(const QModelIndex &index)
{
    QList<int> rows;
    for (QModelIndex at = index; at.isValid(); at = at.parent()) {
        rows.prepend(at.row());
    }
    return rows;
}

QModelIndex StackView::indexAtRows(const QList<int> &rows) const
{
    QModelIndex index;
    for (const int row : rows) {
        const int count = model()->rowCount(index);
        if (count == 0) {
            break;
        }
        index = model()->index(qMin(row, count - 1), 0, index);
    }
    return index;
}

void StackView::remember()
{
    if (m_wanted.isEmpty()) {
        m_wanted = rowsTo(currentIndex());
    }
}

void StackView::unfold(const QModelIndex &parent)
{
    for (int row = 0; row < model()->rowCount(parent); ++row) {
        const QModelIndex index = model()->index(row, 0, parent);
        if (model()->hasChildren(index)) {
            setExpanded(index, !m_folded.contains(keyOf(index)));
            unfold(index);
        }
    }
}

void StackView::restore()
{
    m_restoring = true;
    const auto *stack = qobject_cast<const StackModel *>(model());
    setVerticalScrollMode(stack && stack->ruleCount() > manyRows ? ScrollPerItem : ScrollPerPixel);
    unfold({});
    if (!m_wanted.isEmpty()) {
        setCurrentIndex(indexAtRows(m_wanted));
        m_wanted.clear();
    }
    m_restoring = false;
}

void StackView::drawBranches(QPainter *, const QRect &, const QModelIndex &) const
{
    // The delegate draws the fold mark inside the row.
}

void StackView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    scheduleDelayedItemsLayout(); // sentences wrap anew
}

void StackView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && event->button() == Qt::LeftButton && model()->hasChildren(index)
        && StackDelegate::foldRect(visualRect(index), index.data(StackModel::DepthRole).toInt()).contains(event->position().toPoint())) {
        setExpanded(index, !isExpanded(index));
        return;
    }
    m_pressedAnswer = event->button() == Qt::LeftButton ? answerAt(event->position().toPoint()) : QModelIndex();
    QTreeView::mousePressEvent(event);
}

void StackView::mouseReleaseEvent(QMouseEvent *event)
{
    QTreeView::mouseReleaseEvent(event);
    const QModelIndex pressed = std::exchange(m_pressedAnswer, QPersistentModelIndex());
    if (pressed.isValid() && event->button() == Qt::LeftButton && answerAt(event->position().toPoint()) == pressed) {
        edit(pressed);
    }
}

QModelIndex StackView::answerAt(const QPoint &point) const
{
    const QModelIndex index = indexAt(point);
    if (!(index.flags() & Qt::ItemIsEditable)) {
        return {};
    }
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = visualRect(index);
    return StackDelegate::answerRect(option, index).contains(point) ? index : QModelIndex();
}

void StackView::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    QPainter painter(viewport());
    if (!model() || model()->rowCount() == 0) {
        painter.setPen(colorsFor(palette()).muted);
        painter.drawText(viewport()->rect().adjusted(40, 28, -40, -28), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_placeholder);
        return;
    }
    int order = 0;
    painter.setRenderHint(QPainter::Antialiasing);
    paintJumps(painter, {}, order);
}

void StackView::paintJumps(QPainter &painter, const QModelIndex &parent, int &order) const
{
    const auto *stack = qobject_cast<const StackModel *>(model());
    if (!stack || stack->ruleCount() > manyRows) {
        return;
    }
    const int middle = StackDelegate::firstLineMiddle(fontMetrics());
    for (int row = 0; row < stack->rowCount(parent); ++row) {
        const QModelIndex index = stack->index(row, 0, parent);
        if (isExpanded(index)) {
            paintJumps(painter, index, order);
        }
        const QModelIndex target = index.data(StackModel::JumpRole).toModelIndex();
        const bool toEnd = index.data(StackModel::JumpToEndRole).toBool();
        const QRect from = visualRect(index);
        if (from.isEmpty() || (!target.isValid() && !toEnd)) {
            continue;
        }
        double toY = 0;
        if (target.isValid()) {
            const QRect to = visualRect(target);
            if (to.isEmpty()) {
                continue; // folded away
            }
            toY = to.top() + qMin(middle, to.height() / 2);
        } else {
            QModelIndex last = stack->index(stack->rowCount() - 1, 0);
            while (isExpanded(last) && stack->rowCount(last) > 0) {
                last = stack->index(stack->rowCount(last) - 1, 0, last);
            }
            toY = visualRect(last).bottom() + 4;
        }
        const auto tone = Tone(index.data(StackModel::JumpToneRole).toInt());
        const Colors colors = colorsFor(palette());
        // A jump that is not taken is only hinted at.
        const QPen pen(tone == Tone::Neutral ? colors.line : colors.strong(tone), tone == Tone::Neutral ? 1.4 : 2, Qt::SolidLine,
                       Qt::RoundCap, Qt::RoundJoin);
        paintJump(painter, from.top() + middle, toY, order++, pen);
    }
}

void StackView::paintJump(QPainter &painter, double fromY, double toY, int order, const QPen &pen) const
{
    const double x = StackDelegate::arrowX;
    const double bulge = x - 14 - (order % 2) * 5;
    QPainterPath path(QPointF(x, fromY));
    path.cubicTo(QPointF(x - bulge, fromY + 2), QPointF(x - bulge, toY - 2), QPointF(x - 1, toY));
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    painter.drawPolyline(QPolygonF{QPointF(x - 6, toY - 4.5), QPointF(x, toY), QPointF(x - 6, toY + 4.5)});
}

} // namespace pamphlet::ui
