// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/table.h"

#include <QChar>

#include <algorithm>

namespace pamphlet::app::cli {

namespace {

constexpr int maxCell = 240;
constexpr int gap = 2;

QString cut(QString text)
{
    if (text.size() > maxCell) {
        text.truncate(maxCell - 1);
        if (text.back().isHighSurrogate())
            text.chop(1);
        text += QChar(0x2026);
    }
    return text;
}

bool isWide(char32_t c)
{
    // East Asian Wide and Fullwidth blocks and the emoji planes (UAX #11), coarse: it only moves a column.
    return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) || (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff)
        || (c >= 0x20000 && c <= 0x3fffd);
}

} // namespace

int displayWidth(const QString &text)
{
    int width = 0;
    for (const uint c : text.toUcs4()) {
        const QChar::Category category = QChar::category(c);
        if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing || category == QChar::Other_Format)
            continue;
        width += isWide(c) ? 2 : 1;
    }
    return width;
}

Table::Table(QStringList titles, int indent)
    : m_indent(indent)
{
    if (!titles.isEmpty())
        addRow(std::move(titles), Style::Faint);
}

void Table::addRow(QStringList cells, Style style)
{
    for (QString &cell : cells)
        cell = cut(std::move(cell));
    m_rows.append({std::move(cells), style});
}

void Table::print(Console &console) const
{
    QList<int> widths;
    for (const Row &row : m_rows) {
        for (qsizetype column = 0; column + 1 < row.cells.size(); ++column) {
            if (column >= widths.size())
                widths.append(0);
            widths[column] = std::max(widths[column], displayWidth(row.cells[column]));
        }
    }
    for (const Row &row : m_rows) {
        QString text(m_indent, u' ');
        for (qsizetype column = 0; column < row.cells.size(); ++column) {
            text += row.cells[column];
            if (column + 1 < row.cells.size())
                text += QString(widths[column] - displayWidth(row.cells[column]) + gap, u' ');
        }
        while (text.endsWith(u' '))
            text.chop(1);
        console.line(console.styled(row.style, text));
    }
}

} // namespace pamphlet::app::cli
