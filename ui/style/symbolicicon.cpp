// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/symbolicicon.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

namespace pamphlet::ui {

namespace {

// All shapes live in a 16 × 16 box.
QPainterPath linesOf(Glyph glyph)
{
    QPainterPath path;
    switch (glyph) {
    case Glyph::Undo:
        path.moveTo(6.5, 3);
        path.lineTo(3, 6.5);
        path.lineTo(6.5, 10);
        path.moveTo(3.2, 6.5);
        path.lineTo(9.5, 6.5);
        path.cubicTo(12, 6.5, 13, 8.2, 13, 9.8);
        path.cubicTo(13, 11.6, 11.6, 13, 9.8, 13);
        path.lineTo(7.5, 13);
        break;
    case Glyph::Redo:
        path.moveTo(9.5, 3);
        path.lineTo(13, 6.5);
        path.lineTo(9.5, 10);
        path.moveTo(12.8, 6.5);
        path.lineTo(6.5, 6.5);
        path.cubicTo(4, 6.5, 3, 8.2, 3, 9.8);
        path.cubicTo(3, 11.6, 4.4, 13, 6.2, 13);
        path.lineTo(8.5, 13);
        break;
    case Glyph::Play:
        path.moveTo(4.5, 3);
        path.lineTo(13, 8);
        path.lineTo(4.5, 13);
        path.closeSubpath();
        break;
    case Glyph::Menu:
        for (const double y : {4.0, 8.0, 12.0}) {
            path.moveTo(3, y);
            path.lineTo(13, y);
        }
        break;
    case Glyph::Search:
        path.addEllipse(QPointF(7, 7), 4, 4);
        path.moveTo(10, 10);
        path.lineTo(13.5, 13.5);
        break;
    case Glyph::Check:
        path.moveTo(3, 8.5);
        path.lineTo(6.5, 12);
        path.lineTo(13, 4.5);
        break;
    case Glyph::Exclamation:
        path.moveTo(8, 2.5);
        path.lineTo(8, 9.5);
        path.moveTo(8, 13);
        path.lineTo(8, 13.2);
        break;
    case Glyph::Cross:
    case Glyph::Close:
        path.moveTo(4, 4);
        path.lineTo(12, 12);
        path.moveTo(12, 4);
        path.lineTo(4, 12);
        break;
    case Glyph::Question:
        path.moveTo(5.2, 5.6);
        path.cubicTo(5.2, 1.6, 11, 1.8, 11, 5.4);
        path.cubicTo(11, 7.8, 8, 7.6, 8, 10);
        path.moveTo(8, 13);
        path.lineTo(8, 13.2);
        break;
    case Glyph::Skip:
        path.moveTo(2.5, 10.5);
        path.cubicTo(4, 4.5, 10.5, 4, 12.5, 9.5);
        path.moveTo(12.9, 5.4);
        path.lineTo(12.7, 9.9);
        path.lineTo(8.5, 9.3);
        break;
    case Glyph::Pen:
        path.moveTo(3, 13);
        path.lineTo(3.8, 10);
        path.lineTo(10.5, 3.3);
        path.lineTo(12.7, 5.5);
        path.lineTo(6, 12.2);
        path.closeSubpath();
        break;
    case Glyph::Info:
        path.moveTo(8, 7);
        path.lineTo(8, 13);
        path.moveTo(8, 3.2);
        path.lineTo(8, 3.4);
        break;
    case Glyph::ArrowDown:
        path.moveTo(4, 6);
        path.lineTo(8, 10);
        path.lineTo(12, 6);
        break;
    case Glyph::ArrowRight:
        path.moveTo(6, 4);
        path.lineTo(10, 8);
        path.lineTo(6, 12);
        break;
    case Glyph::Add:
        path.moveTo(8, 3);
        path.lineTo(8, 13);
        path.moveTo(3, 8);
        path.lineTo(13, 8);
        break;
    case Glyph::Dot:
        path.addEllipse(QPointF(8, 8), 2.2, 2.2);
        break;
    }
    return path;
}

bool isStatus(Glyph glyph)
{
    return glyph == Glyph::Check || glyph == Glyph::Exclamation || glyph == Glyph::Cross || glyph == Glyph::Question;
}

class GlyphEngine final : public QIconEngine
{
public:
    explicit GlyphEngine(Glyph glyph)
        : m_glyph(glyph)
    { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QApplication::palette();
        const QColor color = mode == QIcon::Disabled ? palette.color(QPalette::Disabled, QPalette::ButtonText)
            : mode == QIcon::Selected                ? palette.color(QPalette::HighlightedText)
                                                     : palette.color(QPalette::ButtonText);
        paintGlyph(*painter, m_glyph, rect, color);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new GlyphEngine(m_glyph); }

private:
    Glyph m_glyph;
};

} // namespace

void paintGlyph(QPainter &painter, Glyph glyph, const QRectF &rect, const QColor &color)
{
    const double side = qMin(rect.width(), rect.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center() - QPointF(side / 2, side / 2));
    painter.scale(side / 16, side / 16);
    painter.setPen(QPen(color, isStatus(glyph) ? 2.1 : 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(glyph == Glyph::Dot ? QBrush(color) : QBrush(Qt::NoBrush));
    painter.drawPath(linesOf(glyph));
    painter.restore();
}

QIcon symbolicIcon(Glyph glyph, const QString &themeName)
{
    if (!themeName.isEmpty() && QIcon::hasThemeIcon(themeName)) {
        return QIcon::fromTheme(themeName);
    }
    return QIcon(new GlyphEngine(glyph));
}

QIcon applicationIcon()
{
    const QString own = QStringLiteral(":/icons/org.pamphlet.Pamphlet.svg");
    return QIcon::fromTheme(QStringLiteral("org.pamphlet.Pamphlet"), QFile::exists(own) ? QIcon(own) : QIcon());
}

} // namespace pamphlet::ui
