// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/findmodel.h"

#include "ui/text/text.h"

namespace pamphlet::ui {

FindModel::FindModel(QObject *parent)
    : QAbstractListModel(parent)
    , m_analysis(std::make_shared<Analysis>())
{ }

void FindModel::setAnalysis(std::shared_ptr<const Analysis> analysis)
{
    beginResetModel();
    m_analysis = std::move(analysis);
    endResetModel();
}

int FindModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_analysis->services.size() + m_analysis->rules.size());
}

QVariant FindModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const std::size_t row = std::size_t(index.row());
    if (row < m_analysis->services.size()) {
        const pam::ServiceFile &file = m_analysis->services[row].file;
        switch (role) {
        case Qt::DisplayRole:
        case Qt::EditRole:
            return tr("%1 — %2").arg(QString::fromStdString(file.service), QString::fromStdString(file.path));
        case ServiceRole:
            return QString::fromStdString(file.service);
        case FileRole:
            return QString::fromStdString(file.path);
        case LineRole:
            return 0;
        case FacilityRole:
            return -1;
        default:
            return {};
        }
    }
    const RuleSummary &rule = m_analysis->rules[row - m_analysis->services.size()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return tr("%1 — %2").arg(QString::fromStdString(rule.text), text::shortPlace(rule.file, rule.line));
    case ServiceRole:
        return QString::fromStdString(rule.service);
    case FileRole:
        return QString::fromStdString(rule.file);
    case LineRole:
        return int(rule.line);
    case FacilityRole:
        return int(rule.facility);
    default:
        return {};
    }
}

} // namespace pamphlet::ui
