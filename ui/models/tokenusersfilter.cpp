// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tokenusersfilter.h"

#include "ui/models/tokenusersmodel.h"

namespace pamphlet::ui {

void TokenUsersFilter::setNeedle(const QString &needle)
{
    m_needle = needle.trimmed();
    invalidateRowsFilter();
}

void TokenUsersFilter::setSystemUsers(bool shown)
{
    m_system = shown;
    invalidateRowsFilter();
}

bool TokenUsersFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex user = sourceModel()->index(row, TokenUsersModel::UserColumn, parent);
    const bool blacklisted = user.siblingAtColumn(TokenUsersModel::BlacklistColumn).data(Qt::CheckStateRole).toInt() == Qt::Checked;
    if (!m_system && !blacklisted && user.data(TokenUsersModel::SystemRole).toBool()) {
        return false;
    }
    return m_needle.isEmpty() || user.data().toString().contains(m_needle, Qt::CaseInsensitive);
}

} // namespace pamphlet::ui
