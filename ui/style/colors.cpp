// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/colors.h"

#include <algorithm>
#include <cmath>

namespace pamphlet::ui {

namespace {

Colors lightColors()
{
    Colors colors;
    colors.muted = QColor(0x5f, 0x6a, 0x74);
    colors.line = QColor(0xd0, 0xd5, 0xd9);
    colors.header = QColor(0xf0, 0xf4, 0xfb);
    colors.selection = QColor(0xdf, 0xea, 0xf5);
    colors.chip = QColor(0xe1, 0xeb, 0xf6);
    colors.chipText = QColor(0x26, 0x4e, 0x80);
    colors.link = QColor(0x1d, 0x63, 0xa8);
    colors.success = QColor(0x12, 0x74, 0x40);
    colors.successTint = QColor(0xe2, 0xf4, 0xe9);
    colors.warning = QColor(0x85, 0x53, 0x00);
    colors.warningTint = QColor(0xfd, 0xf0, 0xd5);
    colors.error = QColor(0xb0, 0x24, 0x1c);
    colors.errorTint = QColor(0xfc, 0xe4, 0xe2);
    colors.accent = QColor(0x19, 0x65, 0xa1);
    colors.accentTint = QColor(0xe3, 0xec, 0xf6);
    colors.neutralTint = QColor(0xec, 0xed, 0xef);
    return colors;
}

Colors darkColors()
{
    Colors colors;
    colors.dark = true;
    colors.muted = QColor(0xa6, 0xae, 0xb6);
    colors.line = QColor(0x48, 0x4d, 0x53);
    colors.header = QColor(0x28, 0x2d, 0x36);
    colors.selection = QColor(0x2b, 0x3b, 0x4d);
    colors.chip = QColor(0x2c, 0x3c, 0x50);
    colors.chipText = QColor(0xbb, 0xd6, 0xf5);
    colors.link = QColor(0x7f, 0xb9, 0xf2);
    colors.success = QColor(0x72, 0xdb, 0x9d);
    colors.successTint = QColor(0x1d, 0x38, 0x29);
    colors.warning = QColor(0xf3, 0xc6, 0x6b);
    colors.warningTint = QColor(0x40, 0x31, 0x17);
    colors.error = QColor(0xff, 0x93, 0x89);
    colors.errorTint = QColor(0x4a, 0x26, 0x25);
    colors.accent = QColor(0x6d, 0xb5, 0xf0);
    colors.accentTint = QColor(0x2a, 0x39, 0x49);
    colors.neutralTint = QColor(0x33, 0x37, 0x3c);
    return colors;
}

double luminance(const QColor &color)
{
    const auto channel = [](double value) { return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

} // namespace

QColor Colors::strong(Tone tone) const
{
    switch (tone) {
    case Tone::Neutral:
        return muted;
    case Tone::Accent:
        return accent;
    case Tone::Success:
        return success;
    case Tone::Warning:
        return warning;
    case Tone::Error:
        return error;
    }
    return muted;
}

QColor Colors::tint(Tone tone) const
{
    switch (tone) {
    case Tone::Neutral:
        return neutralTint;
    case Tone::Accent:
        return accentTint;
    case Tone::Success:
        return successTint;
    case Tone::Warning:
        return warningTint;
    case Tone::Error:
        return errorTint;
    }
    return neutralTint;
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightnessF() < 0.5F;
}

Colors colorsFor(const QPalette &palette)
{
    static const Colors light = lightColors();
    static const Colors dark = darkColors();
    return isDark(palette) ? dark : light;
}

double contrastRatio(const QColor &one, const QColor &other)
{
    const double first = luminance(one);
    const double second = luminance(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace pamphlet::ui
