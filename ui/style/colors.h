// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace pamphlet::ui {

/// How something stands. Never told by colour alone: each has a glyph and a word too.
enum class Tone { Neutral, Accent, Success, Warning, Error };

/// Colours with a meaning, for a light and for a dark desktop. What is not here comes from the palette.
struct Colors {
    bool dark = false;
    QColor muted; ///< secondary text on window and base
    QColor line; ///< separators and frames
    QColor header; ///< tint of a group's header row
    QColor selection; ///< tint of a selected row that keeps its own text colours
    QColor chip, chipText;
    QColor link;
    QColor success, successTint;
    QColor warning, warningTint;
    QColor error, errorTint;
    QColor accent, accentTint;
    QColor neutralTint;

    QColor strong(Tone tone) const; ///< text and bars
    QColor tint(Tone tone) const; ///< backgrounds behind strong() and ordinary text
};

/// By the lightness of the palette's window colour.
Colors colorsFor(const QPalette &palette);
bool isDark(const QPalette &palette);

/// WCAG 2.1 contrast ratio, 1…21.
double contrastRatio(const QColor &one, const QColor &other);

} // namespace pamphlet::ui
