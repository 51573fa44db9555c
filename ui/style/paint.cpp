// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/paint.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

namespace pamphlet::ui::paint {

QSizeF chipSize(const QFont &font, const QString &text)
{
    const QFontMetricsF metrics(font);
    return {metrics.horizontalAdvance(text) + 16, metrics.height() + 4};
}

QRectF chip(QPainter &painter, const QRectF &rect, const QFont &font, const QString &text, const QColor &background,
            const QColor &foreground)
{
    QSizeF size = chipSize(font, text);
    QString shown = text;
    if (size.width() > rect.width()) {
        shown = QFontMetricsF(font).elidedText(text, Qt::ElideMiddle, rect.width() - 16);
        size.setWidth(rect.width());
    }
    const QRectF where(rect.left(), rect.center().y() - size.height() / 2, size.width(), size.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(background);
    painter.drawRoundedRect(where, where.height() / 2, where.height() / 2);
    painter.setFont(font);
    painter.setPen(foreground);
    painter.drawText(where, Qt::AlignCenter, shown);
    painter.restore();
    return where;
}

void card(QPainter &painter, const QRectF &rect, const QColor &fill, const QColor &line, double radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

void callout(QPainter &painter, const QRectF &rect, const Colors &colors, Tone tone)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(rect, 4, 4);
    painter.setClipPath(outline);
    painter.fillRect(rect, colors.tint(tone));
    painter.fillRect(QRectF(rect.left(), rect.top(), 4, rect.height()), colors.strong(tone));
    painter.restore();
}

} // namespace pamphlet::ui::paint
