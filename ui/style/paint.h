// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/colors.h"

#include <QFont>
#include <QRectF>
#include <QSizeF>
#include <QString>

class QPainter;

/** Small drawings that several delegates and widgets share. */
namespace pamphlet::ui::paint {

/// A rounded label such as "sudo:3"; how large it will be.
QSizeF chipSize(const QFont &font, const QString &text);
/// Draws it with its left edge at `rect.left()`, vertically centred in `rect`; returns where it stands.
QRectF chip(QPainter &painter, const QRectF &rect, const QFont &font, const QString &text, const QColor &background,
            const QColor &foreground);

/// A rounded rectangle with a hairline around it.
void card(QPainter &painter, const QRectF &rect, const QColor &fill, const QColor &line, double radius = 5);

/// A tinted rectangle with a bar of the strong colour on its left.
void callout(QPainter &painter, const QRectF &rect, const Colors &colors, Tone tone);

} // namespace pamphlet::ui::paint
