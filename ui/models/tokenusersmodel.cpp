// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tokenusersmodel.h"

#include "ui/style/colors.h"
#include "ui/text/printable.h"
#include "ui/text/tokentext.h"

#include <QCoreApplication>

#include <algorithm>

namespace pamphlet::ui {

namespace {

Tone tokenTone(const token::EffectiveAccess &access)
{
    switch (access.getsToken) {
    case token::Answer::No:
        return Tone::Error;
    case token::Answer::Yes:
        return access.user == "root" ? Tone::Warning : Tone::Success;
    case token::Answer::Unknown:
        break;
    }
    return access.user == "root" ? Tone::Warning : Tone::Neutral;
}

} // namespace

QString tokenAnswerWord(token::Answer answer)
{
    switch (answer) {
    case token::Answer::No:
        return QCoreApplication::translate("TokenUsersModel", "no");
    case token::Answer::Yes:
        return QCoreApplication::translate("TokenUsersModel", "yes");
    case token::Answer::Unknown:
        break;
    }
    return QCoreApplication::translate("TokenUsersModel", "unknown");
}

bool TokenUsersModel::Row::operator==(const Row &other) const
{
    return access.user == other.access.user && access.blacklisted == other.access.blacklisted && access.getsToken == other.access.getsToken
        && access.pam.account == other.access.pam.account && access.reasons == other.access.reasons && exists == other.exists
        && system == other.system && near == other.near;
}

void TokenUsersModel::setAccess(const std::vector<token::MachineUser> &users, const std::vector<token::EffectiveAccess> &access,
                                const std::vector<token::BlacklistEntry> &blacklist)
{
    std::vector<Row> rows;
    for (std::size_t user = 0; user < access.size() && user < users.size(); ++user) {
        rows.push_back({access[user], true, users[user].isSystem(), {}});
    }
    for (const token::BlacklistEntry &entry : blacklist) {
        if (entry.exists || entry.repeated) {
            continue;
        }
        token::EffectiveAccess stranger;
        stranger.user = entry.name;
        stranger.blacklisted = true;
        stranger.getsToken = token::Answer::No;
        stranger.reasons = {token::AccessReason::Blacklisted, token::AccessReason::RefreshStays};
        rows.push_back({std::move(stranger), false, false, entry.near});
    }
    const bool same = rows.size() == m_rows.size()
        && std::equal(rows.begin(), rows.end(), m_rows.begin(),
                      [](const Row &one, const Row &other) { return one.access.user == other.access.user; });
    if (!same) {
        beginResetModel();
        m_rows = std::move(rows);
        m_places.clear();
        for (std::size_t row = 0; row < m_rows.size(); ++row) {
            m_places.emplace(m_rows[row].access.user, row);
        }
        endResetModel();
        return;
    }
    for (std::size_t row = 0; row < rows.size(); ++row) { // who is selected stays so
        if (!(rows[row] == m_rows[row])) {
            m_rows[row] = std::move(rows[row]);
            Q_EMIT dataChanged(index(int(row), 0), index(int(row), ColumnCount - 1));
        }
    }
}

void TokenUsersModel::setEditable(bool editable)
{
    if (editable == m_editable) {
        return;
    }
    m_editable = editable;
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, BlacklistColumn), index(rowCount() - 1, BlacklistColumn));
    }
}

const token::EffectiveAccess *TokenUsersModel::accessOf(const std::string &name) const
{
    const auto row = m_places.find(name);
    return row == m_places.end() ? nullptr : &m_rows[row->second].access;
}

int TokenUsersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int TokenUsersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString TokenUsersModel::accountReason(const Row &row)
{
    if (!row.exists) {
        return tr("No user of this machine has this name; users of directory services are not looked at.");
    }
    switch (row.access.pam.account) {
    case token::Answer::No:
        return text::accessReasonMessage(token::AccessReason::AccountIgnored);
    case token::Answer::Yes:
        return tr("PAM's account rules let this user in.");
    case token::Answer::Unknown:
        break;
    }
    return text::accessReasonMessage(token::AccessReason::AccountUnknown);
}

QString TokenUsersModel::reasons(const Row &row) const
{
    QStringList sentences;
    if (!row.exists) {
        sentences << (row.near.empty() ? tr("Blacklisted, but no user of this machine.")
                                       : tr("Blacklisted, but no user of this machine. Names are compared exactly, so perhaps %1 is meant.")
                                             .arg(text::printable(row.near)));
    }
    for (const token::AccessReason reason : row.access.reasons) {
        if (reason != token::AccessReason::AccountUnknown) { // it decides nothing
            sentences << text::accessReasonMessage(reason);
        }
    }
    if (row.access.getsToken == token::Answer::Yes) {
        sentences << tr("Every password that PAM takes brings a token.");
    }
    if (row.access.getsToken != token::Answer::No) {
        sentences << tr("It is for whatever is asked for: the token service has no access lists.");
    }
    return sentences.join(QLatin1Char(' '));
}

QString TokenUsersModel::display(const Row &row, int column) const
{
    switch (column) {
    case UserColumn:
        return text::printable(row.access.user);
    case AccountColumn:
        if (!row.exists) {
            return tr("no such user");
        }
        switch (row.access.pam.account) {
        case token::Answer::No:
            return tr("refused");
        case token::Answer::Yes:
            return tr("valid");
        case token::Answer::Unknown:
            return tr("not certain");
        }
        return {};
    case TokenColumn:
        return tokenAnswerWord(row.access.getsToken);
    default:
        return {};
    }
}

QVariant TokenUsersModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Row &row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == BlacklistColumn ? QVariant() : QVariant(display(row, index.column()));
    case Qt::CheckStateRole:
        return index.column() == BlacklistColumn ? QVariant(int(row.access.blacklisted ? Qt::Checked : Qt::Unchecked)) : QVariant();
    case Qt::ToolTipRole:
        // Names are other people's text, and a tooltip takes what looks like HTML for it.
        return QStringLiteral("<qt>%1</qt>").arg((index.column() == AccountColumn ? accountReason(row) : reasons(row)).toHtmlEscaped());
    case Qt::AccessibleTextRole:
        if (index.column() == BlacklistColumn) {
            return row.access.blacklisted ? tr("%1 is blacklisted").arg(display(row, UserColumn))
                                          : tr("%1 is not blacklisted").arg(display(row, UserColumn));
        }
        return index.column() == TokenColumn ? tr("token: %1").arg(display(row, TokenColumn)) : QVariant();
    case ToneRole:
        return int(index.column() == TokenColumn ? tokenTone(row.access) : row.exists ? Tone::Neutral : Tone::Warning);
    case NameRole:
        return QByteArray::fromStdString(row.access.user);
    case SystemRole:
        return row.system;
    case ReasonRole:
        return reasons(row);
    default:
        return {};
    }
}

bool TokenUsersModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || index.column() != BlacklistColumn || role != Qt::CheckStateRole || !m_editable) {
        return false;
    }
    const token::EffectiveAccess &access = m_rows[std::size_t(index.row())].access;
    const bool wanted = value.toInt() == Qt::Checked;
    if (wanted != access.blacklisted) {
        Q_EMIT blacklistWanted(QByteArray::fromStdString(access.user), wanted);
    }
    return false; // not yet
}

QVariant TokenUsersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::ToolTipRole && section == AccountColumn) {
        return tr("What PAM's account rules are certain to say. The token service never asks them.");
    }
    if (role == Qt::TextAlignmentRole) {
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case UserColumn:
        return tr("User");
    case AccountColumn:
        return tr("PAM account");
    case BlacklistColumn:
        return tr("Blacklisted");
    case TokenColumn:
        return tr("Token");
    default:
        return {};
    }
}

Qt::ItemFlags TokenUsersModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    if (index.column() == BlacklistColumn && m_editable) {
        flags |= Qt::ItemIsUserCheckable;
    }
    return flags;
}

} // namespace pamphlet::ui
