// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/token/tokenuserdelegate.h"

#include "ui/models/tokenusersmodel.h"
#include "ui/style/colors.h"
#include "ui/style/fonts.h"
#include "ui/style/paint.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

namespace pamphlet::ui {

namespace {

QFont fontOf(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    switch (index.column()) {
    case TokenUsersModel::UserColumn:
        return scaledFont(option.font, 1, QFont::DemiBold);
    case TokenUsersModel::TokenColumn:
        return scaledFont(option.font, 0.9);
    default:
        return option.font;
    }
}

} // namespace

QSize TokenUserDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFont font = fontOf(option, index);
    const QString text = index.data().toString();
    const int width = index.column() == TokenUsersModel::TokenColumn ? int(paint::chipSize(font, text).width())
                                                                     : QFontMetrics(font).horizontalAdvance(text);
    return {width + 2 * margin, option.fontMetrics.height() + 13};
}

QRect TokenUserDelegate::boxRect(const QStyleOptionViewItem &option)
{
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    const QSize size(style->pixelMetric(QStyle::PM_IndicatorWidth, &option, option.widget),
                     style->pixelMetric(QStyle::PM_IndicatorHeight, &option, option.widget));
    return {QPoint(option.rect.left() + margin, option.rect.center().y() - size.height() / 2), size};
}

bool TokenUserDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    // The box is where it is painted, and keys are the view's matter.
    if (event->type() != QEvent::MouseButtonRelease || !index.flags().testFlag(Qt::ItemIsUserCheckable)) {
        return false;
    }
    const auto *mouse = static_cast<const QMouseEvent *>(event);
    if (mouse->button() != Qt::LeftButton || !boxRect(option).adjusted(-4, -4, 4, 4).contains(mouse->position().toPoint())) {
        return false;
    }
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, int(on ? Qt::Unchecked : Qt::Checked), Qt::CheckStateRole);
}

void TokenUserDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors colors = colorsFor(option.palette);
    const QRect cell = option.rect;
    const auto tone = Tone(index.data(TokenUsersModel::ToneRole).toInt());
    const QString text = index.data().toString();
    const QFont font = fontOf(option, index);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected) {
        painter->fillRect(cell, colors.selection);
    }
    painter->setPen(colors.line);
    painter->drawLine(cell.bottomLeft(), cell.bottomRight());
    const QRect room = cell.adjusted(margin, 0, -4, 0);
    switch (index.column()) {
    case TokenUsersModel::TokenColumn:
        paint::chip(*painter, room, font, text, colors.tint(tone),
                    tone == Tone::Neutral ? option.palette.color(QPalette::Text) : colors.strong(tone));
        break;
    case TokenUsersModel::BlacklistColumn: {
        QStyleOptionViewItem box(option);
        initStyleOption(&box, index);
        const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
        box.rect = boxRect(option);
        box.state &= ~(QStyle::State_HasFocus | QStyle::State_On | QStyle::State_Off);
        box.state |= index.data(Qt::CheckStateRole).toInt() == Qt::Checked ? QStyle::State_On : QStyle::State_Off;
        if (!index.flags().testFlag(Qt::ItemIsUserCheckable)) {
            box.state &= ~QStyle::State_Enabled;
        }
        style->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter, option.widget);
        break;
    }
    default:
        painter->setFont(font);
        painter->setPen(index.column() == TokenUsersModel::UserColumn ? option.palette.color(QPalette::Text)
                            : tone == Tone::Warning                   ? colors.warning
                                                                      : colors.muted);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font).elidedText(text, Qt::ElideRight, room.width()));
        break;
    }
    painter->restore();
}

} // namespace pamphlet::ui
