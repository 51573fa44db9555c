// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/token/flatheader.h"

#include "ui/pages/token/tokenuserdelegate.h"
#include "ui/style/colors.h"
#include "ui/style/fonts.h"

#include <QPainter>

namespace pamphlet::ui {

FlatHeader::FlatHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(false);
    setHighlightSections(false);
}

QFont FlatHeader::headingFont() const
{
    return scaledFont(font(), 0.92, QFont::DemiBold);
}

void FlatHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const Colors colors = colorsFor(palette());
    painter->save();
    painter->fillRect(rect, palette().color(QPalette::Base));
    painter->setPen(colors.line);
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->setFont(headingFont());
    painter->setPen(colors.muted);
    painter->drawText(rect.adjusted(TokenUserDelegate::margin, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                      model()->headerData(section, Qt::Horizontal).toString());
    painter->restore();
}

QSize FlatHeader::sectionSizeFromContents(int section) const
{
    const QFontMetrics metrics(headingFont());
    return {metrics.horizontalAdvance(model()->headerData(section, Qt::Horizontal).toString()) + 2 * TokenUserDelegate::margin,
            metrics.height() + 12};
}

} // namespace pamphlet::ui
