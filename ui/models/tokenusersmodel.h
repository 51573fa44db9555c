// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/token/access.h"
#include "core/token/machineusers.h"

#include <QAbstractTableModel>

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace pamphlet::ui {

/**
 * Who gets a token: the machine's users, and behind them what stands on the blacklist and is no user. Ticking somebody changes nothing
 * here: it is told as a wish, and what comes of it arrives by setAccess().
 */
class TokenUsersModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { UserColumn, AccountColumn, BlacklistColumn, TokenColumn, ColumnCount };
    enum Role {
        ToneRole = Qt::UserRole, ///< Tone of the cell
        NameRole, ///< QByteArray, as in the file
        SystemRole, ///< bool: made for a program
        ReasonRole, ///< QString: why, in sentences
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// `access` is one a user.
    void setAccess(const std::vector<token::MachineUser> &users, const std::vector<token::EffectiveAccess> &access,
                   const std::vector<token::BlacklistEntry> &blacklist);
    /// Whether the blacklist may be changed.
    void setEditable(bool editable);
    /// nullptr: nobody of that name.
    const token::EffectiveAccess *accessOf(const std::string &name) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void blacklistWanted(const QByteArray &name, bool blacklisted);

private:
    struct Row {
        token::EffectiveAccess access;
        bool exists = true;
        bool system = false;
        std::string near; ///< of what does not exist

        bool operator==(const Row &other) const;
    };

    QString display(const Row &row, int column) const;
    QString reasons(const Row &row) const;
    static QString accountReason(const Row &row);

    std::vector<Row> m_rows;
    std::unordered_map<std::string, std::size_t> m_places; ///< of names in m_rows
    bool m_editable = false;
};

/// "yes", "no", "unknown".
QString tokenAnswerWord(token::Answer answer);

} // namespace pamphlet::ui
