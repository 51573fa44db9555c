// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/fonts.h"

#include <QFontDatabase>
#include <QGuiApplication>

namespace pamphlet::ui {

QFont scaledFont(const QFont &font, double factor, QFont::Weight weight)
{
    QFont scaled = font;
    if (font.pointSizeF() > 0) {
        scaled.setPointSizeF(font.pointSizeF() * factor);
    } else {
        scaled.setPixelSize(qMax(1, qRound(font.pixelSize() * factor)));
    }
    scaled.setWeight(weight);
    return scaled;
}

QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QFont interface = QGuiApplication::font();
    if (interface.pointSizeF() > 0) {
        font.setPointSizeF(interface.pointSizeF());
    } else {
        font.setPixelSize(interface.pixelSize());
    }
    // A platform without a theme may name a family that is not there and then answers with a proportional one.
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    return font;
}

} // namespace pamphlet::ui
