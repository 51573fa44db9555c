// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pamhighlighter.h"

#include "ui/style/colors.h"

#include <QGuiApplication>
#include <QPalette>

namespace pamphlet::ui {

PamHighlighter::PamHighlighter(QTextDocument *document)
    : QSyntaxHighlighter(document)
{ }

void PamHighlighter::highlightBlock(const QString &text)
{
    const Colors colors = colorsFor(QGuiApplication::palette());
    qsizetype comment = text.indexOf(QLatin1Char('#'));
    const qsizetype end = comment < 0 ? text.size() : comment;
    if (comment >= 0) {
        QTextCharFormat format;
        format.setForeground(colors.muted);
        format.setFontItalic(true);
        setFormat(int(comment), int(text.size() - comment), format);
    }
    int field = 0;
    qsizetype at = 0;
    bool include = false;
    while (at < end && field < 3) {
        while (at < end && (text[at] == QLatin1Char(' ') || text[at] == QLatin1Char('\t'))) {
            ++at;
        }
        const qsizetype begin = at;
        if (at < end && text[at] == QLatin1Char('[')) {
            while (at < end && text[at] != QLatin1Char(']')) {
                ++at;
            }
            at = qMin(at + 1, end);
        } else {
            while (at < end && text[at] != QLatin1Char(' ') && text[at] != QLatin1Char('\t')) {
                ++at;
            }
        }
        if (at == begin) {
            break;
        }
        QTextCharFormat format;
        if (field == 0) {
            include = text.mid(begin, at - begin).compare(QLatin1String("@include"), Qt::CaseInsensitive) == 0;
            format.setForeground(colors.accent);
        } else if (field == 1 && !include) {
            format.setForeground(colors.warning);
        } else if (field == (include ? 1 : 2)) {
            format.setFontWeight(QFont::Bold);
        }
        setFormat(int(begin), int(at - begin), format);
        ++field;
    }
}

} // namespace pamphlet::ui
