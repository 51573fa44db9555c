// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/terminalview.h"

#include "ui/style/fonts.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

namespace pamphlet::ui {

namespace {

constexpr int padding = 12;
const QColor terminalBackground(0x17, 0x1a, 0x1d);
const QColor terminalForeground(0xe6, 0xe6, 0xe6);

constexpr QRgb sixteen[] = {0x171a1d, 0xd64541, 0x2fae60, 0xd6a72b, 0x3d8fe0, 0xb060c8, 0x28a9a9, 0xd8d8d8,
                            0x6e7479, 0xff6b66, 0x55d98a, 0xf5d363, 0x6fb5ff, 0xd894ee, 0x57d6d6, 0xffffff};

} // namespace

QColor terminalColor(const motd::TerminalColor &color, const QColor &fallback, bool bright)
{
    using Kind = motd::TerminalColor::Kind;
    if (color.kind == Kind::Default) {
        return fallback;
    }
    if (color.kind == Kind::Rgb) {
        return {color.red, color.green, color.blue};
    }
    if (color.index < 16) {
        return QColor::fromRgb(sixteen[bright && color.index < 8 ? color.index + 8 : color.index]);
    }
    if (color.index >= 232) {
        const int grey = 8 + 10 * (color.index - 232);
        return {grey, grey, grey};
    }
    const int cube = color.index - 16;
    const auto level = [](int step) { return step == 0 ? 0 : 55 + 40 * step; };
    return {level(cube / 36), level(cube / 6 % 6), level(cube % 6)};
}

TerminalView::TerminalView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setObjectName(QStringLiteral("terminalView"));
    setAccessibleName(tr("Preview as a terminal shows it"));
    setFont(fixedFont());
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setAutoFillBackground(false);
}

int TerminalView::lineHeight() const
{
    return fontMetrics().height();
}

void TerminalView::setText(motd::TerminalText text)
{
    m_text = std::move(text);
    m_columns = 0;
    for (const motd::TerminalLine &line : m_text.lines) {
        int width = 0;
        for (const motd::TerminalRun &run : line) {
            width += fontMetrics().horizontalAdvance(QString::fromStdString(run.text));
        }
        m_columns = qMax(m_columns, width);
    }
    QString plain = QString::fromStdString(motd::plainText(m_text));
    setAccessibleDescription(plain.left(4000));
    updateScrollBars();
    viewport()->update();
}

void TerminalView::updateScrollBars()
{
    const QSize page = viewport()->size();
    verticalScrollBar()->setPageStep(page.height());
    verticalScrollBar()->setSingleStep(lineHeight());
    verticalScrollBar()->setRange(0, qMax(0, int(m_text.lines.size()) * lineHeight() + 2 * padding - page.height()));
    horizontalScrollBar()->setPageStep(page.width());
    horizontalScrollBar()->setRange(0, qMax(0, m_columns + 2 * padding - page.width()));
}

void TerminalView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
}

void TerminalView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), terminalBackground);
    const int height = lineHeight();
    const int first = qMax(0, (verticalScrollBar()->value() + event->rect().top() - padding) / height);
    const int last = qMin(int(m_text.lines.size()) - 1, (verticalScrollBar()->value() + event->rect().bottom() - padding) / height);
    for (int number = first; number <= last; ++number) {
        int x = padding - horizontalScrollBar()->value();
        const int y = padding + number * height - verticalScrollBar()->value();
        for (const motd::TerminalRun &run : m_text.lines[std::size_t(number)]) {
            const motd::TerminalStyle &style = run.style;
            QColor foreground = terminalColor(style.foreground, terminalForeground, style.bold);
            QColor background = terminalColor(style.background, terminalBackground);
            if (style.inverse) {
                std::swap(foreground, background);
            }
            if (style.faint) {
                foreground.setAlphaF(0.6F);
            }
            QFont font = this->font();
            font.setBold(style.bold);
            font.setItalic(style.italic);
            font.setUnderline(style.underline);
            font.setStrikeOut(style.strikeOut);
            const QString text = QString::fromStdString(run.text);
            const int width = QFontMetrics(this->font()).horizontalAdvance(text);
            if (background != terminalBackground) {
                painter.fillRect(x, y, width, height, background);
            }
            if (!style.concealed) {
                painter.setFont(font);
                painter.setPen(foreground);
                painter.drawText(x, y + fontMetrics().ascent(), text);
            }
            x += width;
        }
    }
}

} // namespace pamphlet::ui
