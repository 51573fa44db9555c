// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tracedelegate.h"

#include "ui/models/tracemodel.h"
#include "ui/style/fonts.h"
#include "ui/style/paint.h"
#include "ui/style/symbolicicon.h"

#include <QPainter>

namespace pamphlet::ui {

namespace {

Glyph glyphOf(Tone tone)
{
    return tone == Tone::Success ? Glyph::Check : tone == Tone::Error ? Glyph::Cross : Glyph::Dot;
}

} // namespace

QSize TraceDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int height = option.fontMetrics.height() + 16;
    const QString text = index.data().toString();
    switch (index.column()) {
    case TraceModel::ModuleColumn: {
        QFont font = fixedFont();
        font.setBold(true);
        const QString primitive = index.data(TraceModel::PrimitiveRole).toString();
        return {QFontMetrics(font).horizontalAdvance(text) + QFontMetrics(scaledFont(option.font, 0.9)).horizontalAdvance(primitive) + 56,
                height};
    }
    case TraceModel::ResultColumn:
    case TraceModel::PlaceColumn:
        return {int(paint::chipSize(scaledFont(option.font, 0.9), text).width()) + 20, height};
    case TraceModel::DurationColumn:
        return {option.fontMetrics.horizontalAdvance(text) + 20, height};
    default:
        return {70, height};
    }
}

void TraceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors colors = colorsFor(option.palette);
    const QRect cell = option.rect;
    const auto tone = Tone(index.data(TraceModel::ToneRole).toInt());
    const QString text = index.data().toString();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected) {
        painter->fillRect(cell, colors.selection);
    }
    painter->setPen(colors.line);
    painter->drawLine(cell.bottomLeft(), cell.bottomRight());
    switch (index.column()) {
    case TraceModel::ModuleColumn: {
        paintGlyph(*painter, glyphOf(tone), QRectF(cell.left() + 12, cell.center().y() - 6, 12, 12), colors.strong(tone));
        QFont font = fixedFont();
        font.setBold(true);
        painter->setFont(font);
        painter->setPen(option.palette.color(QPalette::Text));
        const QFontMetrics metrics(font);
        const QRect room = cell.adjusted(34, 0, -4, 0);
        const QString shown = metrics.elidedText(text, Qt::ElideMiddle, room.width());
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter, shown);
        painter->setFont(scaledFont(option.font, 0.9));
        painter->setPen(colors.muted);
        const QRect rest = room.adjusted(metrics.horizontalAdvance(shown) + 8, 0, 0, 0);
        if (rest.width() > 20) {
            painter->drawText(
                rest, Qt::AlignLeft | Qt::AlignVCenter,
                QFontMetrics(painter->font()).elidedText(index.data(TraceModel::PrimitiveRole).toString(), Qt::ElideRight, rest.width()));
        }
        break;
    }
    case TraceModel::ResultColumn:
        paint::chip(*painter, QRectF(cell).adjusted(4, 0, -4, 0), scaledFont(option.font, 0.9), text, colors.tint(tone),
                    tone == Tone::Neutral ? option.palette.color(QPalette::Text) : colors.strong(tone));
        break;
    case TraceModel::DurationColumn:
        painter->setFont(option.font);
        painter->setPen(colors.muted);
        painter->drawText(cell.adjusted(4, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter, text);
        break;
    case TraceModel::BarColumn: {
        const double share = index.data(TraceModel::ShareRole).toDouble();
        const QRectF room = QRectF(cell).adjusted(4, 0, -8, 0);
        const QRectF bar(room.left(), room.center().y() - 4, qMax(2.0, room.width() * share), 8);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colors.accent);
        painter->drawRoundedRect(bar, 2, 2);
        break;
    }
    case TraceModel::PlaceColumn:
        paint::chip(*painter, QRectF(cell).adjusted(4, 0, -4, 0), scaledFont(option.font, 0.86), text,
                    option.state & QStyle::State_Selected ? option.palette.color(QPalette::Base) : colors.chip, colors.chipText);
        break;
    default:
        break;
    }
    painter->restore();
}

} // namespace pamphlet::ui
