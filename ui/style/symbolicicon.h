// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

class QPainter;
class QRectF;

namespace pamphlet::ui {

/// Line drawings that need no icon theme, no SVG plug-in and no font: sharp at every scale, in the palette's text colour.
enum class Glyph {
    Undo,
    Redo,
    Play,
    Menu,
    Search,
    Check,
    Exclamation,
    Cross,
    Dot,
    Question,
    Skip,
    Pen,
    Info,
    ArrowDown,
    ArrowRight,
    Close,
    Add
};

/// Draws inside `rect` (a square is best) with a line width that suits its size.
void paintGlyph(QPainter &painter, Glyph glyph, const QRectF &rect, const QColor &color);

/// The desktop theme's icon of that name, else our drawing.
QIcon symbolicIcon(Glyph glyph, const QString &themeName = {});

/// The program's own icon.
QIcon applicationIcon();

} // namespace pamphlet::ui
