// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/scheme.h"

#include "ui/style/colors.h"
#include "ui/style/flatstyle.h"

#include <QApplication>
#include <QFont>
#include <QFontDatabase>
#include <QStyle>

namespace pamphlet::ui {

QPalette schemePalette(Scheme scheme)
{
    const bool dark = scheme == Scheme::Dark;
    const QColor window = dark ? QColor(0x2a, 0x2e, 0x32) : QColor(0xef, 0xf0, 0xf2);
    const QColor base = dark ? QColor(0x1f, 0x22, 0x25) : QColor(0xfd, 0xfd, 0xfd);
    const QColor text = dark ? QColor(0xf4, 0xf5, 0xf6) : QColor(0x1f, 0x23, 0x27);
    const QColor button = dark ? QColor(0x34, 0x39, 0x3e) : QColor(0xfd, 0xfd, 0xfd);
    const QColor disabled = dark ? QColor(0x80, 0x86, 0x8c) : QColor(0x9a, 0xa0, 0xa6);
    QPalette palette(button, window);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, dark ? QColor(0x25, 0x29, 0x2d) : QColor(0xf6, 0xf7, 0xf8));
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::Button, button);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, dark ? QColor(0x34, 0x39, 0x3e) : QColor(0xfd, 0xfd, 0xfd));
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::PlaceholderText, dark ? QColor(0xa0, 0xa7, 0xae) : QColor(0x5f, 0x6a, 0x74));
    palette.setColor(QPalette::Highlight, dark ? QColor(0x2a, 0x74, 0xae) : QColor(0x1f, 0x74, 0xb4));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, dark ? QColor(0x7f, 0xb9, 0xf2) : QColor(0x1d, 0x63, 0xa8));
    palette.setColor(QPalette::LinkVisited, palette.color(QPalette::Link));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, disabled);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, dark ? QColor(0x3a, 0x40, 0x46) : QColor(0xd8, 0xdb, 0xde));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, disabled);
    return palette;
}

namespace {

// Where no desktop names a font Qt takes whatever comes first: one that is made for screens reads better.
void chooseFont()
{
    const QStringList families = QFontDatabase::families();
    for (const char *family : {"Inter", "Noto Sans", "Cantarell", "Ubuntu", "Open Sans", "DejaVu Sans"}) {
        const QString name = QLatin1String(family);
        if (families.contains(name)) {
            QFont font(name);
            font.setPointSizeF(10);
            QApplication::setFont(font);
            return;
        }
    }
}

} // namespace

void applyDesktopStyle(QApplication &application)
{
    const QString name = QApplication::style()->name();
    if (name != QLatin1String("fusion") && name != QLatin1String("windows")) {
        return;
    }
    // Fusion is what Qt falls back to when the desktop has no style: only its palette may still be the desktop's own.
    const bool dark = isDark(QApplication::palette());
    application.setStyle(new FlatStyle);
    if (qEnvironmentVariableIsEmpty("XDG_CURRENT_DESKTOP")) {
        application.setPalette(schemePalette(dark ? Scheme::Dark : Scheme::Light));
        chooseFont();
    }
}

void applyScheme(QApplication &application, Scheme scheme)
{
    application.setStyle(new FlatStyle);
    application.setPalette(schemePalette(scheme));
    chooseFont();
}

} // namespace pamphlet::ui
