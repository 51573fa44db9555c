// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/teleport/teleportenvironmentmodel.h"

#include "ui/text/printable.h"
#include "ui/text/teleporttext.h"

namespace pamphlet::ui {

void TeleportEnvironmentModel::setVariables(const std::vector<TeleportVariable> &variables, bool editable)
{
    if (variables == m_variables && editable == m_editable) {
        return; // an editor that is open stays
    }
    beginResetModel();
    m_variables = variables;
    m_editable = editable;
    endResetModel();
}

int TeleportEnvironmentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_variables.size());
}

int TeleportEnvironmentModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString TeleportEnvironmentModel::becomes(const TeleportVariable &variable) const
{
    if (!variable.trouble.empty()) {
        return tr("✕ the session ends: %1").arg(text::printable(variable.trouble));
    }
    if (variable.becomes) {
        const QString value = variable.becomes->empty() ? tr("(empty)") : text::printable(*variable.becomes);
        return variable.note ? tr("! %1").arg(value) : value;
    }
    return tr("! not set");
}

QVariant TeleportEnvironmentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const TeleportVariable &variable = m_variables[std::size_t(index.row())];
    if (role == Qt::EditRole) {
        return QString::fromStdString(index.column() == NameColumn ? variable.name : variable.value);
    }
    if (role == Qt::DisplayRole) {
        switch (index.column()) {
        case NameColumn:
            return text::printable(variable.name);
        case ValueColumn:
            return variable.scalar ? text::printable(variable.value) : tr("(not a text)");
        default:
            return becomes(variable);
        }
    }
    if (role == Qt::ToolTipRole) {
        if (index.column() == BecomesColumn && variable.note) {
            return QStringLiteral("<qt>%1</qt>")
                .arg(text::environmentNoteMessage({*variable.note, variable.name, variable.noteDetail, {}}).toHtmlEscaped());
        }
        return QStringLiteral("<qt>%1</qt>").arg(data(index, Qt::DisplayRole).toString().toHtmlEscaped());
    }
    return {};
}

bool TeleportEnvironmentModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable)) {
        return false;
    }
    const QString now = data(index, Qt::EditRole).toString();
    const QString wanted = index.column() == NameColumn ? value.toString().trimmed() : value.toString();
    if (wanted == now) {
        return false;
    }
    const QString name = QString::fromStdString(m_variables[std::size_t(index.row())].name);
    if (index.column() == NameColumn) {
        Q_EMIT renameRequested(name, wanted);
    } else {
        Q_EMIT valueRequested(name, wanted);
    }
    return true;
}

QVariant TeleportEnvironmentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) {
        return {};
    }
    switch (section) {
    case NameColumn:
        return tr("Name");
    case ValueColumn:
        return tr("Value or template");
    case BecomesColumn:
        return tr("At this login");
    default:
        return {};
    }
}

Qt::ItemFlags TeleportEnvironmentModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    if (m_editable && (index.column() == NameColumn || (index.column() == ValueColumn && m_variables[std::size_t(index.row())].scalar))) {
        flags |= Qt::ItemIsEditable;
    }
    return flags;
}

} // namespace pamphlet::ui
