// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/motd/motdpartdelegate.h"

#include "ui/pages/motd/motdpartsmodel.h"
#include "ui/style/colors.h"
#include "ui/style/fonts.h"

#include <QPainter>

namespace pamphlet::ui {

namespace {

constexpr int margin = 12;

QFont smallFont(const QStyleOptionViewItem &option)
{
    return scaledFont(option.font, 0.88);
}

} // namespace

QSize MotdPartDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int line = option.fontMetrics.height();
    if (index.data(MotdPartsModel::HeadingRole).toBool()) {
        return {100, line + 16};
    }
    return {100, line + QFontMetrics(smallFont(option)).height() + 11};
}

void MotdPartDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors colors = colorsFor(option.palette);
    const QRect row = option.rect;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QString title = index.data(Qt::DisplayRole).toString();
    if (index.data(MotdPartsModel::HeadingRole).toBool()) {
        const QFont font = scaledFont(option.font, 0.86, QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(colors.muted);
        painter->drawText(row.adjusted(margin, 0, -margin, -4), Qt::AlignLeft | Qt::AlignBottom,
                          QFontMetrics(font).elidedText(title, Qt::ElideRight, row.width() - 2 * margin));
        painter->restore();
        return;
    }
    const bool selected = option.state & QStyle::State_Selected;
    if (selected) {
        painter->fillRect(row, colors.selection);
    } else if (option.state & QStyle::State_MouseOver) {
        painter->fillRect(row, colors.header);
    }
    const QFont small = smallFont(option);
    const QFontMetrics smallMetrics(small);
    const int numberWidth = option.fontMetrics.horizontalAdvance(QStringLiteral("00"));
    const QRect inner = row.adjusted(margin, 5, -margin, -5);
    painter->setFont(option.font);
    painter->setPen(colors.muted);
    painter->drawText(QRect(inner.left(), inner.top(), numberWidth, option.fontMetrics.height()), Qt::AlignRight | Qt::AlignVCenter,
                      index.data(MotdPartsModel::NumberRole).toString());
    const int left = inner.left() + numberWidth + margin;
    int right = inner.right();
    if (const QString tag = index.data(MotdPartsModel::TagRole).toString(); !tag.isEmpty()) {
        const auto tone = Tone(index.data(MotdPartsModel::ToneRole).toInt());
        const int width = smallMetrics.horizontalAdvance(tag) + 2;
        painter->setFont(small);
        painter->setPen(tone == Tone::Neutral ? colors.muted : colors.strong(tone));
        painter->drawText(QRect(right - width, inner.top(), width, option.fontMetrics.height()), Qt::AlignRight | Qt::AlignVCenter, tag);
        right -= width + margin;
    }
    QFont font = option.font;
    font.setWeight(selected ? QFont::DemiBold : QFont::Normal);
    painter->setFont(font);
    painter->setPen(option.palette.color(QPalette::Text));
    painter->drawText(QRect(left, inner.top(), right - left, option.fontMetrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(font).elidedText(title, Qt::ElideMiddle, right - left));
    painter->setFont(small);
    painter->setPen(colors.muted);
    const int below = inner.top() + option.fontMetrics.height() + 1;
    painter->drawText(QRect(left, below, inner.right() - left, smallMetrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                      smallMetrics.elidedText(index.data(MotdPartsModel::DetailRole).toString(), Qt::ElideRight, inner.right() - left));
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter->setPen(QPen(option.palette.color(QPalette::Highlight), 1));
        painter->drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
    painter->restore();
}

} // namespace pamphlet::ui
