// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/teleport/teleportsurvey.h"

#include <QAbstractTableModel>

namespace pamphlet::ui {

/// The variables of the file. An edit is only asked for: the model shows what the file says.
class TeleportEnvironmentModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn, BecomesColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Nothing happens if they are the same.
    void setVariables(const std::vector<TeleportVariable> &variables, bool editable);
    const std::vector<TeleportVariable> &variables() const { return m_variables; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void renameRequested(const QString &name, const QString &to);
    void valueRequested(const QString &name, const QString &value);

private:
    QString becomes(const TeleportVariable &variable) const;

    std::vector<TeleportVariable> m_variables;
    bool m_editable = false;
};

} // namespace pamphlet::ui
