// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ports/helperport.h"
#include "ui/style/colors.h"

#include <QAbstractTableModel>

#include <vector>

namespace pamphlet::ui {

/// What each rule did in a test login, in the order of the calls.
class TraceModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { ModuleColumn, ResultColumn, DurationColumn, BarColumn, PlaceColumn, ColumnCount };
    enum Role {
        ToneRole = Qt::UserRole + 1, ///< int(Tone)
        ShareRole, ///< double 0…1: the duration beside the longest one
        PrimitiveRole,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void append(const TestStep &step);
    const std::vector<TestStep> &steps() const { return m_steps; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<TestStep> m_steps;
    quint64 m_longest = 0;
};

/// "48 ms", "3.2 s", "1 µs".
QString durationText(quint64 microseconds);
/// Success, Neutral for PAM_IGNORE, else Error.
Tone returnTone(int code);

} // namespace pamphlet::ui
