// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/teleport/teleportvariabledelegate.h"

#include "ui/pages/token/tokenuserdelegate.h"
#include "ui/style/colors.h"

#include <QPainter>

namespace pamphlet::ui {

void TeleportVariableDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const Colors colors = colorsFor(cell.palette);
    const bool selected = cell.state & QStyle::State_Selected;
    painter->save();
    painter->fillRect(cell.rect, selected ? colors.selection : cell.palette.color(QPalette::Base));
    const bool enabled = cell.state & QStyle::State_Enabled;
    painter->setPen(enabled ? cell.palette.color(QPalette::Text) : colors.muted);
    painter->setFont(cell.font);
    const QRect place = cell.rect.adjusted(TokenUserDelegate::margin, 0, -4, 0);
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      cell.fontMetrics.elidedText(cell.text, Qt::ElideRight, place.width()));
    if (cell.state & QStyle::State_HasFocus) {
        painter->setPen(cell.palette.color(QPalette::Highlight));
        painter->drawRect(cell.rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

} // namespace pamphlet::ui
