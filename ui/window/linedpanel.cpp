// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/linedpanel.h"

#include "ui/style/colors.h"

#include <QPainter>

namespace pamphlet::ui {

LinedPanel::LinedPanel(Qt::Edge edge, QWidget *parent)
    : QWidget(parent)
    , m_edge(edge)
{ }

void LinedPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(colorsFor(palette()).line);
    if (m_edge == Qt::BottomEdge) {
        painter.drawLine(rect().bottomLeft(), rect().bottomRight());
    } else {
        painter.drawLine(rect().topRight(), rect().bottomRight());
    }
}

} // namespace pamphlet::ui
