// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace pamphlet::app::cli {

/// Columns that line up. Cells are cut at a sensible length: a table is read by people, programs take --json.
class Table
{
public:
    /// Column titles; none: a table without a head.
    explicit Table(QStringList titles = {}, int indent = 0);

    void addRow(QStringList cells, Style style = Style::Plain);
    void print(Console &console) const;

private:
    struct Row {
        QStringList cells;
        Style style = Style::Plain;
    };
    QList<Row> m_rows;
    int m_indent = 0;
};

/// Cells on a terminal that a text takes: combining characters none, wide ones two.
int displayWidth(const QString &text);

} // namespace pamphlet::app::cli
