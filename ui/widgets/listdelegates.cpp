// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/listdelegates.h"

#include "ui/models/servicemodel.h"
#include "ui/style/colors.h"
#include "ui/style/fonts.h"
#include "ui/style/symbolicicon.h"

#include <QPainter>

namespace pamphlet::ui {

namespace {

Glyph glyphOf(Tone tone)
{
    switch (tone) {
    case Tone::Error:
        return Glyph::Cross;
    case Tone::Warning:
        return Glyph::Exclamation;
    case Tone::Success:
        return Glyph::Check;
    case Tone::Accent:
    case Tone::Neutral:
        break;
    }
    return Glyph::Dot;
}

void paintFocus(QPainter &painter, const QStyleOptionViewItem &option, const QRectF &rect)
{
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter.setPen(QPen(option.palette.color(QPalette::Highlight), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

} // namespace

QSize ServiceDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool heading = index.data(ServiceModel::HeadingRole).toBool();
    return {100, option.fontMetrics.height() + (heading ? 20 : 14)};
}

void ServiceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors colors = colorsFor(option.palette);
    const QRect row = option.rect;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(ServiceModel::HeadingRole).toBool()) {
        painter->setFont(scaledFont(option.font, 0.86, QFont::DemiBold));
        painter->setPen(colors.muted);
        painter->drawText(row.adjusted(14, 0, -10, -5), Qt::AlignLeft | Qt::AlignBottom, index.data(Qt::DisplayRole).toString().toUpper());
        painter->restore();
        return;
    }
    const bool selected = option.state & QStyle::State_Selected;
    if (selected) {
        painter->fillRect(row, colors.selection);
    } else if (option.state & QStyle::State_MouseOver) {
        painter->fillRect(row, colors.header);
    }
    const auto tone = Tone(index.data(ServiceModel::ToneRole).toInt());
    paintGlyph(*painter, glyphOf(tone), QRectF(row.left() + 14, row.center().y() - 6, 12, 12), colors.strong(tone));

    const QString tag = index.data(ServiceModel::TagRole).toString();
    const QFont small = scaledFont(option.font, 0.86);
    const QFontMetrics smallMetrics(small);
    const int nameLeft = row.left() + 36;
    const int nameWidth = option.fontMetrics.horizontalAdvance(index.data(Qt::DisplayRole).toString());
    const int room = row.right() - 10 - nameLeft;
    const int tagWidth = tag.isEmpty() ? 0 : qMin(smallMetrics.horizontalAdvance(tag) + 2, qMax(room / 2, room - nameWidth - 8));
    if (tagWidth > 0) {
        painter->setFont(small);
        painter->setPen(tone == Tone::Success ? colors.muted : colors.strong(tone));
        painter->drawText(QRect(row.right() - 10 - tagWidth, row.top(), tagWidth, row.height()), Qt::AlignRight | Qt::AlignVCenter,
                          smallMetrics.elidedText(tag, Qt::ElideRight, tagWidth));
    }
    QFont font = option.font;
    font.setWeight(selected ? QFont::DemiBold : QFont::Normal);
    painter->setFont(font);
    painter->setPen(option.palette.color(QPalette::Text));
    const QRect name(nameLeft, row.top(), room - tagWidth - (tagWidth > 0 ? 6 : 0), row.height());
    painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(font).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, name.width()));
    paintFocus(*painter, option, row);
    painter->restore();
}

QSize SidebarDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {100, option.fontMetrics.height() + 17};
}

void SidebarDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors colors = colorsFor(option.palette);
    const QRectF row = QRectF(option.rect).adjusted(6, 1, -6, -1);
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (selected || option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? option.palette.color(QPalette::Active, QPalette::Highlight) : colors.neutralTint);
        painter->drawRoundedRect(row, 4, 4);
    }
    const QColor text = option.palette.color(QPalette::Active, selected ? QPalette::HighlightedText : QPalette::WindowText);
    const QString count = index.data(CountRole).toString();
    const QFont small = scaledFont(option.font, 0.86);
    const double countWidth = QFontMetricsF(small).horizontalAdvance(count);
    painter->setFont(small);
    painter->setPen(selected ? text : colors.muted);
    painter->drawText(row.adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter, count);
    painter->setFont(option.font);
    painter->setPen(text);
    const QRectF name = row.adjusted(10, 0, -14 - countWidth, 0);
    painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, int(name.width())));
    paintFocus(*painter, option, row);
    painter->restore();
}

} // namespace pamphlet::ui
