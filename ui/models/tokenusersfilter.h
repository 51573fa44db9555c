// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace pamphlet::ui {

/// The users that one wants to see of a TokenUsersModel. System users are hidden unless asked for; who is blacklisted is always there.
class TokenUsersFilter final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    /// A part of the name, in any case.
    void setNeedle(const QString &needle);
    void setSystemUsers(bool shown);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_needle;
    bool m_system = false;
};

} // namespace pamphlet::ui
